"""From what a page painted to the ink that a person sees: hidden text told apart, turned text set
upright.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from math import cos, radians, sin

from pipeline.pages.canvas import SPLIT, Canvas
from pipeline.pages.painted import Run
from pipeline.pages.segments import Ink
from pipeline.pages.signs import lost_words, told
from pipeline.pages.visibility import hidden_by, is_layer

_SCAN = 0.5
"""A picture over at least this share of the page is a scan, where nothing but a text layer lies on
it.
"""
_SHADOW = 0.14
"""A copy of a text shifted by less than this share of its type size is its shadow: no letter is as
narrow.
"""
MOST_DISCS = 150
"""More small discs than this are a drawing, not bullets."""
MOST_UNMAPPED = 0.4
"""Where more than this share of the glyphs has no character, the text layer is no text."""


@dataclass(frozen=True, slots=True)
class PageInk:
    """The ink of a page, that of each other direction of writing, its hidden text, and whether
    pictures cover it.
    """

    ink: list[Ink]
    turned: list[list[Ink]]
    hidden: list[str]
    pictures: bool
    lost: int = 0
    """Words that can be seen and not be read: their glyphs have no characters."""

    @property
    def letters(self) -> int:
        return sum(len(i.text.strip()) for i in self.ink)


def collect(canvas: Canvas, width: float, height: float) -> PageInk:
    """The visible ink of a page of `width` by `height` points, and its hidden text."""
    pictures = [a for a in canvas.areas if a.picture]
    scan = any((a.x1 - a.x0) * (a.y1 - a.y0) > _SCAN * width * height for a in pictures)
    letters = sum(len(r.text) for r in canvas.runs)
    if canvas.unmapped > MOST_UNMAPPED * letters > 0:
        return PageInk([], [], [], True)
    layer = scan and all(is_layer(r, canvas.areas) for r in canvas.runs if r.text.strip())
    whys = ["" if layer else hidden_by(r, canvas.areas) for r in canvas.runs]
    visible = [run for run, why in zip(canvas.runs, whys, strict=True) if not why]
    hidden = _hidden_texts(canvas.runs, whys, visible)
    upright, turned = _by_direction(visible, height)
    undecoded = sum(lost_words(ink.text) for ink in chain(upright, *turned))
    lost = undecoded + canvas.faceless
    shown = [*_bullets(canvas, height), *_told(upright)]
    across = [ink for ink in map(_told, turned) if ink]
    return PageInk(shown, across, hidden, bool(pictures), lost)


def _told(written: list[Ink]) -> list[Ink]:
    """Ink without the glyphs that have no character."""
    readable = (ink._replace(text=told(ink.text)) for ink in written)
    return [ink for ink in readable if ink.text.strip()]


def _hidden_texts(runs: list[Run], whys: list[str], visible: list[Run]) -> list[str]:
    """The texts that cannot be seen, in one piece where they follow each other; what is drawn again
    at its place, to be seen (an outline, a shadow), is not hidden.
    """
    places: dict[str, list[Run]] = {}
    for run in visible:
        places.setdefault(run.text.strip(), []).append(run)
    hidden: list[list[str]] = []
    before = ""
    for run, why in zip(runs, whys, strict=True):
        again = bool(why) and any(_same_place(run, r) for r in places.get(run.text.strip(), ()))
        if why and not again:
            if not before:
                hidden.append([])
            hidden[-1].append(run.text)
        if run.text.strip():
            before = "" if again else why
    texts = (" ".join(told("".join(pieces)).split()) for pieces in hidden)
    return [text for text in texts if text]


def _same_place(run: Run, other: Run) -> bool:
    near = 0.5 * run.size
    return abs(run.x0 - other.x0) < near and abs(run.y0 - other.y0) < near


def _bullets(canvas: Canvas, height: float) -> list[Ink]:
    """Small discs and squares: what browsers draw for the marker of a list."""
    if len(canvas.discs) > MOST_DISCS:
        return []
    return [
        Ink("•", x, x + width, height - y + 0.36 * width, 3 * width) for x, y, width in canvas.discs
    ]


def _by_direction(runs: list[Run], height: float) -> tuple[list[Ink], list[list[Ink]]]:
    """The ink of the direction in which most of a page is written, and of each other one, all
    upright.
    """
    weight: Counter[int] = Counter({0: 0})
    for run in runs:
        weight[run.angle] += len(run.text.strip())
    main = max(weight, key=lambda a: (weight[a], -a))
    groups: dict[int, list[Run]] = {}
    for run in runs:
        groups.setdefault(run.angle, []).append(run)
    turned = [
        _upright(group, angle, height) for angle, group in sorted(groups.items()) if angle != main
    ]
    return _upright(groups.get(main, []), main, height), [ink for ink in turned if ink]


def _upright(runs: list[Run], angle: int, height: float) -> list[Ink]:
    """Runs of one direction as ink with the origin at the top left; a text drawn twice at one place
    counts once.
    """
    c, s = cos(radians(angle)), sin(radians(angle))
    out: list[Ink] = []
    drawn: dict[str, list[tuple[float, float]]] = {}
    for run in runs:
        if angle:
            x0, x1 = run.x0 * c + run.y0 * s, run.x1 * c + run.y1 * s
            base = height - (run.y0 * c - run.x0 * s)
        else:
            x0, x1, base = run.x0, run.x1, height - run.y0
        if x1 < x0:
            x0, x1 = x1, x0
        ink = Ink(run.text, x0, x1, base, run.size, run.bold)
        before = drawn.setdefault(ink.text, [])
        if ink.text.strip() and any(_again(ink, x, y) for x, y in before):
            continue
        before.append((x0, base))
        if out and _touches(out[-1], ink):
            out[-1] = out[-1]._replace(text=out[-1].text + ink.text, x1=max(x1, out[-1].x1))
        else:
            out.append(ink)
    return [ink for ink in out if ink.text.strip()]


def _again(ink: Ink, x: float, base: float) -> bool:
    """Whether ink is a shadow, or a bolder copy, of the same text drawn at a place."""
    return abs(ink.x0 - x) < _SHADOW * ink.size and abs(ink.base - base) < _SHADOW * ink.size


def _touches(last: Ink, ink: Ink) -> bool:
    """Whether ink goes on where the last one ended."""
    alike = abs(last.base - ink.base) < 0.01 and last.size == ink.size and last.bold == ink.bold
    return alike and -0.3 * ink.size < ink.x0 - last.x1 < SPLIT * ink.size
