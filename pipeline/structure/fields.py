"""What the words of an entry's head are: a second chain marks title, organisation, place, date and the
like, over all the lines that head an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod

from pipeline.lexicon.compiled import names
from pipeline.lexicon.cues import hints
from pipeline.lexicon.tables import MODELS
from pipeline.structure.chains import Tag, chain
from pipeline.structure.seen import Seen

FILE = "structure/fields.crf"
OUTSIDE = "O"
_SEPARATORS = frozenset("–—-|,/·:;•→@()")
_PARTS = re.compile(r"\s[-–—|@·/]\s|,\s|\s{2,}|\t|\schez\s")
_GAP = re.compile(r"\s{2,}|\t")
_LETTER_RUNS = re.compile(r"(.)\1+")
_NEAR = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Field:
    """A marked piece of a head: `kind` (t title, o organisation, p place, d date, dur duration, c
    contract, dip diploma, m honours or status, cert certification) on characters `start` to `end` of
    the text of head line `line` (its place among the head lines), with its probability.
    """

    kind: str
    line: int
    start: int
    end: int
    text: str
    probability: float


def mark_fields(kind: str, head: Sequence[Seen]) -> list[Field]:
    """The fields in the lines that head an entry of some kind, in their order."""
    tags = chain(MODELS / FILE).tags(sequence(kind, head))
    return _with_title(joined(head, tags), head)


def _with_title(found: list[Field], head: Sequence[Seen]) -> list[Field]:
    """Fields that agree with each other: a title has an employer beside it where the words allow it.

    Of two organisations without a title the one that names a trade is the title; of two places without
    an organisation the first is the organisation; a title ends at the sign behind its trade.
    """
    kinds = [f.kind for f in found]
    if "t" in kinds and "o" not in kinds and kinds.count("p") > 1:
        return _renamed(found, kinds.index("p"), "o")
    if kinds.count("t") == 1 and "o" not in kinds:
        return [piece for f in found for piece in _parted(f, head[f.line])]
    if "t" in kinds or kinds.count("o") < 2:
        return found
    trades = [n for n, f in enumerate(found) if f.kind == "o" and _names_trade(head[f.line], f)]
    return _renamed(found, trades[0], "t") if trades else found


def _renamed(found: list[Field], number: int, kind: str) -> list[Field]:
    return [replace(f, kind=kind) if n == number else f for n, f in enumerate(found)]


def _parted(found: Field, seen: Seen) -> Iterator[Field]:
    """A title that holds an employer too, in two: it stands behind the last sign, and names no trade."""
    cut = list(_PARTS.finditer(found.text))[-1:] if found.kind == "t" else []
    parts = [(found.start, found.start + m.start(), found.start + m.end()) for m in cut]
    for start, end, next_start in parts:
        title = replace(found, end=end, text=seen.text[start:end])
        rest = replace(found, kind="o", start=next_start, text=seen.text[next_start : found.end])
        is_title = _names_trade(seen, title) or _GAP.search(found.text)
        if is_title and not _names_trade(seen, rest):
            yield title
            yield rest
            return
    yield found


def _names_trade(seen: Seen, found: Field) -> bool:
    places = ((seen.tokens[a].start, seen.tokens[b].end) for a, b in seen.trades)
    return any(found.start <= start and end <= found.end for start, end in places)


def joined(head: Sequence[Seen], tags: Sequence[Tag]) -> list[Field]:
    """Tags of the tokens of a head as fields."""
    found: list[Field] = []
    left = iter(tags)
    for place, seen in enumerate(head):
        run: list[tuple[int, Tag]] = []
        for number in range(len(seen.tokens)):
            tag = next(left)
            if run and (tag.begins or tag.label != run[-1][1].label):
                found += _field(seen, place, run)
                run = []
            if tag.label != OUTSIDE:
                run.append((number, tag))
        found += _field(seen, place, run)
    return found


def _field(seen: Seen, place: int, run: list[tuple[int, Tag]]) -> list[Field]:
    if not run:
        return []
    start, end = seen.tokens[run[0][0]].start, seen.tokens[run[-1][0]].end
    probability = prod(tag.probability for _, tag in run) ** (1 / len(run))
    return [Field(run[0][1].label, place, start, end, seen.text[start:end], probability)]


def sequence(kind: str, head: Sequence[Seen]) -> list[list[str]]:
    """The traits of each token of a head, line after line."""
    found: list[list[str]] = []
    summaries = [_summary(seen) for seen in head]
    for place, seen in enumerate(head):
        around = [f"kind={kind}", f"head={min(len(head), 4)}", f"row={min(place, 3)}"]
        around += [f"before:{trait}" for trait in (summaries[place - 1] if place else ("none",))]
        behind = summaries[place + 1] if place + 1 < len(head) else ("none",)
        around += [f"behind:{trait}" for trait in behind]
        around += [f"line:{trait}" for trait in summaries[place]]
        elsewhere = {t for n, s in enumerate(summaries) if n != place for t in s}
        around += [f"other:{trait}" for trait in sorted(elsewhere & {"trade", "date"})]
        found += _tokens(seen, around)
    return found


def _summary(seen: Seen) -> tuple[str, ...]:
    """What a whole line shows."""
    flags = {
        "trade": bool(seen.trades),
        "date": bool(seen.periods),
        "date alone": bool(seen.periods) and len([c for c in seen.rest if c.isalpha()]) < 4,
        "caps": seen.text.isupper(),
        "short": len(seen.words) <= 3,
        "bullet": seen.line.text.startswith("- "),
        "bold": seen.line.look.bold,
    }
    found = [name for name, holds in flags.items() if holds]
    found += sorted(f"hint={kind}" for kind in seen.hinted)
    return tuple(found)


def _tokens(seen: Seen, around: list[str]) -> list[list[str]]:
    tokens = seen.tokens
    own = [_own(seen, n) for n in range(len(tokens))]
    found = []
    separators, last, depth = 0, "", 0
    for n, token in enumerate(tokens):
        traits = [*own[n], *around]
        traits.append(f"separators={min(separators, 4)}")
        traits.append(f"from start={min(n, 4)}")
        traits.append(f"from end={min(len(tokens) - 1 - n, 4)}")
        if last:
            traits.append(f"last sign={last}")
        if depth:
            traits.append("in brackets")
        if n and token.start - tokens[n - 1].end > 1:
            traits.append("wide gap before")
            separators += 1
        traits.append(f"next sign={_next_sign(seen, n)}")
        for step in _NEAR:
            traits += _neighbour(own, n, step)
        if token.text in _SEPARATORS:
            last, separators = token.text, separators + 1
        depth = max(depth + (token.text == "(") - (token.text == ")"), 0)
        found.append(traits)
    return found


def _own(seen: Seen, n: int) -> list[str]:
    token = seen.tokens[n]
    key = token.key
    found = [f"w={key}", f"shape={_shape(token.text)}", f"end={key[-3:]}", f"begin={key[:4]}"]
    if token.key in names().trade_words:
        found.append("in trades")
    if any(first <= n <= last for first, last in seen.trades):
        found.append("in trade")
    if any(first <= n <= last for first, last in seen.skills):
        found.append("in skill")
    if seen.dated[n]:
        found.append("in date")
    if token.text[0].isupper():
        found.append("capital")
    if token.text.isupper() and len(token.text) > 1:
        found.append("capitals")
    found += [f"hint={kind}" for kind in hints().get(key, ())]
    return found


def _shape(text: str) -> str:
    kinds = (
        "A" if c.isupper() else "a" if c.islower() else "9" if c.isdigit() else c for c in text
    )
    return _LETTER_RUNS.sub(r"\1", "".join(kinds))[:8]


def _next_sign(seen: Seen, n: int) -> str:
    """The next sign that separates, or "end"."""
    for token in seen.tokens[n + 1 :]:
        if token.text in _SEPARATORS:
            return token.text
    return "end"


_SEEN_NEAR = ("w=", "shape=", "in ", "hint=", "capital")


def _neighbour(own: list[list[str]], n: int, step: int) -> list[str]:
    other = n + step
    if not 0 <= other < len(own):
        return [f"{step}:none"]
    kept = _SEEN_NEAR if abs(step) < 3 else ("shape=", "in ", "hint=")
    return [f"{step}:{trait}" for trait in own[other] if trait.startswith(kept)]
