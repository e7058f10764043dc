"""Columns that label their neighbour: dates, levels, names of fields."""

from __future__ import annotations

import re

from pipeline.pages.rows import Row

DATE = re.compile(r"(?:19|20)\d\d|aujourd|présent|depuis|\d\d[/.]\d{2,4}|\bauj\b", re.I)
"""What a date has, in a column that labels its neighbour."""


def _starts(rows: list[Row]) -> list[Row]:
    """The first rows of the blocks of a sparse column."""
    return [r for n, r in enumerate(rows) if n == 0 or r.base - rows[n - 1].base > 1.55 * r.size]


def is_beside(left: list[Row], right: list[Row]) -> bool:
    """Whether one column labels the rows of the other: dates, levels, field names."""
    sparse, dense = (left, right) if len(left) <= len(right) else (right, left)
    labels = [r for r in sparse if any(abs(r.base - d.base) < 0.9 * r.size for d in dense)]
    if len(labels) <= 0.25 * len(sparse):
        return sparse is left
    starts = [r for r in _starts(sparse) if r in labels] or labels
    aligned = sum(any(abs(r.base - d.base) < 0.2 * r.size for d in dense) for r in starts) / len(
        starts
    )
    dated = sum(bool(DATE.search(r.text)) for r in labels) / len(labels)
    length = sum(len(r.text) for r in labels) / len(labels)
    if dated >= 0.4 and aligned >= 0.6 and length < 30:
        return True
    if aligned < 0.85 or length > 26:
        return False
    aligned_labels = sum(
        any(abs(r.base - d.base) < 0.2 * r.size for d in dense) for r in labels
    ) / len(labels)
    wider = sum(len(r.text) for r in dense) / len(dense) > 1.5 * length
    apart = (
        len(starts) >= 0.5 * len(labels) and len(labels) <= 0.55 * len(dense) and len(starts) >= 3
    )
    return apart or (sparse is left and aligned_labels >= 0.85 and wider)


def blocks(rows: list[Row]) -> list[list[Row]]:
    """The rows of a sparse column, those of one label together."""
    found: list[list[Row]] = []
    firsts = {id(r) for r in _starts(rows)}
    for row in rows:
        if id(row) in firsts:
            found.append([])
        found[-1].append(row)
    return found
