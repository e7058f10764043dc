"""What a PDF page has painted: placed text and areas, with the graphics state under which they were
painted.

It knows no PDF library: fonts and named resources come through `Face` and `Resources`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import NamedTuple

from pipeline.pages.geometry import Matrix, Rectangle, bounds, meet, place, times
from pipeline.pages.named import Face, Form

Color = tuple[float, float, float] | None
"""RGB in [0, 1]; None where it cannot be told (patterns, spot colours, pictures)."""
BLACK = (0.0, 0.0, 0.0)
SPLIT = 0.1
"""A gap of more than this share of the type size begins a new run."""
UNKNOWN = "\ufffd"
"""What stands for a glyph without a character."""
DEEPEST_FORM = 12
MOST_FORMS = 4000
MOST_AREAS = 20_000


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
    """A painted area by its bounding box; `opaque` where nothing shows through; `picture` for an
    image.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    color: Color
    opaque: bool
    picture: bool


class State:
    """The graphics state that `q` saves and `Q` restores."""

    __slots__ = (
        "alpha",
        "char",
        "clip",
        "color",
        "ctm",
        "face",
        "leading",
        "mode",
        "rise",
        "scale",
        "size",
        "space",
        "word",
    )

    def __init__(self, ctm: Matrix, clip: Rectangle) -> None:
        self.ctm, self.clip = ctm, clip
        self.face: Face | None = None
        self.size = self.char = self.word = self.leading = self.rise = 0.0
        self.scale = self.alpha = 1.0
        self.mode = 0
        self.color: Color = BLACK
        self.space = 1


def rgb(values: Sequence[float]) -> Color:
    """A colour of one, three or four components as RGB."""
    if len(values) == 3:
        return (values[0], values[1], values[2])
    if len(values) == 4:
        c, m, y, k = values
        return ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    return (values[0],) * 3 if len(values) == 1 else None


Interpreter = Callable[["Canvas", Form, State, int], None]
"""What runs a content stream on a canvas, with its state and its depth."""


class Canvas:
    """Runs the content of one page; `runs` and `areas` are what it painted."""

    def __init__(self, run: Interpreter, ctm: Matrix, paper: Rectangle) -> None:
        self._run = run
        self.runs: list[Run] = []
        self.areas: list[Area] = []
        self.discs: list[tuple[float, float, float]] = []
        """Small filled discs and squares: left, bottom, width."""
        self.unmapped = 0
        """Glyphs without a character."""
        self._start = State(ctm, paper)
        self._forms = 0
        self._off = 0

    def draw(self, form: Form, depth: int = 0, before: State | None = None) -> None:
        """Run a content stream."""
        outer = before or self._start
        state = copy(outer)
        state.ctm = times(form.matrix, outer.ctm)
        if form.box:
            x0, y0, x1, y1 = form.box
            state.clip = meet(
                state.clip,
                bounds(
                    [place(state.ctm, x, y) for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))]
                ),
            )
        self._run(self, form, state, depth)

    def draw_named(self, drawn: Form | bool, state: State, depth: int) -> None:
        """Draw what `Do` calls."""
        if isinstance(drawn, bool):
            self.paint(
                bounds([place(state.ctm, x, y) for x, y in ((0, 0), (0, 1), (1, 0), (1, 1))]),
                state,
                None,
                drawn,
                True,
            )
        elif depth < DEEPEST_FORM and self._forms < MOST_FORMS:
            self._forms += 1
            self.draw(drawn, depth + 1, state)

    def paint(
        self, box: Rectangle, state: State, color: Color, opaque: bool, picture: bool = False
    ) -> None:
        """Note a painted area, cut to what the clipping path lets through."""
        x0, y0, x1, y1 = meet(box, state.clip)
        if (
            x1 > x0
            and y1 > y0
            and state.alpha > 0.3
            and not self._off
            and len(self.areas) < MOST_AREAS
        ):
            self.areas.append(Area(x0, y0, x1, y1, color, opaque and state.alpha > 0.9, picture))

    def switch(self, off: int) -> None:
        """Count the layers that are off around what follows."""
        self._off += off

    def write(
        self,
        text: str,
        start: tuple[float, float],
        end: tuple[float, float],
        size: float,
        angle: int,
        state: State,
    ) -> None:
        """Note a run of text."""
        bold = state.face.bold if state.face else False
        why = "layer" if self._off else _hides(start, end, size, state)
        color = state.color if state.mode in (0, 4) else None
        self.runs.append(
            Run(
                text,
                *start,
                *end,
                size,
                angle,
                bold or state.mode == 2,
                color,
                why,
                len(self.areas),
            )
        )


def _hides(start: tuple[float, float], end: tuple[float, float], size: float, state: State) -> str:
    if state.mode in (3, 7):
        return "invisible"
    if state.alpha < 0.05:
        return "transparent"
    x0, y0, x1, y1 = state.clip
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    slack = 0.5 * size
    return "" if x0 - slack <= x <= x1 + slack and y0 - slack <= y <= y1 + slack else "outside"
