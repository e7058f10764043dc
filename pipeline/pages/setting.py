"""Text operators of a content stream: where each string is set, and how (ISO 32000-1, 9.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import atan2, degrees

from pipeline.pages.accents import accented
from pipeline.pages.canvas import SPLIT, Canvas
from pipeline.pages.geometry import IDENTITY, Matrix, place, times
from pipeline.pages.named import Face, Resources
from pipeline.pages.operands import ITEM, LINK, NAME, hexadecimal, name_of, numbers, string
from pipeline.pages.signs import is_sign, unmapped
from pipeline.pages.state import State

_COLUMN = re.compile(rb"( {4,})")
_BLANKS = 4
"""So many blanks in a string separate two columns."""
_LONGEST_LIGATURE = 2
"""More glyphs than this that have characters are words."""
_CLIPS = 7
"""The mode in which letters are nothing but a clipping path."""
_MOST_LETTERS = 3
"""One glyph stands for so many letters at most."""


class Setting:
    """The text of one content stream; `state` is that of the stream."""

    def __init__(self, canvas: Canvas, resources: Resources, state: State) -> None:
        self.canvas, self.resources, self.state = canvas, resources, state
        self.line: Matrix = IDENTITY
        self.at = 0.0
        """How far the text has advanced from the start of its line, in text space."""
        self.actual: str | None = None
        """What the glyphs of a marked span stand for, until it was written."""
        self.first = 0
        """The first run of the text object."""
        self.faces: dict[bytes, Face | None] = {}
        self.seen: dict[Face, dict[bytes, tuple[str, float, int]]] = {}

    def begin(self, _: bytes) -> None:
        self.line, self.at = IDENTITY, 0.0
        self.first = len(self.canvas.runs)

    def end(self, _: bytes) -> None:
        if self.state.mode == _CLIPS:
            runs = range(self.first, len(self.canvas.runs))
            self.state.stencil = (*self.state.stencil, *runs)

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
            named = NAME.match(operands.strip())
            slash, size = (named[0], operands.strip()[named.end() :]) if named else (b"", b"0")
        key = slash.strip()
        if key not in self.faces:
            self.faces[key] = self.resources.face(name_of(key))
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
        self._show(ITEM.findall(operands)[-1:])

    def show_all(self, operands: bytes) -> None:
        self._show(ITEM.findall(operands))

    def show_next(self, operands: bytes) -> None:
        self.next_line(b"")
        self.show(operands)

    def show_spaced(self, operands: bytes) -> None:
        word, char = numbers(operands.split(b"(")[0].split(b"<")[0])[-2:]
        self.state.word, self.state.char = word, char
        self.show_next(operands)

    def _show(self, items: Sequence[tuple[bytes, bytes, bytes]]) -> None:
        """Strings and the shifts between them; a wide shift, or many blanks, end a run."""
        face, size = self.state.face, self.state.size
        if face is None:
            self.canvas.faceless += len(items) > 0
            return
        gap = SPLIT * abs(size)
        x = start = self.at
        parts: list[str] = []
        accents = accented(face, items)
        for n, (text, digits, shift) in enumerate(items):
            if shift:
                step = -_shift(shift) * 0.001 * size * self.state.scale
                apart = step > gap or step < -3 * gap
                if parts and apart and n not in accents and n + 1 not in accents:
                    self._write(parts, start, x)
                    parts = []
                x += step
                continue
            codes = string(text) if text else hexadecimal(digits)
            for piece in _COLUMN.split(codes) if face.spaces else (codes,):
                shown, width = self._measured(face, piece)
                if len(shown) >= _BLANKS and shown.isspace():
                    self._write(parts, start, x)
                    parts, shown = [], ""
                if not parts:
                    start = x + (0.0 if shown or not piece else width)
                parts.append(accents.get(n, shown))
                x += width
        self._write(parts, start, x)
        self.at = x

    def _measured(self, face: Face, codes: bytes) -> tuple[str, float]:
        """The text of a string and how far it advances, in text space."""
        state = self.state
        shown, width, count = face.show(codes)
        words = state.word * shown.count(" ") if face.spaces else 0.0
        spaced = (state.char * count + words) * state.scale
        return shown, width * state.size * state.scale + spaced

    def chain(self, chain: bytes) -> None:
        """Glyphs placed one by one: as `Td` and `Tj` would place them, without their cost."""
        state = self.state
        face = state.face
        a, b, c, d, e, f = self.line
        links = LINK.findall(chain)
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
        text = self._as_meant("".join(parts))
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
        self.canvas.unmapped += unmapped(text)
        self.canvas.write(
            text, place(whole, start, state.rise), place(whole, end, state.rise), size, angle, state
        )

    def _as_meant(self, text: str) -> str:
        """The text that the document gives for glyphs (ActualText), where it is not much longer
        than they are: a ligature, not words that nobody sees.
        """
        if self.actual is None or not text:
            return text
        if text.casefold() == self.actual.casefold():
            return text
        signs = sum(map(is_sign, text))
        ligature = len(text) <= _LONGEST_LIGATURE or signs > 0.5 * len(text)
        if not ligature or len(self.actual) > _MOST_LETTERS * len(text):
            return text
        meant, self.actual = self.actual, ""
        return meant


def _shift(number: bytes) -> float:
    """The number of a shift; 0 where it is none, as the lone sign that some programs write."""
    return next(iter(numbers(number)), 0.0)


def _degrees(a: float, b: float) -> int:
    return round(degrees(atan2(b, a))) % 360


TEXT_OPERATORS: dict[bytes, Callable[[Setting, bytes], None]] = {
    b"BT": Setting.begin,
    b"ET": Setting.end,
    b"Td": Setting.move,
    b"TD": Setting.move_leading,
    b"T*": Setting.next_line,
    b"Tm": Setting.matrix,
    b"Tf": Setting.font,
    b"Tc": Setting.char_space,
    b"Tw": Setting.word_space,
    b"Tz": Setting.scaling,
    b"TL": Setting.leading,
    b"Ts": Setting.rise,
    b"Tr": Setting.mode,
    b"Tj": Setting.show,
    b"TJ": Setting.show_all,
    b"'": Setting.show_next,
    b'"': Setting.show_spaced,
}
