"""PDF through pdfminer.six: its documents, pages, fonts and filters; the content streams are run by
`content`, a faster path.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pdfminer.pdfdocument import (
    PDFDocument,
    PDFEncryptionError,
    PDFNoValidXRef,
    PDFPasswordIncorrect,
)
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

from pipeline.errors import UnreadableDocument
from pipeline.pages.canvas import IDENTITY, Canvas, Form, Matrix, Rectangle, bounds, place
from pipeline.pages.content import run_content
from pipeline.pages.fonts import PdfFace, face_of
from pipeline.pages.ink import PageInk, collect

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MAX_PAGES = 200
_WRONG = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
)
_BROKEN = (PDFException, PSException, *_WRONG)
_COMPONENTS = {
    "DeviceGray": 1,
    "G": 1,
    "CalGray": 1,
    "DeviceRGB": 3,
    "RGB": 3,
    "CalRGB": 3,
    "DeviceCMYK": 4,
    "CMYK": 4,
}
_ANNOTATIONS = ("Widget", "FreeText")
"""Annotations that are text on the page: fields of forms, notes written on it."""
_HIDDEN_FLAGS = 0b100010


class PdfText(NamedTuple):
    """The pages of a PDF, and the files attached to it that are XML."""

    pages: list[PageInk]
    attached: list[bytes]


def read_pdf(file: str, data: bytes) -> PdfText:
    """The ink of the pages of a PDF.

    Raises UnreadableDocument: `encrypted`, `broken` or `too_long`.
    """
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        return PdfText(list(_pages(file, document)), list(_attached(document)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise UnreadableDocument(
            file,
            "encrypted",
            "le PDF est protégé par un mot de passe",
            "demander une version sans mot de passe",
        ) from None
    except UnreadableDocument:
        raise
    except (PDFException, PSException, PDFSyntaxError, PDFNoValidXRef):
        fact = "le PDF est endommagé"
    except (*_WRONG, RecursionError, MemoryError):
        fact = "le PDF ne respecte pas son format"
    raise UnreadableDocument(
        file, "broken", fact, "l'ouvrir, l'imprimer en PDF et déposer la copie"
    )


def _pages(file: str, document: PDFDocument) -> Iterator[PageInk]:
    shop = _Shop(document)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MAX_PAGES:
            raise UnreadableDocument(
                file, "too_long", f"plus de {MAX_PAGES} pages", "ne garder que le CV"
            )
        yield _page(page, shop)


def _page(page: PDFPage, shop: _Shop) -> PageInk:
    box = page.cropbox or page.mediabox
    ctm, width, height = _upright(box, page.rotate)
    canvas = Canvas(run_content, ctm, (0.0, 0.0, width, height))
    streams = [resolve1(s) for s in page.contents]
    data = b"\n".join(_data(s) for s in streams if isinstance(s, PDFStream))
    canvas.draw(Form(data, IDENTITY, None, _Named(page.resources, shop)))
    for form in _annotations(page, shop):
        canvas.draw(form)
    return collect(canvas, width, height)


def _upright(box: Rectangle, turn: int) -> tuple[Matrix, float, float]:
    """The matrix from the space of a page to paper as it is held, and the paper's width and height."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return (0, -1, 1, 0, -y0, x1), y1 - y0, x1 - x0
    if turn == 180:
        return (-1, 0, 0, -1, x1, y1), x1 - x0, y1 - y0
    if turn == 270:
        return (0, 1, -1, 0, y1, -x0), y1 - y0, x1 - x0
    return (1, 0, 0, 1, -x0, -y0), x1 - x0, y1 - y0


def _data(stream: PDFStream) -> bytes:
    try:
        return bytes(stream.get_data())
    except _BROKEN:
        return b""


def _annotations(page: PDFPage, shop: _Shop) -> Iterator[Form]:
    """What fields of forms and notes show on the page."""
    try:
        found = [resolve1(a) for a in list_value(page.annots or [])]
    except _BROKEN:
        return
    for annotation in found:
        try:
            kind, flags = _literal(annotation.get("Subtype")), int(resolve1(annotation.get("F", 0)))
            shown = resolve1(dict_value(annotation.get("AP", {})).get("N"))
            if (
                kind not in _ANNOTATIONS
                or flags & _HIDDEN_FLAGS
                or not isinstance(shown, PDFStream)
            ):
                continue
            form = shop.form(shown, {})
            corners = [float(resolve1(n)) for n in list_value(annotation["Rect"])]
            x0, y0 = min(corners[0], corners[2]), min(corners[1], corners[3])
            around = (
                bounds([place(form.matrix, x, y) for x, y in (form.box[:2], form.box[2:])])
                if form.box
                else (0, 0, 0, 0)
            )
            a, b, c, d, e, f = form.matrix
            yield form._replace(matrix=(a, b, c, d, e + x0 - around[0], f + y0 - around[1]))
        except _BROKEN:
            continue


def _literal(value: Any) -> str:
    resolved = resolve1(value)
    return str(resolved.name) if isinstance(resolved, PSLiteral) else ""


class _Shop:
    """Faces and forms of a document, each made once."""

    def __init__(self, document: PDFDocument) -> None:
        self._manager = PDFResourceManager()
        self._faces: dict[int, PdfFace | None] = {}
        self.off = _layers_off(document)

    def face(self, reference: Any) -> PdfFace | None:
        key = reference.objid if isinstance(reference, PDFObjRef) else id(reference)
        if key not in self._faces:
            try:
                self._faces[key] = face_of(self._manager, dict_value(reference))
            except (*_BROKEN, RecursionError):
                self._faces[key] = None
        return self._faces[key]

    def form(self, stream: PDFStream, outer: Any) -> Form:
        numbers = [float(resolve1(n)) for n in list_value(stream.get("Matrix", IDENTITY))]
        box = [float(resolve1(n)) for n in list_value(stream["BBox"])] if "BBox" in stream else None
        matrix = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
        frame = (box[0], box[1], box[2], box[3]) if box and len(box) == 4 else None
        return Form(
            _data(stream), matrix, frame, _Named(resolve1(stream.get("Resources")) or outer, self)
        )


def _layers_off(document: PDFDocument) -> set[int]:
    """The object numbers of the layers that are off."""
    try:
        properties = dict_value(document.catalog.get("OCProperties", {}))
        off = list_value(dict_value(properties.get("D", {})).get("OFF", []))
        return {layer.objid for layer in off if isinstance(layer, PDFObjRef)}
    except _BROKEN:
        return set()


class _Named:
    """The resources of a content stream, as `canvas.Resources` wants them."""

    def __init__(self, resources: Any, shop: _Shop) -> None:
        self._resources, self._shop = resources if isinstance(resources, Mapping) else {}, shop

    def _entry(self, kind: str, name: str) -> Any:
        try:
            return dict_value(self._resources.get(kind, {})).get(name)
        except _BROKEN:
            return None

    def face(self, name: str) -> PdfFace | None:
        entry = self._entry("Font", name)
        return None if entry is None else self._shop.face(entry)

    def drawn(self, name: str) -> Form | bool:
        stream = resolve1(self._entry("XObject", name))
        if not isinstance(stream, PDFStream):
            return False
        if _literal(stream.get("Subtype")) == "Form":
            return self._shop.form(stream, self._resources)
        return not any(key in stream for key in ("SMask", "Mask", "ImageMask"))

    def opacity(self, name: str) -> float | None:
        try:
            value = resolve1(dict_value(self._entry("ExtGState", name) or {}).get("ca"))
        except _BROKEN:
            return None
        return float(value) if isinstance(value, int | float) else None

    def components(self, name: str) -> int:
        if name in _COMPONENTS:
            return _COMPONENTS[name]
        space = resolve1(self._entry("ColorSpace", name))
        kind = _literal(space[0]) if isinstance(space, list) and space else _literal(space)
        if kind == "ICCBased":
            profile = resolve1(space[1])
            return int(resolve1(profile.get("N", 0))) if isinstance(profile, PDFStream) else 0
        return _COMPONENTS.get(kind, 0)

    def shown(self, name: str) -> bool:
        layer = self._entry("Properties", name)
        return not (isinstance(layer, PDFObjRef) and layer.objid in self._shop.off)


def _attached(document: PDFDocument) -> Iterator[bytes]:
    """The XML files attached to a PDF (Europass keeps its data in one)."""
    try:
        names = dict_value(dict_value(document.catalog.get("Names", {})).get("EmbeddedFiles", {}))
        for entry in list_value(names.get("Names", []))[1::2]:
            stream = resolve1(dict_value(dict_value(entry).get("EF", {})).get("F"))
            if isinstance(stream, PDFStream) and (data := _data(stream)).lstrip()[:5] == b"<?xml":
                yield data
    except _BROKEN:
        return
