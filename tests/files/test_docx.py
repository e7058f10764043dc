"""DOCX: what is shown and what is not, each document written in its test, near misses beside."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.documents import Document
from pipeline.files.reader import parse_document

SPACES = nsdecls("w", "wp", "a") + (
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
WHITE = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'


def paragraph(text: str, traits: str = "", mark: str = "") -> str:
    return f"<w:p>{mark}<w:r>{traits}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def cell(content: str, traits: str = "") -> str:
    return f"<w:tc><w:tcPr>{traits}</w:tcPr>{content}</w:tc>"


def table(*rows: str, traits: str = "") -> str:
    grid = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{traits}</w:tblPr><w:tblGrid/>{grid}</w:tbl>"


def shade(fill: str, value: str = "clear", color: str = "auto") -> str:
    return f'<w:shd w:val="{value}" w:color="{color}" w:fill="{fill}"/>'


def made(body: str, background: str = "", style: str = "") -> bytes:
    """A DOCX with a body written in XML."""
    document = docx.Document()
    root = parse_xml(f"<w:body {SPACES}>{body}</w:body>")
    for element in reversed(list(root)):
        document.element.body.insert(0, element)
    if background:
        shown = parse_xml(f'<w:background {SPACES} w:color="{background}"/>')
        document.element.insert(0, shown)
    if style:
        document.styles.element.append(parse_xml(style.replace("<w:style ", f"<w:style {SPACES} ")))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(body: str, background: str = "", style: str = "") -> Document:
    return parse_document(made(body, background, style), "cv.docx")


def lines(body: str) -> list[str]:
    return [line.text for line in read(body).lines]


SEEN = paragraph("visible")
STYLE = (
    '<w:style w:type="table" w:styleId="Bandeau"><w:name w:val="Bandeau"/>'
    '<w:tblStylePr w:type="firstCol"><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)
JAVA = paragraph("Java", WHITE)
STYLED = '<w:tblStyle w:val="Bandeau"/><w:tblLook w:val="0080"/>'


def behind(fill: str, height: int = 900_000) -> str:
    """A shape anchored behind the text of its paragraph."""
    return (
        '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"><wp:positionV relativeFrom="page">'
        f'<wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="7560000" cy="{height}"/>'
        '<a:graphic><a:graphicData uri="x"><wps:wsp><wps:spPr><a:solidFill>'
        f'<a:srgbClr val="{fill}"/>'
        "</a:solidFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</w:r></w:p>"
    )


@pytest.mark.parametrize(
    ("body", "background"),
    [
        (JAVA, "0B0C10"),
        (table(cell(JAVA, shade("auto", "solid", "1F3864")) + cell(SEEN)), ""),
        (table(cell(JAVA) + cell(SEEN, shade("FFFFFF")), traits=shade("2E1A47")), ""),
        (table(cell(JAVA) + cell(SEEN), traits=STYLED), ""),
        (behind("1B2A41") + JAVA, ""),
        (paragraph("Java", WHITE, f"<w:pPr>{shade('333333')}</w:pPr>"), ""),
    ],
)
def test_white_letters_on_coloured_paper_are_seen(body: str, background: str) -> None:
    found = read(SEEN + body, background, STYLE)
    assert "Java" in found.text and found.reading.hidden_text == ()


@pytest.mark.parametrize(
    ("body", "background"),
    [
        (JAVA, "FFFFFF"),
        (table(cell(JAVA, shade("FFFFFF")) + cell(SEEN), traits=shade("2E1A47")), ""),
        (table(cell(JAVA, shade("FFFFFF", "clear", "1F3864")) + cell(SEEN)), ""),
        (table(cell(SEEN) + cell(JAVA), traits=STYLED), ""),
        (table(cell(JAVA) + cell(SEEN), traits=STYLED.replace("0080", "0000")), ""),
        (behind("FFFFFF") + JAVA, ""),
        (behind("1B2A41") + SEEN * 12 + JAVA, ""),
    ],
)
def test_white_letters_on_white_paper_are_hidden(body: str, background: str) -> None:
    found = read(SEEN + body, background, STYLE)
    assert "Java" not in found.text and found.reading.hidden_text == ("Java",)


def test_strict_documents_are_read() -> None:
    source = zipfile.ZipFile(io.BytesIO(made(table(cell(paragraph("2016")) + cell(SEEN)))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            for usual, strict in (
                (b"wordprocessingml/2006/main", b"wordprocessingml/main"),
                (b"officeDocument/2006/", b"officeDocument/"),
            ):
                usual = b"http://schemas.openxmlformats.org/" + usual
                part = part.replace(usual, b"http://purl.oclc.org/ooxml/" + strict)
            target.writestr(name, part)
    assert parse_document(out.getvalue(), "cv.docx").text == "2016  visible"


def control(content: str, traits: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{traits}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_content_controls_are_read_and_their_placeholders_are_not() -> None:
    waiting = "<w:showingPlcHdr/>"
    run = "<w:r><w:t>{}</w:t></w:r>"
    inline = f"<w:p>{run.format('Gainier')}{control(run.format(' [société]'), waiting)}</w:p>"
    filled = f"<w:p>{run.format('Lapidaire')}{control(run.format(' Lamoura'))}</w:p>"
    dated = table(control(cell(paragraph("2012 à 2020"))) + cell(paragraph("Horloger")))
    block = control(paragraph("Cliquez ici"), waiting)
    assert lines(inline + filled + dated + block) == [
        "Gainier",
        "Lapidaire Lamoura",
        "2012 à 2020  Horloger",
    ]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next_one() -> None:
    deleted = "<w:pPr><w:rPr><w:del w:id='3' w:author='A'/></w:rPr></w:pPr>"
    inserted = deleted.replace("w:del", "w:ins")
    title, dates = "Santonnière – Abbans", " – mars 2012"
    assert lines(paragraph(title, mark=deleted) + paragraph(dates)) == [title + dates]
    assert lines(paragraph(title, mark=inserted) + paragraph("BTS")) == [title, "BTS"]
    gone = "<w:trPr><w:del w:id='4' w:author='A'/></w:trPr>" + cell(paragraph("effacé"))
    assert lines(table(gone, cell(SEEN))) == ["visible"]


def box(text: str, x: int, y: int, frame: str = "page") -> str:
    """A run with a text box at a place of the page."""
    return (
        f'<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>{x}'
        f'</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{frame}"><wp:posOffset>{y}'
        '</wp:posOffset></wp:positionV><wp:extent cx="2000000" cy="400000"/><a:graphic>'
        f'<a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>{paragraph(text)}'
        "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


@pytest.mark.parametrize("frame", ["page", "paragraph"])
def test_text_boxes_are_read_in_the_order_of_the_page(frame: str) -> None:
    drawn = [
        box("Formation", 3_000_000, 5_000_000, frame),
        box("Langues", 100_000, 5_200_000, frame),
        box("Contact", 100_000, 1_000_000, frame),
        box("Expérience", 3_000_000, 1_100_000, frame),
    ]
    found = lines(f"<w:p>{''.join(drawn)}</w:p>{SEEN}")
    assert found == ["Contact", "Langues", "Expérience", "Formation", "visible"]


def test_headers_of_every_section_are_read_once() -> None:
    document = docx.Document()
    document.add_paragraph("Cariste à Nouméa")
    document.sections[0].header.paragraphs[0].text = "Fantin Lavoine"
    for text in ("CACES R489", "Fantin Lavoine"):
        section = document.add_section()
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = text
    section.footer.is_linked_to_previous = False
    section.footer.paragraphs[0].text = "06 81 71 61 51"
    out = io.BytesIO()
    document.save(out)
    assert parse_document(out.getvalue(), "cv.docx").text.splitlines() == [
        "Fantin Lavoine",
        "Cariste à Nouméa",
        "CACES R489",
        "06 81 71 61 51",
    ]
