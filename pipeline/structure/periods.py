"""Periods as people write them, and how far they may reach where only years are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.lexicon.calendar import words_of
from pipeline.structure.calendar import Month, Point, one_of, plain, points

_DASHES = "-‐‑‒–—―−~∼"
_ARROWS = "→➔➜➝➞➢⇒⇨▶►>»"
_SIGN = rf"[{_DASHES}{_ARROWS}]+>?|\.{{2,}}|…"
Span = tuple[Month, Month | None]


@dataclass(frozen=True, slots=True)
class Period:
    """What a date says, from character `begin` to `stop`: first and last month, the last None while
    it lasts.

    Where it names years without months, `start` and `end` are a likely reading, and `widest` and
    `narrowest` the first and last months that it allows ("2019 - 2023": from January to December,
    or from December to January). `is_range` tells two dates, or one from which something lasts.
    """

    begin: int
    stop: int
    start: Month
    end: Month | None
    exact: bool
    is_range: bool
    widest: Span
    narrowest: Span

    @property
    def within_a_year(self) -> bool:
        """Whether it names one year and no month."""
        return not self.exact and self.end is not None and self.start[0] == self.end[0]


@cache
def _between() -> re.Pattern[str]:
    """What stands between the two dates of a period."""
    vague = one_of(words_of("vague"))
    joined = rf"(?:{_SIGN}|[|/]|(?<!\w){one_of(words_of('to'))}(?!\w))"
    article = r"(?:l'|le\s+|la\s+|du\s+|de\s+|d')?"
    return re.compile(
        rf"[\s).,(]*{joined}(?:\s*{joined})?\s*{article}(?:\s*{vague}[\s-]+)?{article}"
    )


@cache
def _now() -> re.Pattern[str]:
    return re.compile(rf"\(?\s*{one_of(words_of('now'))}\b\.?\)?")


@cache
def _since() -> re.Pattern[str]:
    vague = one_of(words_of("vague"))
    return re.compile(rf"(?<!\w){one_of(words_of('since'))}\s*(?:le\s+|l')?(?:{vague}[\s-]+)?$")


_OPEN = re.compile(rf"\s*(?:[{_DASHES}{_ARROWS}]+>?|…|\.{{3}})\s*(?=$|[:;,)|\]])")
_BLANK = re.compile(r"\s+$")
_SHORT_YEAR = re.compile(rf"\s?[{_DASHES}/]\s?(\d\d)(?![\d/.\-])")


def find_periods(text: str) -> list[Period]:
    """The periods of a text, from left to right, none inside another.

    >>> [(p.start, p.end) for p in find_periods("du 4 mars au 30 nov. 2019, puis 06/2022 –")]
    [((2019, 3), (2019, 11)), ((2022, 6), None)]
    """
    return list(_periods(plain(text), points(text)))


def read_period(text: str) -> Period | None:
    """The first period of a text.

    >>> read_period("mars - août 2013").start, read_period("depuis fév. 2020").end
    ((2013, 3), None)
    """
    return next(iter(find_periods(text)), None)


def _periods(low: str, found: list[Point]) -> Iterator[Period]:
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        period = _joined(low, one, other) if other else None
        if period is not None:
            at += 2
            yield _since_begin(low, period)
            continue
        at += 1
        if one.has_year:
            yield _alone(low, one)


def _joined(low: str, one: Point, other: Point) -> Period | None:
    """Two points as one period, None where they are none."""
    between = low[one.stop : other.begin]
    if not one.has_year and not other.has_year:
        return None
    joined = _between().fullmatch(between)
    side_by_side = bool(_BLANK.fullmatch(between)) and one.is_month and other.is_month
    if not joined and not (side_by_side and one.has_year and other.has_year):
        return None
    if not other.has_year:
        return None
    if one.has_year and not one.is_whole_year and not one.is_month and other.is_whole_year:
        other = replace(
            other, first=(other.first[0], one.first[1]), last=(other.last[0], one.last[1])
        )
    if not one.has_year:
        year = other.first[0]
        one = one.within(year - (one.first[1] > other.first[1]))
    if other.last < one.first:
        return None
    return _period(one.begin, other.stop, one, other)


def _alone(low: str, one: Point) -> Period:
    """A point with what is around it: "depuis 2019", "2019 à ce jour", "06/2022 –", "2018-19"."""
    behind = low[one.stop :]
    joined = _between().match(behind)
    if joined and (now := _now().match(behind, joined.end())):
        return _since_begin(low, _period(one.begin, one.stop + now.end(), one, None))
    if opened := _OPEN.match(behind):
        return _since_begin(low, _period(one.begin, one.stop + opened.end(), one, None))
    if since := _since().search(low[: one.begin]):
        return _period(since.start(), one.stop, one, None)
    short = _SHORT_YEAR.match(behind) if not one.is_month else None
    if short and int(short[1]) == (one.first[0] + 1) % 100:
        year = one.first[0] + 1
        other = Point(one.begin, one.stop + short.end(), (year, 1), (year, 12))
        return _period(one.begin, other.stop, one, other)
    return replace(_period(one.begin, one.stop, one, one), is_range=False)


def _since_begin(low: str, period: Period) -> Period:
    """The period with the word that opens it ("de", "du", "entre", "depuis")."""
    opening = re.search(
        r"(?<!\w)(?:de|d'|du|entre|from|between|depuis(?: le)?)\s*$", low[: period.begin]
    )
    return replace(period, begin=opening.start()) if opening else period


def _period(begin: int, stop: int, one: Point, other: Point | None) -> Period:
    """A period whose first and last months lie between two months each; two years are read from the
    middle of one to that of the other.
    """
    first, last = one.first, other.last if other else None
    loose = not one.is_month, other is not None and not other.is_month
    whole = one.is_whole_year and (other is None or other.is_whole_year)
    if all(loose) and last and last[0] > first[0] and whole:
        first, last = (first[0], 7), (last[0], 6)
    late = min(one.last, other.last) if other else one.last
    narrowest = (late, max(other.first, late) if other else None)
    widest = (one.first, other.last if other else None)
    return Period(begin, stop, first, last, not any(loose), True, widest, narrowest)


@cache
def _durations() -> re.Pattern[str]:
    units = one_of(words_of("unit"))
    return re.compile(
        rf"(?<![\d/.,])(\d{{1,2}}|une?|deux|trois|six)\s*({units})\b(\s+et\s+demie?)?"
    )


_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "six": 6}


def find_duration(text: str) -> int | None:
    """The months of a stated duration: "6 mois" is 6, "2 ans et 3 mois" 27, "3 semaines" 1.

    >>> find_duration("(2 ans 3 mois)"), find_duration("un an et demi"), find_duration("en 2019")
    (27, 18, None)
    """
    units = {plain(word): int(value) for word, value in words_of("unit").items()}
    found = list(_durations().finditer(plain(text)))
    if not found:
        return None
    total = 0.0
    for m in found[:2]:
        months = units[m[2]]
        number = _NUMBERS.get(m[1]) or int(m[1])
        total += number * months + (months / 2 if m[3] else 0)
    return max(round(total), 1)
