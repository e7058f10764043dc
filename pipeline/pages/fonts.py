"""Fonts of a PDF through pdfminer.six, each code looked up once; character maps are read by two
patterns instead of its slow parser.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from typing import Any

from pdfminer.cmapdb import CMap, IdentityCMap, IdentityCMapByte
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1

from pipeline.pages.encodings import encoding_of
from pipeline.pages.operands import hexadecimal
from pipeline.pages.signs import says_nothing, sign_of

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.I)
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_PAIR = re.compile(rb"<\s*([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def character_map(data: bytes) -> dict[int, str]:
    """The characters of each code in a ToUnicode stream (ISO 32000-1, 9.10.3)."""
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


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()), 16)


def _characters(digits: bytes) -> str:
    raw = hexadecimal(digits)
    return raw.decode("utf-16-be", "ignore") if len(raw) > 1 else raw.decode("latin-1")


class _Characters(dict[int, str]):
    """The text of each code, looked up in the font at its first use."""

    def __init__(self, font: PDFFont, mapped: dict[int, str]) -> None:
        self._font, self._mapped = font, mapped

    def __missing__(self, code: int) -> str:
        told = self._mapped.get(code, "")
        if says_nothing(told):
            named = self._named(code)
            told = told.strip("\x00\ufffd") if says_nothing(named) else named
        self[code] = told = told or sign_of(code)
        return told

    def _named(self, code: int) -> str:
        """What the font itself says of a code; "" where it says nothing."""
        try:
            named = self._font.to_unichr(code) or ""
        except (PDFUnicodeNotDefined, KeyError, TypeError, ValueError):
            return ""
        return "" if named.startswith("(cid:") else named


class _Widths(dict[int, float]):
    """The width of each code for a font size of 1, looked up in the font at its first use."""

    def __init__(self, font: PDFFont) -> None:
        self._font = font

    def __missing__(self, code: int) -> float:
        try:
            width = float(self._font.char_width(code))
        except (PDFUnicodeNotDefined, TypeError, ValueError):
            width = 0.5
        self[code] = width
        return width


class PdfFace:
    """A font as `canvas.Face` wants it."""

    def __init__(self, font: PDFFont, mapped: dict[int, str]) -> None:
        name = str(font.fontname)
        weight = resolve1(font.descriptor.get("FontWeight"))
        self.bold = bool(_BOLD.search(name)) or (isinstance(weight, int | float) and weight >= 600)
        self.spaces = not font.is_multibyte()
        self.height = _height(font)
        self._font, self._texts, self._widths = font, _Characters(font, mapped), _Widths(font)
        cmap = getattr(font, "cmap", None)
        self._two_bytes = isinstance(cmap, IdentityCMap) and not isinstance(cmap, IdentityCMapByte)
        self._blind = isinstance(cmap, CMap) and not cmap.code2cid

    def show(self, codes: bytes) -> tuple[str, float, int]:
        """The text of a string, its width for a font size of 1, and its number of glyphs."""
        widths = self._widths
        if self.spaces:
            return (
                codes.decode("latin-1").translate(self._texts),
                sum([widths[c] for c in codes]),
                len(codes),
            )
        if self._two_bytes or self._blind:
            count = len(codes) // 2
            ids = struct.unpack(f">{count}H", codes[: 2 * count])
        else:
            ids = tuple(self._font.decode(codes))
        texts = self._texts
        return "".join([texts[c] for c in ids]), sum([widths[c] for c in ids]), len(ids)


def _height(font: PDFFont) -> float:
    """Type size for a font size of 1: fonts drawn as pictures (type 3) have units of their own."""
    if not isinstance(font, PDFType3Font):
        return 1.0
    height = abs(float(font.get_height()))
    return height if 0.1 < height < 10 else 1.0


def face_of(manager: PDFResourceManager, spec: Mapping[str, Any]) -> PdfFace:
    """The face of a font dictionary; where it has a character map, the font file is not parsed."""
    stream = resolve1(spec.get("ToUnicode"))
    if not isinstance(stream, PDFStream):
        return PdfFace(_font(manager, spec), {})
    bare = {k: v for k, v in spec.items() if k != "ToUnicode"}
    if "DescendantFonts" in bare:
        descendant = dict(dict_value(list_value(bare["DescendantFonts"])[0]))
        descriptor = dict(dict_value(descendant.get("FontDescriptor", {})))
        descriptor.pop("FontFile2", None)
        bare["DescendantFonts"] = [{**descendant, "FontDescriptor": descriptor}]
    return PdfFace(_font(manager, bare), character_map(stream.get_data()))


def _font(manager: PDFResourceManager, spec: Mapping[str, Any]) -> PDFFont:
    font = manager.get_font(None, spec)
    if isinstance(font, PDFSimpleFont):
        font.cid2unicode = encoding_of(font, spec)
    return font
