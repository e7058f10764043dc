"""What a content stream calls by name: fonts, forms, pictures, graphics states, layers."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from pipeline.pages.geometry import Matrix, Rectangle


class Face(Protocol):
    """A font as far as text needs it."""

    bold: bool
    height: float
    """Type size for a font size of 1."""
    spaces: bool
    """Whether word spacing applies: codes of one byte."""

    def show(self, codes: bytes) -> tuple[str, float, int]:
        """The text of a string, its width for a font size of 1, and its number of glyphs."""


class Form(NamedTuple):
    """A content stream drawn by name."""

    data: bytes
    matrix: Matrix
    box: Rectangle | None
    resources: Resources
    group: bool = False
    """Whether it is painted apart and laid on the page as a whole."""


class Tile(NamedTuple):
    """A content stream with which areas are tiled, and the distances between its copies."""

    form: Form
    across: float
    up: float


class Resources(Protocol):
    """What a content stream calls by name."""

    def face(self, name: str) -> Face | None:
        """A font."""

    def drawn(self, name: str) -> Form | bool:
        """A form; for a picture, whether nothing shows through it."""

    def pattern(self, name: str) -> Tile | None:
        """The tile of a pattern; None for one that shades."""

    def opacity(self, name: str) -> float | None:
        """The opacity that a graphics state sets for fills."""

    def masked(self, name: str) -> bool | None:
        """Whether a graphics state sets a soft mask; None where it says nothing of one."""

    def blend(self, name: str) -> str:
        """The blend mode that a graphics state sets; "" where it sets none."""

    def components(self, name: str) -> int:
        """How many numbers name a colour: 1 (grey), 3 (RGB) or 4 (CMYK), 0 where they mean
        something else.
        """

    def shown(self, name: str) -> bool:
        """Whether a layer (optional content) is on."""
