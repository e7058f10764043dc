"""What a page has painted: runs of text and areas, in the space of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.pages.shapes import Shape

Color = tuple[float, float, float] | None
"""RGB in [0, 1]; None where it cannot be told (patterns, spot colours, pictures)."""
BLACK = (0.0, 0.0, 0.0)
NORMAL, MULTIPLY = "Normal", "Multiply"
"""Blend modes: paint over paper, and ink through which what lies below is seen."""


class Run(NamedTuple):
    """Text set in one go, in the space of the page: its start, its end, its type size and its
    direction in degrees.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    angle: int
    bold: bool
    color: Color
    why: str
    """Why a person cannot see it, as far as its own state tells; empty else."""
    order: int
    """How many areas had been painted before it."""


class Area(NamedTuple):
    """A painted area by the rectangle around it and the shapes that all hold its points; `picture`
    for an image; `opaque` where nothing shows through.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    color: Color
    opaque: bool
    picture: bool = False
    alpha: float = 1.0
    blend: str = NORMAL
    shapes: tuple[Shape, ...] = ()

    def holds(self, x: float, y: float) -> bool:
        """Whether it paints a point."""
        inside = self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1
        return inside and all(shape.holds(x, y) for shape in self.shapes)


def rgb(values: Sequence[float]) -> Color:
    """A colour of one, three or four components as RGB."""
    if len(values) == 3:
        return (values[0], values[1], values[2])
    if len(values) == 4:
        c, m, y, k = values
        return ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    return (values[0],) * 3 if len(values) == 1 else None
