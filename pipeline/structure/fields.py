"""What the words of an entry's head are: a second chain marks title, organisation, place, date and
the like, over all the lines that head an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.lexicon.compiled import names
from pipeline.lexicon.cues import hints
from pipeline.lexicon.tables import MODELS
from pipeline.structure.agreement import agreed
from pipeline.structure.arrangements import SEPARATORS, WEIGHED, Head, second_look
from pipeline.structure.chains import FirstLook, chain, first_look
from pipeline.structure.likeness import alike
from pipeline.structure.marks import Field, joined
from pipeline.structure.seen import Seen

FIRST, FILE = "structure/fields_first.crf", "structure/fields.crf"
_LETTER_RUNS = re.compile(r"(.)\1+")
_NEAR = (-3, -2, -1, 1, 2, 3)


def mark_fields(heads: Sequence[Head]) -> list[list[Field]]:
    """The fields in the lines that head each entry of a CV, in their order."""
    own = [sequence(kind, head) for kind, head in heads]
    first = [first_look(chain(MODELS / FIRST), traits, WEIGHED) for traits in own]
    tags = [chain(MODELS / FILE).tags(traits) for traits in looked_again(heads, own, first)]
    pairs = zip(heads, tags, strict=True)
    fields = [agreed(joined(head, found), head) for (_, head), found in pairs]
    return alike([kind for kind, _ in heads], fields)


def looked_again(
    heads: Sequence[Head], own: Sequence[list[list[str]]], first: Sequence[FirstLook]
) -> Iterator[list[list[str]]]:
    """The traits of each word of each head with what the first marks of all tell of it."""
    for traits, more in zip(own, second_look(heads, first), strict=True):
        yield [a + b for a, b in zip(traits, more, strict=True)]


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
        if token.text in SEPARATORS:
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
    found += [f"hint={kind}" for kind in sorted(hints().get(key, ()))]
    return found


def _shape(text: str) -> str:
    kinds = (
        "A" if c.isupper() else "a" if c.islower() else "9" if c.isdigit() else c for c in text
    )
    return _LETTER_RUNS.sub(r"\1", "".join(kinds))[:8]


def _next_sign(seen: Seen, n: int) -> str:
    """The next sign that separates, or "end"."""
    for token in seen.tokens[n + 1 :]:
        if token.text in SEPARATORS:
            return token.text
    return "end"


_SEEN_NEAR = ("w=", "shape=", "in ", "hint=", "capital")


def _neighbour(own: list[list[str]], n: int, step: int) -> list[str]:
    other = n + step
    if not 0 <= other < len(own):
        return [f"{step}:none"]
    kept = _SEEN_NEAR if abs(step) < 3 else ("shape=", "in ", "hint=")
    return [f"{step}:{trait}" for trait in own[other] if trait.startswith(kept)]
