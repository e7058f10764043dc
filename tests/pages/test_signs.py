"""Codes that their fonts do not explain: read by their names where those say it, told else."""

from __future__ import annotations

import pytest

from pipeline.documents import Document
from pipeline.files.reader import parse_document
from pipeline.pages.signs import lost_words, sign_of, told
from tests.pdfs import page_of, stream

A, B, C = map(sign_of, (1, 2, 3))


@pytest.mark.parametrize(
    ("text", "said", "lost"),
    [
        ("Java", "Java", 0),
        (f"cer{A}cation", "cer\ufffdcation", 1),
        (f"cer{A}{B}cation et ges{A}on", "cer\ufffdcation et ges\ufffdon", 2),
        ("ges\ue001on", "ges\ufffdon", 1),
        (f"{A}{B}{C}", "", 1),
        # a bullet, a scale of two marks, icons are no words
        (f"{A} Java", " Java", 0),
        (f"{A}{A}{A}{B}{B}", "", 0),
        (f"{A}Java", "Java", 0),
        ("\uf095 06 11 22 33 44", "\uf095 06 11 22 33 44", 0),
        ("Java \uf005\uf005\uf006", "Java \uf005\uf005\uf006", 0),
    ],
)
def test_words_that_cannot_be_read_are_counted(text: str, said: str, lost: int) -> None:
    assert told(text) == said
    assert lost_words(text) == lost


def font(encoding: bytes, kind: bytes = b"Type1", more: bytes = b"") -> bytes:
    widths = b"/FirstChar 0/LastChar 255/Widths[%s]" % (b"500 " * 256)
    return b"<</Type/Font/Subtype/%s/BaseFont/ABCDEF+Police%s%s%s>>" % (
        kind,
        widths,
        encoding and b"/Encoding" + encoding,
        more,
    )


def read(text: bytes, *fonts: bytes, others: tuple[bytes, ...] = ()) -> Document:
    """A line in Helvetica, then a text in the first of some fonts."""
    content = b"BT /F1 10 Tf 50 700 Td (Compte rendu) Tj 0 -30 Td /F2 10 Tf %s Tj ET" % text
    data = page_of(content, *fonts, *others, fonts=b"/F2 10 0 R")
    return parse_document(data, "cv.pdf")


def differences(names: bytes) -> bytes:
    return b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1%s]>>" % names


GLYPHS = b"/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 0 750 750]/CharProcs<<>>"


@pytest.mark.parametrize(
    ("text", "made", "seen"),
    [
        (rb"(Cer\001fication)", font(differences(b"/t_i")), "Certification"),
        (rb"(a\001aires)", font(differences(b"/f_f.liga")), "affaires"),
        (rb"(\001\002)", font(differences(b"/uni00C9/eacute")), "Éé"),
        (rb"(\001t\002)", font(differences(b"/E/eacute"), b"Type3", GLYPHS), "Eté"),
        # TeX names the glyphs that it draws after their codes
        (
            rb"(Cl\016s)",
            font(b"<</Differences[14/a14 67/a67 108/a108 115/a115]>>", b"Type3", GLYPHS),
            "Clffis",
        ),
        (rb"(\351t\351)", font(b"<</Differences[116/a116 233/a233]>>", b"Type3", GLYPHS), "été"),
        (
            rb"(L et)",
            font(b"<</Differences[32/C20 76/C4c 101/C65 116/C74]>>", b"Type3", GLYPHS),
            "L et",
        ),
        (rb"(Java\001)", font(differences(b"/.notdef")), "Java"),
        (b"(4 l)", b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>", "- ●"),
        (b"(\xb7 W)", b"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>", "- Ω"),
        (b"(caf\xe9)", b"<</Type/Font/Subtype/TrueType/BaseFont/Arial>>", "café"),
    ],
)
def test_names_of_glyphs_say_what_they_are(text: bytes, made: bytes, seen: str) -> None:
    document = read(text, made)
    assert document.lines[1].text == seen
    assert not [w for w in document.reading.warnings if w.kind == "partly_read"]


@pytest.mark.parametrize(
    ("text", "made", "seen"),
    [
        # names that say nothing are no letters of the encoding below them
        (rb"(ABC)", font(b"<</Differences[65/g12/g13/g14]>>"), []),
        (rb"(ABC)", font(b"<</Differences[65/a1/a2/a3]>>", b"Type3", GLYPHS), []),
        (rb"(Ges\001on)", font(differences(b"/g7")), ["Ges\ufffdon"]),
    ],
)
def test_names_that_say_nothing_are_told(text: bytes, made: bytes, seen: list[str]) -> None:
    document = read(text, made)
    assert document.text.splitlines() == ["Compte rendu", *seen]
    (warning,) = [w for w in document.reading.warnings if w.kind == "partly_read"]
    assert warning.detail.startswith("1 mot(s) visible(s)")


@pytest.mark.parametrize(
    ("mapped", "names", "seen"),
    [
        (b"<E001>", b"/t_i", "Gestion"),
        (b"<0000>", b"/t_i", "Gestion"),
        (b"<FFFD>", b"/t_i", "Gestion"),
        (b"<00740069>", b"/g7", "Gestion"),
        (b"<E001>", b"/g7", "Ges\ufffdon"),
    ],
)
def test_a_character_map_that_says_nothing(mapped: bytes, names: bytes, seen: str) -> None:
    cmap = stream(b"1 beginbfchar <01> %s endbfchar" % mapped)
    made = font(differences(names), more=b"/ToUnicode 11 0 R")
    document = read(rb"(Ges\001on)", made, cmap)
    assert document.lines[1].text == seen
    warned = [w.kind for w in document.reading.warnings]
    assert ("partly_read" in warned) == ("\ufffd" in seen)


TILE = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 300 40]/XStep 300/YStep 40"


@pytest.mark.parametrize(
    ("fill", "seen"),
    [
        (b"/Pattern cs /P1 scn 40 590 300 40 re f", ["Compte rendu", "Texte du motif"]),
        (b"/Pattern cs /P1 scn 40 190 300 400 re f", ["Compte rendu", "Texte du motif"]),
        (b"/Pattern cs /P2 scn 40 590 300 40 re f", ["Compte rendu"]),
        (b"/Pattern cs /P1 scn 0 g 40 590 300 40 re f", ["Compte rendu"]),
    ],
)
def test_text_in_a_pattern_is_read_once(fill: bytes, seen: list[str]) -> None:
    text = b"BT /F1 10 Tf 10 15 Td (Texte du motif) Tj ET"
    entries = TILE + b"/Matrix[1 0 0 1 40 590]/Resources<</Font<</F1 5 0 R>>>>"
    content = b"BT /F1 10 Tf 50 700 Td (Compte rendu) Tj ET " + fill
    data = page_of(content, stream(text, entries), resources=b"/Pattern<</P1 10 0 R>>")
    assert parse_document(data, "cv.pdf").text.splitlines() == seen
