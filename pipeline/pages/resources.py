"""The named resources of a PDF: its fonts, forms, colour spaces, graphics states and layers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1

from pipeline.pages.fonts import PdfFace, face_of
from pipeline.pages.geometry import IDENTITY
from pipeline.pages.named import Form, Tile
from pipeline.pages.objects import BROKEN, content_of, literal

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


class Shop:
    """Faces and forms of a document, each made once."""

    def __init__(self, document: PDFDocument) -> None:
        self._manager = PDFResourceManager()
        self._faces: dict[int, PdfFace | None] = {}
        self.off = _layers_off(document)
        self.form_defaults = _form_defaults(document)
        """What all fields of the form share."""

    @property
    def stale(self) -> bool:
        """Whether the pictures of fields are older than their values."""
        return resolve1(self.form_defaults.get("NeedAppearances")) is True

    def face(self, reference: Any) -> PdfFace | None:
        key = reference.objid if isinstance(reference, PDFObjRef) else id(reference)
        if key not in self._faces:
            try:
                self._faces[key] = face_of(self._manager, dict_value(reference))
            except (*BROKEN, RecursionError):
                self._faces[key] = None
        return self._faces[key]

    def form(self, stream: PDFStream, outer: Any) -> Form:
        numbers = [float(resolve1(n)) for n in list_value(stream.get("Matrix", IDENTITY))]
        box = [float(resolve1(n)) for n in list_value(stream["BBox"])] if "BBox" in stream else None
        matrix = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
        frame = (box[0], box[1], box[2], box[3]) if box and len(box) == 4 else None
        return Form(
            content_of(stream),
            matrix,
            frame,
            Named(resolve1(stream.get("Resources")) or outer, self),
            "Group" in stream,
        )


def _layers_off(document: PDFDocument) -> set[int]:
    """The object numbers of the layers that are off."""
    try:
        properties = dict_value(document.catalog.get("OCProperties", {}))
        off = list_value(dict_value(properties.get("D", {})).get("OFF", []))
        return {layer.objid for layer in off if isinstance(layer, PDFObjRef)}
    except BROKEN:
        return set()


def _form_defaults(document: PDFDocument) -> Mapping[str, Any]:
    try:
        return dict_value(document.catalog.get("AcroForm", {}))
    except BROKEN:
        return {}


class Named:
    """The resources of a content stream, as `canvas.Resources` wants them."""

    def __init__(self, resources: Any, shop: Shop) -> None:
        self._resources, self._shop = resources if isinstance(resources, Mapping) else {}, shop

    def _entry(self, kind: str, name: str) -> Any:
        try:
            return dict_value(self._resources.get(kind, {})).get(name)
        except BROKEN:
            return None

    def face(self, name: str) -> PdfFace | None:
        entry = self._entry("Font", name)
        return None if entry is None else self._shop.face(entry)

    def drawn(self, name: str) -> Form | bool:
        stream = resolve1(self._entry("XObject", name))
        if not isinstance(stream, PDFStream):
            return False
        if literal(stream.get("Subtype")) == "Form":
            return self._shop.form(stream, self._resources)
        return not any(key in stream for key in ("SMask", "Mask", "ImageMask"))

    def pattern(self, name: str) -> Tile | None:
        try:
            stream = resolve1(self._entry("Pattern", name))
            if not isinstance(stream, PDFStream):
                return None
            across, up = (float(resolve1(stream[key])) for key in ("XStep", "YStep"))
            return Tile(self._shop.form(stream, self._resources), across, up)
        except BROKEN:
            return None

    def opacity(self, name: str) -> float | None:
        try:
            value = resolve1(dict_value(self._entry("ExtGState", name) or {}).get("ca"))
        except BROKEN:
            return None
        return float(value) if isinstance(value, int | float) else None

    def masked(self, name: str) -> bool | None:
        try:
            mask = resolve1(dict_value(self._entry("ExtGState", name) or {}).get("SMask"))
        except BROKEN:
            return None
        return None if mask is None else isinstance(mask, Mapping)

    def blend(self, name: str) -> str:
        try:
            mode = resolve1(dict_value(self._entry("ExtGState", name) or {}).get("BM"))
        except BROKEN:
            return ""
        return literal(mode[0]) if isinstance(mode, list) and mode else literal(mode)

    def components(self, name: str) -> int:
        if name in _COMPONENTS:
            return _COMPONENTS[name]
        space = resolve1(self._entry("ColorSpace", name))
        kind = literal(space[0]) if isinstance(space, list) and space else literal(space)
        if kind == "ICCBased":
            profile = resolve1(space[1])
            return int(resolve1(profile.get("N", 0))) if isinstance(profile, PDFStream) else 0
        return _COMPONENTS.get(kind, 0)

    def shown(self, name: str) -> bool:
        layer = self._entry("Properties", name)
        return not (isinstance(layer, PDFObjRef) and layer.objid in self._shop.off)
