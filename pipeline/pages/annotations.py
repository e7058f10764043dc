"""What the fields of forms and the notes of a page show on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.utils import decode_text

from pipeline.pages.fields import Value, written
from pipeline.pages.geometry import Rectangle, bounds, place, times
from pipeline.pages.named import Form
from pipeline.pages.objects import BROKEN, content_of, literal
from pipeline.pages.resources import Shop

_NOT_ON_PAGE = ("Popup", "")
_HIDDEN_FLAGS = 0b100010
_SECRET, _LINES = 1 << 13, 1 << 12
"""Flags of a field of text: a password; several lines."""
_DEEPEST = 16
_SAYS = re.compile(rb"T[jJ]\b|['\"]\s|\bDo\b")
"""Operators that show text, or a form that may."""


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
    """The picture of an annotation where it has one, else what it says."""
    kind, flags = literal(annotation.get("Subtype")), int(resolve1(annotation.get("F", 0)))
    if kind in _NOT_ON_PAGE or flags & _HIDDEN_FLAGS:
        return None
    corners = [float(resolve1(n)) for n in list_value(annotation["Rect"])]
    frame = bounds([(corners[0], corners[1]), (corners[2], corners[3])])
    drawn = _drawn(annotation, shop, frame)
    stale = kind == "Widget" and shop.stale
    if drawn is not None and _SAYS.search(drawn.data) and not stale:
        return drawn
    value = _value(annotation, kind, shop)
    if not value[0].strip():
        return drawn
    return written(Value(*value[:2], frame, value[2]))


def _drawn(annotation: Any, shop: Shop, frame: Rectangle) -> Form | None:
    """The appearance of an annotation in its present state, set into its rectangle."""
    shown = resolve1(dict_value(annotation.get("AP", {})).get("N"))
    if isinstance(shown, dict):
        shown = resolve1(shown.get(literal(annotation.get("AS"))))
    if not isinstance(shown, PDFStream):
        return None
    form = shop.form(shown, shop.form_defaults.get("DR"))
    if not form.box:
        return form._replace(matrix=times(form.matrix, (1, 0, 0, 1, frame[0], frame[1])))
    x0, y0, x1, y1 = form.box
    corners = ((x0, y0), (x1, y0), (x0, y1), (x1, y1))
    left, bottom, right, top = bounds([place(form.matrix, x, y) for x, y in corners])
    across = (frame[2] - frame[0]) / (right - left) if right > left else 1.0
    up = (frame[3] - frame[1]) / (top - bottom) if top > bottom else 1.0
    into = (across, 0.0, 0.0, up, frame[0] - across * left, frame[1] - up * bottom)
    return form._replace(matrix=times(form.matrix, into))


def _value(annotation: Any, kind: str, shop: Shop) -> tuple[str, bytes, bool]:
    """What an annotation says, the operators that set its look, and whether in several lines."""
    if kind == "FreeText":
        return _text(annotation.get("Contents")), _bytes(annotation.get("DA")), True
    if kind != "Widget":
        return "", b"", False
    field = _inherited(annotation)
    flags = int(resolve1(field.get("Ff", 0)))
    type_ = literal(field.get("FT"))
    if type_ not in ("Tx", "Ch") or (type_ == "Tx" and flags & _SECRET):
        return "", b"", False
    look = _bytes(field.get("DA")) or _bytes(shop.form_defaults.get("DA"))
    chosen = resolve1(field.get("V"))
    texts = [_text(v) for v in (chosen if isinstance(chosen, list) else [chosen])]
    if type_ == "Ch":
        options = _options(field)
        texts = [options.get(text, text) for text in texts]
    return "\n".join(texts), look, bool(type_ == "Ch" or flags & _LINES)


def _inherited(annotation: Any) -> dict[str, Any]:
    """A field with what the fields above it give."""
    field: dict[str, Any] = {}
    node: Any = annotation
    for _ in range(_DEEPEST):
        if not isinstance(node, Mapping):
            break
        field = {**node, **field}
        node = resolve1(node.get("Parent"))
    return field


def _options(field: Mapping[str, Any]) -> dict[str, str]:
    """What each value of a choice is called on the page."""
    pairs = (resolve1(entry) for entry in list_value(field.get("Opt", [])))
    named = (pair for pair in pairs if isinstance(pair, list) and len(pair) == 2)
    return {_text(value): _text(name) for value, name in named}


def _text(value: Any) -> str:
    return decode_text(data) if (data := _bytes(value)) else ""


def _bytes(value: Any) -> bytes:
    resolved = resolve1(value)
    if isinstance(resolved, PDFStream):
        return content_of(resolved)
    return resolved if isinstance(resolved, bytes) else b""
