"""From pages to a document: columns followed from page to page, wrapped lines joined into
paragraphs and bullets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents import Box, Look
from pipeline.pages.joining import ends_dated, goes_on
from pipeline.pages.layout import page_flow
from pipeline.pages.margins import without_running_rows
from pipeline.pages.rows import Column, PageFlow, Row
from pipeline.pages.segments import Ink

_KEPT_HYPHEN = re.compile(
    r"(?:^|[\s('’])(?:e|non|sous|co|mi|demi|semi|auto|ex|vice|pro|anti|post|pré|contre|après)-$|-\w+-$",
    re.I,
)
_FEW = 5
"""A column of fewer rows does not tell whether its longest row is a whole one."""
_NEAR_EDGE = 40.0
"""A row that ends within so many points of the longest one is as wide as its column."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or bullet of one page."""

    text: str
    box: Box
    look: Look
    page: int


def paragraphs(
    pages: Sequence[Sequence[Ink]], turned: Sequence[tuple[int, Sequence[Ink]]] = ()
) -> tuple[list[Paragraph], int]:
    """All pages in reading order as paragraphs, and the largest number of columns side by side.

    `turned` holds the ink written in other directions, set upright, with the number of its page; it
    is read last.
    """
    flows: list[PageFlow] = []
    for number, ink in enumerate(without_running_rows(pages), 1):
        flows.append(page_flow(ink, number, flows[-1] if flows else None))
    rows = _stitched(flows)
    for number, across in turned:
        rows += _stitched([page_flow(across, number, None)])
    return _joined(rows), max((len(f.columns) or 1 for f in flows), default=1)


def _stitched(flows: list[PageFlow]) -> list[Row]:
    """Pages one after the other; a sidebar and its neighbour go on from page to page, newspaper
    columns do not.
    """
    out: list[Row] = []
    group: list[PageFlow] = []
    for flow in flows:
        if group and not _continues(group, flow):
            out += _unrolled(group)
            group = []
        group.append(flow)
    return out + _unrolled(group)


def _continues(group: list[PageFlow], flow: PageFlow) -> bool:
    first = next((f for f in group if f.columns), None)
    if first is None or group[-1].below or flow.above and flow.columns:
        return False
    if flow.columns:
        return all(abs(a.x0 - b.x0) < 6 for a, b in zip(first.columns, flow.columns, strict=False))
    return bool(flow.above) and _home(first, flow) is not None


def _home(first: PageFlow, flow: PageFlow) -> Column | None:
    """The column of `first` in which the only column of a page goes on."""
    left, right = first.columns[0], first.columns[-1]
    if min(r.x0 for r in flow.above) > right.x0 - 3:
        return right
    return left if max(r.x1 for r in flow.above) < right.x0 else None


def _unrolled(group: list[PageFlow]) -> list[Row]:
    first = next((f for f in group if f.columns), None)
    if first is None or len(group) == 1 or not _is_sidebar(group, first):
        return [
            row
            for f in group
            for row in [*f.above, *(r for c in f.columns for r in c.rows), *f.below]
        ]
    streams: list[list[Row]] = [[] for _ in first.columns]
    out: list[Row] = []
    for f in group:
        if f.columns:
            out += f.above
            for stream, column in zip(streams, f.columns, strict=False):
                stream += column.rows
        else:
            home = _home(first, f)
            streams[0 if home is first.columns[0] else -1] += f.above
    return out + [row for stream in streams for row in stream] + group[-1].below


def _is_sidebar(group: list[PageFlow], first: PageFlow) -> bool:
    """Unequal widths, or a column that ends long before its neighbour while the pages go on."""
    widths = [c.x1 - c.x0 for c in first.columns]
    if max(widths) > 1.35 * min(widths) or not all(f.columns for f in group):
        return True
    return any(
        len(c.rows) < 0.6 * max(len(d.rows) for d in f.columns)
        for f in group[:-1]
        for c in f.columns
    )


def _joined(rows: list[Row]) -> list[Paragraph]:
    ends: dict[tuple[int, int], list[float]] = {}
    for r in rows:
        ends.setdefault((r.flow, r.page), []).append(r.x1)
    edges = {key: (max(found), _is_sure(found)) for key, found in ends.items()}
    out: list[Paragraph] = []
    block: list[Row] = []
    for r in rows:
        if block and not goes_on(block, r, *edges[(block[-1].flow, block[-1].page)]):
            out.append(_paragraph(block))
            block = []
        block.append(r)
    return [*out, _paragraph(block)] if block else out


def _is_sure(ends: list[float]) -> bool:
    """Whether several rows tell how wide their column is, or too few are there to tell."""
    edge = max(ends)
    return len(ends) < _FEW or sum(end > edge - _NEAR_EDGE for end in ends) > 1


def _paragraph(rows: list[Row]) -> Paragraph:
    text = rows[0].text
    if len(rows) > 1 and ends_dated(rows[0]):
        text = _before_date(rows)
    else:
        for r in rows[1:]:
            text = join_lines(text, r.text)
    box = (
        min(r.x0 for r in rows),
        min(r.base - r.size for r in rows),
        max(r.x1 for r in rows),
        max(r.base + 0.25 * r.size for r in rows),
    )
    return Paragraph(text, box, Look(rows[0].size, rows[0].bold), rows[0].page)


def _before_date(rows: list[Row]) -> str:
    """The text of a title that wraps beside its date, the date behind it."""
    first = rows[0].segments
    text = " ".join(s.text for s in first[:-1])
    for row in rows[1:]:
        text = join_lines(text, row.text)
    return f"{text} {first[-1].text}"


def join_lines(above: str, below: str) -> str:
    """Two lines of one paragraph as one: hyphenation undone, true hyphens kept.

    >>> join_lines("le dévelop-", "pement"), join_lines("l'e-", "administration")
    ("le développement", "l'e-administration")
    """
    if above.endswith(("\u00ad", "‐")):
        return above[:-1] + below
    if above.endswith("-") and len(above) > 2 and above[-2].isalpha():
        if below[:1].islower() and not _KEPT_HYPHEN.search(above):
            return above[:-1] + below
        return above + below
    return f"{above} {below}"
