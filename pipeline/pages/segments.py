"""From placed ink to segments: what stands on one baseline without a gap as wide as a column's.
Pure geometry.

Coordinates are points with the origin at the top left; a baseline grows downwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

WORD_GAP = 0.17
"""A gap of more than this share of the type size is a space."""
COLUMN_GAP = 0.9
"""A gap of more than this share of the type size separates two pieces of a row."""
SAME_ROW = 0.35

_LONE_BULLET = re.compile(r"^[•▪◦‣●■○∙·➢✓►➤❖⁃\-*→\uf000-\uf0ff]$")


class Ink(NamedTuple):
    """A run of glyphs set in one go."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False


@dataclass(slots=True)
class Segment:
    """Ink on one baseline without a gap as wide as a column's."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    tail: tuple[float, bool]
    """Size and boldness of its last ink: a date set small after a bold title."""


def segments(ink: Sequence[Ink]) -> list[Segment]:
    """Ink merged along its baselines, sorted from top to bottom and left to right."""
    visible = sorted((i for i in ink if i.text), key=lambda i: (i.base, i.x0))
    edges = Counter(round(i.x0 / 2) for i in visible if i.text.strip())
    found: list[Segment] = []
    for row in _clusters(visible):
        found += _merged(row, edges)
    return sorted((s for s in found if s.text.strip()), key=lambda s: (s.base, s.x0))


def _clusters(ink: list[Ink]) -> list[list[Ink]]:
    rows: list[list[Ink]] = []
    for i in ink:
        home = next(
            (
                r
                for r in reversed(rows[-4:])
                if abs(r[0].base - i.base) < SAME_ROW * min(i.size, r[0].size)
            ),
            None,
        )
        if home is None:
            rows.append([i])
        else:
            home.append(i)
    return [sorted(r, key=lambda i: i.x0) for r in rows]


def _merged(row: list[Ink], edges: Counter[int]) -> list[Segment]:
    usual = _usual_gap(row)
    groups: list[list[Ink]] = []
    for i in row:
        if groups and not _splits(groups[-1], i, edges, usual):
            groups[-1].append(i)
        else:
            groups.append([i])
    return [_segment(g) for g in groups]


def _usual_gap(row: list[Ink]) -> float:
    """The gap between words (or letters) that is usual in a justified or letter-spaced row; 0 in
    any other.
    """
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(row) if not _LONE_BULLET.match(a.text.strip()))
    if len(gaps) < 3 or gaps[len(gaps) // 2] < 0.25 * row[0].size:
        return 0.0
    return gaps[len(gaps) // 2]


def _splits(group: list[Ink], ink: Ink, edges: Counter[int], usual: float) -> bool:
    last = group[-1]
    gap, size = ink.x0 - max(i.x1 for i in group), max(last.size, ink.size)
    if _LONE_BULLET.match("".join(i.text for i in group).strip()):
        return gap > 4 * size
    column = round(ink.x0 / 2)
    aligned = edges[column] + max(edges[column - 1], edges[column + 1])
    if gap > 0.45 * size and aligned >= 5:
        return True
    return gap > max(COLUMN_GAP * size, min(2.4 * usual, 2 * size))


def _segment(group: list[Ink]) -> Segment:
    size = max(i.size for i in group)
    gaps = [b.x0 - a.x1 for a, b in pairwise(group)]
    threshold = _space_threshold(group, gaps, size)
    text = group[0].text
    for gap, ink in zip(gaps, group[1:], strict=True):
        spaced = text.endswith(" ") or ink.text.startswith(" ")
        text += (" " if gap > threshold and not spaced else "") + ink.text
    bold = sum(len(i.text) for i in group if i.bold) * 2 > sum(len(i.text) for i in group)
    first = group[0]
    return Segment(
        " ".join(text.split()),
        first.x0,
        max(i.x1 for i in group),
        first.base,
        size,
        bold or (first.bold and len(first.text) > 3),
        (group[-1].size, group[-1].bold),
    )


def _space_threshold(group: list[Ink], gaps: list[float], size: float) -> float:
    """WORD_GAP, or, in a letter-spaced title, well over the title's own spacing."""
    wide = sorted(g for g in gaps if g > WORD_GAP * size)
    single = sum(len(i.text.strip()) <= 1 for i in group)
    if len(wide) >= 3 and len(wide) > 0.5 * len(gaps) and single > 0.8 * len(group):
        return wide[len(wide) // 4] + 0.16 * size
    return WORD_GAP * size
