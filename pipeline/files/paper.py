"""Documents that are pages: PDFs and pictures, with OCR where a page has no text layer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents import Line, Reading, Warning
from pipeline.errors import UnreadableDocument
from pipeline.files import language
from pipeline.files.cleaning import clean_line
from pipeline.files.europass import is_europass, read_europass
from pipeline.files.flowing import flowing_lines
from pipeline.files.isolation import beyond_limit
from pipeline.pages import ocr
from pipeline.pages.ink import PageInk
from pipeline.pages.paragraphs import paragraphs
from pipeline.pages.pdf import read_pdf
from pipeline.pages.segments import Ink

BLANK = 20
"""A page with pictures and fewer letters than this has no text layer."""
RETRIED = 4
"""A text layer that is no language is read again from the picture of its pages where there are no
more pages than this.
"""
MOST_SCANNED = 12
"""Pages without a text layer beyond this number are left unread, and said so."""
_UNSURE = 60.0
"""OCR less confident than this, in percent, is remarked upon."""
_SAME = 0.8
"""The data attached to a PDF stand for its pages where at least this share of their words can be
seen there.
"""
_LONG_WORD = re.compile(r"\w{4,}")


def pdf_lines(name: str, data: bytes) -> tuple[list[Line], Reading]:
    """The lines of a PDF and how it was read.

    Raises UnreadableDocument: what `read_pdf` raises, `scan` where pages are pictures and no OCR is
    installed.
    """
    text = read_pdf(name, data)
    blank = [n for n, page in enumerate(text.pages) if page.pictures and page.letters < BLANK]
    lines, reading = scanned_lines(name, data, text.pages, blank) if blank else _written(text.pages)
    lines, reading = _with_typed(lines, reading, text.typed)
    if not blank and len(text.pages) <= RETRIED and _is_garbled(lines) and ocr.available():
        again = scanned_lines(name, data, text.pages, list(range(len(text.pages))))
        return (lines, reading) if _is_garbled(again[0]) else again
    return _with_attached(name, lines, reading, [a for a in text.attached if is_europass(a)])


def _with_typed(
    lines: list[Line], reading: Reading, typed: list[str]
) -> tuple[list[Line], Reading]:
    """What was typed into a form that other programs show, behind what its pages say."""
    if not typed:
        return lines, reading
    detail = "formulaire XFA : seules les valeurs saisies sont lues, à voir dans Acrobat"
    warnings = (*reading.warnings, Warning("partly_read", detail))
    told = (clean_line(text) for text in typed)
    return [*lines, *(Line(text) for text in told if text)], replace(reading, warnings=warnings)


def _is_garbled(lines: list[Line]) -> bool:
    return language.is_garbled([line.text for line in lines])


def _with_attached(
    name: str, lines: list[Line], reading: Reading, attached: list[bytes]
) -> tuple[list[Line], Reading]:
    """The data that Europass attaches to its PDF, where they say what the pages show; the pages
    else.
    """
    for data in attached:
        flow = read_europass(name, data)
        said = set(_LONG_WORD.findall(" ".join(m.text for m in flow.marks).casefold()))
        seen = set(_LONG_WORD.findall(" ".join(line.text for line in lines).casefold()))
        if said and len(said & seen) >= _SAME * len(said) and len(said) >= 0.5 * len(seen):
            return flowing_lines(flow, "europass")
    return lines, reading


def _written(pages: list[PageInk], reading: Reading | None = None) -> tuple[list[Line], Reading]:
    """Pages with a text layer, what is written across them read last."""
    turned = [(n, ink) for n, page in enumerate(pages, 1) for ink in page.turned]
    return _laid_out([p.ink for p in pages], reading or _reading(pages), turned)


def _reading(pages: list[PageInk], *warnings: Warning) -> Reading:
    """How pages with a text layer are read, words that cannot be read told."""
    hidden = tuple(text for page in pages for text in page.hidden)
    lost = sum(page.lost for page in pages)
    detail = f"{lost} mot(s) visible(s) dont le PDF ne donne pas les lettres : à lire sur la page"
    told = (*warnings, Warning("partly_read", detail)) if lost else warnings
    return Reading("pdf", len(pages), hidden_text=hidden, warnings=told)


def scanned_lines(
    name: str, data: bytes, pages: list[PageInk], blank: list[int]
) -> tuple[list[Line], Reading]:
    """OCR of a picture, or of the pages of a PDF that have no text layer; a PDF that has other
    pages is kept without OCR, and said so.

    Raises UnreadableDocument: `scan` or `broken`, where nothing else can be read.
    """
    hidden = tuple(text for page in pages for text in page.hidden)
    wanted = blank[:MOST_SCANNED]
    try:
        beyond_limit(ocr.load)
        read = ocr.read_scan(name, data, wanted or None)
    except UnreadableDocument:
        if not any(page.ink for page in pages):
            raise
        detail = f"{len(blank)} page(s) en image non lue(s) : {ocr.missing()}"
        return _written(pages, _reading(pages, Warning("partly_read", detail)))
    written = [page.ink for page in pages] or [page.ink for page in read]
    for n, page in zip(wanted, read, strict=False):
        written[n] = page.ink
    confidence = round(sum(p.confidence for p in read) / len(read), 1)
    warnings = tuple(_scan_remarks(confidence, len(blank)))
    form = "pdf" if pages else "picture"
    reading = Reading(form, len(written), 1, True, confidence, "fr", 1.0, hidden, warnings)
    return _laid_out(written, reading)


def _scan_remarks(confidence: float, blank: int) -> Iterator[Warning]:
    """What a reviewer should know of a text that was recognised on `blank` pages."""
    unsure = " : à relire sur le document" if confidence < _UNSURE else ""
    told = f"texte reconnu sur une image (confiance {confidence:.0f} %){unsure}"
    yield Warning("ocr", told)
    if blank > MOST_SCANNED:
        left = f"seules les {MOST_SCANNED} premières pages en image sont lues, sur {blank}"
        yield Warning("partly_read", left)


def _laid_out(
    pages: list[list[Ink]], reading: Reading, turned: Sequence[tuple[int, list[Ink]]] = ()
) -> tuple[list[Line], Reading]:
    found, columns = paragraphs(pages, turned)
    lines = [Line(text, p.page, p.box, p.look) for p in found if (text := clean_line(p.text))]
    return lines, replace(reading, columns=columns)
