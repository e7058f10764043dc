"""Names and values of WordprocessingML (ISO 29500-1, 17), whatever library parsed it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/", b"officeDocument/2006/"),
    (b"drawingml/", b"drawingml/2006/"),
)
_HALF_POINTS = re.compile(r"^(\d+(?:\.\d+)?)(pt)?$")


@cache
def tag(name: str) -> str:
    """A prefixed name ("w:p") as the parser writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def value(traits: Any, name: str) -> str:
    """The value of a trait of paragraph or run properties; "" where it has none."""
    found = None if traits is None else traits.find(tag(f"w:{name}"))
    return "" if found is None else str(found.get(tag("w:val"), "true"))


def is_on(traits: Any, name: str) -> bool:
    """Whether a trait that is on or off is on."""
    return value(traits, name) not in ("", "0", "false", "none", "off")


def half_points(traits: Any, name: str) -> float:
    """A size in half points, 0 where there is none; Strict may write it in points ("14pt")."""
    found = _HALF_POINTS.match(value(traits, name))
    return float(found[1]) * (2 if found[2] else 1) if found else 0.0


def ancestors(element: Any, stop: Any = None) -> Iterator[Any]:
    """What an element stands in, from the inside out, `stop` and what is around it left out."""
    parent = element.getparent()
    while parent is not None and parent is not stop:
        yield parent
        parent = parent.getparent()


def transitional(data: bytes) -> bytes:
    """A document of the Strict kind with the names of the usual one; others as they are.

    Raises what zipfile raises on damaged archives.
    """
    with zipfile.ZipFile(BytesIO(data)) as source:
        if _STRICT not in source.read("word/document.xml"):
            return data
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in source.infolist():
                target.writestr(entry, _renamed(source.read(entry)))
    return out.getvalue()


def _renamed(part: bytes) -> bytes:
    for strict, usual in _TRANSITIONAL:
        part = part.replace(_STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    return part
