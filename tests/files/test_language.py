"""In which language and in which letters a document is written, and what is said of others."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pipeline.documents import Line, Reading
from pipeline.errors import UnreadableDocument
from pipeline.files import language, paper, reader
from pipeline.files.reader import parse_document
from tests.pdfs import page_of

FRENCH = ["Conception et développement des applications de la province, avec les équipes"] * 3
RUSSIAN = ["Опыт работы бухгалтером на заводе с 2015 по 2022 год"] * 4
GARBLED = ["qzx vbnw kljh tyrw pqsd wxcv mlkj hgfd"] * 3


@pytest.mark.parametrize(
    ("lines", "script", "code"),
    [
        (FRENCH, "", "fr"),
        (["I managed the team and built the tools that are used by all of the shops"], "", "en"),
        (RUSSIAN, "cyrilliques", "und"),
        (["خبرة في المحاسبة"], "arabes", "und"),
        (["会计工作经验"], "chinois ou japonais", "und"),
        (["Λογιστής από το 2015"], "grecs", "und"),
        # a name and an address in other letters make no other script
        ([*FRENCH, "Анна Иванова, Москва"], "", "fr"),
        (["2015 - 2020", "12 / 20"], "", "fr"),
    ],
)
def test_letters_and_language(lines: list[str], script: str, code: str) -> None:
    assert language.script_of(lines) == script
    assert language.of(lines) == code


def test_a_text_in_other_letters_is_read_and_said() -> None:
    document = parse_document("\n".join(RUSSIAN).encode(), "cv.txt")
    assert document.text.splitlines() == RUSSIAN
    assert document.reading.language == "und"
    assert [(w.kind, "cyrilliques" in w.detail) for w in document.reading.warnings] == [
        ("language", True)
    ]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("L", (40, 40), 255).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (FRENCH, True),
        (GARBLED, False),
        (["01 0"], False),
        (RUSSIAN, False),
        (["会计工作经验"], True),
    ],
)
def test_a_scan_in_no_known_language_is_unread(
    lines: list[str], read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognised = [Line(text) for text in lines], Reading("picture", ocr=True)
    monkeypatch.setattr(reader, "scanned_lines", lambda *_: recognised)
    if read:
        assert parse_document(picture(), "cv.png").text.splitlines() == lines
        return
    with pytest.raises(UnreadableDocument) as caught:
        parse_document(picture(), "cv.png")
    assert caught.value.reason == "language"


@pytest.mark.parametrize(("again", "kept"), [(FRENCH, False), (GARBLED, True)])
def test_a_garbled_text_layer_gives_way_to_a_scan_that_is_better(
    again: list[str], kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = b" 0 -20 Td ".join(b"(%s) Tj" % text.encode() for text in GARBLED)
    data = page_of(b"BT /F1 10 Tf 50 700 Td " + rows + b" ET")
    recognised = [Line(text) for text in again], Reading("pdf", ocr=True)
    monkeypatch.setattr(paper, "scanned_lines", lambda *_: recognised)
    monkeypatch.setattr(paper.ocr, "available", lambda: True)
    lines, reading = paper.pdf_lines("cv.pdf", data)
    assert reading.ocr is not kept
    assert "qzx" in lines[0].text if kept else lines[0].text == FRENCH[0]
