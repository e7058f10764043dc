"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import zipfile
from io import BytesIO

from pipeline.errors import UnreadableDocument
from pipeline.files.europass import is_europass
from pipeline.files.json_resume import is_json_resume
from pipeline.files.postings import job_posting

LARGEST_UNPACKED = 400 * 1024 * 1024
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_NOT_A_DOCUMENT = ("ce n'est pas un document", "déposer un PDF, un DOCX, un ODT ou un texte")


def file_format(data: bytes, name: str) -> str:
    """One of pdf, picture, doc, docx, odt, rtf, html, json, europass, posting, text.

    Raises UnreadableDocument: `not_a_document`, `broken` or `too_large`.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "picture"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK"):
        return _packed(data, name)
    if b"<office:document" in data[:4096]:
        return "odt"
    if is_europass(data):
        return "europass"
    if b"JobPosting" in data and job_posting(data) is not None:
        return "posting"
    lower = head.lower()
    if (
        lower.startswith((b"<!doctype html", b"<html"))
        or b"<html" in lower
        or (b"<body" in lower and b"</" in lower)
    ):
        return "html"
    if name.lower().endswith((".htm", ".html")) and b"<" in head:
        return "html"
    return "json" if is_json_resume(data) else "text"


def _packed(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(i.file_size for i in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableDocument(
            name, "broken", "le fichier est endommagé", "demander de nouveau le document"
        ) from None
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableDocument(
            name, "too_large", f"{unpacked / 1e6:.0f} Mo une fois décompressé", "demander un PDF"
        )
    if any(n.startswith("word/") for n in names):
        return "docx"
    if "content.xml" in names:
        return "odt"
    raise UnreadableDocument(name, "not_a_document", *_NOT_A_DOCUMENT)
