"""What an offer requires, and the fields of its head: reference, employer, place, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.documents import Document
from pipeline.lexicon.needs import said
from pipeline.profiles.amounts import diploma_asked, years_asked
from pipeline.profiles.asks import ESSENTIAL, IGNORED, Ask
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
        r"^\s*(?:lieu de travail|lieu|localisation|r[ée]sidence administrative|poste bas[ée] [àa])"
        r"\s*:\s*(.+)$",
        re.I,
    ),
    "direction": re.compile(r"^\s*(direction\b[^:]*(?::\s*.+)?|service\s*:\s*.+)$", re.I),
    "posted": re.compile(r"date de d[ée]p[ôo]t[^:]*:\s*(.+)$", re.I),
    "start": re.compile(r"(?:poste [àa] pourvoir|prise de (?:fonction|poste))[^:]*:\s*(.+)$", re.I),
    "occupation": re.compile(r"^\s*emploi respnc\s*:\s*(.+)$", re.I),
}


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


def read_requirements(document: Document, asks: Sequence[Ask]) -> Requirements:
    """What an offer requires: the fields of its head, and those asks that a fact can meet."""
    deadline = _deadline(document)
    head = Requirements(deadline=deadline[0], **_fields(document))  # type: ignore[arg-type]
    found = required(asks, head)
    told = (("deadline", deadline[1]),) if deadline[0] else ()
    return replace(found, quotes=(*found.quotes, *told))


def required(asks: Sequence[Ask], given: Requirements) -> Requirements:
    """What is given, with what asks require of diploma, experience, residence and licences in its
    place: what is essential before what is a wish, then in the order of the asks.
    """
    diploma = _first(asks, "diploma", diploma_of)
    experience = _first(asks, "experience", years_of)
    residence = _first(asks, "residence", years_of)
    licences = [name for a in asks if a.kind == "licence" for name in licences_in(a.text)]
    told = (("diploma", diploma), ("experience", experience), ("residence", residence))
    years = years_of(experience) if experience else None
    lived = years_of(residence) if residence else None
    return replace(
        given,
        diploma_min=diploma_of(diploma) if diploma else None,
        diploma_optional=diploma is not None and _is_optional(diploma),
        experience_min_years=years,
        experience_optional=experience is not None and experience.need != ESSENTIAL,
        residence_years=int(lived) if lived else None,
        licences=tuple(dict.fromkeys(licences)),
        quotes=tuple((name, ask.text) for name, ask in told if ask),
    )


def diploma_of(ask: Ask) -> str:
    """The level of diploma that an ask names, "" for none."""
    return diploma_asked(ask.level) or diploma_asked(ask.text)


def years_of(ask: Ask) -> float | None:
    """The years that an ask names, None for none."""
    return years_asked(f"{ask.level} d'expérience") or years_asked(ask.text)


def _first(asks: Sequence[Ask], kind: str, amount: Callable[[Ask], object]) -> Ask | None:
    """The first ask of a kind that names an amount, essential ones first."""
    named = [ask for ask in asks if ask.kind == kind and ask.need != IGNORED and amount(ask)]
    return min(named, key=lambda ask: ask.need != ESSENTIAL, default=None)


def _is_optional(diploma: Ask) -> bool:
    """Whether something else than a diploma is enough."""
    return diploma.need != ESSENTIAL or any("experience" in said(c) for c in diploma.any_of)


def _deadline(document: Document) -> tuple[str | None, str]:
    """The day until which people apply, and the line that says it."""
    for line in document.lines:
        low = plain(line.text)
        if _DEADLINE.search(low) and (found := iso_date(low)):
            return found, line.text
    return None, ""


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
