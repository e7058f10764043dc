"""What the fields of forms and the notes of a page show on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1

from pipeline.pages.geometry import bounds, place
from pipeline.pages.named import Form
from pipeline.pages.objects import BROKEN, literal
from pipeline.pages.resources import Shop

_ANNOTATIONS = ("Widget", "FreeText")
"""Annotations that are text on the page: fields of forms, notes written on it."""
_HIDDEN_FLAGS = 0b100010


def shown_notes(page: PDFPage, shop: Shop) -> Iterator[Form]:
    """What fields of forms and notes show on the page."""
    try:
        found = [resolve1(a) for a in list_value(page.annots or [])]
    except BROKEN:
        return
    for annotation in found:
        try:
            form = _shown(annotation, shop)
        except BROKEN:
            continue
        if form is not None:
            yield form


def _shown(annotation: Any, shop: Shop) -> Form | None:
    """The appearance of an annotation, placed where it stands on its page."""
    kind, flags = literal(annotation.get("Subtype")), int(resolve1(annotation.get("F", 0)))
    shown = resolve1(dict_value(annotation.get("AP", {})).get("N"))
    if kind not in _ANNOTATIONS or flags & _HIDDEN_FLAGS or not isinstance(shown, PDFStream):
        return None
    form = shop.form(shown, {})
    corners = [float(resolve1(n)) for n in list_value(annotation["Rect"])]
    x0, y0 = min(corners[0], corners[2]), min(corners[1], corners[3])
    left, bottom = 0.0, 0.0
    if form.box:
        ends = form.box[:2], form.box[2:]
        left, bottom, _, _ = bounds([place(form.matrix, x, y) for x, y in ends])
    a, b, c, d, e, f = form.matrix
    return form._replace(matrix=(a, b, c, d, e + x0 - left, f + y0 - bottom))
