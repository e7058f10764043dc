"""Rows of segments, and the columns and pages that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from pipeline.pages.segments import Segment

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


def rows_of(segs: Sequence[Segment]) -> list[Row]:
    rows: list[Row] = []
    for s in sorted(segs, key=lambda s: (s.base, s.x0)):
        if rows and abs(rows[-1].base - s.base) < 0.55 * min(s.size, rows[-1].segments[0].size):
            rows[-1].segments.append(s)
        else:
            rows.append(Row([s]))
    for r in rows:
        r.segments.sort(key=lambda s: s.x0)
    return rows


def flowing(rows: list[Row]) -> list[Row]:
    flow = next(_flows)
    for r in rows:
        r.flow = flow
    return rows
