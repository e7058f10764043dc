"""The text of a story of a DOCX (its body, a header, a cell): paragraphs, tables, text boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pipeline.documents import Look
from pipeline.files.boxes import PlacedFlow, in_order
from pipeline.files.marks import BULLET, Flow
from pipeline.files.ooxml import ancestors, half_points, is_on, tag, value
from pipeline.files.shading import Paper, height_behind, is_white

_BOX = tag("w:txbxContent")
_FALLBACK = tag("mc:Fallback")
_NOT_SHOWN = {
    tag("w:del"),
    tag("w:moveFrom"),
    tag("w:instrText"),
    tag("w:delText"),
    tag("w:pPr"),
    tag("w:rPr"),
    _FALLBACK,
}
_SMALLEST_HALF_POINTS = 4
_USUAL_SIZE = 11.0
_LEADING = 1.4
"""The height of a line over its type size, roughly."""
_ON_PAGE = ("page", "margin", "topMargin")
_FAR = 1e9


class _Words(NamedTuple):
    """What the runs of a paragraph say, and how they are set."""

    shown: str
    hidden: str
    look: Look


class Story:
    """Reads elements into `flow`; `behind` is the height in points, from here down, of a coloured
    shape behind the text.
    """

    def __init__(self, paper: Paper) -> None:
        self.flow = Flow()
        self.behind = 0.0
        self._paper = paper
        self._carried = ""
        self._placed: list[PlacedFlow] = []

    def under(self, height: float) -> None:
        """Note a coloured shape behind what follows."""
        self.behind = max(self.behind, height)

    def walk(self, elements: Iterable[Any]) -> None:
        """Read elements one after the other."""
        for child in elements:
            if child.tag == tag("w:p"):
                self._paragraph(child)
            elif child.tag == tag("w:tbl"):
                self._flush()
                self._table(child)
            elif isinstance(child.tag, str) and not _is_left_out(child):
                self.walk(child)

    def end(self) -> None:
        """Read what waits for its place."""
        self._flush()
        if self._carried:
            self.flow.add(self._carried)
        self._carried = ""

    def _flush(self) -> None:
        self._append(in_order(self._placed))
        self._placed = []

    def _append(self, boxes: Iterable[PlacedFlow]) -> None:
        for box in boxes:
            self.flow.marks += box.flow.marks
            self.flow.hidden += box.flow.hidden

    def _paragraph(self, p: Any) -> None:
        self.under(height_behind(p))
        words = self._words(p)
        self.flow.hide(words.hidden)
        text = self._carried + words.shown
        self._carried = ""
        traits = p.find(tag("w:pPr"))
        if text.strip():
            self._flush()
            if _mark_is_deleted(traits):
                self._carried = text
            else:
                self.flow.add(_bullet(traits) + text.strip(), words.look)
        self.behind -= _LEADING * (words.look.size or _USUAL_SIZE)
        self._boxes(p)

    def _words(self, p: Any) -> _Words:
        shown: list[str] = []
        hidden: list[str] = []
        bold = size = weight = 0.0
        for run in p.iter(tag("w:r")):
            around = list(ancestors(run, p))
            if any(_is_left_out(node) or node.tag == _BOX for node in around):
                continue
            text = "".join(_run_text(run))
            traits = run.find(tag("w:rPr"))
            if self._is_hidden(run, traits):
                hidden.append(text)
                continue
            shown.append(text)
            weight += len(text)
            bold += len(text) * is_on(traits, "b")
            size = max(size, half_points(traits, "sz") / 2)
        name = value(p.find(tag("w:pPr")), "pStyle")
        is_bold = bold > 0.5 * weight or (shown and bold >= len(shown[0]) > 3)
        heading = name.lower().startswith(("heading", "titre", "title"))
        return _Words("".join(shown), "".join(hidden), Look(size, bool(is_bold), heading))

    def _is_hidden(self, run: Any, traits: Any) -> bool:
        if traits is None:
            return False
        if is_on(traits, "vanish") or 0 < half_points(traits, "sz") < _SMALLEST_HALF_POINTS:
            return True
        if not is_white(value(traits, "color")) or self.behind > 0:
            return False
        return not self._paper.shows_white(run)

    def _boxes(self, p: Any) -> None:
        """The text boxes of a paragraph: those placed on the page wait for their neighbours."""
        beside: list[PlacedFlow] = []
        for box in p.iter(_BOX):
            around = list(ancestors(box, p))
            if any(node.tag in (_FALLBACK, _BOX) for node in around):
                continue
            story = Story(self._paper)
            story.walk(box)
            story.end()
            anchor = next((node for node in around if node.tag == tag("wp:anchor")), None)
            on_page, place = _place(anchor)
            (self._placed if on_page else beside).append(PlacedFlow(story.flow, *place))
        self._append(in_order(beside) if all(b.x1 > b.x0 for b in beside) else beside)

    def _table(self, table: Any) -> None:
        """A table of single-paragraph cells row by row; one that lays out the page by cells."""
        for row in _own(table, table, "w:tr", "w:tbl"):
            if row.find(f"{tag('w:trPr')}/{tag('w:del')}") is not None:
                continue
            cells = []
            for cell in _own(row, row, "w:tc", "w:tr"):
                story = Story(self._paper)
                story.behind = self.behind
                if not any(_is_left_out(node) for node in ancestors(cell, row)):
                    story.walk(cell)
                    story.end()
                cells.append(story.flow)
            self.flow.add_row(cells)


def _own(element: Any, owner: Any, wanted: str, around: str) -> Iterator[Any]:
    """The rows of a table, or cells of a row, that belong to no table within it."""
    for found in element.iter(tag(wanted)):
        if next((a for a in ancestors(found) if a.tag == tag(around)), None) is owner:
            yield found


def _is_left_out(node: Any) -> bool:
    """Whether an element is not shown, or is a placeholder that was never filled in."""
    if node.tag != tag("w:sdt"):
        return node.tag in _NOT_SHOWN
    return is_on(node.find(tag("w:sdtPr")), "showingPlcHdr")


def _mark_is_deleted(traits: Any) -> bool:
    """Whether the mark of a paragraph was deleted: it and the next one are one."""
    marks = () if traits is None else (traits.find(f"{tag('w:rPr')}/{tag('w:del')}"),)
    return any(mark is not None for mark in marks)


def _bullet(traits: Any) -> str:
    listed = traits is not None and traits.find(tag("w:numPr")) is not None
    return BULLET if listed or "list" in value(traits, "pStyle").lower() else ""


def _run_text(run: Any) -> Iterator[str]:
    for node in run:
        if node.tag == tag("w:t"):
            yield node.text or ""
        elif node.tag == tag("w:tab"):
            yield "\t"
        elif node.tag in (tag("w:br"), tag("w:cr")):
            yield "\n"
        elif node.tag == tag("w:noBreakHyphen"):
            yield "-"


def _place(anchor: Any) -> tuple[bool, tuple[float, float, float, float]]:
    """Whether a box is placed on the page, and its edges there or beside its paragraph."""
    if anchor is None:
        return False, (0.0, 0.0, 0.0, 0.0)
    frame, x = _offset(anchor.find(tag("wp:positionH")))
    frame, y = _offset(anchor.find(tag("wp:positionV")))
    extent = anchor.find(tag("wp:extent"))
    width, height = (0, 0) if extent is None else (extent.get("cx", 0), extent.get("cy", 0))
    return frame in _ON_PAGE, (x, y, x + float(width), y + float(height))


def _offset(position: Any) -> tuple[str, float]:
    """What a position is measured from, and its offset."""
    if position is None:
        return "", 0.0
    frame = str(position.get("relativeFrom", ""))
    offset = position.find(tag("wp:posOffset"))
    if offset is not None:
        return frame, float(offset.text or 0)
    align = position.find(tag("wp:align"))
    return frame, _FAR if align is not None and align.text in ("right", "bottom") else 0.0
