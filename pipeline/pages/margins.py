"""Running headers and footers: what stands at the same place of several pages is read once, page
numbers not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.pages.segments import Ink

_NUMBERED = re.compile(r"\bpage\b|\bp\.\s*#|#\s*/\s*#$")
_NEAR = 4.0
"""Rows of two pages whose baselines differ by less, in points, stand at the same place."""
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"^\W*(?:page|p\.)?\W*#(?:\W*(?:/|sur|of|de)\W*#)?\W*$", re.I)
_ROWS = 2
"""So many rows at the head and at the foot of a page may run."""


def without_running_rows(pages: Sequence[Sequence[Ink]]) -> list[list[Ink]]:
    """The ink of each page without the rows at its edges that an earlier page has at the same
    place, and without page numbers; a page that has nothing else keeps them.
    """
    edges = [_edge_rows(page) for page in pages]
    out: list[list[Ink]] = []
    for number, page in enumerate(pages):
        others = [row for n, rows in enumerate(edges) if n != number for row in rows]
        before = [row for rows in edges[:number] for row in rows]
        gone = {
            id(i)
            for row in edges[number]
            if _runs(row, before) or (_is_number(row, page) and _runs(row, others))
            for i in row
        }
        kept = [i for i in page if id(i) not in gone]
        out.append(kept or list(page))
    return out


def _edge_rows(page: Sequence[Ink]) -> list[list[Ink]]:
    """The first and last rows of a page."""
    rows: list[list[Ink]] = []
    for ink in sorted(page, key=lambda i: i.base):
        if rows and ink.base - rows[-1][-1].base < 0.5 * ink.size:
            rows[-1].append(ink)
        else:
            rows.append([ink])
    return rows if len(rows) <= 2 * _ROWS else rows[:_ROWS] + rows[-_ROWS:]


def _text(row: list[Ink]) -> str:
    """The text of a row, its numbers alike where they number pages."""
    joined = " ".join(" ".join(i.text for i in sorted(row, key=lambda i: i.x0)).split()).casefold()
    numbered = _DIGITS.sub("#", joined)
    return numbered if _NUMBERED.search(numbered) or _NUMBER.match(numbered) else joined


def _is_number(row: list[Ink], page: Sequence[Ink]) -> bool:
    """Whether a row is the number of its page, alone or in a footer."""
    text = _text(row)
    footer = row[0].base >= max(i.base for i in page) - 0.5 * row[0].size
    return bool(_NUMBER.match(text) or (footer and _NUMBERED.search(text)))


def _runs(row: list[Ink], others: list[list[Ink]]) -> bool:
    text = _text(row)
    return any(
        abs(row[0].base - other[0].base) < _NEAR and text == _text(other) for other in others
    )
