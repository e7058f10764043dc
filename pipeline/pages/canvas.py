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
STENCIL = "stencil"
"""Why letters that are only a clipping path cannot be seen, until something is painted there."""
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
        if form.group:
            state.veil = outer.veil.under(outer.alpha, outer.blend)
            state.alpha, state.blend = 1.0, NORMAL
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
        veil = state.veil
        alpha, blend = state.alpha * veil.alpha, veil.blend_of(state.blend)
        faint = alpha < FAINTEST or self._off
        if x1 <= x0 or y1 <= y0 or faint or len(self.areas) >= MOST_AREAS:
            return
        self._through(state.stencil, (x0, y0, x1, y1))
        through = veil.masked or bool(state.stencil)
        covers = opaque and alpha > 0.9 and blend == NORMAL and not through
        shapes = (*state.clips, shape) if shape else state.clips
        self.areas.append(
            Area(x0, y0, x1, y1, None if through else color, covers, picture, alpha, blend, shapes)
        )

    def _through(self, stencil: tuple[int, ...], box: Rectangle) -> None:
        """Letters that are a clipping path are seen where something is painted through them."""
        for n in stencil:
            run = self.runs[n]
            x, y = (run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2
            if run.why == STENCIL and box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                self.runs[n] = run._replace(why="", order=len(self.areas) + 1)

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
        return "invisible" if state.mode == 3 else STENCIL
    if state.alpha * state.veil.alpha < 0.05:
        return "transparent"
    x0, y0, x1, y1 = state.clip
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    slack = 0.5 * size
    return "" if x0 - slack <= x <= x1 + slack and y0 - slack <= y <= y1 + slack else "outside"
