"""The content stream of a PDF page: its operators run on a `Canvas`.

Operators and their effect: ISO 32000-1, annex A.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from math import atan2, degrees

from pipeline.pages.canvas import (
    BLACK,
    IDENTITY,
    SPLIT,
    UNKNOWN,
    Canvas,
    Face,
    Form,
    Matrix,
    State,
    bounds,
    meet,
    place,
    rgb,
    times,
)

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\)"
_OPERATION = re.compile(
    rb"\s*+((?:[-+.\d]++\s+0\s+Td\s*+<[0-9A-Fa-f]++>\s*+Tj\s*+){2,}+)"
    rb"|((?:[-+.\d\s]++|/[^\s()<>\[\]{}/%]*+|"
    + _STRING
    + rb"|<<(?:[^<>]|<[^<>]*+>|<<[^>]*+>>)*+>>|<[0-9A-Fa-f\s]*+>"
    rb"|\[(?:[^\[\]()]|" + _STRING + rb")*+\])*+)([A-Za-z'\"][A-Za-z0-9*'\"]*+)|%[^\r\n]*+",
    re.S,
)
"""A chain of glyphs placed one by one on one line (as browsers write them), or operands and their
operator.
"""
_LINK = re.compile(rb"([-+.\d]+)\s+0\s+Td\s*<([0-9A-Fa-f]+)>")
_ITEM = re.compile(rb"(" + _STRING + rb")|<([0-9A-Fa-f\s]*)>|([-+.\d]+)", re.S)
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]*)")
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_INLINE_PICTURE = re.compile(rb"(?<![^\s])BI\s.*?\sID\s.*?\sEI(?=\s|$)", re.S)


def numbers(operands: bytes) -> list[float]:
    """The numbers of a run of operands, misspelt ones ("--5", "1.2.3") read as well as can be."""
    try:
        return [float(n) for n in operands.split()]
    except ValueError:
        return [float(n) for n in _NUMBER.findall(operands)]


def string(token: bytes) -> bytes:
    """The bytes of a string written in brackets."""
    inner = token[1:-1]
    return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner


def hexadecimal(digits: bytes) -> bytes:
    """The bytes of a string written in hexadecimal; a missing last digit is 0."""
    bare = b"".join(digits.split()).decode("latin-1")
    return bytes.fromhex(bare + "0" * (len(bare) % 2))


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes((int(code, 8) & 255,)) if code[0] in b"01234567" else _ESCAPES.get(code, code)


def run_content(canvas: Canvas, form: Form, state: State, depth: int) -> None:
    """Run a content stream on a canvas."""
    _Stream(canvas, form, state, depth).run(form.data)


class _Stream:
    """The operators of one content stream."""

    def __init__(self, canvas: Canvas, form: Form, state: State, depth: int) -> None:
        self.canvas, self.resources, self.state, self.depth = canvas, form.resources, state, depth
        self.saved: list[State] = []
        self.layers: list[bool] = []
        self.line: Matrix = IDENTITY
        self.at = 0.0
        """How far the text has advanced from the start of its line, in text space."""
        self.points: list[tuple[float, float]] = []
        self.clipping = False
        self.faces: dict[bytes, Face | None] = {}
        self.seen: dict[Face, dict[bytes, tuple[str, float, int]]] = {}

    def run(self, data: bytes) -> None:
        if b"BI" in data:
            data = _INLINE_PICTURE.sub(b" ", data)
        handlers = _HANDLERS
        for chain, operands, operator in _OPERATION.findall(data):
            if chain:
                self._chain(chain)
                continue
            handler = handlers.get(operator)
            if handler is not None:
                try:
                    handler(self, operands)
                except (ValueError, IndexError, TypeError, OverflowError):
                    continue
        for off in self.layers:
            self.canvas.switch(-off)

    # text

    def begin(self, _: bytes) -> None:
        self.line, self.at = IDENTITY, 0.0

    def move(self, operands: bytes) -> None:
        x, y = numbers(operands)[-2:]
        a, b, c, d, e, f = self.line
        self.line, self.at = (a, b, c, d, e + x * a + y * c, f + x * b + y * d), 0.0

    def move_leading(self, operands: bytes) -> None:
        self.state.leading = -numbers(operands)[-1]
        self.move(operands)

    def next_line(self, _: bytes) -> None:
        a, b, c, d, e, f = self.line
        leading = self.state.leading
        self.line, self.at = (a, b, c, d, e - leading * c, f - leading * d), 0.0

    def matrix(self, operands: bytes) -> None:
        a, b, c, d, e, f = numbers(operands)[-6:]
        self.line, self.at = (a, b, c, d, e, f), 0.0

    def font(self, operands: bytes) -> None:
        slash, _, size = operands.strip().rpartition(b" ")
        if not slash:
            named = _NAME.match(operands.strip())
            slash, size = (named[0], operands.strip()[named.end() :]) if named else (b"", b"0")
        key = slash.strip()
        if key not in self.faces:
            self.faces[key] = self.resources.face(_name(key))
        self.state.face, self.state.size = self.faces[key], numbers(size)[-1]

    def char_space(self, operands: bytes) -> None:
        self.state.char = numbers(operands)[-1]

    def word_space(self, operands: bytes) -> None:
        self.state.word = numbers(operands)[-1]

    def scaling(self, operands: bytes) -> None:
        self.state.scale = numbers(operands)[-1] / 100

    def leading(self, operands: bytes) -> None:
        self.state.leading = numbers(operands)[-1]

    def rise(self, operands: bytes) -> None:
        self.state.rise = numbers(operands)[-1]

    def mode(self, operands: bytes) -> None:
        self.state.mode = int(numbers(operands)[-1])

    def show(self, operands: bytes) -> None:
        self._show(_ITEM.findall(operands)[-1:])

    def show_all(self, operands: bytes) -> None:
        self._show(_ITEM.findall(operands))

    def show_next(self, operands: bytes) -> None:
        self.next_line(b"")
        self.show(operands)

    def show_spaced(self, operands: bytes) -> None:
        word, char = numbers(operands.split(b"(")[0].split(b"<")[0])[-2:]
        self.state.word, self.state.char = word, char
        self.show_next(operands)

    def _show(self, items: Sequence[tuple[bytes, bytes, bytes]]) -> None:
        """Strings and the shifts between them; a wide shift ends a run."""
        state = self.state
        face = state.face
        if face is None:
            return
        unit = state.size * state.scale
        gap = SPLIT * abs(state.size)
        x = start = self.at
        parts: list[str] = []
        for text, digits, shift in items:
            if shift:
                step = -float(shift) * 0.001 * unit
                if parts and (step > gap or step < -3 * gap):
                    self._write(parts, start, x)
                    parts = []
                x += step
                continue
            shown, width, count = face.show(string(text) if text else hexadecimal(digits))
            if not parts:
                start = x
            parts.append(shown)
            x += (
                width * unit
                + (state.char * count + (state.word * shown.count(" ") if face.spaces else 0.0))
                * state.scale
            )
        self._write(parts, start, x)
        self.at = x

    def _chain(self, chain: bytes) -> None:
        """Glyphs placed one by one: as `Td` and `Tj` would place them, without their cost."""
        state = self.state
        face = state.face
        a, b, c, d, e, f = self.line
        links = _LINK.findall(chain)
        if face is not None:
            unit, gap = state.size * state.scale, SPLIT * abs(state.size)
            at, last, start = 0.0, None, 0.0
            parts: list[str] = []
            seen = self.seen.setdefault(face, {})
            for step, digits in links:
                at += float(step)
                if digits not in seen:
                    seen[digits] = face.show(hexadecimal(digits))
                shown, width, count = seen[digits]
                if last is None or not -3 * gap < at - last < gap:
                    self._write(parts, start, last or 0.0)
                    parts, start = [], at
                parts.append(shown)
                last = at + width * unit + state.char * count * state.scale
            self.at = 0.0
            self._write(parts, start, last or 0.0)
            self.at = (last or 0.0) - at
        shift = sum(float(step) for step, _ in links)
        self.line = (a, b, c, d, e + shift * a, f + shift * b)

    def _write(self, parts: list[str], start: float, end: float) -> None:
        text = "".join(parts)
        state = self.state
        if not text or state.face is None:
            return
        whole = times(self.line, state.ctm)
        size = abs(state.size) * state.face.height * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        angle = (
            0
            if abs(whole[1]) <= 0.01 * abs(whole[0]) and whole[0] >= 0
            else _degrees(whole[0], whole[1])
        )
        if angle == 180 and whole[3] < 0 < whole[0]:
            angle = 0
        self.canvas.unmapped += text.count(UNKNOWN)
        self.canvas.write(
            text, place(whole, start, state.rise), place(whole, end, state.rise), size, angle, state
        )

    # graphics state

    def save(self, _: bytes) -> None:
        if len(self.saved) < 500:
            self.saved.append(copy(self.state))

    def restore(self, _: bytes) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def concatenate(self, operands: bytes) -> None:
        a, b, c, d, e, f = numbers(operands)[-6:]
        self.state.ctm = times((a, b, c, d, e, f), self.state.ctm)

    def graphics_state(self, operands: bytes) -> None:
        opacity = self.resources.opacity(_name(operands.strip()))
        if opacity is not None:
            self.state.alpha = opacity

    def device_color(self, operands: bytes) -> None:
        values = numbers(operands)
        self.state.color, self.state.space = rgb(values), len(values)

    def color_space(self, operands: bytes) -> None:
        self.state.space = self.resources.components(_name(operands.strip()))
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
            self.resources.drawn(_name(operands.strip())), self.state, self.depth
        )

    def mark(self, operands: bytes) -> None:
        names = _NAME.findall(operands)
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


def _name(token: bytes) -> str:
    bare = token.rsplit(b"/", 1)[-1].decode("latin-1")
    return re.sub(r"#([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), bare) if "#" in bare else bare


def _degrees(a: float, b: float) -> int:
    return round(degrees(atan2(b, a))) % 360


_HANDLERS: dict[bytes, Callable[[_Stream, bytes], None]] = {
    b"BT": _Stream.begin, b"Td": _Stream.move, b"TD": _Stream.move_leading, b"T*": _Stream.next_line, b"Tm": _Stream.matrix,
    b"Tf": _Stream.font, b"Tc": _Stream.char_space, b"Tw": _Stream.word_space, b"Tz": _Stream.scaling, b"TL": _Stream.leading,
    b"Ts": _Stream.rise, b"Tr": _Stream.mode, b"Tj": _Stream.show, b"TJ": _Stream.show_all, b"'": _Stream.show_next,
    b'"': _Stream.show_spaced, b"q": _Stream.save, b"Q": _Stream.restore, b"cm": _Stream.concatenate, b"gs": _Stream.graphics_state,
    b"g": _Stream.device_color, b"rg": _Stream.device_color, b"k": _Stream.device_color, b"cs": _Stream.color_space,
    b"sc": _Stream.color, b"scn": _Stream.color, b"re": _Stream.rectangle, b"m": _Stream.path, b"l": _Stream.path, b"c": _Stream.path,
    b"v": _Stream.path, b"y": _Stream.path, b"W": _Stream.clip, b"W*": _Stream.clip, b"f": _Stream.fill, b"F": _Stream.fill,
    b"f*": _Stream.fill, b"B": _Stream.fill, b"B*": _Stream.fill, b"b": _Stream.fill, b"b*": _Stream.fill, b"n": _Stream.end_path,
    b"S": _Stream.end_path, b"s": _Stream.end_path, b"sh": _Stream.shade, b"Do": _Stream.do, b"BDC": _Stream.mark, b"BMC": _Stream.mark,
    b"EMC": _Stream.unmark,
}  # fmt: skip
