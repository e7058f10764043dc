"""The content stream of a PDF page: its operators run on a `Canvas`.

Operators and their effect: ISO 32000-1, annex A.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from pipeline.pages.canvas import BLACK, Canvas, State, rgb
from pipeline.pages.geometry import bounds, meet, place, times
from pipeline.pages.named import Form
from pipeline.pages.operands import INLINE_PICTURE, NAME, OPERATION, name_of, numbers
from pipeline.pages.setting import TEXT_OPERATORS, Setting


def run_content(canvas: Canvas, form: Form, state: State, depth: int) -> None:
    """Run a content stream on a canvas."""
    _Stream(canvas, form, state, depth).run(form.data)


class _Stream:
    """The operators of one content stream."""

    def __init__(self, canvas: Canvas, form: Form, state: State, depth: int) -> None:
        self.canvas, self.resources, self.state, self.depth = canvas, form.resources, state, depth
        self.text = Setting(canvas, form.resources, state)
        self.saved: list[State] = []
        self.layers: list[bool] = []
        self.points: list[tuple[float, float]] = []
        self.clipping = False

    def run(self, data: bytes) -> None:
        if b"BI" in data:
            data = INLINE_PICTURE.sub(b" ", data)
        for chain, operands, operator in OPERATION.findall(data):
            if chain:
                self.text.chain(chain)
                continue
            try:
                if (write := TEXT_OPERATORS.get(operator)) is not None:
                    write(self.text, operands)
                elif (paint := _OPERATORS.get(operator)) is not None:
                    paint(self, operands)
            except (ValueError, IndexError, TypeError, OverflowError):
                continue
        for off in self.layers:
            self.canvas.switch(-off)

    # graphics state

    def save(self, _: bytes) -> None:
        if len(self.saved) < 500:
            self.saved.append(copy(self.state))

    def restore(self, _: bytes) -> None:
        if self.saved:
            self.state = self.text.state = self.saved.pop()

    def concatenate(self, operands: bytes) -> None:
        a, b, c, d, e, f = numbers(operands)[-6:]
        self.state.ctm = times((a, b, c, d, e, f), self.state.ctm)

    def graphics_state(self, operands: bytes) -> None:
        opacity = self.resources.opacity(name_of(operands.strip()))
        if opacity is not None:
            self.state.alpha = opacity

    def device_color(self, operands: bytes) -> None:
        values = numbers(operands)
        self.state.color, self.state.space = rgb(values), len(values)

    def color_space(self, operands: bytes) -> None:
        self.state.space = self.resources.components(name_of(operands.strip()))
        self.state.color = BLACK if self.state.space else None

    def color(self, operands: bytes) -> None:
        named = b"/" in operands
        values = [] if named else numbers(operands)
        self.state.color = rgb(values) if len(values) == self.state.space else None

    # paths

    def rectangle(self, operands: bytes) -> None:
        x, y, width, height = numbers(operands)[-4:]
        ctm = self.state.ctm
        self.points += [
            place(ctm, px, py)
            for px, py in ((x, y), (x + width, y), (x, y + height), (x + width, y + height))
        ]

    def path(self, operands: bytes) -> None:
        values = numbers(operands)
        ctm = self.state.ctm
        if len(self.points) < 20_000:
            self.points += [
                place(ctm, values[n], values[n + 1]) for n in range(0, len(values) - 1, 2)
            ]

    def clip(self, _: bytes) -> None:
        self.clipping = True

    def fill(self, _: bytes) -> None:
        if len(self.points) >= 3 and not self.clipping:
            box = bounds(self.points)
            self.canvas.paint(box, self.state, self.state.color, True)
            width, height = box[2] - box[0], box[3] - box[1]
            if 1.2 < width < 6 and abs(width - height) < 0.15 * width:
                self.canvas.discs.append((box[0], box[1], width))
        self.end_path(b"")

    def end_path(self, _: bytes) -> None:
        if self.clipping and self.points:
            self.state.clip = meet(self.state.clip, bounds(self.points))
        self.points, self.clipping = [], False

    def shade(self, _: bytes) -> None:
        self.canvas.paint(self.state.clip, self.state, None, True)

    # pictures, forms, layers

    def do(self, operands: bytes) -> None:
        self.canvas.draw_named(
            self.resources.drawn(name_of(operands.strip())), self.state, self.depth
        )

    def mark(self, operands: bytes) -> None:
        names = NAME.findall(operands)
        off = (
            len(names) >= 2
            and names[0] == b"OC"
            and not self.resources.shown(names[1].decode("latin-1"))
        )
        self.layers.append(off)
        self.canvas.switch(off)

    def unmark(self, _: bytes) -> None:
        if self.layers:
            self.canvas.switch(-self.layers.pop())


_OPERATORS: dict[bytes, Callable[[_Stream, bytes], None]] = {
    b"q": _Stream.save,
    b"Q": _Stream.restore,
    b"cm": _Stream.concatenate,
    b"gs": _Stream.graphics_state,
    b"g": _Stream.device_color,
    b"rg": _Stream.device_color,
    b"k": _Stream.device_color,
    b"cs": _Stream.color_space,
    b"sc": _Stream.color,
    b"scn": _Stream.color,
    b"re": _Stream.rectangle,
    b"m": _Stream.path,
    b"l": _Stream.path,
    b"c": _Stream.path,
    b"v": _Stream.path,
    b"y": _Stream.path,
    b"W": _Stream.clip,
    b"W*": _Stream.clip,
    b"f": _Stream.fill,
    b"F": _Stream.fill,
    b"f*": _Stream.fill,
    b"B": _Stream.fill,
    b"B*": _Stream.fill,
    b"b": _Stream.fill,
    b"b*": _Stream.fill,
    b"n": _Stream.end_path,
    b"S": _Stream.end_path,
    b"s": _Stream.end_path,
    b"sh": _Stream.shade,
    b"Do": _Stream.do,
    b"BDC": _Stream.mark,
    b"BMC": _Stream.mark,
    b"EMC": _Stream.unmark,
}
