"""What a diploma is worth on the French ladder, and whether it was obtained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.documents import Document
from pipeline.lexicon.education import DIPLOMAS
from pipeline.profiles.dates import plain, read_period

LADDER = ("aucun", "cap", "bac", "bac+2", "bac+3", "bac+4", "bac+5", "bac+8")
_RUNNING = re.compile(
    r"\ben cours\b(?! du soir)|\bprevue?\b|\ben preparation\b|\bin progress\b|\bexpected\b|\bprepare\b|"
    r"\bdepuis (?:19|20)\d\d\b|\bobtention prevue\b"
)
_MISSED = re.compile(
    r"\bnon obtenue?\b|\bnon valide|\babandon|\binterrompue?\b|\bniveau (?:bac|bts|licence|master|dut|cap)\b|"
    r"\bequivalence\b|\bechec\b|\bsans diplome\b|\bnot completed\b|\bpremiere annee\b|\bun an de\b"
)
_FOREIGN = re.compile(
    r"\b(?:maroc|algerie|tunisie|rabat|alger|tunis|dakar|abidjan|canada|montreal|"
    r"laval|mcgill|london|sydney|auckland|suva|bucarest|lome|bamako|kinshasa|libreville|hanoi)\b"
)
_FOREIGN_NAME = re.compile(r"\b(?:bachelor|university|universidad)\b")
_FRENCH_SCHOOL = re.compile(r"\b(?:universite|ecole|institut|faculte|iut|greta|cnam|lycee)\b")
_QUEBEC = re.compile(
    r"\b(?:quebec|laval|montreal|sherbrooke|uqam|uqac|cegep|hec montreal|polytechnique montreal)\b"
)
_RNCP = re.compile(r"\b(?:rncp|titre)[^.;]{0,40}\bniveau\s*([3-8])\b")
_RNCP_LEVELS = {3: "cap", 4: "bac", 5: "bac+2", 6: "bac+3", 7: "bac+5", 8: "bac+8"}
_NO_DEGREE = re.compile(
    r"\bdriving licen[cs]e\b|\bscrum master\b|\bdevops engineer\b|\bjury\b|\bmaitrise d'(?:ouvr|oeuvr)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Diploma:
    """A diploma: `level` on LADDER, `status` "obtained", "running", "missed" or "to_check"
    (foreign).
    """

    title: str
    level: str
    year: int | None
    status: str
    line: int


@cache
def _names() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    """Each name as a pattern, with its level and length."""
    found = []
    for row in DIPLOMAS.rows:
        for word in row.words:
            bare = re.escape(plain(word)).replace(r"\ ", r"\s*").replace("'", "['’ ]?")
            found.append((re.compile(rf"(?<![a-z0-9+]){bare}(?![a-z0-9])"), row.level, len(word)))
    return tuple(found)


def level_of(text: str) -> str:
    """The level of the first diploma that a line names, "" where it names none; "bac+n" and RNCP
    levels win over names.
    """
    low = plain(text)
    if direct := re.search(r"bac\s*\+\s*(\d)", low):
        return _rung(int(direct[1]))
    if rncp := _RNCP.search(low):
        return _RNCP_LEVELS[int(rncp[1])]
    if _QUEBEC.search(low) and "baccalaureat" in low:
        return "bac+3"
    if _QUEBEC.search(low) and re.search(r"\bdec\b", low):
        return "bac+2"
    if _NO_DEGREE.search(low):
        return ""
    hits = [
        (m.start(), -size, level) for pattern, level, size in _names() if (m := pattern.search(low))
    ]
    return min(hits)[2] if hits else ""


def _rung(years: int) -> str:
    return (
        "bac+8" if years >= 8 else "bac+5" if years >= 5 else "bac" if years < 2 else f"bac+{years}"
    )


def read_diplomas(document: Document, today: date) -> tuple[Diploma, ...]:
    """The diplomas of a CV, from its sections of education (and certifications), else from all
    lines that begin with one.
    """
    lines = [n for n in range(len(document.lines)) if document.section_of(n) == "education"]
    lines += [
        n
        for n in range(len(document.lines))
        if document.section_of(n) in ("certifications", "identity")
    ]
    found = []
    for n in lines:
        text = document.lines[n].text
        if document.section_of(n) == "identity" and len(text.split()) > 14:
            continue
        level = level_of(text)
        if level and not (
            document.section_of(n) != "education"
            and level in ("bac+5", "bac+4")
            and "ingenieur" in plain(text)
        ):
            found.append(_diploma(document, n, text, level, today))
    return tuple(found)


def _diploma(document: Document, n: int, text: str, level: str, today: date) -> Diploma:
    low = plain(text)
    near = [
        k
        for k in (n, n + 1, n + 2, n - 1)
        if 0 <= k < len(document.lines) and (k == n or level_of(document.lines[k].text) == "")
    ]
    period = next((p for k in near if (p := read_period(document.lines[k].text))), None)
    years = [int(y) for y in _YEAR.findall(period.text)] if period else []
    year = max(years) if years else None
    running = (
        bool(_RUNNING.search(low))
        or (year is not None and year > today.year)
        or (period is not None and period.end is None)
    )
    status = (
        "missed"
        if _MISSED.search(low)
        else "running"
        if running
        else "to_check"
        if _is_foreign(low)
        else "obtained"
    )
    return Diploma(text.removeprefix("- "), level, year, status, n)


def _is_foreign(low: str) -> bool:
    """Whether a diploma is of another country; one with an English name that a school with a French
    name gave is told in English only.
    """
    return bool(_FOREIGN.search(low)) or bool(
        _FOREIGN_NAME.search(low) and not _FRENCH_SCHOOL.search(low)
    )


def highest(diplomas: tuple[Diploma, ...]) -> str:
    """The highest level obtained (foreign ones included, to be checked), "aucun" where there is
    none.
    """
    held = [d.level for d in diplomas if d.status in ("obtained", "to_check")]
    return max(held, key=LADDER.index, default="aucun")
