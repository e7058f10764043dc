"""Path operators of a content stream: what is filled, stroked and clipped (ISO 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from pipeline.pages.canvas import Canvas
from pipeline.pages.geometry import Rectangle, meet, place, times
from pipeline.pages.named import Tile
from pipeline.pages.operands import numbers
from pipeline.pages.shapes import Path
from pipeline.pages.state import State

_BAND = 4.0
"""A line at least this wide, in points, is a band on which text may stand."""


class Drawing:
    """The path of one content stream; `state` is that of the stream."""

    def __init__(self, canvas: Canvas, state: State, depth: int = 0) -> None:
        self.canvas, self.state, self.depth = canvas, state, depth
        self.base = state.ctm
        """The space of the stream, in which patterns are laid."""
        self.path = Path()
        self.clipping = ""
        """The operator of the clipping path that the next painting sets."""

    def rectangle(self, operands: bytes) -> None:
        x, y, width, height = numbers(operands)[-4:]
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        placed = [place(self.state.ctm, px, py) for px, py in corners]
        self.path.begin(placed[0])
        for point in placed[1:]:
            self.path.line(point)
        self.path.close()

    def move_to(self, operands: bytes) -> None:
        x, y = numbers(operands)[-2:]
        self.path.begin(place(self.state.ctm, x, y))

    def line_to(self, operands: bytes) -> None:
        x, y = numbers(operands)[-2:]
        self.path.line(place(self.state.ctm, x, y))

    def curve(self, operands: bytes) -> None:
        first, second, end = self._points(operands, 3)
        self.path.curve(first, second, end)

    def curve_from_here(self, operands: bytes) -> None:
        second, end = self._points(operands, 2)
        self.path.curve(None, second, end)

    def curve_to_end(self, operands: bytes) -> None:
        first, end = self._points(operands, 2)
        self.path.curve(first, end, end)

    def _points(self, operands: bytes, count: int) -> list[tuple[float, float]]:
        values = numbers(operands)[-2 * count :]
        pairs = zip(values[::2], values[1::2], strict=True)
        return [place(self.state.ctm, x, y) for x, y in pairs]

    def close(self, _: bytes) -> None:
        self.path.close()

    def clip(self, _: bytes) -> None:
        self.clipping = "W"

    def clip_even_odd(self, _: bytes) -> None:
        self.clipping = "W*"

    def fill(self, _: bytes) -> None:
        self._fill(False)
        self.end_path(b"")

    def fill_even_odd(self, _: bytes) -> None:
        self._fill(True)
        self.end_path(b"")

    def fill_and_stroke(self, _: bytes) -> None:
        self._fill(False)
        self.stroke(b"")

    def stroke(self, operands: bytes) -> None:
        a, b, c, d = self.state.ctm[:4]
        width = self.state.pen * abs(a * d - b * c) ** 0.5
        if width >= _BAND and not self.clipping:
            for box, shape in self.path.strokes(width):
                self.canvas.paint(box, self.state, self.state.stroke, True, shape=shape)
        self.end_path(operands)

    def _fill(self, even_odd: bool) -> None:
        box = self.path.box
        if box is None or self.clipping:
            return
        color, shape, tile = self.state.color, self.path.shape(even_odd), self.state.pattern
        self.canvas.paint(box, self.state, color, tile is None, shape=shape)
        if tile is not None:
            self._tile(tile, box)
        width, height = box[2] - box[0], box[3] - box[1]
        if 1.2 < width < 6 and abs(width - height) < 0.15 * width:
            self.canvas.discs.append((box[0], box[1], width))

    def _tile(self, tile: Tile, box: Rectangle) -> None:
        """Draw a tile once, where it meets the box that it fills."""
        a, b, c, d, e, f = times(tile.form.matrix, self.base)
        x0, y0, x1, y1 = tile.form.box or (0.0, 0.0, tile.across, tile.up)
        middle = place((a, b, c, d, e, f), (x0 + x1) / 2, (y0 + y1) / 2)
        across = (box[0] + box[2]) / 2 - middle[0]
        up = (box[1] + box[3]) / 2 - middle[1]
        shift = (0.0, 0.0)
        if 2 * abs(across) > box[2] - box[0] or 2 * abs(up) > box[3] - box[1]:
            columns = round(across / (a * tile.across)) if a * tile.across else 0
            rows = round(up / (d * tile.up)) if d * tile.up else 0
            shift = (columns * a * tile.across, rows * d * tile.up)
        state = copy(self.state)
        state.ctm, state.pattern = times(self.base, (1, 0, 0, 1, *shift)), None
        state.clip = meet(state.clip, box)
        self.canvas.draw_named(tile.form, state, self.depth)

    def end_path(self, _: bytes) -> None:
        box = self.path.box
        if self.clipping and box:
            self.state.clip = meet(self.state.clip, box)
            shape = self.path.shape(self.clipping == "W*")
            if shape:
                self.state.clips = (*self.state.clips, shape)
        self.path, self.clipping = Path(), ""


PATH_OPERATORS: dict[bytes, Callable[[Drawing, bytes], None]] = {
    b"re": Drawing.rectangle,
    b"m": Drawing.move_to,
    b"l": Drawing.line_to,
    b"c": Drawing.curve,
    b"v": Drawing.curve_from_here,
    b"y": Drawing.curve_to_end,
    b"h": Drawing.close,
    b"W": Drawing.clip,
    b"W*": Drawing.clip_even_odd,
    b"f": Drawing.fill,
    b"F": Drawing.fill,
    b"f*": Drawing.fill_even_odd,
    b"B": Drawing.fill_and_stroke,
    b"B*": Drawing.fill_even_odd,
    b"b": Drawing.fill_and_stroke,
    b"b*": Drawing.fill_even_odd,
    b"n": Drawing.end_path,
    b"S": Drawing.stroke,
    b"s": Drawing.stroke,
}
