"""The pages of a PDF as pictures, and their sizes."""

from __future__ import annotations

import io
from threading import Lock

WIDTH = 1000
"""Pixels across a page."""
_PDF = b"%PDF-"
_ONE_AT_A_TIME = Lock()
"""PDFium serves one thread at a time."""


def page_sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height in points of each page of a PDF, as it is shown.

    Empty for other formats and for a file that cannot be shown.
    """
    if _PDF not in data[:1024]:
        return ()
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
            sizes = tuple(document.get_page_size(n) for n in range(len(document)))
            document.close()
        except pypdfium2.PdfiumError:
            return ()
    return sizes


def page_picture(data: bytes, page: int) -> bytes | None:
    """Page `page` (from 1) of a PDF as JPEG, WIDTH pixels across.

    None where the file has no such page to show (other formats too).
    """
    if _PDF not in data[:1024]:
        return None
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
            if not 1 <= page <= len(document):
                return None
            shown = document[page - 1]
            picture = shown.render(scale=WIDTH / shown.get_width()).to_pil().convert("RGB")
            document.close()
        except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError):
            return None
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
