"""What an offer asks, and the fields of its header: reference, employer, place, dates, residence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.documents import Document
from pipeline.profiles.diplomas import LADDER, level_of
from pipeline.profiles.licences import licences_in
from pipeline.structure.calendar import plain

_MONTHS = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_DATE = re.compile(
    rf"\b(\d{{1,2}})(?:er)?\s+({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b|\b(\d{{1,2}})[/.](\d{{1,2}})[/.]((?:19|20)\d\d)\b"
)
_DEADLINE = re.compile(
    r"date limite|cloture|jusqu'au|avant le|deadline|au plus tard|limite de (?:candidature|depot)"
)
_FIELDS = {
    "reference": re.compile(
        r"^\s*(?:r[ée]f[ée]rence|r[ée]f\.?|n° (?:de l'offre|d'offre)|offre n°)\s*:?\s*(.+)$", re.I
    ),
    "employer": re.compile(
        r"^\s*(?:employeur|entreprise|soci[ée]t[ée]|[ée]tablissement|collectivit[ée])\s*:\s*(.+)$",
        re.I,
    ),
    "corps": re.compile(
        r"^\s*(?:corps|cadre d['’]emploi|corps ou cadre|grade)[^:]*:\s*(.+)$", re.I
    ),
    "place": re.compile(
        r"^\s*(?:lieu de travail|lieu|localisation|r[ée]sidence administrative|poste bas[ée] [àa])\s*:\s*(.+)$",
        re.I,
    ),
    "direction": re.compile(r"^\s*(direction\b[^:]*(?::\s*.+)?|service\s*:\s*.+)$", re.I),
    "posted": re.compile(r"date de d[ée]p[ôo]t[^:]*:\s*(.+)$", re.I),
    "start": re.compile(r"(?:poste [àa] pourvoir|prise de (?:fonction|poste))[^:]*:\s*(.+)$", re.I),
    "occupation": re.compile(r"^\s*emploi respnc\s*:\s*(.+)$", re.I),
}
_RESIDENCE = re.compile(r"residence exigee[^:]*:\s*(?:[^\d]*)(\d+)\s*ans?")
_EXPERIENCE = re.compile(
    r"(?:experience|pratique)[^.;\n]{0,60}?\b(\d{1,2}|un|une|deux|trois|quatre|cinq|six|sept|huit|dix)\s*an|"
    r"\b(\d{1,2}|un|une|deux|trois|quatre|cinq|six|sept|huit|dix)\s*an(?:s|\(s\)|nees?)?\b"
    r"[^.;\n]{0,60}?(?:experience|pratique|dans (?:un|le|la|des) )|"
    r"^(\d{1,2}) an\(s\)"
)
_NUMBERS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "dix": 10,
}
_OPTIONAL = re.compile(
    r"serait (?:bien|un plus|apprecie)|souhaite|apprecie|un plus|serait|idealement|un atout|preference|"
    r"nous va tout autant|ou equivalent experience"
)


@dataclass(frozen=True, slots=True)
class Requirements:
    """What an offer asks; None or empty where it is silent. `quotes` are the lines that say it, by
    name.
    """

    diploma_min: str | None = None
    diploma_optional: bool = False
    experience_min_years: float | None = None
    experience_optional: bool = False
    residence_years: int | None = None
    deadline: str | None = None
    reference: str | None = None
    employer: str | None = None
    corps: str | None = None
    direction: str | None = None
    place: str | None = None
    posted: str | None = None
    start: str | None = None
    occupation: str | None = None
    licences: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()


def read_requirements(document: Document) -> Requirements:
    """All that an offer asks."""
    fields = _fields(document)
    quotes: dict[str, str] = {}
    diploma = experience = residence = deadline = None
    diploma_optional = experience_optional = False
    for n, line in enumerate(document.lines):
        low = plain(line.text)
        if residence is None and (m := _RESIDENCE.search(low)):
            residence, quotes["residence"] = int(m[1]), line.text
        if deadline is None and _DEADLINE.search(low) and (found := iso_date(low)):
            deadline, quotes["deadline"] = found, line.text
        asks = document.section_of(n) in ("profile", "skills", "conditions")
        if asks and diploma is None and (level := _diploma_asked(line.text)):
            diploma, quotes["diploma"], diploma_optional = (
                level,
                line.text,
                bool(_OPTIONAL.search(low)),
            )
        if asks and experience is None and (years := _years_asked(low)):
            experience, quotes["experience"], experience_optional = (
                years,
                line.text,
                bool(_OPTIONAL.search(low)),
            )
    return Requirements(
        diploma,
        diploma_optional,
        experience,
        experience_optional,
        residence,
        deadline,
        licences=_licences(document),
        quotes=tuple(quotes.items()),
        **fields,  # type: ignore[arg-type]
    )


def read_licences(document: Document) -> Requirements:
    """The driving licences that a CV names, and nothing else."""
    return Requirements(licences=_licences(document))


def _licences(document: Document) -> tuple[str, ...]:
    found = (category for line in document.lines for category in licences_in(line.text))
    return tuple(dict.fromkeys(found))


def _fields(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for n, line in enumerate(document.lines[:60]):
        for name, pattern in _FIELDS.items():
            if name not in found and (m := pattern.search(line.text)):
                found[name] = m[1].strip(" .")
        if (
            "occupation" not in found
            and plain(line.text).rstrip(" :") == "emploi respnc"
            and n + 1 < len(document.lines)
        ):
            found["occupation"] = document.lines[n + 1].text
    return found


def iso_date(low: str) -> str | None:
    """The last date of a plain text as YYYY-MM-DD."""
    dates = []
    for m in _DATE.finditer(low):
        day, month, year = (
            (m[1], str(_MONTHS.index(m[2]) + 1), m[3]) if m[1] else (m[4], m[5], m[6])
        )
        dates.append(f"{year}-{int(month):02d}-{int(day):02d}")
    return dates[-1] if dates else None


def _diploma_asked(text: str) -> str:
    """The lowest level that a line asks, where it speaks of a diploma at all; "maîtrise" is mastery
    there, no degree.
    """
    low = plain(text)
    several = re.findall(r"bac\s*\+\s*(\d)", low)
    if several:
        return level_of(f"bac+{min(several)}")
    if not re.search(
        r"\bdiplomes?\b|\bdiplomee?\b|\btitulaire\b|\bformations? (?:en|de|superieure|initiale)\b|\bniveau\b|\btitre\b",
        low,
    ):
        return ""
    level = level_of(re.sub(r"maitrises?", "", low))
    return level if level in LADDER[1:] else ""


def _years_asked(low: str) -> float | None:
    if not re.search(r"experience|pratique|an\(s\)", low):
        return None
    m = _EXPERIENCE.search(low)
    if not m:
        return None
    word = next(g for g in m.groups() if g)
    return float(_NUMBERS.get(word) or word)
