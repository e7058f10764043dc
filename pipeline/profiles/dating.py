"""When an entry was: its dates read, put together where they stand apart, and how far they may
reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.documents import Document, Entry
from pipeline.structure.calendar import Month
from pipeline.structure.periods import Period, find_duration, find_periods

UNSAID = 6
"""Months of a post that names a year and nothing more."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was: `end` None while it lasts; `fewest` and `most` are the months (counted
    from year 0, the last one left out) if it lasted as little, and as much as its dates allow.
    """

    start: Month | None = None
    end: Month | None = None
    months: int = 0
    last_year: int | None = None
    fewest: tuple[int, int] = (0, 0)
    most: tuple[int, int] = (0, 0)


def dated(document: Document, entry: Entry, today: date) -> Dated:
    """When an entry was; posts that last are read at `today`, what lies in the future counts
    nothing.
    """
    head = " ".join(document.lines[n].text for n in entry.head)
    stated = find_duration(head)
    period = period_of(document, entry)
    if period is None:
        return Dated(months=stated or 0)
    return _read(period, stated, (today.year, today.month))


def period_of(document: Document, entry: Entry) -> Period | None:
    """The period of an entry: that of its date fields, those of the line of the title first; two
    single dates are its start and end.
    """
    title = entry.first("title") or entry.first("diploma")
    marked = [f for f in entry.of("date") if find_periods(f.text)]
    near = [f for f in marked if title is not None and f.line == title.line]
    found = [p for f in near or marked for p in find_periods(f.text)]
    if not found:
        found = [p for n in entry.head for p in find_periods(document.lines[n].text)]
    return _together(found)


def _together(found: Sequence[Period]) -> Period | None:
    ranges = [p for p in found if p.is_range]
    if ranges or len(found) < 2:
        return next(iter(ranges), next(iter(found), None))
    one, other = sorted(found[:2], key=lambda p: p.start)
    if one.start == other.start:
        return one
    widest = (one.widest[0], other.widest[1])
    narrowest = (one.widest[1] or one.widest[0], other.widest[0])
    exact = one.exact and other.exact
    return replace(
        one, end=other.end, exact=exact, is_range=True, widest=widest, narrowest=narrowest
    )


def _read(period: Period, stated: int | None, now: Month) -> Dated:
    if period.start > now:
        return Dated(period.start, period.end, 0, period.start[0])
    end = period.end if period.end is None or period.end <= now else None
    last_year = (period.end or now)[0]
    if period.within_a_year and not period.is_range:
        months = min(stated, 12) if stated else _of_a_year(period)
        span = (_month(period.start), _month(period.start) + months)
        least, most = (span, span) if stated else _bounds(period, now)
        return Dated(period.start, end, months, last_year, least, most)
    months = max(_month(min(period.end or now, now)) - _month(period.start) + 1, 0)
    return Dated(period.start, end, months, last_year, *_bounds(period, now))


def _of_a_year(period: Period) -> int:
    """The months of a season or a quarter; UNSAID for a whole year."""
    assert period.end is not None
    length = period.end[1] - period.start[1] + 1
    return length if length < 12 else UNSAID


def _bounds(period: Period, now: Month) -> tuple[tuple[int, int], tuple[int, int]]:
    """The months of a post if it lasted as little, and as much as its dates allow."""
    spans = []
    for start, end in (period.narrowest, period.widest):
        spans.append((_month(start), max(_month(min(end or now, now)) + 1, _month(start))))
    return spans[0], spans[1]


def _month(point: Month) -> int:
    return point[0] * 12 + point[1]
