"""Missions within posts: who works for clients of an employer tells them below the post.

A post that names no trade of its own, and whose dates lie within those of the post above it, is a
mission of that post; so is one that began within it and lasts still, though the post ended: people
tell later posts above earlier ones. A post whose title is the name of a school is no post: who
studies is no employee.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.documents import Entry, Field
from pipeline.lexicon.cues import hints, schools
from pipeline.lexicon.spelling import plain
from pipeline.structure.calendar import Month
from pipeline.structure.periods import Period
from pipeline.structure.seen import Seen

POST, MISSION, EDUCATION = "post", "mission", "edu"
_SCHOOL_OF = re.compile(
    r"(?:^|[:,;–—-]\s)(?:institut|ecole|centre)\s(?:de\sformation\s)?"
    r"(?:d'|de\s|des\s|en\s|aux\s)$"
)
"""What makes a trade behind it the name of a school: "École d'aides-soignants"."""
_NEVER: Month = (9999, 12)


def nested(lines: Sequence[Seen], entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of a CV, in their order, those that are missions of the post above as such."""
    above: Entry | None = None
    for entry in entries:
        if entry.kind == POST and _is_study(lines, entry):
            entry = replace(entry, kind=EDUCATION)
        if entry.kind == POST and above is not None and _is_mission(lines, entry, above):
            entry = replace(entry, kind=MISSION)
        if entry.kind != MISSION:
            above = entry if entry.kind == POST else None
        yield entry


def _is_mission(lines: Sequence[Seen], entry: Entry, above: Entry) -> bool:
    own, whole = _periods(lines, entry), [p for p in _periods(lines, above) if p.is_range]
    if not own or not whole or _names_trade(lines, entry) or not _names_trade(lines, above):
        return False
    if _names_role(lines, entry):
        return False
    return all(within(period, whole[0]) or _begins_in(period, whole[0]) for period in own)


def _is_study(lines: Sequence[Seen], entry: Entry) -> bool:
    """Whether a post has the name of a school as its title, or a school and a diploma and none."""
    title, school = entry.first("title"), entry.first("organisation")
    if title is not None:
        school_of = _SCHOOL_OF.search(plain(lines[title.line].line.text)[: title.start])
        trains = "formation" in plain(title.text).split()
        return bool(school_of) or (_is_school(title) and (trains or not _names_trade(lines, entry)))
    named = any("education" in lines[n].hinted for n in entry.head)
    traded = any(lines[n].trades for n in entry.head)
    return school is not None and _is_school(school) and named and not traded


def _is_school(field: Field) -> bool:
    return plain(field.text.split()[0]).strip(" ,:") in schools()


def _periods(lines: Sequence[Seen], entry: Entry) -> list[Period]:
    """The periods of an entry, those beside its title alone where there are some."""
    title = entry.first("title")
    beside = lines[title.line].periods if title is not None else []
    return beside or [period for n in entry.head for period in lines[n].periods]


def _begins_in(period: Period, whole: Period) -> bool:
    """Whether a period that lasts still began within one that ended."""
    if period.end is not None or whole.end is None:
        return False
    return whole.start < period.start <= whole.end


def within(period: Period, whole: Period) -> bool:
    """Whether a period may lie in another one, and is not the same.

    >>> from pipeline.structure.periods import find_periods
    >>> mission, post = find_periods("2016, puis octobre 2012 à mai 2019")
    >>> within(mission, post), within(post, mission)
    (True, False)
    """
    return holds(whole, period) and (period.start, period.end) != (whole.start, whole.end)


def holds(whole: Period, period: Period) -> bool:
    """Whether a period may lie in another one."""
    start, end = period.narrowest
    first, last = whole.widest
    return first <= start and (end or _NEVER) <= (last or _NEVER)


def _names_trade(lines: Sequence[Seen], entry: Entry) -> bool:
    """Whether the title of an entry names a trade."""
    title = entry.first("title")
    if title is None:
        return False
    seen = lines[title.line]
    shift = len(seen.line.text) - len(seen.text)
    starts = (seen.tokens[first].start + shift for first, _ in seen.trades)
    return any(title.start <= start < title.end for start in starts)


def _names_role(lines: Sequence[Seen], entry: Entry) -> bool:
    """Whether an entry without an employer has a title that begins with the word of a role."""
    title = entry.first("title")
    if title is None or entry.first("organisation") is not None:
        return False
    seen = lines[title.line]
    shift = len(seen.line.text) - len(seen.text)
    first = (t.key for t in seen.tokens if t.start + shift == title.start)
    return any("title" in hints().get(key, ()) for key in first)
