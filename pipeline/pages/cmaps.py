"""Character maps of composite fonts: what codes stand for, and how strings are cut into codes
(ISO 32000-1, 9.7.5 and 9.10.3).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.pages.operands import hexadecimal

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_PAIR = re.compile(rb"<\s*([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SPACES = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.S)
_GLYPHS = re.compile(rb"begincid(char|range)(.*?)endcid\1", re.S)
_CHAR = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*(\d+)")
_RUN = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(\d+)")


def character_map(data: bytes) -> dict[int, str]:
    """The characters of each code in a ToUnicode stream."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(data):
        if kind == b"bfchar":
            for code, text in _PAIR.findall(body):
                found[_number(code)] = _characters(text)
            continue
        for first, last, text, texts in _RANGE.findall(body):
            start, end = _number(first), min(_number(last), _number(first) + 0xFFFF)
            if texts:
                found.update((start + n, _characters(t)) for n, t in enumerate(_HEX.findall(texts)))
            elif characters := _characters(text):
                head, tail = characters[:-1], ord(characters[-1])
                found.update(
                    (start + n, head + chr(min(tail + n, 0x10FFFF))) for n in range(end - start + 1)
                )
    return found


class Cutting(NamedTuple):
    """How an embedded map cuts strings: the first and last codes of each length in bytes, and the
    glyphs of the codes.
    """

    spaces: tuple[tuple[bytes, bytes], ...]
    glyphs: dict[int, int]

    def cut(self, codes: bytes) -> list[int]:
        """The codes of a string; a byte that begins none is left out."""
        found, at = [], 0
        while at < len(codes):
            length = self._length(codes[at:])
            if length:
                found.append(int.from_bytes(codes[at : at + length], "big"))
            at += length or 1
        return found

    def _length(self, rest: bytes) -> int:
        for first, last in self.spaces:
            head = rest[: len(first)]
            bounds = zip(first, head, last, strict=False)
            if len(head) == len(first) and all(low <= byte <= high for low, byte, high in bounds):
                return len(first)
        return 0


def cutting(data: bytes) -> Cutting | None:
    """How a character map that is written out cuts strings; None where it does not say."""
    spaces = []
    for body in _SPACES.findall(data):
        for first, last in _PAIR.findall(body):
            low, high = hexadecimal(first), hexadecimal(last)
            if 0 < len(low) == len(high) <= 4:
                spaces.append((low, high))
    if not spaces:
        return None
    glyphs: dict[int, int] = {}
    for kind, body in _GLYPHS.findall(data):
        if kind == b"char":
            glyphs.update((_number(code), int(glyph)) for code, glyph in _CHAR.findall(body))
            continue
        for first, last, glyph in _RUN.findall(body):
            start = _number(first)
            many = min(_number(last) - start, 0xFFFF) + 1
            glyphs.update((start + n, int(glyph) + n) for n in range(many))
    return Cutting(tuple(sorted(spaces, key=lambda s: len(s[0]))), glyphs)


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()), 16)


def _characters(digits: bytes) -> str:
    raw = hexadecimal(digits)
    return raw.decode("utf-16-be", "ignore") if len(raw) > 1 else raw.decode("latin-1")
