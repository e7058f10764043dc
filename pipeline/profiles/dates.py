"""What a date means: periods in French and in English, and how far they may reach where only years
are written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

Month = tuple[int, int]
"""Year and month."""
_MONTHS = {
    "janv": 1, "jan": 1, "janvier": 1, "january": 1, "fevr": 2, "fev": 2, "feb": 2, "fevrier": 2, "february": 2, "mars": 3, "mar": 3,
    "march": 3, "avr": 4, "avril": 4, "apr": 4, "april": 4, "mai": 5, "may": 5, "juin": 6, "jun": 6, "june": 6, "juil": 7, "juillet": 7,
    "jul": 7, "july": 7, "aout": 8, "aug": 8, "august": 8, "sept": 9, "sep": 9, "septembre": 9, "september": 9, "oct": 10, "octobre": 10,
    "october": 10, "nov": 11, "novembre": 11, "november": 11, "dec": 12, "decembre": 12, "december": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_POINT = (
    rf"(?:(?:\d{{{{1,2}}}}(?:er)?[ /.])?(?:\b(?P<name{{n}}>{_MONTH})\b\.?\s*'?(?P<named{{n}}>(?:19|20)\d\d|\d\d)\b"
    r"|\b(?P<num{n}>0?[1-9]|1[0-2])(?:\s?[/.\-]\s?(?P<full{n}>(?:19|20)\d\d)|/(?P<short{n}>\d\d))\b)|\b(?P<year{n}>(?:19|20)\d\d)\b)"
)
_NOW = r"aujourd'?\s?hui|auj\.?|ce jour|present|now|maintenant|en cours|actuel(?:lement)?|current|today|date"
_TO = r"\s*(?:-|–|—|->|=>|→|/|\bau?\b|\bto\b|\buntil\b|\bjusqu'?(?:en|a|au)?\b)\s*"
_POINT_1, _POINT_2 = _POINT.format(n=1), _POINT.format(n=2)
_RANGE = re.compile(
    rf"(?:\b(?:de|d'|du|from|entre)\s*)?{_POINT_1}{_TO}(?:(?:a\s+)?(?P<now>{_NOW})|{_POINT_2})"
)
_HALF = re.compile(rf"(?P<first>{_MONTH})\.?{_TO}(?P<last>{_MONTH})\.?\s+(?P<year>(?:19|20)\d\d)")
_SINCE = re.compile(rf"(?:\b(?:depuis(?: le)?|since|a partir de|des)\s*){_POINT_1}")
_ALONE = re.compile(rf"(?<![\d€$]){_POINT_1}(?!\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """What a date says: first and last month, the last None while it lasts.

    Where it names years without months, `start` and `end` are a likely reading, and `widest` and
    `narrowest` the first and last months
    that it allows ("2019 - 2023": from January to December, or from December to January).
    """

    start: Month
    end: Month | None
    text: str
    exact: bool
    widest: tuple[Month, Month | None]
    narrowest: tuple[Month, Month | None]

    @property
    def within_a_year(self) -> bool:
        """Whether it names one year and no month."""
        return not self.exact and self.end is not None and self.start[0] == self.end[0]


def plain(text: str) -> str:
    """Lower case without accents, of the same length for precomposed letters."""
    return "".join(
        unicodedata.normalize("NFKD", c)[0] for c in text.replace("’", "'").replace("œ", "o")
    ).casefold()


def read_period(text: str) -> Period | None:
    """The first period in a text, in French or English.

    >>> read_period("mars - août 2013").start, read_period("depuis fév. 2020").end
    ((2013, 3), None)
    """
    low = plain(text)
    if m := _HALF.search(low):
        year = int(m["year"])
        first, last = _MONTHS[m["first"]], _MONTHS[m["last"]]
        start = (year - (first > last), first)
        return _period(text, m, (start, start), ((year, last), (year, last)))
    if m := _RANGE.search(low):
        starts, ends = _point(m, 1), None if m["now"] else _point(m, 2)
        return _period(text, m, starts, ends) if ends is None or ends[1] >= starts[0] else None
    if m := _SINCE.search(low):
        return _period(text, m, _point(m, 1), None)
    if m := _ALONE.search(low):
        return _period(text, m, _point(m, 1), _point(m, 1))
    return None


def _period(
    text: str, m: re.Match[str], starts: tuple[Month, Month], ends: tuple[Month, Month] | None
) -> Period:
    """A period whose first and last months lie between two months each; two years are read from the
    middle of one to that of the other.
    """
    first, last = starts[0], ends[1] if ends else None
    loose = starts[0] != starts[1], bool(ends and ends[0] != ends[1])
    if all(loose) and last and last[0] > first[0]:
        first, last = (first[0], 7), (last[0], 6)
    late = min(starts[1], ends[1]) if ends else starts[1]
    least = (late, max(ends[0], late) if ends else None)
    return Period(
        first,
        last,
        text[m.start() : m.end()],
        not any(loose),
        (starts[0], ends[1] if ends else None),
        least,
    )


def _point(m: re.Match[str], n: int) -> tuple[Month, Month]:
    """The first and the last month that a date may mean."""
    year = int(next(m[f"{g}{n}"] for g in ("named", "full", "short", "year") if m[f"{g}{n}"]))
    if year < 100:
        year += 2000 if year < 60 else 1900
    if not m[f"name{n}"] and not m[f"num{n}"]:
        return (year, 1), (year, 12)
    month = (year, _MONTHS[m[f"name{n}"]] if m[f"name{n}"] else int(m[f"num{n}"]))
    return month, month
