"""Open documents: headings, paragraphs, lists, tables and frames in the order of the text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import etree

from pipeline.documents import Look
from pipeline.errors import UnreadableDocument
from pipeline.files.marks import BULLET, Flow
from pipeline.files.odf_styles import (
    UNTOLD,
    WHITE,
    Styles,
    Traits,
    attribute,
    is_hidden,
    local,
    painted,
    points,
)

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
)
_SHAPES = frozenset({"frame", "custom-shape", "rect", "ellipse", "polygon", "path", "g", "note"})
"""What has paragraphs of its own within a paragraph."""
_NOT_SHOWN = frozenset({"tracked-changes", "annotation", "sequence-decls", "forms", "notes"})
_LEADING, _USUAL_SIZE = 1.4, 12.0
"""The height of a line over its type size, roughly; the size in points where none is told."""
_MOST_BLANKS = 100
_BREAK = re.compile(r"\s*[\r\n]\s*")
"""Where the file breaks its own lines, a blank is meant."""


class _Parts(NamedTuple):
    """The roots of the content of a document and of its styles: one and the same in a flat file."""

    content: Any
    styles: Any


class _Run(NamedTuple):
    text: str
    traits: Traits
    hidden: bool


def read_odt(file: str, data: bytes) -> Flow:
    """The paragraphs of an ODT in reading order; what a person cannot see is told apart.

    Raises UnreadableDocument: `broken` or `encrypted`.
    """
    try:
        parts = _opened(data)
        if parts is not None:
            return _read(parts)
    except _BROKEN:
        fact = "le document ODT est endommagé"
        remedy = "l'ouvrir dans LibreOffice, l'exporter en PDF et déposer la copie"
        raise UnreadableDocument(file, "broken", fact, remedy) from None
    fact, remedy = "le document ODT est protégé", "demander une version sans mot de passe"
    raise UnreadableDocument(file, "encrypted", f"{fact} par un mot de passe", remedy)


def _opened(data: bytes) -> _Parts | None:
    """The parts of a document; None where it is encrypted."""
    if not data.startswith(b"PK"):
        whole = _parsed(data)
        return _Parts(whole, whole)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            return None
        content = _parsed(archive.read("content.xml"))
        there = "styles.xml" in names
        return _Parts(content, _parsed(archive.read("styles.xml")) if there else content)


def _parsed(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(data, parser)


def _read(parts: _Parts) -> Flow:
    common = Styles(parts.styles)
    masters = [m for m in parts.styles.iter() if local(m) == "master-page"]
    paper = common.page(masters[0] if masters else None)
    margins = [_margins(masters, which) for which in ("header", "footer")]
    flow = Flow()
    head = _Text(common, flow)
    head.walk(margins[0], paper)
    text = _Text(Styles(parts.styles, parts.content), flow, head.behind)
    text.walk((node for node in parts.content if local(node) == "body"), paper)
    _Text(common, flow).walk(margins[1], paper)
    return flow


def _margins(masters: Sequence[Any], name: str) -> list[Any]:
    """The headers or footers of the first master page that has any."""
    names = (name, f"{name}-first")
    found = ([part for part in page if local(part) in names] for page in masters)
    return next((parts for parts in found if parts), [])


class _Text:
    """Reads elements into `flow`; `behind` is the height in points, from here down, of a shape
    behind the text.
    """

    def __init__(self, styles: Styles, flow: Flow, behind: float = 0.0) -> None:
        self.flow, self.behind = flow, behind
        self._styles = styles

    def walk(self, nodes: Any, ground: str, bullet: str = "") -> None:
        """Read elements one after the other; the first paragraph is marked with `bullet`."""
        for node in nodes:
            name = local(node)
            if name in ("p", "h"):
                self._paragraph(node, ground, bullet)
                bullet = ""
            elif name == "list-item":
                self.walk(node, ground, BULLET)
            elif name == "table":
                self.walk(node, self._styles.ground("table", node, ground))
            elif name == "table-row":
                self._row(node, self._styles.ground("table-row", node, ground))
            elif name in _SHAPES:
                self._shape(node, ground)
            elif name == "section" and attribute(node, "display") == "none":
                self.flow.hide(" ".join(node.itertext()))
            elif name not in _NOT_SHOWN:
                self.walk(node, ground, bullet)

    def _paragraph(self, node: Any, ground: str, bullet: str) -> None:
        shapes = [shape for shape in node.iter() if _is_outermost(shape, node)]
        for shape in shapes:
            self._lie_behind(shape)
        name = attribute(node, "style-name")
        ground = painted(self._styles.traits("paragraph", "paragraph", name), ground)
        if self.behind > 0:
            ground = UNTOLD
        runs = self._runs(node, self._styles.traits("text", "paragraph", name), ground)
        self.flow.hide("".join(run.text for run in runs if run.hidden))
        shown = [run for run in runs if not run.hidden]
        look = _look(shown, local(node) == "h")
        text = "".join(run.text for run in shown).strip()
        if text:
            self.flow.add(bullet + text, look)
        self.behind -= _LEADING * (look.size or _USUAL_SIZE)
        for shape in shapes:
            self._shape(shape, ground)

    def _runs(self, node: Any, traits: Traits, ground: str) -> list[_Run]:
        """The words of a paragraph or span, those of the spans within it in their places."""
        hidden = is_hidden(traits, ground)
        runs = [_Run(_BREAK.sub(" ", node.text or ""), traits, hidden)]
        for child in node:
            name = local(child)
            if sign := _sign(child):
                runs.append(_Run(sign, traits, hidden))
            elif name and name not in _SHAPES and name not in _NOT_SHOWN:
                own = self._styles.traits("text", "text", attribute(child, "style-name"))
                runs += self._runs(child, {**traits, **own}, ground)
            runs.append(_Run(_BREAK.sub(" ", child.tail or ""), traits, hidden))
        return [run for run in runs if run.text]

    def _shape(self, node: Any, ground: str) -> None:
        """What a frame or a drawn shape holds, on its own ground."""
        name = attribute(node, "style-name")
        own = painted(self._styles.traits("graphic", "graphic", name), ground)
        self.walk(node, own)

    def _lie_behind(self, shape: Any) -> None:
        """Note a shape that is painted and through which the text runs."""
        traits = self._styles.traits("graphic", "graphic", attribute(shape, "style-name"))
        pictured = any(local(child) == "image" for child in shape)
        ground = UNTOLD if pictured else painted(traits, WHITE)
        if traits.get("run-through") == "background" and ground != WHITE:
            self.behind = max(self.behind, points(attribute(shape, "height")))

    def _row(self, row: Any, ground: str) -> None:
        cells = []
        for cell in row:
            if local(cell) == "table-cell":
                part = _Text(self._styles, Flow(), self.behind)
                part.walk(cell, self._styles.ground("table-cell", cell, ground))
                cells.append(part.flow)
        self.flow.add_row(cells)


def _is_outermost(node: Any, paragraph: Any) -> bool:
    """Whether an element is a shape of a paragraph that stands in no other one."""
    if local(node) not in _SHAPES:
        return False
    around = node.getparent()
    while around is not paragraph and local(around) not in (*_SHAPES, "annotation"):
        around = around.getparent()
    return around is paragraph


def _sign(node: Any) -> str:
    """What an element without text stands for: blanks, a tab, a line break."""
    name = local(node)
    if name == "s":
        return " " * min(int(attribute(node, "c") or 1), _MOST_BLANKS)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _look(runs: Sequence[_Run], heading: bool) -> Look:
    """How most of a paragraph is set."""
    weight = sum(len(run.text) for run in runs)
    bold = sum(len(run.text) for run in runs if _is_bold(run))
    sizes = (points(run.traits.get("font-size", "")) for run in runs if run.text.strip())
    starts_bold = bool(runs) and _is_bold(runs[0]) and len(runs[0].text) > 3
    return Look(max(sizes, default=0.0), bold > 0.5 * weight or starts_bold, heading)


def _is_bold(run: _Run) -> bool:
    return run.traits.get("font-weight") == "bold"
