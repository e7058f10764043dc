"""Text boxes that stand at places of a page, in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.files.marks import Flow


@dataclass(frozen=True, slots=True)
class PlacedFlow:
    """The text of a box, with its place in any unit: left, top, right, bottom."""

    flow: Flow
    x0: float
    y0: float
    x1: float
    y1: float


def in_order(boxes: Sequence[PlacedFlow]) -> list[PlacedFlow]:
    """Boxes one column after the other; what stands across the columns is read where it stands."""
    if len(boxes) < 2:
        return list(boxes)
    across = _first_group(sorted(boxes, key=lambda b: (b.x0, b.y0)), "x0", "x1")
    if len(across) == len(boxes):
        across = _first_group(sorted(boxes, key=lambda b: (b.y0, b.x0)), "y0", "y1")
    if len(across) == len(boxes):
        return sorted(boxes, key=lambda b: (b.y0, b.x0))
    first = {id(box) for box in across}
    return in_order(across) + in_order([box for box in boxes if id(box) not in first])


def _first_group(boxes: list[PlacedFlow], begin: str, end: str) -> list[PlacedFlow]:
    """The first boxes, up to a gap that no box bridges."""
    group = [boxes[0]]
    reach = getattr(boxes[0], end)
    for box in boxes[1:]:
        if getattr(box, begin) >= reach:
            break
        group.append(box)
        reach = max(reach, getattr(box, end))
    return group
