"""Open documents written in their tests: what a person sees of them, in which order."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.documents import Document
from pipeline.errors import UnreadableDocument
from pipeline.files.reader import parse_document

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{name}="{_URN}:{space}:1.0"'
    for name, space in (
        *((n, n) for n in ("office", "style", "text", "table", "manifest")),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_COLORS = """
<style:style style:name="White" style:family="paragraph">
 <style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="White">
 <style:paragraph-properties fo:background-color="#7b1e3a"/></style:style>
<style:style style:name="Child" style:family="paragraph" style:parent-style-name="Heading"/>
<style:style style:name="Blue" style:family="text">
 <style:text-properties fo:color="#1f3864"/></style:style>
<style:style style:name="Marked" style:family="text">
 <style:text-properties fo:color="#ffffff" fo:background-color="#1f3864"/></style:style>
<style:style style:name="Auto" style:family="text">
 <style:text-properties fo:color="#ffffff" style:use-window-font-color="true"/></style:style>
<style:style style:name="None" style:family="text">
 <style:text-properties text:display="none"/></style:style>
<style:style style:name="Tiny" style:family="text">
 <style:text-properties fo:font-size="1pt"/></style:style>
<style:style style:name="Dark" style:family="table-cell">
 <style:table-cell-properties fo:background-color="#1f3864"/></style:style>
<style:style style:name="Dark" style:family="table">
 <style:table-properties fo:background-color="#1f3864"/></style:style>
<style:style style:name="Dark" style:family="table-row">
 <style:table-row-properties fo:background-color="#1f3864"/></style:style>
<style:style style:name="Light" style:family="table-cell">
 <style:table-cell-properties fo:background-color="#ffffff"/></style:style>
<style:style style:name="Dark" style:family="graphic">
 <style:graphic-properties draw:fill="solid" draw:fill-color="#263238"/></style:style>
<style:style style:name="Bare" style:family="graphic">
 <style:graphic-properties draw:fill="none" draw:fill-color="#263238"/></style:style>
<style:style style:name="Faded" style:family="graphic">
 <style:graphic-properties draw:fill="gradient"/></style:style>
<style:style style:name="Behind" style:family="graphic">
 <style:graphic-properties style:run-through="background" draw:fill="solid"
  draw:fill-color="#263238"/></style:style>
<style:style style:name="White behind" style:family="graphic">
 <style:graphic-properties style:run-through="background" draw:fill="solid"
  draw:fill-color="#ffffff"/></style:style>
"""
_TEXT = '<text:p text:style-name="White">Java</text:p>'
_DARK_PAGE = """<style:page-layout style:name="L">
 <style:page-layout-properties fo:background-color="#202020"/></style:page-layout>"""


def written(body: str, layout: str = "") -> bytes:
    """An ODT with these paragraphs."""
    common = f"""<office:document-styles {_SPACES}>
<office:automatic-styles>{layout}</office:automatic-styles>
<office:master-styles><style:master-page style:name="S" style:page-layout-name="L">
 <style:header><text:p>En-tête</text:p></style:header></style:master-page></office:master-styles>
</office:document-styles>"""
    content = f"""<office:document-content {_SPACES}>
<office:automatic-styles>{_COLORS}</office:automatic-styles>
<office:body><office:text>{body}<text:p>fin</text:p></office:text></office:body>
</office:document-content>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", common)
    return out.getvalue()


def read(body: str, layout: str = "") -> Document:
    return parse_document(written(body, layout), "cv.odt")


def cell(inner: str, style: str, table: str = "", row: str = "") -> str:
    return (
        f'<table:table table:style-name="{table}"><table:table-row table:style-name="{row}">'
        f'<table:table-cell table:style-name="{style}">{inner}</table:table-cell>'
        "</table:table-row></table:table>"
    )


def frame(inner: str, style: str, height: str = "9cm") -> str:
    return (
        f'<draw:frame draw:style-name="{style}" svg:height="{height}">'
        f"<draw:text-box>{inner}</draw:text-box></draw:frame>"
    )


def drawn(style: str, height: str) -> str:
    """A shape without text, anchored in a paragraph."""
    shape = f'<draw:custom-shape draw:style-name="{style}" svg:height="{height}"/>'
    return f"<text:p>{shape}début</text:p>"


def spanned(style: str) -> str:
    return f'<text:p><text:span text:style-name="{style}">Java</text:span></text:p>'


@pytest.mark.parametrize(
    ("body", "layout"),
    [
        (cell(_TEXT, "Dark"), ""),
        (cell(_TEXT, "", table="Dark"), ""),
        (cell(_TEXT, "", row="Dark"), ""),
        ('<text:p text:style-name="Heading">Java</text:p>', ""),
        ('<text:p text:style-name="Child">Java</text:p>', ""),
        (spanned("Marked"), ""),
        (spanned("Auto"), ""),
        (f"<text:p>{frame(_TEXT, 'Dark')}</text:p>", ""),
        (frame(_TEXT, "Dark"), ""),
        (f"<text:p>{frame(_TEXT, 'Faded')}</text:p>", ""),
        (f'<draw:custom-shape draw:style-name="Dark">{_TEXT}</draw:custom-shape>', ""),
        (drawn("Behind", "9cm") + _TEXT, ""),
        (_TEXT, _DARK_PAGE),
        (cell(cell(_TEXT, ""), "Dark"), ""),
    ],
)
def test_letters_on_a_ground_of_another_colour_are_seen(body: str, layout: str) -> None:
    document = read(body, layout)
    assert "Java" in document.text
    assert not document.reading.hidden_text


@pytest.mark.parametrize(
    "body",
    [
        _TEXT,
        cell(_TEXT, "Light"),
        cell(_TEXT, "Light", table="Dark"),
        cell(_TEXT, ""),
        cell(spanned("Blue"), "Dark"),
        spanned("None"),
        spanned("Tiny"),
        f"<text:p>{frame(_TEXT, 'Bare')}</text:p>",
        drawn("White behind", "9cm") + _TEXT,
        drawn("Dark", "9cm") + _TEXT,
        drawn("Behind", "1cm") + "<text:p>un</text:p><text:p>deux</text:p>" + _TEXT,
        f'<text:section text:display="none">{_TEXT}</text:section>',
    ],
)
def test_letters_of_the_colour_of_their_ground_are_hidden(body: str) -> None:
    document = read(body)
    assert "Java" not in document.text
    assert document.reading.hidden_text == ("Java",)


def test_the_order_of_what_is_read() -> None:
    body = (
        "<text:tracked-changes><text:deletion><text:p>supprimé</text:p></text:deletion>"
        "</text:tracked-changes>"
        f'<text:h>Titre</text:h><text:p>Avant<text:s text:c="3"/>après{frame(_TEXT, "Dark")}'
        "<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>remarque</text:p></office:annotation></text:p>"
        "<text:list><text:list-item><text:p>un</text:p><text:p>suite</text:p></text:list-item>"
        "</text:list><text:p>première\n   ligne<text:line-break/>seconde<text:tab/>colonne</text:p>"
    )
    assert [line.text for line in read(body).lines] == [
        "En-tête",
        "Titre",
        "Avant après",
        "Java",
        "note",
        "- un",
        "suite",
        "première ligne",
        "seconde  colonne",
        "fin",
    ]


def test_a_flat_document_is_read_and_a_broken_one_is_refused() -> None:
    body = f"<office:body><office:text>{_TEXT}<text:p>lisible</text:p></office:text></office:body>"
    styles = f"<office:automatic-styles>{_COLORS}</office:automatic-styles>"
    flat = f"<?xml version='1.0'?><office:document {_SPACES}>{styles}{body}</office:document>"
    document = parse_document(flat.encode(), "cv.fodt")
    assert document.text == "lisible"
    assert document.reading.hidden_text == ("Java",)
    with pytest.raises(UnreadableDocument, match="endommagé"):
        parse_document(flat[:-20].encode(), "cv.fodt")


def test_an_encrypted_document_says_so() -> None:
    out = io.BytesIO(written(""))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(UnreadableDocument, match="mot de passe"):
        parse_document(out.getvalue(), "cv.odt")
