"""What diplomas are worth on the French ladder, from what school, of what year, and whether they
were obtained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.documents import Document, Entry, Field
from pipeline.lexicon.spelling import plain
from pipeline.profiles.career import SURE, bare
from pipeline.profiles.ladder import (
    LADDER,
    begins_with_name,
    level_of,
    level_then,
    named_level,
    registered_level,
    said,
    says,
)
from pipeline.profiles.licences import licences_in
from pipeline.structure.calendar import plain as plain_letters
from pipeline.structure.periods import Period, find_periods

HELD = ("obtained", "to_check")
"""What a diploma may be to count as a level that is held."""
_ITEMS = re.compile(r"\s*;\s*|\s+(?:puis|then)\s+|\s+[/+]\s+")
"""Between diplomas of one line."""
_BRACKETS = re.compile(r"\s*[(,;|]|\s[–—-]\s|\s*\d{4}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SPLIT = re.compile(r"\s+(?:puis|et|then|and)\s+|\s*[,;/+]\s*|\s[–—-]\s")


@dataclass(frozen=True, slots=True)
class Diploma:
    """A diploma: `level` on LADDER or "" where it has none (certificates), `status` "obtained",
    "running", "missed" or "to_check" (foreign, or not sure).
    """

    title: str
    level: str
    year: int | None
    status: str
    line: int
    school: str = ""


def read_diplomas(document: Document, today: date) -> tuple[Diploma, ...]:
    """The diplomas of a CV, from its entries of education and its certifications."""
    found: list[Diploma] = []
    for entry in document.entries:
        if entry.kind == "edu":
            found += _of_entry(document, entry, today)
        elif entry.kind == "cert":
            found += _of_certificate(document, entry, today)
    return tuple(found)


def _of_entry(document: Document, entry: Entry, today: date) -> Iterator[Diploma]:
    named = [f for f in entry.of("diploma") if f.confidence >= SURE]
    pieces = [piece for field in named for piece in _pieces(field)]
    pieces += _further(document, named)
    if not pieces:
        pieces = [(document.lines[entry.head[0]].text, entry.head[0])]
    school = next((bare(f.text) for f in entry.of("organisation") if f.confidence >= SURE), "")
    found = []
    for text, line in pieces:
        around = _around(document, entry, text, line, len(pieces))
        level = level_of(text, studies=True) or level_of(around, studies=True)
        if named or level:
            found.append(_diploma(text, level, line, around, school, today))
    yield from _of_schools(document, entry, found, today)


def _further(document: Document, named: Sequence[Field]) -> list[tuple[str, int]]:
    """Diplomas that stand behind others on their line, unmarked: "DCG 2014 ; DSCG 2016"."""
    found = []
    for line in sorted({field.line for field in named}):
        spans = [(f.start, f.end) for f in named if f.line == line]
        text = document.lines[line].text
        ends = [m.start() for m in _ITEMS.finditer(text)] + [len(text)]
        starts = [0, *(m.end() for m in _ITEMS.finditer(text))]
        for start, end in zip(starts, ends, strict=True):
            taken = any(a < end and start < b for a, b in spans)
            if not taken and level_of(text[start:end], studies=True):
                found.append((_YEAR.split(text[start:end])[0].strip(" ,(-–"), line))
    return found


def _of_schools(
    document: Document, entry: Entry, found: list[Diploma], today: date
) -> Iterator[Diploma]:
    """The diplomas of an entry; those without a name have that of a school that gives one."""
    schools = {n: text for n in entry.head if (text := _school_told(document.lines[n].text))}
    schools |= {f.line: f.text for f in entry.of("organisation") if f.confidence >= SURE}
    for diploma in found:
        school = schools.get(diploma.line, "")
        level = "" if diploma.level else _school_level(document, diploma.line, school)
        yield replace(diploma, level=level, status=_unsure(diploma)) if level else diploma
    alone = [line for line in schools if line not in {d.line for d in found}]
    for line in alone if all(d.line in schools for d in found) else ():
        if level := _school_level(document, line, schools[line]):
            text = document.lines[line].text
            diploma = _diploma(schools[line], level, line, text, schools[line], today)
            yield replace(diploma, status=_unsure(diploma))


def _school_told(text: str) -> str:
    """The school whose diploma is meant, where a line begins with its name, perhaps behind dates:
    "École centrale de Nantes (promotion 2012)".
    """
    text = text.removeprefix("- ")
    if (periods := find_periods(text)) and periods[0].begin == 0:
        text = text[periods[0].stop :]
    name = _BRACKETS.split(text.lstrip(" :–—-|,·"))[0]
    return name if begins_with_name(plain(name), "school") else ""


def _school_level(document: Document, line: int, school: str) -> str:
    low = plain(document.lines[line].text)
    return "" if says("partial", low) else named_level(plain(school), "school")


def _unsure(diploma: Diploma) -> str:
    """The status of a diploma told by its school alone."""
    return "to_check" if diploma.status == "obtained" else diploma.status


def _pieces(field: Field) -> list[tuple[str, int]]:
    """Diplomas of a field: "BEP puis bac pro" is two, "Licence d'histoire et géographie" one."""
    parts = [part for part in _SPLIT.split(field.text) if part.strip()]
    levelled = [part for part in parts if level_of(part)]
    if len(levelled) < 2 or len(levelled) < len(parts):
        return [(field.text, field.line)]
    return [(part, field.line) for part in parts]


def _around(document: Document, entry: Entry, text: str, line: int, pieces: int) -> str:
    """What stands around a diploma: its whole head, or, of several, up to the next one."""
    if pieces == 1:
        heads = (
            document.lines[n].text for n in entry.head if n == line or not _is_permit(document, n)
        )
        return " ".join(heads)
    whole = document.lines[line].text
    start = max(whole.find(text), 0)
    own = [f for f in entry.fields if f.line == line]
    others = [f.start for f in own if f.kind == "diploma" and f.start > start + len(text)]
    told = [f.end for f in own if f.kind != "honours" and f.end <= start]
    signs = [m.end() for m in _SPLIT.finditer(whole, 0, start)]
    begin = max([*told, *signs], default=0)
    return whole[begin : min(others, default=len(whole))]


def _is_permit(document: Document, line: int) -> bool:
    """Whether a line tells a driving licence, whose year is its own."""
    return any(licences_in(document.lines[line].text))


def _of_certificate(document: Document, entry: Entry, today: date) -> Iterator[Diploma]:
    named = entry.of("diploma") or entry.of("certification")
    for field in (f for f in named if f.confidence >= SURE):
        whole = document.lines[field.line].text
        registered = registered_level(plain(whole))
        level = level_of(field.text) if registered or entry.of("diploma") else ""
        yield _diploma(field.text, level or registered, field.line, whole, "", today)


def _diploma(text: str, level: str, line: int, around: str, school: str, today: date) -> Diploma:
    low = plain(around)
    periods = find_periods(_without_asides(around))
    year = _year(periods)
    status = _status(low, plain(text), periods, year, today)
    level = level_then(text, level, year)
    return Diploma(bare(text), level, None if status == "running" else year, status, line, school)


def _without_asides(text: str) -> str:
    """A text without the years of a school or of an honour."""
    low = plain_letters(text)
    for found in (m for pattern in said("aside") for m in pattern.finditer(low)):
        text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    return text


def _year(periods: list[Period]) -> int | None:
    """The year of a diploma: the last one of its first period."""
    if not periods:
        return None
    ended = next((p for p in periods if p.is_range), periods[0])
    return (ended.end or ended.start)[0]


def _status(low: str, own: str, periods: list[Period], year: int | None, today: date) -> str:
    if says("missed", low):
        return "missed"
    lasts = any(p.end is None or p.end[0] > today.year for p in periods)
    if says("running", low) or lasts or (year is not None and year > today.year):
        return "running"
    return "to_check" if _is_foreign(low) else "obtained"


def _is_foreign(low: str) -> bool:
    """Whether a diploma is of another country; one with an English name that a school with a French
    name gave is told in English only.
    """
    return says("foreign", low) or (says("foreign_name", low) and not says("french_school", low))


def highest(diplomas: tuple[Diploma, ...]) -> str:
    """The highest level obtained (foreign ones included, to be checked), "aucun" where there is
    none.
    """
    held = [d.level for d in diplomas if d.status in HELD and d.level]
    return max(held, key=LADDER.index, default="aucun")
