"""Languages and their levels: those of a line, of the lines of a section, of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.documents import Document
from pipeline.lexicon.languages import LANGUAGES
from pipeline.profiles.levels import (
    languages_of_tests,
    level_of,
    named_test,
    patterns,
    said_level,
)
from pipeline.structure.calendar import plain

DEFAULT = "courant"
"""A language named without a level."""
OWN = "français"
"""The language in which a CV is taken to be written."""
_CELL = re.compile(r"\s{2}|\t")
_JOINED = re.compile(r"\s*(?:et|and|&|/|-|–|,)\s*")
"""Between two languages that share a level."""
_PAIR = re.compile(r"\s*(?:et|and|&|/|-|–)\s*(?:de\s|d')?")
"""The same without the comma, which ends what a level before them covers."""
_OF_ALL = re.compile(r"\s*:|,?\s*(?:langues|lus|parles|courants|maternelles|bilingues)\b")
"""What stands behind the last language of a list where it is told of all of them."""
_CROSS = frozenset("xX✓✔●■☒✗×")
_LONG = 14
"""A line of more words, outside a section of languages, tells something else than a language."""
Place = tuple[int, int, str]
"""Where a language stands in a line, and its name."""


@cache
def _home() -> frozenset[str]:
    rows = (row for row in LANGUAGES.rows if row.type == "home")
    return frozenset(name for row in rows for name in row.words)


def read_languages(document: Document) -> tuple[tuple[str, str], ...]:
    """Pairs of language and level, from the lines on languages; for an offer and where a CV has no
    such lines, from all that name a language with a level.

    In a CV a language without a level is taken for the mother tongue where it is learnt at home, or
    stands first; French that a CV in French does not name is its writer's own.
    """
    found: dict[str, str] = {}
    for name, level in _told(document):
        if name not in found or (not found[name] and level):
            found[name] = level
    if document.kind == "cv":
        found = _with_mother_tongue(found, document.reading.language)
    return tuple((name, level or DEFAULT) for name, level in found.items())


def _told(document: Document) -> Iterator[tuple[str, str]]:
    texts = [line.text for line in document.lines]
    own = [n for n in range(len(texts)) if document.section_of(n) == "languages"]
    for run in _runs(own):
        yield from in_section([texts[n] for n in run])
    for n, text in enumerate(texts):
        if n not in own and _mentions_level(text) and len(text.split()) <= _LONG:
            yield from levels_in(text)


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers that follow each other, together."""
    run: list[int] = []
    for n in numbers:
        if run and n != run[-1] + 1:
            yield run
            run = []
        run.append(n)
    if run:
        yield run


def in_section(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The languages of lines that stand together, in their order; a level that stands on the line
    below its language, or in the column below it, comes after it with the language again.
    """
    heads: list[str] = []
    pending: list[str] = []
    for line in lines:
        found = levels_in(line) if _places(plain(line)) else []
        cells = _CELL.split(line)
        if not found and len(pending) > 1 and len(cells) >= len(pending):
            yield from zip(pending, map(level_of, cells[-len(pending) :]), strict=True)
            pending = []
        elif not found and len(pending) == 1 and (level := level_of(line)):
            yield pending.pop(), level
        elif not found:
            heads = cells if len(cells) > 1 and all(map(level_of, cells[-2:])) else heads
        else:
            crossed = _crossed(cells, heads) if len(found) == 1 else ""
            pending = [name for name, level in found if not level and not crossed]
            yield from ((name, level or crossed) for name, level in found)


def _crossed(cells: Sequence[str], heads: Sequence[str]) -> str:
    """The level of the column in which a row of a table has its cross."""
    if not heads or cells[-1].strip() not in _CROSS:
        return ""
    column = len(cells) - 2
    return level_of(heads[column]) if 0 <= column < len(heads) else ""


def _with_mother_tongue(found: dict[str, str], written: str) -> dict[str, str]:
    names = list(found)
    spoken = "natif" in found.values()
    out = dict(found)
    for n, name in enumerate(names):
        learnt_at_home = name in _home() or (n == 0 and name == OWN)
        if not found[name] and learnt_at_home and not (spoken and name not in _home()):
            out[name] = "natif"
    if written == "fr" and OWN not in out and not spoken:
        return {OWN: "natif", **out}
    return out


def _mentions_level(text: str) -> bool:
    low = plain(text)
    named = _places(_without_brackets(low)) or named_test(low)
    return bool(named) and bool(level_of(text))


def levels_in(text: str) -> list[tuple[str, str]]:
    """The languages of a line, each with its level: what stands behind it, before it, or what it
    shares with another; "" for none.

    What stands in brackets tells a level, not a language: "anglais C1 (clients néerlandais)".

    >>> levels_in("C1 anglais / B1 allemand"), levels_in("Anglais : TOEIC 870")
    ([('anglais', 'C1'), ('allemand', 'B1')], [('anglais', 'B2')])
    """
    low = plain(text)
    places = _places(_without_brackets(low))
    if not places:
        test = named_test(low)
        return [(languages_of_tests()[test], level_of(text))] if test else []
    ends = [start for start, _, _ in places[1:]] + [len(low)]
    behind = [
        level_of(_own(text[end:limit])) for (_, end, _), limit in zip(places, ends, strict=True)
    ]
    if _stand_before(text, places, behind):
        return list(_before(text, low, places))
    behind = _or_before(text, places, behind)
    shared = _shared(low, places, behind)
    return [(name, level) for (_, _, name), level in zip(places, shared, strict=True)]


def _without_brackets(low: str) -> str:
    return re.sub(r"\([^)]*\)", lambda m: " " * len(m[0]), low)


def _own(piece: str) -> str:
    """What belongs to the language before it: up to a sign that separates items."""
    separated = re.search(r"[;·|]|\s-\s(?=\S{3,}\s*[:(])|,(?=\s*$)|,\s(?=et )|\s/\s*$", piece)
    return piece[: separated.start()] if separated else piece


def _stand_before(text: str, places: Sequence[Place], behind: Sequence[str]) -> bool:
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


def _places(low: str) -> list[Place]:
    """Where the languages of a line stand, longer names before the shorter ones inside them."""
    hits = ((p.search(low), name) for name, p in patterns("language"))
    found = sorted((m.start(), -m.end(), name) for m, name in hits if m)
    out: list[Place] = []
    for start, end, name in found:
        if not out or start >= out[-1][1]:
            out.append((start, -end, name))
    return out
