"""Whether a person can see a run of text: its size, its colour on its paper, what lies over it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.pages.canvas import STENCIL
from pipeline.pages.painted import MULTIPLY, NORMAL, Area, Color, Run

SMALLEST_TYPE = 2.0
"""Type under this size, in points, cannot be read by a person."""
_WHITE = (1.0, 1.0, 1.0)
_CLOSE = 0.06
"""Colours whose channels all differ by less than this look the same on paper."""


def is_layer(run: Run, areas: Sequence[Area]) -> bool:
    """Whether a run is part of the text layer of a scan: not painted, or painted over by the
    picture.
    """
    return run.why in ("invisible", STENCIL) or any(
        a.picture and _covers(a, run) for a in areas[run.order :]
    )


def hidden_by(run: Run, areas: Sequence[Area]) -> str:
    """Why a run cannot be seen, "" where it can."""
    if run.why:
        return run.why
    if run.size < SMALLEST_TYPE:
        return "tiny"
    if any(a.opaque and _covers(a, run) for a in areas[run.order :]):
        return "covered"
    if run.color is None:
        return ""
    x, y = (run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2 + 0.3 * run.size * (run.angle == 0)
    paper = paper_at(x, y, areas[: run.order])
    return "colour" if paper is not None and _alike(run.color, paper) else ""


def paper_at(x: float, y: float, areas: Sequence[Area]) -> Color:
    """The colour of the paper at a point after areas were painted; None where it cannot be told."""
    layers: list[Area] = []
    for area in reversed(areas):
        if area.holds(x, y):
            layers.append(area)
            if area.opaque:
                break
    paper: Color = _WHITE
    for area in reversed(layers):
        paper = _painted(area, paper)
    return paper


def _painted(area: Area, paper: Color) -> Color:
    """A colour after an area was painted on it."""
    if area.color is None or paper is None or area.blend not in (NORMAL, MULTIPLY):
        return None
    ink = area.color
    if area.blend == MULTIPLY:
        ink = (ink[0] * paper[0], ink[1] * paper[1], ink[2] * paper[2])
    red, green, blue = (
        area.alpha * i + (1 - area.alpha) * p for i, p in zip(ink, paper, strict=True)
    )
    return red, green, blue


def _alike(ink: tuple[float, float, float], paper: tuple[float, float, float]) -> bool:
    return all(abs(i - p) < _CLOSE for i, p in zip(ink, paper, strict=True))


def _covers(area: Area, run: Run) -> bool:
    """Whether an area lies over the whole of a run, a little less at its edges."""
    slack = 0.25 * run.size
    left, right = sorted((run.x0, run.x1))
    low, high = sorted((run.y0, run.y1))
    if area.x0 - slack > left or area.y0 - slack > low:
        return False
    if right > area.x1 + slack or high + 0.5 * run.size > area.y1 + slack:
        return False
    if not area.shapes:
        return True
    middle = (low + high) / 2 + 0.3 * run.size
    inset = min(slack, 0.4 * (right - left))
    at = (left + inset, (left + right) / 2, right - inset)
    return all(area.holds(x, middle) for x in at)
