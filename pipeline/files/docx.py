"""DOCX through python-docx: paragraphs, tables, text boxes, headers; what a person cannot see is
told apart.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import nsmap, qn
from lxml.etree import LxmlError

from pipeline.documents import Look
from pipeline.errors import UnreadableDocument
from pipeline.files.marks import Flow

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOT_SHOWN = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:delText"),
    qn("w:pPr"),
    qn("w:rPr"),
    f"{_MC}Fallback",
}
_SMALLEST_HALF_POINTS = 4
_W = nsmap["w"]


def read_docx(file: str, data: bytes) -> Flow:
    """The paragraphs of a DOCX in reading order.

    Raises UnreadableDocument: `broken`.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        flow = Flow()
        for part in _headers(document):
            _walk(part, flow)
        _walk(document.element.body, flow)
        for part in _footers(document):
            _walk(part, flow)
        return flow
    except (
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
    ):
        raise UnreadableDocument(
            file,
            "broken",
            "le document Word est endommagé",
            "l'ouvrir dans Word, l'enregistrer en PDF et déposer la copie",
        ) from None


def _headers(document: Any) -> Iterator[Any]:
    for section in document.sections[:1]:
        for header in (
            section.first_page_header if section.different_first_page_header_footer else None,
            section.header,
        ):
            if header is not None and not header.is_linked_to_previous:
                yield header._element


def _footers(document: Any) -> Iterator[Any]:
    for section in document.sections[:1]:
        if not section.footer.is_linked_to_previous:
            yield section.footer._element


def _walk(element: Any, flow: Flow) -> None:
    for child in element:
        if child.tag == qn("w:p"):
            _paragraph(child, flow)
        elif child.tag == qn("w:tbl"):
            _table(child, flow)
        elif child.tag not in _NOT_SHOWN and isinstance(child.tag, str):
            _walk(child, flow)


def _paragraph(p: Any, flow: Flow) -> None:
    shown: list[str] = []
    hidden: list[str] = []
    bold = size = weight = 0.0
    for run in p.iter(qn("w:r")):
        if any(a.tag in _NOT_SHOWN or a.tag == qn("w:txbxContent") for a in _ancestors(run, p)):
            continue
        text = "".join(_run_text(run))
        traits = run.find(qn("w:rPr"))
        if _is_hidden(traits):
            hidden.append(text)
            continue
        shown.append(text)
        weight += len(text)
        bold += len(text) * _on(traits, "b")
        size = max(size, _number(traits, "sz") / 2)
    flow.hide("".join(hidden))
    name = _value(p.find(qn("w:pPr")), "pStyle")
    text = "".join(shown)
    listed = p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or "list" in name.lower()
    if text.strip():
        is_bold = bold > 0.5 * weight or (shown and bold >= len(shown[0]) > 3)
        heading = name.lower().startswith(("heading", "titre", "title"))
        look = Look(size, bool(is_bold), heading)
        flow.add(("• " if listed else "") + text.strip(), look)
    for box in p.iter(qn("w:txbxContent")):
        if not any(a.tag == f"{_MC}Fallback" for a in _ancestors(box, p)):
            _walk(box, flow)


def _ancestors(element: Any, stop: Any) -> Iterator[Any]:
    parent = element.getparent()
    while parent is not None and parent is not stop:
        yield parent
        parent = parent.getparent()


def _run_text(run: Any) -> Iterator[str]:
    for node in run:
        if node.tag == qn("w:t"):
            yield node.text or ""
        elif node.tag == qn("w:tab"):
            yield "\t"
        elif node.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif node.tag == qn("w:noBreakHyphen"):
            yield "-"


def _value(traits: Any, name: str) -> str:
    found = None if traits is None else traits.find(f"{{{_W}}}{name}")
    return "" if found is None else str(found.get(qn("w:val"), "true"))


def _number(traits: Any, name: str) -> float:
    value = _value(traits, name)
    return float(value) if value.replace(".", "", 1).isdigit() else 0.0


def _on(traits: Any, name: str) -> bool:
    return _value(traits, name) not in ("", "0", "false", "none")


def _is_hidden(traits: Any) -> bool:
    if traits is None:
        return False
    tiny = 0 < _number(traits, "sz") < _SMALLEST_HALF_POINTS
    shaded = traits.find(qn("w:shd")) is not None or traits.find(qn("w:highlight")) is not None
    white = _value(traits, "color").upper() in ("FFFFFF", "FEFEFE", "FDFDFD") and not shaded
    return _on(traits, "vanish") or tiny or (white and not _in_shaded_cell(traits))


def _in_shaded_cell(traits: Any) -> bool:
    """Whether a table cell, paragraph or text box colours the paper behind the run."""
    node = traits.getparent()
    while node is not None:
        for properties in ("w:tcPr", "w:pPr"):
            shade = node.find(f"{qn(properties)}/{qn('w:shd')}")
            if shade is not None and str(shade.get(qn("w:fill"), "auto")).lower() not in (
                "auto",
                "ffffff",
            ):
                return True
        if node.tag == qn("w:txbxContent"):
            return True
        node = node.getparent()
    return False


def _table(table: Any, flow: Flow) -> None:
    """A table of single-paragraph cells row by row; a table that lays out the page cell by cell."""
    for row in table.iter(qn("w:tr")):
        if next(_ancestors_of_kind(row, qn("w:tbl")), None) is not table:
            continue
        inner = []
        for cell in (c for c in row if c.tag == qn("w:tc")):
            part = Flow()
            _walk(cell, part)
            inner.append(part)
        flow.add_row(inner)


def _ancestors_of_kind(element: Any, tag: str) -> Iterator[Any]:
    parent = element.getparent()
    while parent is not None:
        if parent.tag == tag:
            yield parent
        parent = parent.getparent()
