"""Columns that label their neighbour: dates, names of fields, levels; they are read row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.lexicon.calendar import words_of
from pipeline.pages.rows import Row
from pipeline.pages.segments import Segment

DATE = re.compile(r"(?:19|20)\d\d|aujourd|présent|depuis|\d\d[/.]\d{2,4}|\bauj\b", re.I)
"""What a date has, in a column that labels its neighbour."""
_LEVEL = re.compile(r"^(?:[ABC][12]\+?|\d\s?/\s?\d+)$")
"""A level of a language, or a mark."""
Side = Literal["left", "right", ""]

_BLOCK = 1.55
"""Rows further apart than this many type sizes begin a block of their own."""
_SAME_BASE = 0.2
"""Baselines that differ by less than this share of the type size are one."""
_LONGEST_DATE = 30
_LONGEST_DIGEST = 26
_LONGEST_LABEL = 35
"""The mean number of signs of a date, of a sparse label, of the name of a field, at most."""
_FEWEST_ROWS = 3
"""A table without dates has at least so many rows."""
_HEADING = 1.12
"""A heading is larger than its text by at least this factor."""
_LONE_DATE = re.compile(r"^(?:([^\W\d]+)\.?\s+|(\d{1,2})[/.-])?((?:19|20)\d\d)$")


def labelling(left: list[Row], right: list[Row]) -> Side:
    """Which of two columns side by side labels the rows of the other; "" where both are columns of
    their own.
    """
    if _headed_apart(left, right):
        return ""
    if _is_levels(right):
        return "right"
    if len(left) <= len(right):
        if _labels(left, right, first=True):
            return "left"
    elif _labels(right, left, first=False):
        return "right"
    beside = _beside(left, right)
    narrow = _width(left) < _width(right)
    return "left" if narrow and (_is_dated(beside, right) or _is_table(beside, right)) else ""


def blocks(rows: list[Row]) -> list[list[Row]]:
    """The rows of a sparse column, those of one label together."""
    found: list[list[Row]] = []
    firsts = {id(r) for r in _starts(rows)}
    for row in rows:
        if id(row) in firsts:
            found.append([])
        found[-1].append(row)
    return found


def as_period(label: list[Row]) -> list[Row]:
    """A label of two dates, one above the other, as the one row of a period; other labels as they
    are.
    """
    if len(label) != 2:
        return label
    moments = [_moment(row.text) for row in label]
    if None in moments:
        return label
    first, last = label if moments[0] < moments[1] else reversed(label)  # type: ignore[operator]
    end = first.segments[-1]
    dash = Segment("–", end.x1, end.x1, end.base, end.size, end.bold, end.tail)
    return [Row([*first.segments, dash, *last.segments], label[0].flow, label[0].page)]


def _moment(text: str) -> tuple[int, int] | None:
    """The year and month of a row that is one date and nothing else, of today far ahead."""
    low = text.strip().casefold()
    if low in words_of("now"):
        return 9999, 0
    found = _LONE_DATE.match(low)
    if not found:
        return None
    word, number, year = found.groups()
    if word is not None and word not in words_of("month"):
        return None
    return int(year), int(words_of("month")[word] if word else number or 0)


def _starts(rows: list[Row]) -> list[Row]:
    """The first rows of the blocks of a sparse column."""
    return [
        row
        for n, row in enumerate(rows)
        if n == 0 or row.base - rows[n - 1].base > _BLOCK * row.size
    ]


def _headed_apart(left: list[Row], right: list[Row]) -> bool:
    """Whether both columns begin with a heading of their own, side by side."""
    return _same_base(left[0], right[:1]) and _is_headed(left) and _is_headed(right)


def _is_headed(rows: list[Row]) -> bool:
    return len(rows) > 1 and rows[0].size > _HEADING * rows[1].size


def _same_base(row: Row, others: Sequence[Row]) -> bool:
    return any(abs(row.base - other.base) < _SAME_BASE * row.size for other in others)


def _beside(rows: list[Row], others: list[Row]) -> list[Row]:
    """The rows that stand within the height of the other column."""
    top, bottom = others[0].base - others[0].size, others[-1].base + others[-1].size
    return [row for row in rows if top <= row.base <= bottom]


def _is_levels(rows: list[Row]) -> bool:
    """Whether a column is levels, under a heading at most."""
    cells = [segment.text for row in rows for segment in row.segments]
    return sum(bool(_LEVEL.match(cell)) for cell in cells) > 0.6 * len(cells)


def _width(rows: list[Row]) -> float:
    return max(row.x1 for row in rows) - min(row.x0 for row in rows)


def _mean_length(rows: list[Row]) -> float:
    return sum(len(row.text) for row in rows) / len(rows)


def _labels(sparse: list[Row], dense: list[Row], first: bool) -> bool:
    """Whether the shorter of two columns labels the other; `first` where it is the left one."""
    near = [row for row in sparse if any(abs(row.base - d.base) < 0.9 * row.size for d in dense)]
    if len(near) <= 0.25 * len(sparse):
        return first
    if _is_dated(near, dense):
        return True
    starts = _starts_of(near, sparse)
    if _aligned(starts, dense) < 0.85 or _mean_length(near) > _LONGEST_DIGEST:
        return False
    few = len(near) <= 0.55 * len(dense)
    if few and len(starts) >= max(0.5 * len(near), _FEWEST_ROWS):
        return True
    wider = _mean_length(dense) > 1.5 * _mean_length(near)
    return first and wider and _aligned(near, dense) >= 0.85


def _starts_of(near: list[Row], column: list[Row]) -> list[Row]:
    """Those rows that begin a block of their column; all of them where none does."""
    kept = {id(row) for row in near}
    return [row for row in _starts(column) if id(row) in kept] or near


def _aligned(rows: list[Row], others: list[Row]) -> float:
    """The share of rows that stand on the baseline of another one."""
    return sum(_same_base(row, others) for row in rows) / len(rows)


def _is_dated(near: list[Row], body: list[Row]) -> bool:
    """Whether rows are dates that begin where a row of the body does."""
    if not near or _mean_length(near) >= _LONGEST_DATE:
        return False
    dated = sum(bool(DATE.search(row.text)) for row in near)
    return dated >= 0.4 * len(near) and _aligned(_starts_of(near, near), body) >= 0.6


def _is_table(left: list[Row], right: list[Row]) -> bool:
    """Whether two columns are the cells of rows: what begins after a gap begins in both."""
    if len(left) < _FEWEST_ROWS or _mean_length(left) > min(_LONGEST_LABEL, _mean_length(right)):
        return False
    if _is_flush_right(left) and _aligned(_starts(left), right) >= 0.6:
        return True
    starts, answers = _starts(left)[1:], _starts(right)[1:]
    even = len(starts) == len(left) - 1 and len(answers) == len(right) - 1
    if even or min(len(starts), len(answers)) < _FEWEST_ROWS:
        return False
    return _aligned(starts, answers) >= 0.7 and _aligned(answers, starts) >= 0.7


def _is_flush_right(rows: list[Row]) -> bool:
    """Whether rows of unequal lengths end at one edge, as names of fields beside their values."""
    edge = max(row.x1 for row in rows)
    ends = sum(abs(row.x1 - edge) < 0.3 * row.size for row in rows)
    begins = {round(row.x0 / 4) for row in rows}
    return ends >= 0.9 * len(rows) and len(begins) >= _FEWEST_ROWS
