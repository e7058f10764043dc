"""The reading order of a page: segments in, rows and columns out. Pure geometry; it knows no PDF.

A page is cut at its gutters, column by column; a column of dates beside its entries is read row by
row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from pipeline.pages.segments import Ink, Segment, segments

DATE = re.compile(r"(?:19|20)\d\d|aujourd|présent|depuis|\d\d[/.]\d{2,4}|\bauj\b", re.I)
"""What a date has, in a column that labels its neighbour."""

_flows = count(1)


@dataclass(slots=True)
class Row:
    """Segments read from left to right, and the flow (column) in which they stand."""

    segments: list[Segment]
    flow: int = 0
    page: int = 1

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.segments)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def base(self) -> float:
        return self.segments[0].base

    @property
    def size(self) -> float:
        return max(s.size for s in self.segments)

    @property
    def bold(self) -> bool:
        return self.segments[0].bold

    @property
    def style(self) -> str:
        caps = (
            "C"
            if len(self.text) > 3
            and self.text.upper() == self.text
            and self.text.lower() != self.text
            else ""
        )
        return f"{self.segments[0].size:.1f}{'B' if self.bold else ''}{caps}"


@dataclass(slots=True)
class Column:
    """A column that a page was cut into: its edges and its rows."""

    x0: float
    x1: float
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class PageFlow:
    """A page in reading order: what stands above its columns, the columns, what stands below."""

    above: list[Row]
    columns: list[Column]
    below: list[Row]


def _rows(segs: Sequence[Segment]) -> list[Row]:
    rows: list[Row] = []
    for s in sorted(segs, key=lambda s: (s.base, s.x0)):
        if rows and abs(rows[-1].base - s.base) < 0.55 * min(s.size, rows[-1].segments[0].size):
            rows[-1].segments.append(s)
        else:
            rows.append(Row([s]))
    for r in rows:
        r.segments.sort(key=lambda s: s.x0)
    return rows


class _Cut(NamedTuple):
    height: float
    x: float
    left: list[Segment]
    right: list[Segment]


def _best_cut(segs: list[Segment]) -> _Cut | None:
    """The tallest vertical gutter that has at least two segments on its left and three on its
    right.
    """
    if len(segs) < 5:
        return None
    left_edge = min(s.x0 for s in segs)
    edges = Counter(round(s.x0 / 2) for s in segs)
    candidates = {
        min(s.x0 for s in segs if k <= round(s.x0 / 2) <= k + 1)
        for k, n in edges.items()
        if n + edges[k + 1] >= 3 and 2 * k > left_edge + 12
    }
    best: _Cut | None = None
    for x in sorted(candidates):
        for run in _uncrossed(segs, x):
            cut = _cut(run, x)
            if cut and (best is None or cut.height > best.height):
                best = cut
    return best


def _uncrossed(segs: list[Segment], x: float) -> list[list[Segment]]:
    """Runs of consecutive segments none of which lies across `x`."""
    runs: list[list[Segment]] = [[]]
    for s in segs:
        if s.x0 < x - 0.5 and s.x1 > x - 0.3 * s.size:
            runs.append([])
        else:
            runs[-1].append(s)
    return runs


def _cut(run: list[Segment], x: float) -> _Cut | None:
    left = [s for s in run if s.x0 < x - 0.5]
    right = [s for s in run if s.x0 >= x - 0.5]
    if len(left) < 2 or len(right) < 3:
        return None
    gutter = x - max(s.x1 for s in left)
    top, bottom = max(left[0].base, right[0].base), min(left[-1].base, right[-1].base)
    shared = bottom - top
    if shared < 12 or gutter < 0.35 * right[0].size:
        return None
    height = max(left[-1].base, right[-1].base) - min(left[0].base, right[0].base)
    return _Cut(min(height, shared * 3) * (1 + min(gutter, 30) / 60), x, left, right)


def page_flow(ink: Sequence[Ink], page: int, before: PageFlow | None) -> PageFlow:
    segs = segments(ink)
    cut = _best_cut(segs)
    goes_on = (
        cut is not None
        and before is not None
        and before.columns
        and abs(before.columns[-1].x0 - cut.x) < 6
    )
    if cut is None or (not goes_on and _beside(_rows(cut.left), _rows(cut.right))):
        flow = PageFlow(_order(segs), [], [])
    else:
        above, below = _around(segs, cut)
        left = Column(min(s.x0 for s in cut.left), max(s.x1 for s in cut.left), _order(cut.left))
        right = Column(cut.x, max(s.x1 for s in cut.right), _order(cut.right))
        flow = PageFlow(_order(above), [left, right], _order(below))
    for row in [*flow.above, *(r for c in flow.columns for r in c.rows), *flow.below]:
        row.page = page
    return flow


def _around(segs: list[Segment], cut: _Cut) -> tuple[list[Segment], list[Segment]]:
    inside = {id(s) for s in cut.left} | {id(s) for s in cut.right}
    top = min(cut.left[0].base, cut.right[0].base)
    rest = [s for s in segs if id(s) not in inside]
    return [s for s in rest if s.base <= top], [s for s in rest if s.base > top]


def _order(segs: list[Segment], depth: int = 0) -> list[Row]:
    """Rows of a region in reading order; every region that is read apart gets a flow of its own."""
    if not segs:
        return []
    segs = sorted(segs, key=lambda s: (s.base, s.x0))
    cut = _best_cut(segs) if depth < 6 else None
    if cut is None:
        return _flowing(_rows(segs))
    above, below = _around(segs, cut)
    left, right = _rows(cut.left), _rows(cut.right)
    if _beside(left, right):
        middle = _interleaved(cut.left, cut.right, depth)
    else:
        middle = _order(cut.left, depth + 1) + _order(cut.right, depth + 1)
    return _order(above, depth + 1) + middle + _order(below, depth + 1)


def _starts(rows: list[Row]) -> list[Row]:
    """The first rows of the blocks of a sparse column."""
    return [r for n, r in enumerate(rows) if n == 0 or r.base - rows[n - 1].base > 1.55 * r.size]


def _beside(left: list[Row], right: list[Row]) -> bool:
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


def _interleaved(left: list[Segment], right: list[Segment], depth: int) -> list[Row]:
    """A labelling column and its entries: each label before the rows of its entry."""
    rows_left, rows_right = _rows(left), _rows(right)
    sparse, dense = (
        (rows_left, rows_right) if len(rows_left) <= len(rows_right) else (rows_right, rows_left)
    )
    if sparse is rows_right:
        return _flowing(_rows([*left, *right]))
    dense = _order(right, depth + 1)
    out: list[Row] = []
    pending = list(dense)
    for label in _blocks(sparse):
        edge = label[0].base - 0.6 * label[0].size
        while pending and pending[0].base < edge:
            out.append(pending.pop(0))
        out += _flowing(label)
    return [*out, *pending]


def _blocks(rows: list[Row]) -> list[list[Row]]:
    blocks: list[list[Row]] = []
    firsts = {id(r) for r in _starts(rows)}
    for r in rows:
        if id(r) in firsts:
            blocks.append([])
        blocks[-1].append(r)
    return blocks


def _flowing(rows: list[Row]) -> list[Row]:
    flow = next(_flows)
    for r in rows:
        r.flow = flow
    return rows
