"""The languages of a document and their levels: from the lines on languages, and from others that
name one with a level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.documents import Document
from pipeline.lexicon.languages import LANGUAGES
from pipeline.profiles.languages import OWN, levels_in
from pipeline.profiles.levels import in_column, level_of, matches, scaled, words_of
from pipeline.structure.calendar import plain

DEFAULT = "courant"
"""A language named without a level."""
_CELL = re.compile(r"\s{2}|\t")
_CROSS = frozenset("xX✓✔●■☒✗×")
_LONG = 14
"""A line of more words, outside a section of languages, tells something else than a language."""
_ELSEWHERE = frozenset(("post", "mission", "edu", "proj", "vol", "ref", "pub"))
"""Labels of lines that may name a language without telling that it is spoken."""
_LIMITED = re.compile(r"\s*\(?(?:de |du |des |d'|pour |for )\s?[a-z]")
"""Behind a language, what it serves for ("anglais de cuisine")."""
LIMITED = "A2"
"""The level of a language that is told to serve for one thing."""


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
    own = [n for n in range(len(texts)) if _is_own(document, n)]
    for run in _runs(own):
        yield from in_section([texts[n] for n in run])
    for n, text in enumerate(texts):
        if n not in own and _may_tell(document, n) and _mentions_level(text):
            yield from levels_in(text)


def _may_tell(document: Document, n: int) -> bool:
    """Whether a line elsewhere may tell what is spoken: a short one, about nothing else."""
    text = document.lines[n].text
    return len(text.split()) <= _LONG and (not _tells_else(document, n) or _heads(text))


def _is_own(document: Document, n: int) -> bool:
    """Whether a line stands among those on languages: a row of "Lu, Parlé, Écrit" too."""
    if document.section_of(n) == "languages":
        return True
    low = plain(document.lines[n].text)
    words = [word for word in re.findall(r"[a-z]+", low) if len(word) > 2]
    if not words or not all(word in words_of("use") for word in words):
        return False
    last = len(document.lines) - 1
    around = {document.section_of(max(n - 1, 0)), document.section_of(min(n + 1, last))}
    return "languages" in around


def _tells_else(document: Document, n: int) -> bool:
    label = document.labels[n] if document.labels else ""
    return label.partition(".")[0] in _ELSEWHERE


def _heads(text: str) -> bool:
    """Whether a line begins with a language or a level, as one about languages does."""
    low = plain(text).lstrip(" -*")
    starts = [start for kind in ("language", "level") for start, _, _ in matches(low, kind)]
    return low.startswith("langue") or 0 in starts


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
    below its language, or in the column below it, comes after it with the language again. A level
    above languages ("Langue maternelle") is that of those on the next line.
    """
    heads: list[str] = []
    pending: list[str] = []
    uses: list[str] = []
    above = ""
    for line in scaled(lines):
        cells = _CELL.split(line)
        is_row = len(pending) > 1 and len(cells) >= len(pending)
        found = [] if is_row and not _named(line) else levels_in(line)
        if not found and is_row:
            yield from zip(pending, map(level_of, cells[-len(pending) :]), strict=True)
            pending = []
        elif not found and len(pending) == 1 and (level := level_of(line)):
            yield pending.pop(), level
        elif not found:
            heads = cells if len(cells) > 1 and all(map(level_of, cells[-2:])) else heads
            uses = [*uses, *(use for _, _, use in matches(plain(line), "use"))]
            above = level_of(line)
        else:
            crossed = _crossed(cells, heads) if len(found) == 1 else ""
            column = in_column(_columns(line), uses) if len(found) == 1 else ""
            told = [(name, column or level or crossed or above) for name, level in found]
            pending = [name for name, level in told if not level]
            above = ""
            yield from ((name, level or _limited(line, name)) for name, level in told)


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
    return any(level for _, level in levels_in(text))


def _named(line: str) -> list[str]:
    """The languages that a line names."""
    return [name for _, _, name in matches(plain(line), "language")]


def _columns(line: str) -> list[str]:
    """What stands behind the language in a row of a table: cells, or levels side by side."""
    cells = _CELL.split(line.strip())
    return cells[1:] if len(cells) > 1 else line.split()[1:]


def _limited(line: str, name: str) -> str:
    """The level of a language without one that is told to serve for something; "" else."""
    low = plain(line)
    end = next((end for _, end, found in matches(low, "language") if found == name), 0)
    return LIMITED if _LIMITED.match(low, end) else ""
