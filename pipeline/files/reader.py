"""Which files are read: any document in, a Document out, behind one `read_document`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.documents import Document, Warning, content_id
from pipeline.errors import UnreadableDocument
from pipeline.files import language
from pipeline.files.flowing import flowing_lines, read_flowing
from pipeline.files.formats import file_format
from pipeline.files.paper import pdf_lines, scanned_lines
from pipeline.files.remote import Remote

LARGEST_FILE = 60 * 1024 * 1024


def read_document(path: Path, kind: str = "cv", file: str = "") -> Document:
    """Read one file; `kind` is "cv" or "offer", `file` the name by which people know it.

    Raises UnreadableDocument with one of the reasons `missing`, `permission`, `folder`, `empty`,
    `too_large`, `encrypted`, `broken`, `scan`, `no_text`, `not_a_document`, `too_long`.
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
