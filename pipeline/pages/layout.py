"""The reading order of a page: segments in, rows and columns out. Pure geometry; it knows no PDF.

A page is cut at its gutters, column by column; a column of dates beside its entries is read row by
row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.pages.labels import as_period, blocks, labelling
from pipeline.pages.rows import Column, PageFlow, Row, flowing, rows_of
from pipeline.pages.segments import Ink, Segment, segments

_HEADS = 1.05
"""A heading is larger than its text by at least this factor."""

_PART = 1.8
"""Segments further apart than this many type sizes belong to two parts."""


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
        for run, crossing in _uncrossed(segs, x):
            cut = _cut(run, crossing, x)
            if cut and (best is None or cut.height > best.height):
                best = cut
    return best


def _uncrossed(segs: list[Segment], x: float) -> list[tuple[list[Segment], Segment | None]]:
    """Runs of consecutive segments none of which lies across `x`, and the one that ends each."""
    runs: list[tuple[list[Segment], Segment | None]] = []
    run: list[Segment] = []
    for s in segs:
        if s.x0 < x - 0.5 and s.x1 > x - 0.3 * s.size:
            runs.append((run, s))
            run = []
        else:
            run.append(s)
    return [*runs, (run, None)]


def _cut(run: list[Segment], crossing: Segment | None, x: float) -> _Cut | None:
    left = [s for s in run if s.x0 < x - 0.5]
    right = [s for s in run if s.x0 >= x - 0.5]
    if crossing is not None and right:
        left = _without_next_part(left, right[-1].base, crossing)
    if len(left) < 2 or len(right) < 3:
        return None
    gutter = x - max(s.x1 for s in left)
    top, bottom = max(left[0].base, right[0].base), min(left[-1].base, right[-1].base)
    shared = bottom - top
    if shared < 12 or gutter < 0.35 * right[0].size:
        return None
    height = max(left[-1].base, right[-1].base) - min(left[0].base, right[0].base)
    return _Cut(min(height, shared * 3) * (1 + min(gutter, 30) / 60), x, left, right)


def _without_next_part(left: list[Segment], foot: float, crossing: Segment) -> list[Segment]:
    """A left column without the part, at its end and below the right column's foot, that goes on
    under both columns: a heading and its text, down to the segment that crosses the gutter.
    """
    below = crossing
    for n in range(len(left) - 1, 0, -1):
        last = left[n]
        if last.base < foot + 0.5 * last.size or below.base - last.base > _PART * last.size:
            return left
        larger = last.size > _HEADS * below.size or (last.bold and not below.bold)
        if larger and last.base - left[n - 1].base > 1.3 * last.size:
            return left[:n]
        below = last
    return left


def page_flow(ink: Sequence[Ink], page: int, before: PageFlow | None) -> PageFlow:
    segs = segments(ink)
    cut = _best_cut(segs)
    goes_on = (
        cut is not None
        and before is not None
        and before.columns
        and abs(before.columns[-1].x0 - cut.x) < 6
    )
    if cut is None or (not goes_on and labelling(rows_of(cut.left), rows_of(cut.right))):
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
        return flowing(rows_of(segs))
    above, below = _around(segs, cut)
    side = labelling(rows_of(cut.left), rows_of(cut.right))
    if side == "left":
        middle = _interleaved(rows_of(cut.left), _order(cut.right, depth + 1))
    elif side == "right":
        middle = flowing(rows_of([*cut.left, *cut.right]))
    else:
        middle = _order(cut.left, depth + 1) + _order(cut.right, depth + 1)
    return _order(above, depth + 1) + middle + _order(below, depth + 1)


def _interleaved(labels: list[Row], body: list[Row]) -> list[Row]:
    """A labelling column and its entries: each label before the rows of its entry."""
    out: list[Row] = []
    pending = list(body)
    for label in blocks(labels):
        edge = label[0].base - 0.8 * label[0].size
        while pending and pending[0].base < edge:
            out.append(pending.pop(0))
        out += flowing(as_period(label))
    return [*out, *pending]
