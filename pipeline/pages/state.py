"""The graphics state of a content stream (ISO 32000-1, 8.4)."""

from __future__ import annotations

from pipeline.pages.geometry import Matrix, Rectangle
from pipeline.pages.named import Face, Tile
from pipeline.pages.painted import BLACK, NORMAL, Color
from pipeline.pages.shapes import Shape


class State:
    """The graphics state that `q` saves and `Q` restores."""

    __slots__ = (
        "alpha",
        "blend",
        "char",
        "clip",
        "clips",
        "color",
        "ctm",
        "face",
        "leading",
        "mode",
        "pattern",
        "rise",
        "scale",
        "size",
        "space",
        "stroke",
        "pen",
        "word",
    )

    def __init__(self, ctm: Matrix, clip: Rectangle) -> None:
        self.ctm, self.clip = ctm, clip
        self.face: Face | None = None
        self.size = self.char = self.word = self.leading = self.rise = 0.0
        self.scale = self.alpha = 1.0
        self.mode = 0
        self.blend = NORMAL
        self.clips: tuple[Shape, ...] = ()
        """Clipping paths that are no rectangles."""
        self.color: Color = BLACK
        self.pattern: Tile | None = None
        """With what areas are tiled instead of filled."""
        self.stroke: Color = BLACK
        self.pen = 1.0
        self.space = 1
