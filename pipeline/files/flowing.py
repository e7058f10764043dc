"""Documents that flow (DOCX, ODT, HTML, RTF, text, data): one reader a format, lines out."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.documents import Line, Reading
from pipeline.files.cleaning import clean_line
from pipeline.files.doc import read_doc
from pipeline.files.docx import read_docx
from pipeline.files.europass import read_europass
from pipeline.files.html import read_html
from pipeline.files.json_resume import read_json_resume
from pipeline.files.marks import Flow
from pipeline.files.odt import read_odt
from pipeline.files.plain import read_markdown, read_rtf, read_text
from pipeline.files.postings import job_posting, read_posting


def read_flowing(form: str, name: str, data: bytes) -> Flow:
    """The paragraphs of a document of the format `form`.

    Raises UnreadableDocument: what the reader of the format raises.
    """
    return _READERS[form](name, data)


def flowing_lines(flow: Flow, form: str) -> tuple[list[Line], Reading]:
    """The lines of paragraphs, cleaned, and how they were read."""
    cleaned = ((clean_line(mark.text), mark.look) for mark in flow.marks)
    lines = [Line(text, 1, None, look) for text, look in cleaned if text]
    return lines, Reading(form, flow.pages, max(flow.columns, 1), hidden_text=tuple(flow.hidden))


def _text(name: str, data: bytes) -> Flow:
    marked = name.lower().endswith((".md", ".markdown"))
    return read_markdown(name, data) if marked else read_text(name, data)


_READERS: dict[str, Callable[[str, bytes], Flow]] = {
    "docx": read_docx,
    "odt": read_odt,
    "doc": read_doc,
    "rtf": read_rtf,
    "html": lambda name, data: read_html(data),
    "json": read_json_resume,
    "europass": read_europass,
    "posting": lambda name, data: read_posting(job_posting(data) or {}),
    "text": _text,
}
