"""The reading order of a page: segments in, rows and columns out. Pure geometry; it knows no PDF.

A page is cut at its gutters, column by column; a column of dates beside its entries is read row by
row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.pages.labels import blocks, is_beside
from pipeline.pages.rows import Column, PageFlow, Row, flowing, rows_of
from pipeline.pages.segments import Ink, Segment, segments


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
    if cut is None or (not goes_on and is_beside(rows_of(cut.left), rows_of(cut.right))):
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
    left, right = rows_of(cut.left), rows_of(cut.right)
    if is_beside(left, right):
        middle = _interleaved(cut.left, cut.right, depth)
    else:
        middle = _order(cut.left, depth + 1) + _order(cut.right, depth + 1)
    return _order(above, depth + 1) + middle + _order(below, depth + 1)


def _interleaved(left: list[Segment], right: list[Segment], depth: int) -> list[Row]:
    """A labelling column and its entries: each label before the rows of its entry."""
    rows_left, rows_right = rows_of(left), rows_of(right)
    sparse, dense = (
        (rows_left, rows_right) if len(rows_left) <= len(rows_right) else (rows_right, rows_left)
    )
    if sparse is rows_right:
        return flowing(rows_of([*left, *right]))
    dense = _order(right, depth + 1)
    out: list[Row] = []
    pending = list(dense)
    for label in blocks(sparse):
        edge = label[0].base - 0.6 * label[0].size
        while pending and pending[0].base < edge:
            out.append(pending.pop(0))
        out += flowing(label)
    return [*out, *pending]
