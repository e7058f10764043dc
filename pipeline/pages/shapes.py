"""Paths of a page as polygons: what lies inside them (ISO 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.pages.geometry import Rectangle, bounds

Point = tuple[float, float]
MOST_POINTS = 20_000
"""A path with more points is a drawing; the rest of it is left out."""
_STEPS = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Where a curve is cut into lines."""


class Shape(NamedTuple):
    """Closed polygons and the rule that tells their inside: even-odd, or nonzero winding."""

    polygons: tuple[tuple[Point, ...], ...]
    even_odd: bool

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        crossings = winding = 0
        for polygon in self.polygons:
            for (x0, y0), (x1, y1) in pairwise((*polygon, polygon[0])):
                if (y0 <= y) == (y1 <= y):
                    continue
                if x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x:
                    crossings += 1
                    winding += 1 if y1 > y0 else -1
        return bool(crossings % 2) if self.even_odd else winding != 0


class Path:
    """The path that a content stream builds, in the space of the page."""

    def __init__(self) -> None:
        self.polygons: list[list[Point]] = []
        self._count = 0

    def begin(self, point: Point) -> None:
        """Start a polygon."""
        if self._count < MOST_POINTS:
            self.polygons.append([point])
            self._count += 1

    def line(self, point: Point) -> None:
        """A straight line from the current point."""
        if not self.polygons:
            self.begin(point)
        elif self._count < MOST_POINTS:
            self.polygons[-1].append(point)
            self._count += 1

    def curve(self, first: Point | None, second: Point, end: Point) -> None:
        """A cubic curve from the current point, which is its first control point where none is
        given.
        """
        start = self.polygons[-1][-1] if self.polygons else first or end
        bend = first or start
        for t in _STEPS:
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            corners = (start, bend, second, end)
            x = sum(w * p[0] for w, p in zip(weights, corners, strict=True))
            y = sum(w * p[1] for w, p in zip(weights, corners, strict=True))
            self.line((x, y))

    def close(self) -> None:
        """End a polygon where it began; what follows begins there."""
        if self.polygons and len(self.polygons[-1]) > 1:
            self.line(self.polygons[-1][0])
            self.begin(self.polygons[-1][0])

    @property
    def box(self) -> Rectangle | None:
        """The rectangle around it; None where it has no area to fill."""
        points = [p for polygon in self.polygons for p in polygon]
        return bounds(points) if len(points) >= 3 else None

    def shape(self, even_odd: bool) -> Shape | None:
        """What it fills; None where that is the whole rectangle around it."""
        filled = [tuple(p) for p in self.polygons if len(p) >= 3]
        if len(filled) == 1 and _is_box(filled[0]):
            return None
        return Shape(tuple(filled), even_odd)

    def strokes(self, width: float) -> Iterator[tuple[Rectangle, Shape]]:
        """Each straight piece drawn with a pen of a width, as a box and its shape."""
        for polygon in self.polygons:
            for (x0, y0), (x1, y1) in pairwise(polygon):
                length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
                if not length:
                    continue
                dx, dy = -(y1 - y0) * width / length / 2, (x1 - x0) * width / length / 2
                start, end = (x0 + dx, y0 + dy), (x1 + dx, y1 + dy)
                corners = (start, end, (x1 - dx, y1 - dy), (x0 - dx, y0 - dy))
                yield bounds(corners), Shape((corners,), False)


def _is_box(polygon: tuple[Point, ...]) -> bool:
    """Whether a polygon is an upright rectangle."""
    corners = polygon[:-1] if polygon[0] == polygon[-1] else polygon
    sides = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise((*corners, corners[0]))]
    return len(corners) == 4 and all(abs(x) < 0.01 or abs(y) < 0.01 for x, y in sides)
