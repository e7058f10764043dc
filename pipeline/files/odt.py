"""ODT through odfpy: headings, paragraphs, lists, tables and frames in the order of the text."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any
from xml.sax import SAXException

from odf.element import Text
from odf.opendocument import load

from pipeline.documents import Look
from pipeline.errors import UnreadableDocument
from pipeline.files.marks import Flow

_WHITE = "#ffffff"


def read_odt(file: str, data: bytes) -> Flow:
    """The paragraphs of an ODT in reading order.

    Raises UnreadableDocument: `broken` or `encrypted`.
    """
    try:
        if _is_encrypted(data):
            fact = "le document ODT est protégé par un mot de passe"
            raise UnreadableDocument(
                file, "encrypted", fact, "demander une version sans mot de passe"
            )
        document = load(io.BytesIO(data))
        flow = Flow()
        styles = _styles(document)
        for part in _margins(document, ("header", "header-first")):
            _walk(part, flow, styles)
        _walk(document.text, flow, styles)
        for part in _margins(document, ("footer", "footer-first")):
            _walk(part, flow, styles)
        return flow
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        SAXException,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        OSError,
        AssertionError,
        EOFError,
    ):
        raise UnreadableDocument(
            file,
            "broken",
            "le document ODT est endommagé",
            "l'ouvrir dans LibreOffice, l'exporter en PDF et déposer la copie",
        ) from None


def _is_encrypted(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        )


def _margins(document: Any, names: tuple[str, ...]) -> list[Any]:
    """The headers or footers of the first master page that has any."""
    pages = [page for page in document.masterstyles.childNodes if _local(page) == "master-page"]
    found = ([part for part in page.childNodes if _local(part) in names] for page in pages)
    return next((parts for parts in found if parts), [])


def _local(node: Any) -> str:
    return str(node.qname[1]) if getattr(node, "qname", None) else ""


def _attribute(node: Any, name: str) -> str:
    return next((str(v) for k, v in (node.attributes or {}).items() if k[1] == name), "")


def _styles(document: Any) -> dict[str, dict[str, str]]:
    """The text properties of each style, inherited ones included."""
    own: dict[str, dict[str, str]] = {}
    parents: dict[str, str] = {}
    for holder in (document.styles, document.automaticstyles):
        for style in holder.childNodes:
            if _local(style) != "style":
                continue
            name = _attribute(style, "name")
            parents[name] = _attribute(style, "parent-style-name")
            own[name] = {
                str(k[1]): str(v)
                for child in style.childNodes
                if _local(child) == "text-properties"
                for k, v in (child.attributes or {}).items()
            }
    full: dict[str, dict[str, str]] = {}
    for name in own:
        chain, seen = [name], {name}
        while (parent := parents.get(chain[-1], "")) and parent not in seen:
            chain.append(parent)
            seen.add(parent)
        full[name] = {k: v for link in reversed(chain) for k, v in own.get(link, {}).items()}
    return full


def _walk(node: Any, flow: Flow, styles: dict[str, dict[str, str]], bullet: str = "") -> None:
    for child in getattr(node, "childNodes", ()):
        tag = _local(child)
        if tag in ("p", "h"):
            _paragraph(child, flow, styles, bullet)
            bullet = ""
        elif tag == "list-item":
            _walk(child, flow, styles, "• ")
        elif tag == "table-row":
            _row(child, flow, styles)
        elif tag not in ("tracked-changes", "annotation", "sequence-decls", "forms"):
            _walk(child, flow, styles, bullet)


def _paragraph(node: Any, flow: Flow, styles: dict[str, dict[str, str]], bullet: str) -> None:
    pieces: list[tuple[str, dict[str, str]]] = []
    boxes: list[Any] = []
    _spans(node, styles.get(_attribute(node, "style-name"), {}), styles, pieces, boxes)
    flow.hide("".join(t for t, s in pieces if _is_hidden(s)))
    shown = [(t, s) for t, s in pieces if not _is_hidden(s)]
    text = "".join(t for t, _ in shown)
    if text.strip():
        bold = sum(len(t) for t, s in shown if s.get("font-weight") == "bold")
        size = max((_points(s.get("font-size", "")) for t, s in shown if t.strip()), default=0.0)
        starts_bold = shown[0][1].get("font-weight") == "bold" and len(shown[0][0]) > 3
        flow.add(
            bullet + text.strip(),
            Look(size, bold > 0.5 * len(text) or starts_bold, _local(node) == "h"),
        )
    for box in boxes:
        _walk(box, flow, styles)


def _spans(
    node: Any,
    traits: dict[str, str],
    styles: dict[str, dict[str, str]],
    pieces: list[Any],
    boxes: list[Any],
) -> None:
    for child in node.childNodes:
        tag = _local(child)
        if isinstance(child, Text) or getattr(child, "nodeType", 1) in (3, 4):
            pieces.append((str(child), traits))
        elif tag == "s":
            pieces.append((" " * int(_attribute(child, "c") or 1), traits))
        elif tag == "tab":
            pieces.append(("\t", traits))
        elif tag == "line-break":
            pieces.append(("\n", traits))
        elif tag == "frame":
            boxes.append(child)
        elif tag not in ("annotation", "note"):
            _spans(
                child,
                {**traits, **styles.get(_attribute(child, "style-name"), {})},
                styles,
                pieces,
                boxes,
            )


def _row(row: Any, flow: Flow, styles: dict[str, dict[str, str]]) -> None:
    inner = []
    for cell in (c for c in row.childNodes if _local(c) == "table-cell"):
        part = Flow()
        _walk(cell, part, styles)
        inner.append(part)
    flow.add_row(inner)


def _points(size: str) -> float:
    return float(size[:-2]) if size.endswith("pt") else 0.0


def _is_hidden(traits: dict[str, str]) -> bool:
    white = traits.get("color", "").lower() == _WHITE and traits.get(
        "background-color", "transparent"
    ) in ("transparent", _WHITE)
    return traits.get("display") == "none" or white or 0 < _points(traits.get("font-size", "")) < 2
