"""What a PDF page has painted: placed text and areas, with the graphics state under which they were
painted.

It knows no PDF library: fonts and named resources come through `Face` and `Resources`.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from pipeline.pages.geometry import Matrix, Rectangle, bounds, meet, place, times
from pipeline.pages.named import Form
from pipeline.pages.painted import NORMAL, Area, Color, Run
from pipeline.pages.shapes import Shape
from pipeline.pages.state import State

SPLIT = 0.1
"""A gap of more than this share of the type size begins a new run."""
DEEPEST_FORM = 12
MOST_FORMS = 4000
MOST_AREAS = 20_000
FAINTEST = 0.03
"""An area less opaque than this cannot be seen."""


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
        self.faceless = 0
        """Strings set in a font that is not there."""
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
        self,
        box: Rectangle,
        state: State,
        color: Color,
        opaque: bool,
        picture: bool = False,
        shape: Shape | None = None,
    ) -> None:
        """Note a painted area, cut to what the clipping path lets through."""
        x0, y0, x1, y1 = meet(box, state.clip)
        faint = state.alpha < FAINTEST or self._off
        if x1 <= x0 or y1 <= y0 or faint or len(self.areas) >= MOST_AREAS:
            return
        covers = opaque and state.alpha > 0.9 and state.blend == NORMAL
        shapes = (*state.clips, shape) if shape else state.clips
        self.areas.append(
            Area(x0, y0, x1, y1, color, covers, picture, state.alpha, state.blend, shapes)
        )

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
