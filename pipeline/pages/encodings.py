"""What the codes of a simple font stand for, by the names that it gives them; never a guess."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.encodingdb import EncodingDB, name2unicode
from pdfminer.pdffont import PDFSimpleFont, PDFTrueTypeFont, PDFType3Font, Type1FontHeaderParser
from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.psparser import PSLiteral

from pipeline.pages.objects import BROKEN, content_of, literal

Encoding = dict[int, str]

_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅"
    "ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_¯αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_ABOVE = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"
_ORNAMENTS = {0x25: "☎", 0x2A: "☛", 0x2B: "☞", 0x48: "★", 0x6C: "●", 0x6E: "■", 0x73: "▲"}
_ORNAMENTS |= {0x74: "▼", 0x75: "◆", 0x77: "◗", 0xA8: "♣", 0xA9: "♦", 0xAA: "♥", 0xAB: "♠"}
_ORNAMENTS |= {0xD5: "→", 0xD6: "↔", 0xD7: "↕"}
"""The dingbats that have characters elsewhere; the others follow each other."""
_NO_GLYPH = "\u200b"
"""What stands for a code that draws nothing."""


def _follow(first: int, characters: str) -> Encoding:
    return {first + n: character for n, character in enumerate(characters)}


SYMBOL = _follow(0x20, _SYMBOL) | _follow(0xA0, _SYMBOL_ABOVE)
DINGBATS = (
    {0x20: " "}
    | _follow(0x21, "".join(map(chr, range(0x2701, 0x275F))))
    | _follow(0xA1, "".join(map(chr, range(0x2761, 0x27BF))))
    | _follow(0xAC, "".join(map(chr, range(0x2460, 0x246A))))
    | _ORNAMENTS
)
"""Codes of the two standard fonts that have no letters (ISO 32000-1, D.5 and D.6)."""
_OWN = {"Symbol": SYMBOL, "ZapfDingbats": DINGBATS}


_NUMBERED = re.compile(r"[A-Za-z]([0-9A-Fa-f]+)")
_LETTERS = frozenset(range(0x21, 0x7F)) | frozenset(range(0xC0, 0x100))
_TEX = {0x27: "’", 0x60: "‘", 0xD7: "Œ", 0xDF: "SS", 0xF7: "œ", 0xFF: "ß"}
_TEX |= {0x15: "–", 0x16: "—", 0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl"}
_OLD_TEX = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl", 0x27: "’", 0x60: "‘"}
_UNSURE = frozenset(b"<>\\_{|}~")
"""Where the two encodings of TeX differ from Latin 1: T1, and OT1, which has no accented letters;
a font without them may be of either, and then some codes are not sure.
"""


def encoding_of(font: PDFSimpleFont, spec: Mapping[str, Any]) -> Encoding:
    """The characters of the codes of a font; a code whose name says nothing has none."""
    own = _OWN.get(literal(spec.get("BaseFont")).rpartition("+")[2])
    given = resolve1(spec.get("Encoding"))
    if not isinstance(given, dict):
        return own or font.cid2unicode
    found = dict(own or _base(font, given))
    differences = dict(_differences(given))
    if isinstance(font, PDFType3Font) and _is_numbered(differences, 10):
        return _of_tex(differences)
    if isinstance(font, PDFType3Font) and _is_numbered(differences, 16):
        return _of_printer(differences)
    for code, name in differences.items():
        character = _character(name)
        if character:
            found[code] = character
        elif not own:
            found.pop(code, None)
    return found


def _is_numbered(names: Mapping[int, str], base: int) -> bool:
    """Whether glyphs are named after their codes, as programs name those that they draw: TeX in
    tens ("a65"), printers in hexadecimal ("C41").
    """
    used = {code: name for code, name in names.items() if name != ".notdef"}
    numbers = (_NUMBERED.fullmatch(name) for name in used.values())
    try:
        return bool(used) and [int(n[1], base) if n else -1 for n in numbers] == list(used)
    except ValueError:
        return False


def _of_tex(names: Mapping[int, str]) -> Encoding:
    """The characters of a font that TeX drew, as far as its encoding can be told."""
    used = [code for code, name in names.items() if name != ".notdef"]
    new = max(used) > 0x7F
    special, plain = (_TEX, _LETTERS) if new else (_OLD_TEX, _LETTERS - _UNSURE)
    characters = {code: chr(code) for code in used if code in plain}
    return characters | {code: special[code] for code in used if code in special}


def _of_printer(names: Mapping[int, str]) -> Encoding:
    """The characters of a font that a printer was sent, as far as they are those of ASCII."""
    return {code: chr(code) for code in names if 0x20 <= code < 0x7F}


def _base(font: PDFSimpleFont, given: Mapping[str, Any]) -> Encoding:
    """The encoding that a font changes: the one it names, else that of its file."""
    if named := literal(given.get("BaseEncoding")):
        return EncodingDB.get_encoding(named)
    file = resolve1(font.descriptor.get("FontFile"))
    built_in = _of_file(content_of(file)) if isinstance(file, PDFStream) else {}
    usual = "WinAnsiEncoding" if isinstance(font, PDFTrueTypeFont) else "StandardEncoding"
    return built_in or EncodingDB.get_encoding(usual)


def _of_file(data: bytes) -> Encoding:
    """The encoding that the readable part of a Type 1 font file sets."""
    head = data.partition(b"eexec")[0]
    try:
        return Type1FontHeaderParser(io.BytesIO(head)).get_encoding()
    except BROKEN:
        return {}


def _character(name: str) -> str:
    """The characters of a glyph by its name, components of ligatures too; "" where it says none."""
    if name == ".notdef":
        return _NO_GLYPH
    try:
        return name2unicode(name)
    except (KeyError, ValueError):
        return ""


def _differences(given: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The codes that an encoding names, and their names."""
    code = 0
    for entry in list_value(given.get("Differences", [])):
        value = resolve1(entry)
        if isinstance(value, int):
            code = value
        elif isinstance(value, PSLiteral):
            yield code, str(value.name)
            code += 1
