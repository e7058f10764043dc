"""DOCX through python-docx: its sections, with their headers and footers, in reading order."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from pipeline.errors import UnreadableDocument
from pipeline.files.marks import Flow
from pipeline.files.ooxml import tag, transitional
from pipeline.files.shading import Paper
from pipeline.files.story import Story

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OpcError,
    LxmlError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    OSError,
    EOFError,
)


def read_docx(file: str, data: bytes) -> Flow:
    """The paragraphs of a DOCX in reading order; what a person cannot see is told apart.

    Raises UnreadableDocument: `broken`.
    """
    try:
        return _read(docx.Document(io.BytesIO(transitional(data))))
    except _BROKEN:
        fact, remedy = "le document Word est endommagé", "l'ouvrir dans Word, l'enregistrer en PDF"
        raise UnreadableDocument(file, "broken", fact, f"{remedy} et déposer la copie") from None


def _read(document: Any) -> Flow:
    paper = Paper(document.element, document.styles.element)
    body, margins = Story(paper), _Margins(paper)
    parts = _parts(document.element.body)
    for section, children in zip_longest(document.sections, parts):
        if section is not None:
            body.under(margins.read(_headers(section), body.flow))
        body.walk(children or [])
    body.end()
    for section in document.sections:
        margins.read([section.footer], body.flow)
    return body.flow


def _parts(body: Any) -> list[list[Any]]:
    """The children of the body, section by section."""
    parts: list[list[Any]] = [[]]
    for child in body:
        parts[-1].append(child)
        if child.find(f"{tag('w:pPr')}/{tag('w:sectPr')}") is not None:
            parts.append([])
    return parts


def _headers(section: Any) -> Iterator[Any]:
    if section.different_first_page_header_footer:
        yield section.first_page_header
    yield section.header


class _Margins:
    """Headers and footers, each text read once however many sections repeat it."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._seen: set[tuple[str, ...]] = set()

    def read(self, parts: Any, flow: Flow) -> float:
        """Append the parts that are new; the height in points of what they put behind the text."""
        behind = 0.0
        for part in parts:
            if part.is_linked_to_previous:
                continue
            story = Story(self._paper)
            story.walk(part._element)
            story.end()
            behind = max(behind, story.behind)
            flow.hidden += story.flow.hidden
            texts = tuple(mark.text for mark in story.flow.marks)
            if texts not in self._seen:
                flow.marks += story.flow.marks
            self._seen.add(texts)
        return behind
