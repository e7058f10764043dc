"""The page of a document as a picture, with marks on the lines that are quoted."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pipeline.documents import Box

WIDTH = 1000
"""Pixels across a page."""
_MARK = (255, 214, 0, 90)
_EDGE = (201, 120, 0, 255)
_AROUND = 2.0
"""Points left free around a marked line."""


def page_picture(data: bytes, page: int, boxes: Sequence[Box]) -> bytes | None:
    """Page `page` (from 1) of a PDF as JPEG, `boxes` (points, origin top left) marked.

    None where the file has no such page to show (other formats), or where the extra that renders
    pages is not installed.
    """
    if b"%PDF-" not in data[:1024]:
        return None
    try:
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        if not 1 <= page <= len(document):
            return None
        scale = WIDTH / document[page - 1].get_width()
        return _marked(document[page - 1].render(scale=scale).to_pil(), boxes, scale)
    except Exception:
        return None


def _marked(picture: Any, boxes: Sequence[Box], scale: float) -> bytes:
    from PIL import Image, ImageDraw

    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for x0, top, x1, bottom in boxes:
        corners = (x0 - _AROUND, top - _AROUND, x1 + _AROUND, bottom + _AROUND)
        draw.rectangle([scale * c for c in corners], fill=_MARK, outline=_EDGE, width=2)
    out = io.BytesIO()
    Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB").save(
        out, "JPEG", quality=85
    )
    return out.getvalue()
