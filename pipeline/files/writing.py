"""The text of a document written in other formats, to see whether each is read as the same."""

from __future__ import annotations

import base64
import html
import io
import zipfile
from collections.abc import Iterator, Sequence

import docx

from pipeline.documents import Document
from pipeline.errors import harmless

_PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

_ODT = "application/vnd.oasis.opendocument.text"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
_CONTENT = (
    f'<office:document-content xmlns:office="{_URN}:office:1.0" xmlns:text="{_URN}:text:1.0">'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)


def formats_of(document: Document) -> Iterator[tuple[str, bytes]]:
    """The text of a CV as DOCX (also with a photo), ODT, RTF and HTML."""
    lines = [harmless(line.text) for line in document.lines]
    yield "docx", _docx(lines, photo=False)
    yield "docx avec photo", _docx(lines, photo=True)
    yield "odt", _odt(lines)
    body = "".join(_rtf(line) + "\\par\n" for line in lines)
    yield "rtf", ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n" + body + "}").encode("ascii")
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    yield (
        "html",
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"></head><body>{paragraphs}</body></html>'.encode(),
    )


def _rtf(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(
        c if ord(c) < 128 else "".join(f"\\u{_signed(u)}?" for u in _units(c)) for c in escaped
    )


def _units(c: str) -> list[int]:
    data = c.encode("utf-16-le")
    return [int.from_bytes(data[n : n + 2], "little") for n in range(0, len(data), 2)]


def _signed(unit: int) -> int:
    return unit - 65536 if unit > 32767 else unit


def _docx(lines: Sequence[str], photo: bool) -> bytes:
    document = docx.Document()
    if photo:
        document.add_picture(io.BytesIO(_PHOTO), width=docx.shared.Cm(3))
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _odt(lines: Sequence[str]) -> bytes:
    paragraphs = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", _ODT)
        archive.writestr("content.xml", _CONTENT.format(paragraphs))
    return out.getvalue()
