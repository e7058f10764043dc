"""Which files are read: any document in, a Document out, behind one `read_document`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.documents import Document, Line, Reading, Warning, content_id
from pipeline.errors import UnreadableDocument
from pipeline.files import language
from pipeline.files.cleaning import clean_line
from pipeline.files.doc import read_doc
from pipeline.files.docx import read_docx
from pipeline.files.formats import file_format
from pipeline.files.html import read_html
from pipeline.files.marks import Flow
from pipeline.files.odt import read_odt
from pipeline.files.plain import read_markdown, read_rtf, read_text
from pipeline.files.postings import job_posting, read_posting
from pipeline.files.remote import Remote
from pipeline.files.structured import is_europass, read_europass, read_json_resume
from pipeline.pages import ocr
from pipeline.pages.ink import PageInk
from pipeline.pages.paragraphs import paragraphs
from pipeline.pages.pdf import read_pdf
from pipeline.pages.segments import Ink

LARGEST_FILE = 60 * 1024 * 1024
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
_FLOWING: dict[str, Callable[[str, bytes], Flow]] = {
    "docx": read_docx,
    "odt": read_odt,
    "doc": read_doc,
    "rtf": read_rtf,
    "html": lambda file, data: read_html(data),
    "json": read_json_resume,
    "europass": read_europass,
    "posting": lambda file, data: read_posting(job_posting(data) or {}),
    "text": lambda file, data: (
        read_markdown(file, data)
        if file.lower().endswith((".md", ".markdown"))
        else read_text(file, data)
    ),
}


def read_document(path: Path, kind: str = "cv", file: str = "") -> Document:
    """Read one file; `kind` is "cv" or "offer", `file` the name by which people know it.

    Raises UnreadableDocument with one of the reasons `missing`, `permission`, `folder`, `empty`,
    `too_large`, `encrypted`,
    `broken`, `scan`, `no_text`, `not_a_document`, `too_long`.
    """
    name = file or path.name
    return parse_document(load(path, name), name, kind)


def load(path: Path | Remote, name: str) -> bytes:
    """The bytes of a file, or the reason why there are none."""
    data = path.load(name, LARGEST_FILE) if isinstance(path, Remote) else _load(path, name)
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument(
            name, "empty", "le fichier est vide", "demander de nouveau le document"
        )
    return data


def _load(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableDocument(name, "folder", "c'est un dossier", "donner un fichier")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableDocument(
                name,
                "too_large",
                f"{size / 1e6:.0f} Mo, trop gros",
                "réduire les images du document",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(
            name, "missing", "le fichier n'existe pas", "vérifier le chemin"
        ) from None
    except PermissionError:
        raise UnreadableDocument(
            name, "permission", "la lecture est refusée", "donner le droit de lecture"
        ) from None
    except OSError:
        raise UnreadableDocument(
            name,
            "broken",
            "le fichier ne s'ouvre pas",
            "vérifier le disque et copier de nouveau le fichier",
        ) from None


def parse_document(data: bytes, name: str, kind: str = "cv") -> Document:
    """A Document from the bytes of a file; errors as in `read_document`, those of the disk left
    out.
    """
    form = file_format(data, name)
    if form == "pdf":
        lines, reading = _pdf(name, data)
    elif form == "picture":
        lines, reading = _scan(name, data, [], [])
    else:
        lines, reading = _flowing(_FLOWING[form](name, data), form)
    if not any(c.isalnum() for line in lines for c in line.text):
        raise UnreadableDocument(
            name, "no_text", "le document ne contient pas de texte", "demander un CV en texte"
        )
    texts = [line.text for line in lines]
    spoken, known = language.of(texts), language.known_share(texts)
    warnings = [*reading.warnings, *language.remarks(spoken, known)]
    if reading.hidden_text:
        warnings.append(
            Warning(
                "hidden_text",
                f"{len(reading.hidden_text)} passage(s) invisible(s) pour un lecteur, non comptés",
            )
        )
    final = replace(reading, language=spoken, known_words=known, warnings=tuple(warnings))
    return Document(content_id(data), name, kind, tuple(lines), (), final)


def _pdf(name: str, data: bytes) -> tuple[list[Line], Reading]:
    text = read_pdf(name, data)
    blank = [n for n, page in enumerate(text.pages) if page.pictures and page.letters < BLANK]
    lines, reading = _scan(name, data, text.pages, blank) if blank else _written(text.pages)
    if not blank and len(text.pages) <= RETRIED and ocr.available() and _is_garbled(lines):
        return _scan(name, data, text.pages, list(range(len(text.pages))))
    return _with_attached(name, lines, reading, [a for a in text.attached if is_europass(a)])


def _is_garbled(lines: list[Line]) -> bool:
    """Whether a text layer is no language: few of its words are French or English, and no other
    language has them.
    """
    texts = [line.text for line in lines]
    return language.of(texts) in ("fr", "en") and language.known_share(texts) < language.GARBLED / 2


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
            return _flowing(flow, "europass")
    return lines, reading


def _written(pages: list[PageInk], reading: Reading | None = None) -> tuple[list[Line], Reading]:
    """Pages with a text layer, what is written across them read last."""
    hidden = tuple(text for page in pages for text in page.hidden)
    turned = [(n, ink) for n, page in enumerate(pages, 1) for ink in page.turned]
    return _laid_out(
        [p.ink for p in pages], reading or Reading("pdf", len(pages), hidden_text=hidden), turned
    )


def _scan(
    name: str, data: bytes, pages: list[PageInk], blank: list[int]
) -> tuple[list[Line], Reading]:
    """OCR of the pages that have no text layer; a document that has other pages is kept without
    OCR, and said so.
    """
    hidden = tuple(text for page in pages for text in page.hidden)
    wanted = blank[:MOST_SCANNED]
    try:
        read = ocr.read_scan(name, data, wanted or None)
    except UnreadableDocument:
        if not any(page.ink for page in pages):
            raise
        detail = f"{len(blank)} page(s) en image non lue(s) : installer Tesseract et vivier[ocr]"
        return _written(
            pages,
            Reading(
                "pdf", len(pages), hidden_text=hidden, warnings=(Warning("partly_read", detail),)
            ),
        )
    written = [page.ink for page in pages] or [page.ink for page in read]
    for n, page in zip(wanted, read, strict=False):
        written[n] = page.ink
    confidence = sum(p.confidence for p in read) / len(read)
    unsure = " : à relire sur le document" if confidence < _UNSURE else ""
    warnings = [
        Warning("ocr", f"texte reconnu sur une image (confiance {confidence:.0f} %){unsure}")
    ]
    if len(blank) > MOST_SCANNED:
        warnings.append(
            Warning(
                "partly_read",
                f"seules les {MOST_SCANNED} premières pages en image sont lues, sur {len(blank)}",
            )
        )
    form = "pdf" if pages else "picture"
    reading = Reading(
        form,
        len(written),
        1,
        True,
        round(confidence, 1),
        hidden_text=hidden,
        warnings=tuple(warnings),
    )
    return _laid_out(written, reading)


def _laid_out(
    pages: list[list[Ink]], reading: Reading, turned: Sequence[tuple[int, list[Ink]]] = ()
) -> tuple[list[Line], Reading]:
    found, columns = paragraphs(pages, turned)
    lines = [Line(text, p.page, p.box, p.look) for p in found if (text := clean_line(p.text))]
    return lines, replace(reading, columns=columns)


def _flowing(flow: Flow, form: str) -> tuple[list[Line], Reading]:
    lines = [Line(text, 1, None, m.look) for m in flow.marks if (text := clean_line(m.text))]
    return lines, Reading(form, flow.pages, max(flow.columns, 1), hidden_text=tuple(flow.hidden))
