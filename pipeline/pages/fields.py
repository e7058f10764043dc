"""Values of fields and notes that come without a picture of themselves, set as a viewer would."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.pages.geometry import Rectangle
from pipeline.pages.named import Form
from pipeline.pages.painted import Run

_FONT = re.compile(rb"/\S+\s+([-+.\d]+)\s+Tf")
_LARGEST = 12.0
"""Type size in points where the field leaves it to the viewer and is high enough."""
_OF_HEIGHT = 0.7
"""The share of a field's height that its type takes at most."""
_LEADING = 1.15
_MARGIN = 2.0
_WIDTH = 0.5
"""The width of a letter over its type size, roughly."""
_LEVEL = 0.6
"""Baselines that differ by less than this share of the type size are those of one line."""
_FARTHEST = 25
"""A label stands fewer type sizes before its value."""
_SPACE = 0.3
"""The width of a blank over the type size, roughly."""


class Value(NamedTuple):
    """What a field says: its text, the operators that set its font and colour, the rectangle in
    which it stands, and whether it may take several lines.
    """

    text: str
    look: bytes
    place: Rectangle
    lines: bool


class _Plain:
    """A font whose codes are those of UTF-16."""

    bold = False
    height = 1.0
    spaces = False

    def show(self, codes: bytes) -> tuple[str, float, int]:
        text = codes.decode("utf-16-be", "ignore")
        return text, _WIDTH * len(text), len(text)


class _Alone:
    """The resources of a value: its font, nothing else."""

    def face(self, name: str) -> _Plain:
        return _PLAIN

    def drawn(self, name: str) -> bool:
        return False

    def pattern(self, name: str) -> None:
        return None

    def opacity(self, name: str) -> None:
        return None

    def masked(self, name: str) -> None:
        return None

    def blend(self, name: str) -> str:
        return ""

    def components(self, name: str) -> int:
        return 0

    def shown(self, name: str) -> bool:
        return True


_PLAIN = _Plain()


def written(value: Value) -> Form:
    """The content that shows a value where it stands."""
    x0, y0, x1, y1 = value.place
    width, height = max(x1 - x0 - 2 * _MARGIN, 1.0), y1 - y0
    rows = value.text.splitlines() if value.lines else [" ".join(value.text.split())]
    size = _size(value.look, height / max(len(rows), 1))
    leading = min(_LEADING * size, height / max(len(rows), 1))
    first = height - size if value.lines else (height - _OF_HEIGHT * size) / 2
    widest = max((_WIDTH * size * len(row) for row in rows), default=0.0)
    scale = 100 * min(1.0, width / widest) if widest else 100.0
    shown = b" ".join(b"<%s> Tj T*" % row.encode("utf-16-be").hex().encode() for row in rows)
    setting = f"/F {size:.2f} Tf {leading:.2f} TL {scale:.1f} Tz {_MARGIN} {first:.2f} Td "
    data = b"BT " + _FONT.sub(b"", value.look) + b" " + setting.encode() + shown + b" ET"
    return Form(data, (1.0, 0.0, 0.0, 1.0, x0, y0), None, _Alone())


def on_lines(printed: Sequence[Run], filled: Sequence[Run]) -> list[Run]:
    """What fields show, on the lines of their labels, which are read with them."""
    return [_on_line(run, printed, filled) for run in filled]


def _on_line(run: Run, printed: Sequence[Run], filled: Sequence[Run]) -> Run:
    near = [r for r in printed if _leads(r, run)]
    if not near:
        return run
    label = max(near, key=lambda r: r.x1)
    placed = run._replace(y0=label.y0, y1=label.y0)
    apart = run.x0 - label.x1
    between = any(_leads(r, run) and r.x0 > label.x0 for r in filled if r is not run)
    if between or not 0 < apart < _FARTHEST * run.size:
        return placed
    return placed._replace(x0=label.x1 + min(apart, _SPACE * run.size))


def _leads(label: Run, run: Run) -> bool:
    """Whether a run is printed before a value, on its line or nearly so."""
    level = not label.angle and not run.angle and bool(label.text.strip())
    drop = abs(label.y0 - run.y0)
    return level and drop < _LEVEL * min(label.size, run.size) and label.x1 <= run.x0 + run.size


def _size(look: bytes, height: float) -> float:
    """The type size that a field asks for, or that its height allows."""
    found = _FONT.search(look)
    asked = float(found[1]) if found else 0.0
    return asked if asked > 0 else min(_LARGEST, max(_OF_HEIGHT * height, 1.0))
