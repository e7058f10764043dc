"""Which files are read: any document in, a Document out, behind one `read_document`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.documents import Document, Warning, content_id
from pipeline.errors import UnreadableDocument
from pipeline.files import language
from pipeline.files.flowing import flowing_lines, read_flowing
from pipeline.files.formats import file_format
from pipeline.files.loading import load
from pipeline.files.paper import pdf_lines, scanned_lines

_NO_LANGUAGE = (
    "l'image n'est pas dans une langue que le moteur sait lire, ou trop abîmée",
    "demander le document en texte, ou traduit",
)


def read_document(path: Path, kind: str = "cv", file: str = "") -> Document:
    """Read one file; `kind` is "cv" or "offer", `file` the name by which people know it.

    Raises UnreadableDocument with one of the reasons `missing`, `permission`, `folder`, `empty`,
    `too_large`, `encrypted`, `broken`, `scan`, `language`, `no_text`, `not_a_document`, `too_long`.
    """
    name = file or path.name
    return parse_document(load(path, name), name, kind)


def parse_document(data: bytes, name: str, kind: str = "cv") -> Document:
    """A Document from the bytes of a file; errors as in `read_document`, those of the disk left
    out.
    """
    form = file_format(data, name)
    if form == "pdf":
        lines, reading = pdf_lines(name, data)
    elif form == "picture":
        lines, reading = scanned_lines(name, data, [], [])
    else:
        lines, reading = flowing_lines(read_flowing(form, name, data), form)
    if not any(c.isalnum() for line in lines for c in line.text):
        raise UnreadableDocument(
            name, "no_text", "le document ne contient pas de texte", "demander un CV en texte"
        )
    texts = [line.text for line in lines]
    if reading.ocr and language.is_misread(texts):
        raise UnreadableDocument(name, "language", *_NO_LANGUAGE)
    spoken, known = language.of(texts), language.known_share(texts)
    warnings = [*reading.warnings, *language.remarks(texts, spoken, known)]
    if reading.hidden_text:
        warnings.append(
            Warning(
                "hidden_text",
                f"{len(reading.hidden_text)} passage(s) invisible(s) pour un lecteur, non comptés",
            )
        )
    final = replace(reading, language=spoken, known_words=known, warnings=tuple(warnings))
    return Document(content_id(data), name, kind, tuple(lines), (), final)
