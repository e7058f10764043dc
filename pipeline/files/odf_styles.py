"""Styles of an open document: what they say of letters and of the paper behind them, inherited
traits included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

Traits = dict[str, str]
Style = tuple[str, str]
"""Its family and its name: styles of two families may share a name."""
Kind = Literal["text", "paragraph", "graphic", "table", "table-row", "table-cell"]

WHITE = "#ffffff"
UNTOLD = "?"
"""The colour of a ground that is a picture, a gradient, or half transparent."""
SMALLEST_TYPE = 2.0
"""Type under this size, in points, cannot be read by a person."""
_CLOSE = 16
"""Colours whose channels, of 256, all differ by less than this look the same."""
_COLOR = re.compile(r"#[0-9a-f]{6}", re.I)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(pt|cm|mm|in|px)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "px": 0.75}


def local(node: Any) -> str:
    """The name of an element without its space; "" for comments and the like."""
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: Any, name: str) -> str:
    """An attribute by its name, whatever its space; "" where there is none."""
    return next((str(v) for k, v in node.items() if k.rpartition("}")[2] == name), "")


def points(length: str) -> float:
    """A length in points; 0 where it is none."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else 0.0


class Styles:
    """The styles of some parts of a document; those of a later part win."""

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[Style, Any] = {}
        self._layouts: dict[str, Any] = {}
        for node in _within(*roots):
            if local(node) == "style":
                self._styles[attribute(node, "family"), attribute(node, "name")] = node
            elif local(node) == "page-layout":
                self._layouts[attribute(node, "name")] = node
        self._known: dict[tuple[Kind, Style], Traits] = {}

    def traits(self, kind: Kind, family: str, name: str) -> Traits:
        """The properties of a kind that a style sets, or inherits from the one it is based on."""
        key = (kind, (family, name))
        if key not in self._known:
            self._known[key] = {}
            style = self._styles.get((family, name))
            if style is not None:
                inherited = self.traits(kind, family, attribute(style, "parent-style-name"))
                self._known[key] = {**inherited, **_properties(style, kind)}
        return self._known[key]

    def ground(self, kind: Kind, node: Any, below: str) -> str:
        """The colour behind what an element holds, `below` where its style paints nothing."""
        return painted(self.traits(kind, kind, attribute(node, "style-name")), below)

    def page(self, master: Any) -> str:
        """The colour of the paper of a master page."""
        layout = (
            None if master is None else self._layouts.get(attribute(master, "page-layout-name"))
        )
        return WHITE if layout is None else painted(_properties(layout, "page-layout"), WHITE)


def painted(traits: Traits, below: str) -> str:
    """A ground after some properties were painted on it."""
    fill = traits.get("fill", "")
    if fill in ("gradient", "bitmap", "hatch"):
        return UNTOLD
    color = traits.get("fill-color" if fill == "solid" else "background-color", "")
    if fill == "none" or not _COLOR.fullmatch(color):
        return below
    opaque = traits.get("opacity", "100%") == "100%"
    return color if opaque else UNTOLD


def is_hidden(traits: Traits, ground: str) -> bool:
    """Whether letters set so on a ground cannot be seen."""
    if traits.get("display") == "none" or traits.get("opacity") == "0%":
        return True
    if 0 < points(traits.get("font-size", "")) < SMALLEST_TYPE:
        return True
    color = traits.get("color", "")
    if traits.get("use-window-font-color") == "true" or not _COLOR.fullmatch(color):
        return False
    return ground != UNTOLD and _alike(color, painted(_paper(traits), ground))


def _paper(traits: Traits) -> Traits:
    return {k: v for k, v in traits.items() if k == "background-color"}


def _alike(ink: str, ground: str) -> bool:
    if ground == UNTOLD:
        return False
    channels = zip(bytes.fromhex(ink[1:]), bytes.fromhex(ground[1:]), strict=True)
    return all(abs(i - g) < _CLOSE for i, g in channels)


def _within(*roots: Any) -> Iterator[Any]:
    """The children of the holders of styles."""
    for root in roots:
        for holder in root:
            if local(holder) in ("styles", "automatic-styles"):
                yield from holder


def _properties(style: Any, kind: str) -> Traits:
    found: Traits = {}
    for child in style:
        if local(child) == f"{kind}-properties":
            found |= {k.rpartition("}")[2]: str(v) for k, v in child.items()}
    return found
