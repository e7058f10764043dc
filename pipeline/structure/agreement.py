"""Fields of a head that agree with each other: what one field says of the others, by rule.

A head names one title and one employer. Where the chain found two of one and none of the other, the
names of trades decide; a field never ends within a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.lexicon.compiled import names
from pipeline.lexicon.cues import hints
from pipeline.structure.marks import Field
from pipeline.structure.seen import Seen
from pipeline.structure.titles import complete, first_piece, unmarked

Head = Sequence[Seen]
_PARTS = re.compile(r"\s[-–—|@·/]\s|,\s|\s{2,}|\t|\schez\s")
_GAP = re.compile(r"\s{2,}|\t")
_GLUED = re.compile(r"[-/’'&][^\W\d_]\w*")
_CHEZ = re.compile(r"\bchez\s+(?=\S)")
_SMALL = re.compile(r"\s*(?:[a-zà-ÿ]+(?:\s|['’])){0,3}\s*")
_WHOLE = ("t", "o", "p")
"""Fields that end where a word ends."""
SURE_PLACE = 0.9
"""How sure a place is, at least, that is no employer."""


def agreed(found: list[Field], head: Head) -> list[Field]:
    """The fields of a head, made to agree."""
    for rule in (
        _with_whole_words,
        _behind_chez,
        _of_one_piece,
        _with_contract,
        _with_employer,
        _with_title,
        first_piece,
        complete,
    ):
        found = rule(found, head)
    return found


def _with_whole_words(found: list[Field], head: Head) -> list[Field]:
    """Fields that end within a word go on to its end: "Agent PHP" of "Agent PHP/MySQL"."""
    out: list[Field] = []
    for field in found:
        last = out[-1] if out else None
        if last is not None and last.line == field.line and field.start < last.end:
            continue
        text = head[field.line].text
        end = field.end
        while field.kind in _WHOLE and (more := _GLUED.match(text, end)):
            end = more.end()
        inside = [f for f in found if f.line == field.line and field.end <= f.start < end]
        if end > field.end and all(f.kind == field.kind and f.end <= end for f in inside):
            field = replace(field, end=end, text=text[field.start : end])
        out.append(field)
    return out


def _behind_chez(found: list[Field], head: Head) -> list[Field]:
    """An employer begins behind "chez": "Première expérience chez Nivet" is Nivet's."""
    return [_cut_behind(f, _CHEZ.search(f.text)) if f.kind == "o" else f for f in found]


def _cut_behind(field: Field, sign: re.Match[str] | None) -> Field:
    if sign is None:
        return field
    return replace(field, start=field.start + sign.end(), text=field.text[sign.end() :])


def _of_one_piece(found: list[Field], head: Head) -> list[Field]:
    """Two titles between which no sign stands are one: "Directeur d'école chargé de classe"."""
    out: list[Field] = []
    for field in found:
        last = out[-1] if out else None
        if last is not None and last.kind == field.kind == "t" and _close(last, field, head):
            text = head[field.line].text[last.start : field.end]
            sure = min(last.probability, field.probability)
            out[-1] = replace(last, end=field.end, text=text, probability=sure)
        else:
            out.append(field)
    return out


def _close(one: Field, other: Field, head: Head) -> bool:
    """Whether only a few small words stand between two fields of a line."""
    if one.line != other.line:
        return False
    between = head[one.line].text[one.end : other.start]
    return bool(_SMALL.fullmatch(between))


def _with_contract(found: list[Field], head: Head) -> list[Field]:
    """Of two titles one that is the word of a contract is the contract: "Alternance : vendeur"."""
    titles = [n for n, f in enumerate(found) if f.kind == "t"]
    contracts = [n for n in titles if _is_contract(head[found[n].line], found[n])]
    if len(contracts) != 1 or len(titles) < 2:
        return found
    return _renamed(found, contracts[0], "c")


def _with_employer(found: list[Field], head: Head) -> list[Field]:
    """A title has an employer beside it where the words allow it.

    Of two places the first is the employer, and a place that is not sure where it begins a line
    without a title; of two titles the one that names no trade; what stands unmarked beside
    a date above the title; a title ends at the sign behind its trade.
    """
    kinds = [f.kind for f in found]
    if "o" in kinds or "dip" in kinds:
        return found
    if kinds.count("p") > 1 or ("p" in kinds and _may_employ(found, kinds.index("p"), head)):
        return _renamed(found, kinds.index("p"), "o")
    if "t" not in kinds:
        return found
    titles = [n for n, kind in enumerate(kinds) if kind == "t"]
    for names_it in (_names_trade, _has_trade_word):
        others = [n for n in titles if not names_it(head, found[n])]
        if len(titles) == 2 and len(others) == 1 and _apart(found, titles, head):
            return _renamed(found, others[0], "o")
    row = found[titles[0]].line
    dated = {n for n, seen in enumerate(head[:row]) if seen.periods}
    above = (f for f in unmarked(found, head) if f.line in dated and not _names_trade(head, f))
    if "p" not in kinds and (employer := next(above, None)):
        return _added(found, replace(employer, kind="o"))
    if len(titles) == 1:
        return [p for f in found for p in (_parted(f, head[f.line], "o") if f.kind == "t" else [f])]
    return found


def _may_employ(found: list[Field], number: int, head: Head) -> bool:
    """Whether a place may be the employer: unsure, before all else but dates on its line, not below
    title and date, where places stand.
    """
    place = found[number]
    seen = head[place.line]
    before = zip(seen.tokens, seen.dated, strict=True)
    leads = all(dated or not t.text[0].isalnum() for t, dated in before if t.start < place.start)
    titles = [f.line for f in found if f.kind == "t"]
    parted = any(f.kind == "d" and t < f.line < place.line for t in titles for f in found)
    if place.probability >= SURE_PLACE or place.line in titles or seen.text.endswith("."):
        return False
    return leads and not parted


def _with_title(found: list[Field], head: Head) -> list[Field]:
    """An employer has a title beside it where the words allow it: of two employers the one that
    names a trade, the part of an employer that names one, or what is not marked and does.
    """
    kinds = [f.kind for f in found]
    if "t" in kinds or "dip" in kinds:
        return found
    for names_it in (_names_trade, _has_trade_word):
        trades = [n for n, f in enumerate(found) if f.kind == "o" and names_it(head, f)]
        if kinds.count("o") > 1 and len(trades) == 1:
            return _renamed(found, trades[0], "t")
    if kinds.count("o") == 1:
        whole = next(f for f in found if f.kind == "o")
        parts = list(_parted(whole, head[whole.line], "t"))
        if len(parts) > 1:
            return [p for f in found for p in (parts if f is whole else [f])]
    told = (f for f in unmarked(found, head) if _names_trade(head, f))
    return _added(found, next(told, None))


def _added(found: list[Field], field: Field | None) -> list[Field]:
    return sorted([*found, field], key=lambda f: (f.line, f.start)) if field else found


def _renamed(found: list[Field], number: int, kind: str) -> list[Field]:
    return [replace(f, kind=kind) if n == number else f for n, f in enumerate(found)]


def _parted(found: Field, seen: Seen, other: str) -> Iterator[Field]:
    """A title or an employer that holds the other too, in two, at its last sign, where one part
    names a trade and the other none.
    """
    for cut in list(_PARTS.finditer(found.text))[-1:]:
        at, on = found.start + cut.start(), found.start + cut.end()
        one = replace(found, end=at, text=seen.text[found.start : at])
        two = replace(found, start=on, text=seen.text[on : found.end])
        first, second = (_names_trade([seen] * (found.line + 1), part) for part in (one, two))
        if found.kind == "t" and not second and (first or _GAP.search(found.text)):
            yield from (one, replace(two, kind=other))
            return
        if found.kind == "o" and first != second:
            yield from (replace(one, kind=other), two) if first else (one, replace(two, kind=other))
            return
    yield found


def _apart(found: list[Field], numbers: Sequence[int], head: Head) -> bool:
    """Whether two fields stand in two lines, or a sign that parts stands between them."""
    one, two = (found[n] for n in numbers)
    if one.line != two.line:
        return True
    return bool(_PARTS.fullmatch(head[one.line].text[one.end : two.start]))


def _names_trade(head: Head, found: Field) -> bool:
    seen = head[found.line]
    places = ((seen.tokens[a].start, seen.tokens[b].end) for a, b in seen.trades)
    return any(found.start <= start and end <= found.end for start, end in places)


def _has_trade_word(head: Head, found: Field) -> bool:
    return _has(head[found.line], found, lambda key: key in names().trade_words, any)


def _is_contract(seen: Seen, found: Field) -> bool:
    return _has(seen, found, lambda key: "contract" in hints().get(key, ()), all)


def _has(
    seen: Seen, found: Field, holds: Callable[[str], bool], which: Callable[[Iterator[bool]], bool]
) -> bool:
    words = (t for t in seen.tokens if found.start <= t.start < found.end and t.text[0].isalpha())
    return which(holds(token.key) for token in words)
