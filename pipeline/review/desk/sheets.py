"""The pages of a CV as they are drawn: pictures with marks where the file has them, lines else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.documents import Document, Line
from pipeline.ranking.matches import Match
from pipeline.review import labels

_AROUND = 2.0
"""Points left free around a marked line."""
MOST = 40
"""Pages of one CV that are shown as pictures."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quoted line on a picture: its number, its place in points, what it is quoted for."""

    line: int
    x: float
    y: float
    width: float
    height: float
    why: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A page that is shown as a picture: its size in points, and the lines quoted on it."""

    number: int
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A line that is shown as text; `why` says what it is quoted for, "" where it is not."""

    number: int
    text: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that is drawn from its lines."""

    number: int
    lines: tuple[Written, ...]


def quoted(match: Match) -> dict[int, str]:
    """What each quoted line (from 1) is quoted for: "Compétences : Java ; Missions : …"."""
    found: dict[int, dict[str, None]] = {}
    for answer in match.answers:
        for e in answer.evidence:
            why = f"{labels.PARTS[answer.kind]} : {answer.text}"
            found.setdefault(e.line, {})[why] = None
    return {line: " ; ".join(said) for line, said in found.items()}


def pictures(
    document: Document, sizes: Sequence[tuple[float, float]], why: Mapping[int, str]
) -> tuple[Picture, ...]:
    """The pages of a file whose pages have `sizes` (points); none where it has none."""
    made = []
    for number, (width, height) in enumerate(sizes[:MOST], 1):
        lines = ((n, document.lines[n - 1]) for n in sorted(why) if n <= len(document.lines))
        marks = tuple(_marks(((n, line) for n, line in lines if line.page == number), why))
        made.append(Picture(number, round(width, 1), round(height, 1), marks))
    return tuple(made)


def _marks(lines: Iterable[tuple[int, Line]], why: Mapping[int, str]) -> Iterable[Mark]:
    for number, line in lines:
        if line.box is not None:
            x0, top, x1, bottom = line.box
            width, height = x1 - x0 + 2 * _AROUND, bottom - top + 2 * _AROUND
            at = (round(x0 - _AROUND, 1), round(top - _AROUND, 1))
            yield Mark(number, *at, round(width, 1), round(height, 1), why[number])


def sheets(document: Document, why: Mapping[int, str]) -> tuple[Sheet, ...]:
    """The pages of a document as lines, quoted ones with what they are quoted for."""
    headings = {s.start for s in document.sections if s.title}
    by_page = sorted(enumerate(document.lines), key=lambda placed: placed[1].page)
    pages = groupby(by_page, key=lambda placed: placed[1].page)
    return tuple(
        Sheet(page, tuple(_written(n, line, n in headings, why) for n, line in lines))
        for page, lines in pages
    )


def _written(place: int, line: Line, is_heading: bool, why: Mapping[int, str]) -> Written:
    kind = "text"
    if is_heading or line.look.heading:
        kind = "heading"
    elif line.text.startswith("- "):
        kind = "item"
    elif line.look.bold:
        kind = "bold"
    text = line.text.removeprefix("- ") if kind == "item" else line.text
    return Written(place + 1, text, kind, why.get(place + 1, ""))


def line_of(document: Document, quote: str) -> int:
    """The number (from 1) of the line that holds a quotation, 0 where none does."""
    wanted = quote.strip()
    numbered = enumerate(document.lines, 1)
    return next((n for n, line in numbered if wanted and wanted in line.text), 0)
