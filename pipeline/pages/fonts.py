"""Fonts of a PDF through pdfminer.six, each code looked up once."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from pdfminer.cmapdb import CMap, IdentityCMap, IdentityCMapByte
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1

from pipeline.pages.cmaps import character_map, cutting
from pipeline.pages.encodings import encoding_of
from pipeline.pages.objects import BROKEN, content_of
from pipeline.pages.signs import says_nothing, sign_of
from pipeline.pages.truetype import characters_of_glyphs

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.I)
_FLAT, _TALL, _TALL_AS = 0.5, 10.0, 2.0
"""The box of a font that TeX or others drew is between these times as high as its letters are wide,
twice as a rule; elsewhere it says nothing.
"""


class _Characters(dict[int, str]):
    """The text of each code, looked up in the font at its first use."""

    def __init__(self, font: PDFFont, mapped: dict[int, str], drawn: Callable[[int], str]) -> None:
        self._font, self._mapped, self._drawn = font, mapped, drawn

    def __missing__(self, code: int) -> str:
        told = self._mapped.get(code, "")
        if says_nothing(told):
            named = self._named(code)
            named = self._drawn(code) if says_nothing(named) else named
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

    def __init__(self, font: PDFFont, spec: Mapping[str, Any], mapped: dict[int, str]) -> None:
        name = str(font.fontname)
        weight = resolve1(font.descriptor.get("FontWeight"))
        self.bold = bool(_BOLD.search(name)) or (isinstance(weight, int | float) and weight >= 600)
        self.spaces = not font.is_multibyte()
        self.height = _height(font)
        self._font, self._widths = font, _Widths(font)
        encoding = None if self.spaces else resolve1(spec.get("Encoding"))
        written = content_of(encoding) if isinstance(encoding, PDFStream) else b""
        self._cutting = cutting(written)
        drawn = _Outlines(spec, self._cutting.glyphs if self._cutting else {})
        self._texts = _Characters(font, mapped, drawn.character)
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
        ids = self._cut(codes)
        texts = self._texts
        glyphs = self._cutting.glyphs if self._cutting else {}
        wide = [widths[glyphs.get(c, c)] for c in ids] if glyphs else [widths[c] for c in ids]
        return "".join([texts[c] for c in ids]), sum(wide), len(ids)

    def _cut(self, codes: bytes) -> Sequence[int]:
        """The codes of a string of a composite font."""
        if self._cutting is not None:
            return self._cutting.cut(codes)
        if self._two_bytes or self._blind:
            count = len(codes) // 2
            return struct.unpack(f">{count}H", codes[: 2 * count])
        return tuple(self._font.decode(codes))


class _Outlines:
    """What the font file itself says of the glyphs of a composite font, read when it is asked."""

    def __init__(self, spec: Mapping[str, Any], glyphs: Mapping[int, int]) -> None:
        self._spec, self._glyphs = spec, glyphs

    def character(self, code: int) -> str:
        """The character of a code; "" where the file says none."""
        glyph = self._glyphs.get(code, code)
        if places := self._places:
            glyph = int.from_bytes(places[2 * glyph : 2 * glyph + 2], "big")
        return self._characters.get(glyph, "")

    @cached_property
    def _descendant(self) -> Mapping[str, Any]:
        try:
            return dict_value(list_value(self._spec.get("DescendantFonts", []))[0])
        except BROKEN:
            return {}

    @cached_property
    def _places(self) -> bytes:
        """Where each glyph stands in the file, two bytes each; empty where the numbers agree."""
        places = resolve1(self._descendant.get("CIDToGIDMap"))
        return content_of(places) if isinstance(places, PDFStream) else b""

    @cached_property
    def _characters(self) -> dict[int, str]:
        try:
            descriptor = dict_value(self._descendant.get("FontDescriptor", {}))
        except BROKEN:
            return {}
        file = resolve1(descriptor.get("FontFile2"))
        return characters_of_glyphs(content_of(file)) if isinstance(file, PDFStream) else {}


def _height(font: PDFFont) -> float:
    """Type size for a font size of 1: fonts drawn as pictures (type 3) have units of their own."""
    if not isinstance(font, PDFType3Font):
        return 1.0
    height = abs(float(font.get_height()))
    widths = [
        abs(w * font.hscale) for w in font.widths.values() if isinstance(w, int | float) and w
    ]
    wide = sum(widths) / len(widths) if widths else 0.5
    return height if _FLAT < height / wide < _TALL else _TALL_AS * wide


def face_of(manager: PDFResourceManager, spec: Mapping[str, Any]) -> PdfFace:
    """The face of a font dictionary; where it has a character map, the font file is not parsed."""
    stream = resolve1(spec.get("ToUnicode"))
    if not isinstance(stream, PDFStream):
        return PdfFace(_font(manager, spec), spec, {})
    bare = {k: v for k, v in spec.items() if k != "ToUnicode"}
    if "DescendantFonts" in bare:
        descendant = dict(dict_value(list_value(bare["DescendantFonts"])[0]))
        descriptor = dict(dict_value(descendant.get("FontDescriptor", {})))
        descriptor.pop("FontFile2", None)
        bare["DescendantFonts"] = [{**descendant, "FontDescriptor": descriptor}]
    return PdfFace(_font(manager, bare), spec, character_map(content_of(stream)))


def _font(manager: PDFResourceManager, spec: Mapping[str, Any]) -> PDFFont:
    font = manager.get_font(None, spec)
    if isinstance(font, PDFSimpleFont):
        font.cid2unicode = encoding_of(font, spec)
    return font
