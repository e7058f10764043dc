"""The graphics state of a content stream (ISO 32000-1, 8.4)."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.pages.geometry import Matrix, Rectangle
from pipeline.pages.named import Face, Tile
from pipeline.pages.painted import BLACK, NORMAL, Color
from pipeline.pages.shapes import Shape


class Veil(NamedTuple):
    """How the group within which something is painted is laid on the page."""

    alpha: float = 1.0
    blend: str = NORMAL
    masked: bool = False

    def under(self, alpha: float, blend: str) -> Veil:
        """The veil of a group inside this one."""
        return self._replace(alpha=self.alpha * alpha, blend=self.blend_of(blend))

    def blend_of(self, blend: str) -> str:
        """The blend mode that counts: that of what is painted, else that of its group."""
        return self.blend if blend == NORMAL else blend


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
        "stencil",
        "stroke",
        "veil",
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
        self.veil = Veil()
        self.clips: tuple[Shape, ...] = ()
        """Clipping paths that are no rectangles."""
        self.color: Color = BLACK
        self.stencil: tuple[int, ...] = ()
        """The runs of text through whose letters what follows is painted."""
        self.pattern: Tile | None = None
        """With what areas are tiled instead of filled."""
        self.stroke: Color = BLACK
        self.pen = 1.0
        self.space = 1
