"""The languages of a line, each with its level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.lexicon.languages import LANGUAGES
from pipeline.profiles.levels import (
    language_tested,
    level_of,
    matches,
    said_level,
    tested_level,
)
from pipeline.structure.calendar import plain

OWN = "français"
"""The language in which a CV is taken to be written."""
_JOINED = re.compile(r"\s*(?:et|and|&|/|-|–|,)\s*")
"""Between two languages that share a level."""
_PAIR = re.compile(r"\s*(?:et|and|&|/|-|–)\s*(?:de\s|d')?")
"""The same without the comma, which ends what a level before them covers."""
_OF_ALL = re.compile(r"\s*:|,?\s*\(?(?:langues|lus|parles|courants|maternelles|bilingues)\b")
"""What stands behind the last language of a list where it is told of all of them."""
_SPEAKS = re.compile(r"\b(?:je|il|elle)\s+parle\b(?!\s+couramment)", re.I)
"""A verb that is no level ("parlé")."""
_OF_NEXT = re.compile(r"\s*,[^,;:()/|·–—]*[\w'’] ?")
"""What stands between two languages and tells of the second."""
_LEADING = re.compile(r"[\s|·•:]+")
"""Signs between a language and its level in a row."""
Place = tuple[int, int, str]
"""Where a language stands in a line, and its name."""


def levels_in(text: str) -> list[tuple[str, str]]:
    """The languages of a line, each with its level: what stands behind it, before it, or what it
    shares with another; "" for none.

    What stands in brackets tells a level, not a language: "anglais C1 (clients néerlandais)".

    >>> levels_in("C1 anglais / B1 allemand"), levels_in("Anglais : TOEIC 870")
    ([('anglais', 'C1'), ('allemand', 'B1')], [('anglais', 'B2')])
    """
    text = _SPEAKS.sub(lambda found: " " * len(found[0]), text)
    low = plain(text)
    places = _places(text)
    if not places:
        tested = language_tested(low)
        level = level_of(text) if tested else ""
        return [(tested, level)] if level else []
    ends = [start for start, _, _ in places[1:]] + [len(low)]
    rows = zip(places, ends, strict=True)
    behind = [_behind(text[end:limit], name, limit < len(low)) for (_, end, name), limit in rows]
    if _stand_before(text, places):
        return list(_before(text, low, places))
    behind = _or_before(text, places, behind)
    shared = _shared(low, places, behind)
    found = [(name, level) for (_, _, name), level in zip(places, shared, strict=True)]
    return found + _tested_besides(low, found)


def _tested_besides(low: str, found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The language of a test of none of the languages found ("allemand, TOEIC 850")."""
    tested = language_tested(low)
    level = tested_level(low) if tested and tested not in dict(found) else ""
    return [(tested, level)] if level else []


def _behind(piece: str, name: str, goes_on: bool) -> str:
    """The level behind a language; a test of another language tells none of it, nor what stands
    between a comma and the next language ("français, un peu d'anglais").
    """
    if goes_on and _OF_NEXT.fullmatch(piece):
        return ""
    own = _own(piece)
    of_another = language_tested(plain(own)) not in ("", name)
    return said_level(plain(own)) if of_another else level_of(own)


def _without_brackets(low: str) -> str:
    return re.sub(r"\([^)]*\)", lambda m: " " * len(m[0]), low)


def _own(piece: str) -> str:
    """What belongs to the language before it: up to a sign that separates items."""
    piece = _LEADING.sub(" ", piece, count=1) if _LEADING.match(piece) else piece
    separated = re.search(r"[;·|]|\s-\s(?=\S{3,}\s*[:(])|,(?=\s*$)|,\s(?=et )|\s/\s*$", piece)
    return piece[: separated.start()] if separated else piece


def _stand_before(text: str, places: Sequence[Place]) -> bool:
    """Whether the levels of a line stand before their languages."""
    first = level_of(text[: places[0][0]])
    return bool(first) and not said_level(plain(_own(text[places[-1][1] :])))


def _or_before(text: str, places: Sequence[Place], behind: Sequence[str]) -> list[str]:
    """Levels behind; where there is none, the one told before the language since the last sign or
    since the line begins ("anglais scolaire ; notions de drehu"), and the language joined to it
    without one has it too ("bilingue espagnol / français, anglais scolaire").
    """
    low = plain(text)
    out: list[str] = []
    at, told = 0, ""
    for (start, end, _), level in zip(places, behind, strict=True):
        pieces = re.split(r"[,;|·]", text[at:start])
        before = level_of(pieces[-1]) if at == 0 or len(pieces) > 1 else ""
        joined = told and _PAIR.fullmatch(low[at:start])
        told = "" if level else before or (told if joined else "")
        out.append(level or told)
        at = end
    return out


def _before(text: str, low: str, places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """The levels before the languages of a line; joined languages share one."""
    at, level = 0, ""
    for start, end, name in places:
        joined = level and _JOINED.fullmatch(low[at:start])
        level = level if joined else _last(text[at:start])
        yield name, level
        at = end


def _last(piece: str) -> str:
    """The level nearest to the end of what stands before a language."""
    return level_of(re.split(r"[,;/|·]", piece.rstrip(" :-–—"))[-1]) or level_of(piece)


def _shared(low: str, places: Sequence[Place], behind: Sequence[str]) -> list[str]:
    """Levels behind; of joined languages ("français et vietnamien, langues maternelles", "français-
    anglais") the one without a level has that of the next.
    """
    out = list(behind)
    for n in range(len(places) - 2, -1, -1):
        between = low[places[n][1] : places[n + 1][0]]
        of_all = "," not in between or _OF_ALL.match(low[places[-1][1] :])
        if not out[n] and _JOINED.fullmatch(between) and of_all:
            out[n] = out[n + 1]
    return out


def _places(text: str) -> list[Place]:
    """Where the languages of a line stand, each once; by letters only ("FR natif, EN C1") where no
    name stands.
    """
    first: dict[str, Place] = {}
    for place in matches(_without_brackets(plain(text)), "language"):
        first.setdefault(place[2], place)
    return list(first.values()) or _coded(text)


def _coded(text: str) -> list[Place]:
    """The languages told by their letters, where at least two of them have a level behind them."""
    hits = list(_letters().finditer(text))
    if len(hits) < 2:
        return []
    ends = [hit.start() for hit in hits[1:]] + [len(text)]
    rows = zip(hits, ends, strict=True)
    told = [hit for hit, end in rows if _begins_with_level(text[hit.end() : end])]
    return (
        [(hit.start(), hit.end(), _of_letters()[hit[0]]) for hit in told] if len(told) > 1 else []
    )


def _begins_with_level(piece: str) -> bool:
    low = plain(piece).lstrip(" :=(|•·/–-")
    return any(start == 0 for start, _, _ in matches(low, "level"))


@cache
def _of_letters() -> dict[str, str]:
    rows = (row for row in LANGUAGES.rows if row.type == "code")
    return {word: row.name for row in rows for word in row.words}


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_of_letters())})(?![\w-])")
