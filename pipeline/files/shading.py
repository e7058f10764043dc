"""The paper behind a run of a DOCX: whether white letters can be seen on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.files.ooxml import ancestors, tag, value

_WHITES = frozenset({"ffffff", "fefefe", "fdfdfd"})
_LIGHT_THEME = frozenset({"background1", "light1", "bg1", "lt1"})
_LOOKS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
"""Parts of a table that a style sets apart, and their bits in the older way to say so."""
_PARTS = {"firstRow": "firstRow", "lastRow": "lastRow", "firstCol": "firstColumn"}
_PARTS["lastCol"] = "lastColumn"
POINTS_PER_UNIT = 1 / 12700
"""Drawings are measured in English metric units."""


def is_white(color: str) -> bool:
    """Whether a colour is that of paper."""
    return color.lower() in _WHITES


class Paper:
    """What a document says of its paper: its background and the styles of its tables."""

    def __init__(self, root: Any, styles: Any) -> None:
        background = root.find(tag("w:background"))
        color = "" if background is None else str(background.get(tag("w:color"), "auto"))
        self._dark = color.lower() not in ("", "auto") and not is_white(color)
        found = [] if styles is None else styles.iter(tag("w:style"))
        self._styles = {str(s.get(tag("w:styleId"))): s for s in found}

    def shows_white(self, run: Any) -> bool:
        """Whether white letters of a run stand on a colour: the nearest shade around it decides."""
        for node in (run, *ancestors(run)):
            shades = [s for s in self._shades(node) if s is not None]
            for shade in shades:
                return shade
            if node.tag == tag("w:txbxContent"):
                return True
        return self._dark

    def _shades(self, node: Any) -> Iterator[bool | None]:
        """Whether each shade that a node sets is a colour; None for one that it does not set."""
        if node.tag == tag("w:r"):
            traits = node.find(tag("w:rPr"))
            yield _coloured(traits)
            yield True if value(traits, "highlight") not in ("", "none", "white") else None
        elif node.tag == tag("w:p"):
            traits = node.find(tag("w:pPr"))
            yield _coloured(traits)
            yield from self._of_style(value(traits, "pStyle"), "w:pPr")
        elif node.tag == tag("w:tc"):
            yield _coloured(node.find(tag("w:tcPr")))
            yield from self._of_table_style(node)
        elif node.tag == tag("w:tbl"):
            yield _coloured(node.find(tag("w:tblPr")))

    def _of_style(self, name: str, traits: str) -> Iterator[bool | None]:
        """The shades of a style and of those on which it is based."""
        for style in self._based(name):
            yield _coloured(style.find(tag(traits)))

    def _based(self, name: str) -> Iterator[Any]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")

    def _of_table_style(self, cell: Any) -> Iterator[bool | None]:
        """The shades of the style of a cell's table: those of its parts first."""
        table = next((a for a in ancestors(cell) if a.tag == tag("w:tbl")), None)
        if table is None:
            return
        traits = table.find(tag("w:tblPr"))
        parts = _parts_of(cell, table, None if traits is None else traits.find(tag("w:tblLook")))
        for style in self._based(value(traits, "tblStyle")):
            for part in style.iter(tag("w:tblStylePr")):
                if str(part.get(tag("w:type"))) in parts:
                    yield _coloured(part.find(tag("w:tcPr")))
            yield _coloured(style.find(tag("w:tcPr")))
            yield _coloured(style.find(tag("w:tblPr")))


def _coloured(traits: Any) -> bool | None:
    """Whether the shade of some properties is a colour; None where they set none."""
    shade = None if traits is None else traits.find(tag("w:shd"))
    if shade is None:
        return None
    solid = shade.get(tag("w:val")) == "solid"
    theme = shade.get(tag("w:themeColor" if solid else "w:themeFill"))
    if theme is not None:
        return str(theme) not in _LIGHT_THEME
    color = str(shade.get(tag("w:color" if solid else "w:fill"), "auto")).lower()
    if color == "auto":
        return True if solid else None
    return not is_white(color)


def _parts_of(cell: Any, table: Any, look: Any) -> set[str]:
    """The parts of a table, in the words of its style, in which a cell stands and that count."""
    row = next(a for a in ancestors(cell) if a.tag == tag("w:tr"))
    rows = [r for r in table.iter(tag("w:tr")) if _table_of(r) is table]
    cells = [c for c in row.iter(tag("w:tc")) if _table_of(c) is table]
    stands = {
        "firstRow": row is rows[0],
        "lastRow": row is rows[-1],
        "firstCol": cell is cells[0],
        "lastCol": cell is cells[-1],
    }
    return {part for part, here in stands.items() if here and _counts(look, _PARTS[part])}


def _counts(look: Any, name: str) -> bool:
    """Whether the look of a table sets one of its parts apart."""
    if look is None:
        return True
    said = look.get(tag(f"w:{name}"))
    if said is not None:
        return str(said) in ("1", "true", "on")
    try:
        return bool(int(str(look.get(tag("w:val"), "0")), 16) & _LOOKS[name])
    except ValueError:
        return False


def _table_of(node: Any) -> Any:
    return next((a for a in ancestors(node) if a.tag == tag("w:tbl")), None)


def height_behind(paragraph: Any) -> float:
    """The height in points of the tallest coloured shape that a paragraph anchors behind the
    text; 0 without one.
    """
    tallest = 0.0
    for anchor in paragraph.iter(tag("wp:anchor")):
        extent = anchor.find(tag("wp:extent"))
        if extent is None or anchor.get("behindDoc") not in ("1", "true"):
            continue
        if any(_is_dark(fill) for fill in anchor.iter(tag("a:solidFill"))):
            tallest = max(tallest, float(extent.get("cy", 0)) * POINTS_PER_UNIT)
    return tallest


def _is_dark(fill: Any) -> bool:
    """Whether the fill of a shape is a colour; lines are filled too, and do not count."""
    if fill.getparent().tag == tag("a:ln"):
        return False
    return any(
        str(color.get("val", "")) not in _LIGHT_THEME and not is_white(str(color.get("val", "")))
        for color in fill
    )
