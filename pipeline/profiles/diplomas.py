"""What diplomas are worth on the French ladder, from what school, of what year, and whether they
were obtained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.documents import Document, Entry, Field
from pipeline.lexicon.education import DIPLOMA_STATUS, DIPLOMAS
from pipeline.lexicon.spelling import plain
from pipeline.profiles.career import SURE, bare
from pipeline.structure.periods import Period, find_periods

LADDER = ("aucun", "cap", "bac", "bac+2", "bac+3", "bac+4", "bac+5", "bac+8")
HELD = ("obtained", "to_check")
"""What a diploma may be to count as a level that is held."""
_RNCP = re.compile(
    r"\b(?:rncp|titre|niveau)\b(?:[^.;]|(?<=\bpro)\.|(?<=\bprof)\.){0,60}?"
    r"\b(?:niveau|niv\.?)\s*([3-8])\b|\brncp\s*([3-8])\b"
)
_RNCP_LEVELS = {3: "cap", 4: "bac", 5: "bac+2", 6: "bac+3", 7: "bac+5", 8: "bac+8"}
_BAC_PLUS = re.compile(r"\bbac\s*\+\s*(\d)")
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


@cache
def _names() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    """Each name as a pattern, with its level and length."""
    found = []
    for row in DIPLOMAS.rows:
        for word in row.words:
            genders = re.sub(r"[a-z]{6,}[enrt]\b", _both_genders, re.escape(plain(word)))
            name = genders.replace(r"\ ", r"[\s.]*").replace("'", "['’ ]?")
            pattern = re.compile(rf"(?<![a-z0-9+]){name}(?:e?s)?(?![a-z0-9])")
            found.append((pattern, row.level, len(word)))
    return tuple(found)


def _both_genders(word: re.Match[str]) -> str:
    """A pattern for a plain word of seven letters or more and its feminine: "ingenieure",
    "educatrice", "technicienne", "diplomee".
    """
    text = word[0]
    if text.endswith("teur"):
        return text[:-4] + "(?:teure?|teuse|trice)"
    if text.endswith("eur"):
        return text[:-3] + "(?:eure?|euse)"
    return text + ("(?:ne)?" if text.endswith("n") else "e?")


@cache
def _said(status: str) -> tuple[re.Pattern[str], ...]:
    return tuple(row.pattern for row in DIPLOMA_STATUS.rows if row.status == status)


def _says(status: str, low: str) -> bool:
    return any(pattern.search(low) for pattern in _said(status))


def level_of(text: str) -> str:
    """The level of the first diploma that a text names, "" where it names none; "bac+n" and levels
    of the national register (RNCP) win over names.

    >>> level_of("Licence de droit"), level_of("Titre professionnel niveau 5"), level_of("Permis B")
    ('bac+3', 'bac+2', '')
    """
    low = _undotted(plain(text))
    if direct := _BAC_PLUS.search(low):
        return _rung(int(direct[1]))
    if rncp := _RNCP.search(low):
        return _RNCP_LEVELS[int(rncp[1] or rncp[2])]
    if _says("quebec", low) and "baccalaureat" in low:
        return "bac+3"
    if _says("quebec", low) and re.search(r"\bdec\b", low):
        return "bac+2"
    for pattern in _said("none"):
        low = pattern.sub(" ", low)
    hits = [(m.start(), -n, level) for name, level, n in _names() for m in [name.search(low)] if m]
    return min(hits)[2] if hits else ""


def _undotted(low: str) -> str:
    """Abbreviations without their stops: "b.t.s." is "bts"."""
    return re.sub(r"\b((?:[a-z]\.){2,})", lambda m: m[1].replace(".", ""), low)


def _rung(years: int) -> str:
    if years >= 8:
        return "bac+8"
    if years >= 5:
        return "bac+5"
    return "bac" if years < 2 else f"bac+{years}"


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
    if not pieces:
        pieces = [(document.lines[entry.head[0]].text, entry.head[0])]
    school = next((bare(f.text) for f in entry.of("organisation") if f.confidence >= SURE), "")
    for text, line in pieces:
        around = _around(document, entry, text, line, len(pieces))
        level = level_of(text) or level_of(around)
        if named or level:
            yield _diploma(text, level, line, around, school, today)


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
        return " ".join(document.lines[n].text for n in entry.head)
    whole = document.lines[line].text
    start = max(whole.find(text), 0)
    own = [f for f in entry.fields if f.line == line]
    others = [f.start for f in own if f.kind == "diploma" and f.start > start + len(text)]
    told = [f.end for f in own if f.kind != "honours" and f.end <= start]
    signs = [m.end() for m in _SPLIT.finditer(whole, 0, start)]
    begin = max([*told, *signs], default=0)
    return whole[begin : min(others, default=len(whole))]


def _of_certificate(document: Document, entry: Entry, today: date) -> Iterator[Diploma]:
    named = entry.of("diploma") or entry.of("certification")
    for field in (f for f in named if f.confidence >= SURE):
        whole = document.lines[field.line].text
        level = level_of(field.text) if _RNCP.search(plain(whole)) or entry.of("diploma") else ""
        yield _diploma(field.text, level or _rncp(whole), field.line, whole, "", today)


def _rncp(text: str) -> str:
    found = _RNCP.search(plain(text))
    return _RNCP_LEVELS[int(found[1] or found[2])] if found else ""


def _diploma(text: str, level: str, line: int, around: str, school: str, today: date) -> Diploma:
    low = plain(around)
    periods = find_periods(around)
    year = _year(periods)
    status = _status(low, plain(text), periods, year, today)
    return Diploma(bare(text), level, None if status == "running" else year, status, line, school)


def _year(periods: list[Period]) -> int | None:
    """The year of a diploma: the last one of its first period."""
    if not periods:
        return None
    ended = next((p for p in periods if p.is_range), periods[0])
    return (ended.end or ended.start)[0]


def _status(low: str, own: str, periods: list[Period], year: int | None, today: date) -> str:
    if _says("missed", low):
        return "missed"
    lasts = any(p.end is None or p.end[0] > today.year for p in periods)
    if _says("running", low) or lasts or (year is not None and year > today.year):
        return "running"
    return "to_check" if _is_foreign(low) else "obtained"


def _is_foreign(low: str) -> bool:
    """Whether a diploma is of another country; one with an English name that a school with a French
    name gave is told in English only.
    """
    return _says("foreign", low) or (_says("foreign_name", low) and not _says("french_school", low))


def highest(diplomas: tuple[Diploma, ...]) -> str:
    """The highest level obtained (foreign ones included, to be checked), "aucun" where there is
    none.
    """
    held = [d.level for d in diplomas if d.status in HELD and d.level]
    return max(held, key=LADDER.index, default="aucun")
