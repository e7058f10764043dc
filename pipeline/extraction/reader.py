"""Which files are read: any document in, a Document out, behind one `read_document`."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from pipeline.documents import Document, Line, Reading, Warning, content_id
from pipeline.errors import UnreadableDocument
from pipeline.extraction import language, ocr
from pipeline.extraction.cleaning import clean_line
from pipeline.extraction.doc import read_doc
from pipeline.extraction.docx import read_docx
from pipeline.extraction.html import read_html
from pipeline.extraction.ink import PageInk
from pipeline.extraction.marks import Flow
from pipeline.extraction.odt import read_odt
from pipeline.extraction.paragraphs import paragraphs
from pipeline.extraction.pdf import read_pdf
from pipeline.extraction.plain import read_rtf, read_text
from pipeline.extraction.sections import find_sections
from pipeline.extraction.segments import Ink

LARGEST_FILE = 60 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*")
_FLOWING: dict[str, Callable[[str, bytes], Flow]] = {
    "docx": read_docx,
    "odt": read_odt,
    "doc": read_doc,
    "rtf": read_rtf,
    "html": lambda file, data: read_html(data),
    "text": read_text,
}


def read_document(path: Path, kind: str = "cv", file: str = "") -> Document:
    """Read one file; `kind` is "cv" or "offer", `file` the name by which people know it.

    Raises UnreadableDocument with one of the reasons `missing`, `permission`, `folder`, `empty`, `too_large`, `encrypted`,
    `broken`, `scan`, `no_text`, `not_a_document`, `too_long`.
    """
    name = file or path.name
    return parse_document(load(path, name), name, kind)


def load(path: Path, name: str) -> bytes:
    """The bytes of a file, or the reason why there are none."""
    try:
        if path.is_dir():
            raise UnreadableDocument(name, "folder", "c'est un dossier", "donner un fichier")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableDocument(name, "too_large", f"{size / 1e6:.0f} Mo, trop gros", "réduire les images du document")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(name, "missing", "le fichier n'existe pas", "vérifier le chemin") from None
    except PermissionError:
        raise UnreadableDocument(name, "permission", "la lecture est refusée", "donner le droit de lecture") from None
    except OSError:
        raise UnreadableDocument(
            name, "broken", "le fichier ne s'ouvre pas", "vérifier le disque et copier de nouveau le fichier"
        ) from None
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument(name, "empty", "le fichier est vide", "demander de nouveau le document")
    return data


def parse_document(data: bytes, name: str, kind: str = "cv") -> Document:
    """A Document from the bytes of a file; errors as in `read_document`, those of the disk left out."""
    form = file_format(data, name)
    if form == "pdf":
        lines, reading = _pdf(name, data)
    elif form == "picture":
        lines, reading = _scan(name, data, [], [])
    else:
        lines, reading = _flowing(name, data, form)
    if not any(c.isalnum() for line in lines for c in line.text):
        raise UnreadableDocument(name, "no_text", "le document ne contient pas de texte", "demander un CV en texte")
    sections = find_sections(lines, kind)
    spoken = language.of([line.text for line in lines])
    warnings = [*reading.warnings, *language.remarks(spoken)]
    if reading.hidden_text:
        warnings.append(Warning("hidden_text", f"{len(reading.hidden_text)} passage(s) invisible(s) pour un lecteur, non comptés"))
    final = Reading(form, reading.pages, reading.columns, reading.ocr, spoken, reading.hidden_text, tuple(warnings))
    return Document(content_id(data), name, kind, tuple(lines), sections, final)


def file_format(data: bytes, name: str) -> str:
    """What a file is by its first bytes, whatever its name says.

    Raises UnreadableDocument: `not_a_document`.
    """
    head = data[:1024].lstrip()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES):
        return "picture"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK"):
        return _packed_format(data, name)
    lower = head.lower()
    if lower.startswith((b"<!doctype html", b"<html")) or b"<html" in lower or (b"<body" in lower and b"</" in lower):
        return "html"
    if name.lower().endswith((".htm", ".html")) and b"<" in head:
        return "html"
    return "text"


def _packed_format(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(i.file_size for i in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise UnreadableDocument(name, "broken", "le fichier est endommagé", "demander de nouveau le document") from None
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableDocument(name, "too_large", f"{unpacked / 1e6:.0f} Mo une fois décompressé", "demander un PDF")
    if any(n.startswith("word/") for n in names):
        return "docx"
    if "content.xml" in names:
        return "odt"
    raise UnreadableDocument(name, "not_a_document", "ce n'est pas un document", "déposer un PDF, un DOCX, un ODT ou un texte")


def _pdf(name: str, data: bytes) -> tuple[list[Line], Reading]:
    pages = read_pdf(name, data).pages
    hidden = [text for page in pages for text in page.hidden]
    blank = [n for n, page in enumerate(pages) if page.pictures and page.letters < 20]
    if blank:
        return _scan(name, data, pages, blank)
    turned = [(n, ink) for n, page in enumerate(pages, 1) for ink in page.turned]
    return _laid_out([p.ink for p in pages], Reading("pdf", len(pages), hidden_text=tuple(hidden)), turned)


def _scan(name: str, data: bytes, pages: list[PageInk], blank: list[int]) -> tuple[list[Line], Reading]:
    """OCR of the pages that have no text layer; a document that has other pages is kept without OCR, and said so."""
    written = [page.ink for page in pages]
    hidden = tuple(text for page in pages for text in page.hidden)
    try:
        read = ocr.read_scan(name, data, blank or None)
    except UnreadableDocument:
        if not any(written):
            raise
        detail = f"{len(blank)} page(s) en image non lue(s) : installer Tesseract et vivier[ocr]"
        warning = Warning("partly_read", detail)
        return _laid_out(written, Reading("pdf", len(pages), hidden_text=hidden, warnings=(warning,)))
    if pages:
        for n, page in zip(blank, read, strict=True):
            written[n] = page.ink
    else:
        written = [page.ink for page in read]
    confidence = sum(p.confidence for p in read) / len(read)
    warning = Warning("ocr", f"texte reconnu sur une image (confiance {confidence:.0f} %)")
    return _laid_out(written, Reading("pdf", len(written), ocr=True, hidden_text=hidden, warnings=(warning,)))


def _laid_out(pages: list[list[Ink]], reading: Reading, turned: Sequence[tuple[int, list[Ink]]] = ()) -> tuple[list[Line], Reading]:
    found, columns = paragraphs(pages, turned)
    lines = [Line(text, p.page, p.box, p.style) for p in found if (text := clean_line(p.text))]
    return lines, Reading(reading.format, reading.pages, columns, reading.ocr, hidden_text=reading.hidden_text, warnings=reading.warnings)


def _flowing(name: str, data: bytes, form: str) -> tuple[list[Line], Reading]:
    flow = _FLOWING[form](name, data)
    lines = [Line(text, 1, None, m.style) for m in flow.marks if (text := clean_line(m.text))]
    return lines, Reading(form, flow.pages, max(flow.columns, 1), hidden_text=tuple(flow.hidden))
