"""PDF through pdfminer.six: its documents, pages, fonts and filters; the content streams are run by
`content`, a faster path.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import NamedTuple

from pdfminer.pdfdocument import (
    PDFDocument,
    PDFEncryptionError,
    PDFNoValidXRef,
    PDFPasswordIncorrect,
)
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psexceptions import PSException

from pipeline.errors import UnreadableDocument
from pipeline.pages.annotations import shown_notes
from pipeline.pages.canvas import Canvas
from pipeline.pages.content import run_content
from pipeline.pages.fields import on_lines
from pipeline.pages.geometry import IDENTITY, Matrix, Rectangle, bounds, meet
from pipeline.pages.ink import PageInk, collect
from pipeline.pages.mending import mended
from pipeline.pages.named import Form
from pipeline.pages.objects import BROKEN, WRONG, content_of
from pipeline.pages.resources import Named, Shop
from pipeline.pages.xfa import typed_into

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MAX_PAGES = 200
A4: Rectangle = (0.0, 0.0, 595.0, 842.0)


class PdfText(NamedTuple):
    """The pages of a PDF, the files attached to it that are XML, and what was typed into a form
    that has no pages of its own.
    """

    pages: list[PageInk]
    attached: list[bytes]
    typed: list[str]


def read_pdf(file: str, data: bytes) -> PdfText:
    """The ink of the pages of a PDF; a damaged one, or one that shows nothing, is mended first.

    Raises UnreadableDocument: `encrypted`, `broken` or `too_long`.
    """
    try:
        text = _read(file, data)
        if any(page.letters or page.pictures for page in text.pages) or text.typed:
            return text
    except UnreadableDocument as error:
        if error.reason != "broken" or not (copy := mended(data)):
            raise
        return _read(file, copy)
    copy = mended(data)
    return (_again(file, copy) if copy else None) or text


def _again(file: str, copy: bytes) -> PdfText | None:
    """What a mended copy shows; None where it is no better."""
    try:
        return _read(file, copy)
    except UnreadableDocument:
        return None


def _read(file: str, data: bytes) -> PdfText:
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = list(_pages(file, document))
        return PdfText(pages, list(_attached(document)), typed_into(_packets(document)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        fact, remedy = "le PDF est protégé par un mot de passe", "demander une version sans lui"
        raise UnreadableDocument(file, "encrypted", fact, remedy) from None
    except UnreadableDocument:
        raise
    except (PDFException, PSException, PDFSyntaxError, PDFNoValidXRef):
        fact = "le PDF est endommagé"
    except (*WRONG, RecursionError, MemoryError):
        fact = "le PDF ne respecte pas son format"
    raise UnreadableDocument(
        file, "broken", fact, "l'ouvrir, l'imprimer en PDF et déposer la copie"
    )


def _pages(file: str, document: PDFDocument) -> Iterator[PageInk]:
    shop = Shop(document)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MAX_PAGES:
            raise UnreadableDocument(
                file, "too_long", f"plus de {MAX_PAGES} pages", "ne garder que le CV"
            )
        yield _page(page, shop)


def _page(page: PDFPage, shop: Shop) -> PageInk:
    box = _shown(page)
    ctm, width, height = _upright(box, page.rotate)
    canvas = Canvas(run_content, ctm, (0.0, 0.0, width, height))
    streams = [resolve1(s) for s in page.contents]
    data = b"\n".join(content_of(s) for s in streams if isinstance(s, PDFStream))
    canvas.draw(Form(data, IDENTITY, None, Named(page.resources, shop)))
    printed = list(canvas.runs)
    for form in shown_notes(page, shop):
        canvas.draw(form)
    canvas.runs = [*printed, *on_lines(printed, canvas.runs[len(printed) :])]
    return collect(canvas, width, height)


def _shown(page: PDFPage) -> Rectangle:
    """The part of a page that is shown: its crop box where that lies on its paper, its paper else;
    a page without a size is A4.
    """
    paper = _ordered(page.mediabox or A4)
    crop = meet(_ordered(page.cropbox or paper), paper)
    sized = (box for box in (crop, paper) if box[0] < box[2] and box[1] < box[3])
    return next(sized, A4)


def _ordered(box: Rectangle) -> Rectangle:
    return bounds([(box[0], box[1]), (box[2], box[3])])


def _upright(box: Rectangle, turn: int) -> tuple[Matrix, float, float]:
    """The matrix from the space of a page to paper as it is held; the paper's width and height."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return (0, -1, 1, 0, -y0, x1), y1 - y0, x1 - x0
    if turn == 180:
        return (-1, 0, 0, -1, x1, y1), x1 - x0, y1 - y0
    if turn == 270:
        return (0, 1, -1, 0, y1, -x0), y1 - y0, x1 - x0
    return (1, 0, 0, 1, -x0, -y0), x1 - x0, y1 - y0


def _packets(document: PDFDocument) -> bytes:
    """The data of a form of XML whose fields stand on no page; none for others."""
    try:
        form = dict_value(document.catalog.get("AcroForm", {}))
        if resolve1(form.get("Fields")) and not resolve1(document.catalog.get("NeedsRendering")):
            return b""
        held = resolve1(form.get("XFA"))
        named = held if isinstance(held, list) else [b"datasets", held]
        streams = zip(named[::2], map(resolve1, named[1::2]), strict=False)
        found = (s for name, s in streams if name == b"datasets" and isinstance(s, PDFStream))
        return content_of(stream) if (stream := next(found, None)) else b""
    except BROKEN:
        return b""


def _attached(document: PDFDocument) -> Iterator[bytes]:
    """The XML files attached to a PDF (Europass keeps its data in one)."""
    try:
        names = dict_value(dict_value(document.catalog.get("Names", {})).get("EmbeddedFiles", {}))
        for entry in list_value(names.get("Names", []))[1::2]:
            stream = resolve1(dict_value(dict_value(entry).get("EF", {})).get("F"))
            data = content_of(stream) if isinstance(stream, PDFStream) else b""
            if data.lstrip()[:5] == b"<?xml":
                yield data
    except BROKEN:
        return
