"""From the words that an engine recognised on a picture to ink: geometry that knows no engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.pages.segments import Ink

LARGER = 1.35
"""Lines that much taller than usual are titles; all others are set in one size, whatever their
letters.
"""
_MARKER_WIDTH = 0.7
"""A bullet is narrower than this share of the type size."""
_MARKERS = frozenset("+*e°o·•-«¢¤>»®©●■▪◦○") | {"--", "+.", "e."}
"""What a bullet looks like to an engine."""
_PLAIN_SIZE = 10.0
"""Type size in points where nothing tells it."""


class Word(NamedTuple):
    """A recognised word: its ends, baseline and type size in pixels (origin top left), how sure the
    engine is in percent, and the number of the line in which it stands; a space after it is part
    of its text.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    confidence: float
    line: int


def inked(words: Sequence[Word], scale: float) -> list[Ink]:
    """Words as ink, `scale` points a pixel."""
    sizes = [w.size * scale for w in words if len(w.text.strip()) > 2]
    usual = _middle(sizes) if sizes else _PLAIN_SIZE
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [ink for line in lines.values() for ink in _line(line, scale, usual)]


def _line(line: list[Word], scale: float, usual: float) -> list[Ink]:
    """The ink of one line, set on one baseline in one size."""
    own = _middle([w.size for w in line]) * scale
    size = own if own >= LARGER * usual else usual
    base = _middle([w.base for w in line]) * scale
    first, *others = [Ink(w.text, w.x0 * scale, w.x1 * scale, base, size) for w in line]
    if _is_marker(first, usual):
        lower = 0.15 * size if not others else 0.0
        first = first._replace(text="•", base=base + lower)
    return [first, *others]


def _is_marker(ink: Ink, usual: float) -> bool:
    return ink.text.strip() in _MARKERS and ink.x1 - ink.x0 < _MARKER_WIDTH * usual


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
