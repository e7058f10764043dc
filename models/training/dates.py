"""Dates of CVs written in another form."""

from __future__ import annotations

from pipeline.structure.calendar import Month
from pipeline.structure.periods import find_periods

FULL = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SHORT = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


def redated(text: str, form: int) -> str | None:
    """A date in one of twelve forms; None where it is none that can be written otherwise."""
    found = find_periods(text)
    if len(found) != 1:
        return None
    period = found[0]
    if sum(c.isalnum() for c in text[: period.begin] + text[period.stop :]) > 0:
        return None
    if not period.is_range:
        return _point(period.start, form) if period.exact else None
    if not period.exact:
        return _years(period.start[0], period.end[0] if period.end else None, form)
    start, end = _point(period.start, form), _point(period.end, form) if period.end else None
    return _range(start, end, form)


def _point(month: Month, form: int) -> str:
    year, number = month
    written = (
        f"{FULL[number - 1].capitalize()} {year}", f"{SHORT[number - 1]} {year}", f"{number:02d}/{year}", f"{number:02d}.{year}",
        f"{FULL[number - 1]} {year}", f"{number:02d}/{year % 100:02d}", f"{year}-{number:02d}", f"01/{number:02d}/{year}",
        f"{number:02d}/{year}", f"{SHORT[number - 1].rstrip('.')}-{year % 100:02d}", f"{year}/{number:02d}", f"{FULL[number - 1].upper()} {year}",
    )  # fmt: skip
    return written[form]


def _range(start: str, end: str | None, form: int) -> str:
    now = (
        "aujourd'hui",
        "auj.",
        "ce jour",
        "présent",
        "à ce jour",
        "aujourd'hui",
        "",
        "ce jour",
        "en cours",
        "maintenant",
        "présent",
        "AUJOURD'HUI",
    )[form]
    if end is None and form in (1, 4, 8):
        return f"depuis {start}" if form != 8 else f"Depuis {start}"
    sign = (" - ", " – ", " à ", " au ", " à ", "-", " – ", " - ", " → ", " à ", " / ", " A ")[form]
    if end is None and form == 4:
        return f"{start} {now}"
    return f"{start}{sign}{end or now}".rstrip() if end or now else f"{start} –"


def _years(start: int, end: int | None, form: int) -> str:
    if end is None:
        return (f"depuis {start}", f"{start} - aujourd'hui", f"{start} –", f"{start} à ce jour")[
            form % 4
        ]
    sign = ("-", " – ", " à ", "/", " - ", "–")[form % 6]
    return f"{start}{sign}{end}"
