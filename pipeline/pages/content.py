"""The content stream of a PDF page: its operators run on a `Canvas`.

Operators and their effect: ISO 32000-1, annex A.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from pipeline.pages.canvas import Canvas
from pipeline.pages.drawing import PATH_OPERATORS, Drawing
from pipeline.pages.geometry import times
from pipeline.pages.named import Form
from pipeline.pages.operands import (
    INLINE_PICTURE,
    NAME,
    OPERATION,
    actual_text,
    name_of,
    numbers,
)
from pipeline.pages.painted import BLACK, rgb
from pipeline.pages.setting import TEXT_OPERATORS, Setting
from pipeline.pages.state import State


def run_content(canvas: Canvas, form: Form, state: State, depth: int) -> None:
    """Run a content stream on a canvas."""
    _Stream(canvas, form, state, depth).run(form.data)


class _Stream:
    """The operators of one content stream."""

    def __init__(self, canvas: Canvas, form: Form, state: State, depth: int) -> None:
        self.canvas, self.resources, self.state, self.depth = canvas, form.resources, state, depth
        self.text = Setting(canvas, form.resources, state)
        self.drawing = Drawing(canvas, state, depth)
        self.saved: list[State] = []
        self.layers: list[bool] = []

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
                elif (draw := PATH_OPERATORS.get(operator)) is not None:
                    draw(self.drawing, operands)
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
            state = self.saved.pop()
            self.state = self.text.state = self.drawing.state = state

    def concatenate(self, operands: bytes) -> None:
        a, b, c, d, e, f = numbers(operands)[-6:]
        self.state.ctm = times((a, b, c, d, e, f), self.state.ctm)

    def graphics_state(self, operands: bytes) -> None:
        name = name_of(operands.strip())
        opacity, blend = self.resources.opacity(name), self.resources.blend(name)
        if opacity is not None:
            self.state.alpha = opacity
        if blend:
            self.state.blend = blend
        masked = self.resources.masked(name)
        if masked is not None:
            self.state.veil = self.state.veil._replace(masked=masked)

    def device_color(self, operands: bytes) -> None:
        values = numbers(operands)
        self.state.color, self.state.space = rgb(values), len(values)
        self.state.pattern = None

    def color_space(self, operands: bytes) -> None:
        self.state.space = self.resources.components(name_of(operands.strip()))
        self.state.color = BLACK if self.state.space else None
        self.state.pattern = None

    def color(self, operands: bytes) -> None:
        named = b"/" in operands
        values = [] if named else numbers(operands)
        self.state.color = rgb(values) if len(values) == self.state.space else None
        name = name_of(operands.strip()) if named else ""
        self.state.pattern = self.resources.pattern(name) if name else None

    def stroke_color(self, operands: bytes) -> None:
        self.state.stroke = None if b"/" in operands else rgb(numbers(operands))

    def stroke_space(self, operands: bytes) -> None:
        named = self.resources.components(name_of(operands.strip()))
        self.state.stroke = BLACK if named else None

    def pen_width(self, operands: bytes) -> None:
        self.state.pen = numbers(operands)[-1]

    # pictures, forms, layers

    def shade(self, _: bytes) -> None:
        self.canvas.paint(self.state.clip, self.state, None, True)

    def do(self, operands: bytes) -> None:
        self.canvas.draw_named(
            self.resources.drawn(name_of(operands.strip())), self.state, self.depth
        )

    def mark(self, operands: bytes) -> None:
        names = NAME.findall(operands)
        layer = len(names) >= 2 and names[0] == b"OC"
        off = layer and not self.resources.shown(names[1].decode("latin-1"))
        self.layers.append(off)
        self.canvas.switch(off)
        self.text.actual = actual_text(operands)

    def unmark(self, _: bytes) -> None:
        self.text.actual = None
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
    b"G": _Stream.stroke_color,
    b"RG": _Stream.stroke_color,
    b"K": _Stream.stroke_color,
    b"SC": _Stream.stroke_color,
    b"SCN": _Stream.stroke_color,
    b"CS": _Stream.stroke_space,
    b"w": _Stream.pen_width,
    b"sh": _Stream.shade,
    b"Do": _Stream.do,
    b"BDC": _Stream.mark,
    b"BMC": _Stream.mark,
    b"EMC": _Stream.unmark,
}
