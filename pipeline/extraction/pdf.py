"""PDF through pdfminer.six: a device that collects placed ink, and tells visible ink from hidden text."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFNoValidXRef, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.psexceptions import PSException
from pdfminer.utils import apply_matrix_pt

from pipeline.errors import UnreadableDocument
from pipeline.extraction.segments import Ink

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

SMALLEST_TYPE = 2.0
"""Type under this size, in points, cannot be read by a person."""
MAX_PAGES = 200
_WHITE = (1.0, 1.0, 1.0)
_CLOSE = 0.06
"""Colours whose channels all differ by less than this look the same on paper."""


IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PdfPage(NamedTuple):
    """The ink of a page, its hidden text, and whether pictures cover it."""

    ink: list[Ink]
    hidden: list[str]
    pictures: bool


class _Fill(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float
    color: tuple[float, float, float]


class _Glyph(NamedTuple):
    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    why: str
    """Why a person cannot see it; empty for visible ink."""


class _InkDevice(PDFTextDevice):
    """Collects runs of glyphs in page coordinates; everything else of a page but fills is ignored."""

    def begin_page(self, page: Any, ctm: Any) -> None:
        x0, y0, x1, y1 = page.cropbox if page.cropbox else page.mediabox
        corners = [apply_matrix_pt(ctm, corner) for corner in ((x0, y0), (x1, y1))]
        xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
        self.left, self.right, self.bottom, self.top = xs[0], xs[1], ys[0], ys[1]
        self.fills: list[_Fill] = []
        self.glyphs: list[_Glyph] = []
        self.bullets: list[Ink] = []
        self.pictures = False
        self.rendering = 0

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self.rendering = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_image(self, name: str, stream: Any) -> None:
        self.pictures = True

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        points = [p for segment in path for p in zip(segment[1::2], segment[2::2], strict=False)]
        if not fill or len(points) < 3:
            return
        placed = [apply_matrix_pt(self.ctm or IDENTITY, p) for p in points]
        xs, ys = [p[0] for p in placed], [p[1] for p in placed]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if 1.2 < width < 6 and abs(width - height) < 0.15 * width:
            self._draw_bullet(min(xs), min(ys), width)
        self.fills.append(_Fill(min(xs), min(ys), max(xs), max(ys), _rgb(graphicstate.ncolor)))

    def _draw_bullet(self, x: float, y: float, width: float) -> None:
        """A small disc or square: what browsers draw for the marker of a list."""
        size = 3 * width
        x0, base = x - self.left, self.top - y + 0.12 * size
        self.bullets.append(Ink("•", x0, x0 + width, base, size))

    def render_char(self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, ncs: Any, gs: Any) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = matrix
        size = abs(fontsize) * (c * c + d * d) ** 0.5
        e, f = e + rise * c, f + rise * d
        upright = abs(b) <= 0.01 * abs(a)
        x1 = e + advance * a
        why = self._hidden_because(e, f, x1, size, gs)
        if upright:
            bold = "bold" in str(font.fontname).lower() or "black" in str(font.fontname).lower()
            x0, x1 = (e, x1) if x1 >= e else (x1, e)
            self.glyphs.append(_Glyph(text, x0 - self.left, x1 - self.left, self.top - f, size, bold, why))
        return advance

    def _hidden_because(self, x: float, y: float, x1: float, size: float, gs: Any) -> str:
        if self.rendering == 3:
            return "invisible"
        if size < SMALLEST_TYPE:
            return "tiny"
        if x > self.right or x1 < self.left or y > self.top or y < self.bottom - size:
            return "outside"
        if self.rendering in (1, 2, 5, 6):
            return ""
        middle, height = (x + x1) / 2, y + size * 0.3
        paper = next((f.color for f in reversed(self.fills) if f.x0 <= middle <= f.x1 and f.y0 <= height <= f.y1), _WHITE)
        ink = _rgb(gs.ncolor)
        same = all(abs(i - p) < _CLOSE for i, p in zip(ink, paper, strict=True))
        return "colour" if same and not self.pictures else ""


def _rgb(color: Any) -> tuple[float, float, float]:
    """A device colour as RGB in [0, 1]; patterns count as black."""
    parts = color if isinstance(color, list | tuple) else [color]
    try:
        values = [float(p) for p in parts]
    except (TypeError, ValueError):
        return (0.0, 0.0, 0.0)
    if len(values) == 3:
        return (values[0], values[1], values[2])
    if len(values) == 4:
        c, m, y, k = values
        return ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    gray = values[0] if values else 0.0
    return (gray, gray, gray)


def read_pdf(file: str, data: bytes) -> list[PdfPage]:
    """The pages of a PDF.

    Raises UnreadableDocument: `encrypted`, `broken` or `too_long`.
    """
    try:
        return list(_pages(file, data))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise UnreadableDocument(
            file, "encrypted", "le PDF est protégé par un mot de passe", "demander une version sans mot de passe"
        ) from None
    except UnreadableDocument:
        raise
    except (PDFException, PSException, PDFSyntaxError, PDFNoValidXRef):
        fact = "le PDF est endommagé"
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OverflowError, RecursionError, MemoryError):
        fact = "le PDF ne respecte pas son format"
    raise UnreadableDocument(file, "broken", fact, "l'ouvrir, l'imprimer en PDF et déposer la copie")


def _pages(file: str, data: bytes) -> Iterator[PdfPage]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    manager = PDFResourceManager()
    device = _InkDevice(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MAX_PAGES:
            raise UnreadableDocument(file, "too_long", f"plus de {MAX_PAGES} pages", "ne garder que le CV")
        interpreter.process_page(page)
        yield _collected(device)


def _collected(device: _InkDevice) -> PdfPage:
    scanned = device.pictures and all(g.why == "invisible" for g in device.glyphs if g.text.strip())
    runs: list[Ink] = list(device.bullets)
    hidden: list[list[str]] = []
    last: _Glyph | None = None
    for glyph in device.glyphs:
        if glyph.why and not (scanned and glyph.why == "invisible"):
            if last is None or not last.why:
                hidden.append([])
            hidden[-1].append(glyph.text)
        elif last is not None and not last.why and _touches(last, glyph) and runs and runs[-1].bold == glyph.bold:
            runs[-1] = runs[-1]._replace(text=runs[-1].text + glyph.text, x1=max(glyph.x1, runs[-1].x1))
        else:
            runs.append(Ink(glyph.text, glyph.x0, glyph.x1, glyph.base, glyph.size, glyph.bold))
        last = glyph
    texts = [" ".join("".join(h).split()) for h in hidden]
    return PdfPage([r for r in runs if r.text.strip()], [t for t in texts if t], device.pictures)


def _touches(last: _Glyph, glyph: _Glyph) -> bool:
    same_line = abs(last.base - glyph.base) < 0.01 and last.size == glyph.size
    return same_line and -0.3 * glyph.size < glyph.x0 - last.x1 < 0.1 * glyph.size
