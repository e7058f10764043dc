"""PDFs that do not keep to their format, and fonts with maps of their own, each written here."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableDocument
from pipeline.files.reader import parse_document
from pipeline.pages.cmaps import cutting
from pipeline.pages.truetype import characters_of_glyphs
from tests.pdfs import page_of, stream, written

LINE = b"BT /F1 10 Tf 50 700 Td (Awa Diallo) Tj ET"


@pytest.mark.parametrize(
    "boxes",
    [
        b"/MediaBox[0 0 0 0]",
        b"/MediaBox[600 800 0 0]",
        b"/MediaBox[0 0 600 800]/CropBox[0 0 0 0]",
        b"/MediaBox[0 0 600 800]/CropBox[900 900 950 950]",
        b"/MediaBox[0 0 600 800]/CropBox[0 600 600 800]",
    ],
)
def test_pages_without_a_size_of_their_own(boxes: bytes) -> None:
    data = page_of(LINE).replace(b"/MediaBox[0 0 600 800]", boxes)
    assert parse_document(data, "cv.pdf").text == "Awa Diallo"


def test_what_lies_outside_of_the_crop_box_is_not_seen() -> None:
    cropped = b"/MediaBox[0 0 600 800]/CropBox[0 0 600 600]"
    data = page_of(LINE + b" BT /F1 10 Tf 50 500 Td (vu) Tj ET")
    document = parse_document(data.replace(b"/MediaBox[0 0 600 800]", cropped), "cv.pdf")
    assert document.text == "vu"


def test_a_damaged_document_is_mended_and_a_lost_one_refused() -> None:
    whole = page_of(LINE)
    loose = whole.replace(b"/Contents 4 0 R", b"/Contents 4 0 R /A/B C")
    assert parse_document(loose, "cv.pdf").text == "Awa Diallo"
    with pytest.raises(UnreadableDocument, match="endommagé|format"):
        parse_document(b"%PDF-1.4\n" + whole[200:260], "cv.pdf")


def test_pages_that_are_nothing_but_their_number_keep_it() -> None:
    pages = {
        3 + n: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>" % (6 + n)
        for n in range(3)
    }
    texts = {6 + n: stream(b"BT /F1 10 Tf 50 40 Td (Page %d) Tj ET" % (n + 1)) for n in range(3)}
    root = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>",
    }
    text = parse_document(written(root | pages | texts), "cv.pdf").text
    assert text.splitlines() == ["Page 1", "Page 2", "Page 3"]


def composite(encoding: bytes, mapped: bytes, file: bytes = b"") -> list[bytes]:
    """A composite font (10), its map of characters (11), descendant (12), descriptor (13) and file
    (14).
    """
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/DescendantFonts[12 0 R]/Encoding %s" % encoding
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/FontDescriptor 13 0 R/DW 500"
    info = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    shape = b"<</Type/FontDescriptor/FontName/A/Flags 4%s>>" % (file and b"/FontFile2 14 0 R")
    return [font + b"/ToUnicode 11 0 R>>", stream(mapped), below + info, shape, stream(file)]


CODES = (
    b"begincodespacerange <00> <7F> <C080> <DFBF> endcodespacerange "
    b"begincidrange <41> <5A> 1 endcidrange begincidchar <C3A9> 40 endcidchar"
)


def test_strings_are_cut_as_an_embedded_map_says() -> None:
    found = cutting(CODES)
    assert found is not None
    assert found.cut(b"\x41\xc3\xa9\xff\x42") == [0x41, 0xC3A9, 0x42]
    assert (found.glyphs[0x41], found.glyphs[0x5A], found.glyphs[0xC3A9]) == (1, 26, 40)
    assert cutting(b"usecmap") is None


def font_file(pairs: dict[int, int], platform: int = 3) -> bytes:
    """A font with nothing but a table of characters, in segments of one."""
    codes = [*sorted(pairs), 0xFFFF]
    deltas = [(pairs.get(code, 0) - code) & 0xFFFF for code in codes]
    count = len(codes)
    body = struct.pack(f">{count}H", *codes) + b"\0\0" + struct.pack(f">{count}H", *codes)
    body += struct.pack(f">{count}H", *deltas) + bytes(2 * count)
    table = struct.pack(">7H", 4, 14 + len(body), 0, 2 * count, 0, 0, 0) + body
    cmap = struct.pack(">HHHHL", 0, 1, platform, 1, 12) + table
    head = struct.pack(">LHHHH", 0x10000, 1, 16, 0, 0)
    return head + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap


def test_glyphs_of_an_embedded_font_are_named_by_its_table() -> None:
    pairs = {ord("A"): 7, ord("é"): 9}
    assert characters_of_glyphs(font_file(pairs)) == {7: "A", 9: "é"}
    assert characters_of_glyphs(font_file(pairs, platform=1)) == {}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_font_names_nothing_or_something(data: st.DataObject) -> None:
    whole = bytearray(font_file({65: 7, 66: 8}))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = characters_of_glyphs(bytes(whole))
    assert all(isinstance(text, str) for text in found.values())


@pytest.mark.parametrize(
    ("text", "encoding", "mapped", "file", "seen"),
    [
        # one byte a code, as the embedded map says
        (b"<4142>", b"15 0 R", b"1 beginbfrange <41> <42> <0061> endbfrange", b"", "ab"),
        # a map of characters that is empty: the font's own table
        (b"<00070009>", b"/Identity-H", b"begincmap endcmap", font_file({65: 7, 233: 9}), "Aé"),
    ],
)
def test_composite_fonts(
    text: bytes, encoding: bytes, mapped: bytes, file: bytes, seen: str
) -> None:
    parts = composite(encoding, mapped, file)
    content = b"BT /F1 10 Tf 50 700 Td (Nom) Tj 0 -30 Td /F2 10 Tf %s Tj ET" % text
    data = page_of(content, *parts, stream(CODES), fonts=b"/F2 10 0 R")
    assert parse_document(data, "cv.pdf").text.splitlines() == ["Nom", seen]


def test_a_font_whose_box_says_nothing_is_as_large_as_its_letters() -> None:
    font = (
        b"<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 -1 0 0]/FontBBox[0 0 0 0]/CharProcs<<>>"
        b"/FirstChar 97/LastChar 99/Widths[40 40 40]/Encoding<</Differences[97/a/b/c]>>>>"
    )
    content = b"BT /F2 1 Tf .15 0 0 .15 50 700 Tm (abc) Tj ET"
    document = parse_document(page_of(content, font, fonts=b"/F2 10 0 R"), "cv.pdf")
    assert document.text == "abc"
    assert 8 < document.lines[0].look.size < 16
