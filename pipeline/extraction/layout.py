"""The reading order of a page: placed ink in, paragraphs out. Pure geometry; it knows no PDF.

Coordinates are points with the origin at the top left; a baseline grows downwards. A page is cut at its gutters,
column by column; a column of dates beside its entries is read row by row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from typing import NamedTuple

from pipeline.documents import Box

WORD_GAP = 0.17
"""A gap of more than this share of the type size is a space."""
COLUMN_GAP = 0.9
"""A gap of more than this share of the type size separates two pieces of a row."""
SAME_ROW = 0.35
LEADING = 1.75
"""Lines further apart than this many type sizes belong to two paragraphs."""

_BULLET = re.compile(r"^[•▪◦‣●■○∙·➢✓►➤❖⁃–—\-*→»\uf000-\uf0ff](?=\s|$)")
_LONE_BULLET = re.compile(r"^[•▪◦‣●■○∙·➢✓►➤❖⁃\-*→\uf000-\uf0ff]$")
_DATE = re.compile(r"(?:19|20)\d\d|aujourd|présent|depuis|\d\d[/.]\d{2,4}|\bauj\b", re.I)
_DATE_GOES_ON = re.compile(r"^[-–—]\s*(?:aujourd|auj\b|ce jour|présent|present|now|\d|\w+\.? (?:19|20)\d\d)", re.I)
_KEPT_HYPHEN = re.compile(r"(?:^|[\s('’])(?:e|non|sous|co|mi|demi|semi|auto|ex|vice|pro|anti|post|pré|contre|après)-$|-\w+-$", re.I)


_flows = count(1)


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


@dataclass(slots=True)
class Row:
    """Segments read from left to right, and the flow (column) in which they stand."""

    segments: list[Segment]
    flow: int = 0
    page: int = 1

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.segments)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def base(self) -> float:
        return self.segments[0].base

    @property
    def size(self) -> float:
        return max(s.size for s in self.segments)

    @property
    def bold(self) -> bool:
        return self.segments[0].bold

    @property
    def style(self) -> str:
        caps = "C" if len(self.text) > 3 and self.text.upper() == self.text and self.text.lower() != self.text else ""
        return f"{self.segments[0].size:.1f}{'B' if self.bold else ''}{caps}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or bullet of one page."""

    text: str
    box: Box
    style: str
    page: int


@dataclass(slots=True)
class Column:
    """A column that a page was cut into: its edges and its rows."""

    x0: float
    x1: float
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class PageFlow:
    """A page in reading order: what stands above its columns, the columns, what stands below."""

    above: list[Row]
    columns: list[Column]
    below: list[Row]


def paragraphs(pages: Sequence[Sequence[Ink]]) -> tuple[list[Paragraph], int]:
    """All pages in reading order as paragraphs, and the largest number of columns side by side."""
    flows: list[PageFlow] = []
    for number, ink in enumerate(pages, 1):
        flows.append(_page_flow(ink, number, flows[-1] if flows else None))
    rows = _stitched(flows)
    return _joined(rows), max((len(f.columns) or 1 for f in flows), default=1)


# From ink to rows


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
            (r for r in reversed(rows[-4:]) if abs(r[0].base - i.base) < SAME_ROW * min(i.size, r[0].size)),
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
    """The gap between words (or letters) that is usual in a justified or letter-spaced row; 0 in any other."""
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
        " ".join(text.split()), first.x0, max(i.x1 for i in group), first.base, size,
        bold or (first.bold and len(first.text) > 3), (group[-1].size, group[-1].bold),
    )


def _space_threshold(group: list[Ink], gaps: list[float], size: float) -> float:
    """WORD_GAP, or, in a letter-spaced title, well over the title's own spacing."""
    wide = sorted(g for g in gaps if g > WORD_GAP * size)
    single = sum(len(i.text.strip()) <= 1 for i in group)
    if len(wide) >= 3 and len(wide) > 0.5 * len(gaps) and single > 0.8 * len(group):
        return wide[len(wide) // 4] + 0.16 * size
    return WORD_GAP * size


# From rows to columns


def _rows(segs: Sequence[Segment]) -> list[Row]:
    rows: list[Row] = []
    for s in sorted(segs, key=lambda s: (s.base, s.x0)):
        if rows and abs(rows[-1].base - s.base) < 0.55 * min(s.size, rows[-1].segments[0].size):
            rows[-1].segments.append(s)
        else:
            rows.append(Row([s]))
    for r in rows:
        r.segments.sort(key=lambda s: s.x0)
    return rows


class _Cut(NamedTuple):
    height: float
    x: float
    left: list[Segment]
    right: list[Segment]


def _best_cut(segs: list[Segment]) -> _Cut | None:
    """The tallest vertical gutter that has at least two segments on its left and three on its right."""
    if len(segs) < 5:
        return None
    left_edge = min(s.x0 for s in segs)
    edges = Counter(round(s.x0 / 2) for s in segs)
    candidates = {
        min(s.x0 for s in segs if k <= round(s.x0 / 2) <= k + 1)
        for k, n in edges.items()
        if n + edges[k + 1] >= 3 and 2 * k > left_edge + 12
    }
    best: _Cut | None = None
    for x in sorted(candidates):
        for run in _uncrossed(segs, x):
            cut = _cut(run, x)
            if cut and (best is None or cut.height > best.height):
                best = cut
    return best


def _uncrossed(segs: list[Segment], x: float) -> list[list[Segment]]:
    """Runs of consecutive segments none of which lies across `x`."""
    runs: list[list[Segment]] = [[]]
    for s in segs:
        if s.x0 < x - 0.5 and s.x1 > x - 0.3 * s.size:
            runs.append([])
        else:
            runs[-1].append(s)
    return runs


def _cut(run: list[Segment], x: float) -> _Cut | None:
    left = [s for s in run if s.x0 < x - 0.5]
    right = [s for s in run if s.x0 >= x - 0.5]
    if len(left) < 2 or len(right) < 3:
        return None
    gutter = x - max(s.x1 for s in left)
    top, bottom = max(left[0].base, right[0].base), min(left[-1].base, right[-1].base)
    shared = bottom - top
    if shared < 12 or gutter < 0.35 * right[0].size:
        return None
    height = max(left[-1].base, right[-1].base) - min(left[0].base, right[0].base)
    return _Cut(min(height, shared * 3) * (1 + min(gutter, 30) / 60), x, left, right)


def _page_flow(ink: Sequence[Ink], page: int, before: PageFlow | None) -> PageFlow:
    segs = segments(ink)
    cut = _best_cut(segs)
    goes_on = cut is not None and before is not None and before.columns and abs(before.columns[-1].x0 - cut.x) < 6
    if cut is None or (not goes_on and _beside(_rows(cut.left), _rows(cut.right))):
        flow = PageFlow(_order(segs), [], [])
    else:
        above, below = _around(segs, cut)
        left = Column(min(s.x0 for s in cut.left), max(s.x1 for s in cut.left), _order(cut.left))
        right = Column(cut.x, max(s.x1 for s in cut.right), _order(cut.right))
        flow = PageFlow(_order(above), [left, right], _order(below))
    for row in [*flow.above, *(r for c in flow.columns for r in c.rows), *flow.below]:
        row.page = page
    return flow


def _around(segs: list[Segment], cut: _Cut) -> tuple[list[Segment], list[Segment]]:
    inside = {id(s) for s in cut.left} | {id(s) for s in cut.right}
    top = min(cut.left[0].base, cut.right[0].base)
    rest = [s for s in segs if id(s) not in inside]
    return [s for s in rest if s.base <= top], [s for s in rest if s.base > top]


def _order(segs: list[Segment], depth: int = 0) -> list[Row]:
    """Rows of a region in reading order; every region that is read apart gets a flow of its own."""
    if not segs:
        return []
    segs = sorted(segs, key=lambda s: (s.base, s.x0))
    cut = _best_cut(segs) if depth < 6 else None
    if cut is None:
        return _flowing(_rows(segs))
    above, below = _around(segs, cut)
    left, right = _rows(cut.left), _rows(cut.right)
    if _beside(left, right):
        middle = _interleaved(cut.left, cut.right, depth)
    else:
        middle = _order(cut.left, depth + 1) + _order(cut.right, depth + 1)
    return _order(above, depth + 1) + middle + _order(below, depth + 1)


def _starts(rows: list[Row]) -> list[Row]:
    """The first rows of the blocks of a sparse column."""
    return [r for n, r in enumerate(rows) if n == 0 or r.base - rows[n - 1].base > 1.55 * r.size]


def _beside(left: list[Row], right: list[Row]) -> bool:
    """Whether one column labels the rows of the other: dates, levels, field names."""
    sparse, dense = (left, right) if len(left) <= len(right) else (right, left)
    labels = [r for r in sparse if any(abs(r.base - d.base) < 0.9 * r.size for d in dense)]
    if len(labels) <= 0.25 * len(sparse):
        return sparse is left
    starts = [r for r in _starts(sparse) if r in labels] or labels
    aligned = sum(any(abs(r.base - d.base) < 0.2 * r.size for d in dense) for r in starts) / len(starts)
    dated = sum(bool(_DATE.search(r.text)) for r in labels) / len(labels)
    length = sum(len(r.text) for r in labels) / len(labels)
    if dated >= 0.4 and aligned >= 0.6 and length < 30:
        return True
    if aligned < 0.85 or length > 26:
        return False
    aligned_labels = sum(any(abs(r.base - d.base) < 0.2 * r.size for d in dense) for r in labels) / len(labels)
    wider = sum(len(r.text) for r in dense) / len(dense) > 1.5 * length
    apart = len(starts) >= 0.5 * len(labels) and len(labels) <= 0.55 * len(dense) and len(starts) >= 3
    return apart or (sparse is left and aligned_labels >= 0.85 and wider)


def _interleaved(left: list[Segment], right: list[Segment], depth: int) -> list[Row]:
    """A labelling column and its entries: each label before the rows of its entry."""
    rows_left, rows_right = _rows(left), _rows(right)
    sparse, dense = (rows_left, rows_right) if len(rows_left) <= len(rows_right) else (rows_right, rows_left)
    if sparse is rows_right:
        return _flowing(_rows([*left, *right]))
    dense = _order(right, depth + 1)
    out: list[Row] = []
    pending = list(dense)
    for label in _blocks(sparse):
        edge = label[0].base - 0.6 * label[0].size
        while pending and pending[0].base < edge:
            out.append(pending.pop(0))
        out += _flowing(label)
    return [*out, *pending]


def _blocks(rows: list[Row]) -> list[list[Row]]:
    blocks: list[list[Row]] = []
    firsts = {id(r) for r in _starts(rows)}
    for r in rows:
        if id(r) in firsts:
            blocks.append([])
        blocks[-1].append(r)
    return blocks


def _flowing(rows: list[Row]) -> list[Row]:
    flow = next(_flows)
    for r in rows:
        r.flow = flow
    return rows


# From pages to a document


def _stitched(flows: list[PageFlow]) -> list[Row]:
    """Pages one after the other; a sidebar and its neighbour go on from page to page, newspaper columns do not."""
    out: list[Row] = []
    group: list[PageFlow] = []
    for flow in flows:
        if group and not _continues(group, flow):
            out += _unrolled(group)
            group = []
        group.append(flow)
    return out + _unrolled(group)


def _continues(group: list[PageFlow], flow: PageFlow) -> bool:
    first = next((f for f in group if f.columns), None)
    if first is None or group[-1].below or flow.above and flow.columns:
        return False
    if flow.columns:
        return all(abs(a.x0 - b.x0) < 6 for a, b in zip(first.columns, flow.columns, strict=False))
    return bool(flow.above) and _home(first, flow) is not None


def _home(first: PageFlow, flow: PageFlow) -> Column | None:
    """The column of `first` in which the only column of a page goes on."""
    left, right = first.columns[0], first.columns[-1]
    if min(r.x0 for r in flow.above) > right.x0 - 3:
        return right
    return left if max(r.x1 for r in flow.above) < right.x0 else None


def _unrolled(group: list[PageFlow]) -> list[Row]:
    first = next((f for f in group if f.columns), None)
    if first is None or len(group) == 1 or not _is_sidebar(group, first):
        return [row for f in group for row in [*f.above, *(r for c in f.columns for r in c.rows), *f.below]]
    streams: list[list[Row]] = [[] for _ in first.columns]
    out: list[Row] = []
    for f in group:
        if f.columns:
            out += f.above
            for stream, column in zip(streams, f.columns, strict=False):
                stream += column.rows
        else:
            home = _home(first, f)
            streams[0 if home is first.columns[0] else -1] += f.above
    return out + [row for stream in streams for row in stream] + group[-1].below


def _is_sidebar(group: list[PageFlow], first: PageFlow) -> bool:
    """Unequal widths, or a column that ends long before its neighbour while the document goes on."""
    widths = [c.x1 - c.x0 for c in first.columns]
    if max(widths) > 1.35 * min(widths) or not all(f.columns for f in group):
        return True
    return any(len(c.rows) < 0.6 * max(len(d.rows) for d in f.columns) for f in group[:-1] for c in f.columns)


def _joined(rows: list[Row]) -> list[Paragraph]:
    edges: dict[tuple[int, int], float] = {}
    for r in rows:
        key = (r.flow, r.page)
        edges[key] = max(edges.get(key, 0.0), r.x1)
    out: list[Paragraph] = []
    block: list[Row] = []
    for r in rows:
        if block and not _goes_on(block, r, edges[(block[-1].flow, block[-1].page)]):
            out.append(_paragraph(block))
            block = []
        block.append(r)
    return [*out, _paragraph(block)] if block else out


def _goes_on(block: list[Row], row: Row, edge: float) -> bool:
    """Whether a row is the next line of the paragraph: its first word would not have fitted on the line before."""
    last = block[-1]
    if row.page == last.page + 1:
        return _turns_page(block, row)
    if row.flow != last.flow or row.page != last.page:
        return False
    if len(row.segments) > 1 and not _DATE.search(row.segments[-1].text):
        return False
    if _BULLET.match(row.text) and not _dash_goes_on(last, row):
        return False
    drop = row.base - last.base
    size, bold = last.segments[-1].tail
    if not 0 < drop < LEADING * row.size or min(abs(row.size - last.size), abs(row.size - size)) > 0.12 * row.size:
        return False
    head = block[0]
    if row.bold not in (head.bold, bold):
        return False
    indent = row.x0 - head.x0
    bullet = bool(_BULLET.match(head.text))
    if not (-0.5 * row.size < indent < (3.5 if bullet else 0.7) * row.size):
        return bool(abs(_middle(row) - _middle(last)) < 2 and row.x0 > head.x0 and last.x1 > edge - 1)
    if bullet and len(block) == 1 and indent < 0.3 * row.size and last.x1 < edge - 6 * row.size:
        return False
    if last.text.endswith(("-", "‐", "\u00ad")):
        return True
    first_word = row.text.split(" ", 1)[0]
    width = (row.x1 - row.x0) / max(len(row.text), 1) * (len(first_word) + 1)
    return last.x1 + width > edge - 0.6 * row.size


def _dash_goes_on(last: Row, row: Row) -> bool:
    """A dash that begins a row without being a bullet: the end of a period, or the employer behind a bold title."""
    titled = row.text[0] in "–—-" and row.bold and last.bold
    return titled or bool(_DATE_GOES_ON.match(row.text) and _DATE.search(last.text[-12:]))


def _turns_page(block: list[Row], row: Row) -> bool:
    """Whether a sentence that a page break interrupted goes on in this row."""
    last = block[-1]
    indent = row.x0 - block[0].x0
    limit = 3.5 if _BULLET.match(block[0].text) else 0.7
    same = row.style == last.style and not _BULLET.match(row.text) and abs(indent) < limit * row.size
    return same and row.text[:1].islower() and not last.text.endswith((".", ";", ":"))


def _middle(row: Row) -> float:
    return (row.x0 + row.x1) / 2


def _paragraph(rows: list[Row]) -> Paragraph:
    text = rows[0].text
    for r in rows[1:]:
        text = join_lines(text, r.text)
    box = (
        min(r.x0 for r in rows),
        min(r.base - r.size for r in rows),
        max(r.x1 for r in rows),
        max(r.base + 0.25 * r.size for r in rows),
    )
    return Paragraph(text, box, rows[0].style, rows[0].page)


def join_lines(above: str, below: str) -> str:
    """Two lines of one paragraph as one: hyphenation undone, true hyphens kept.

    >>> join_lines("le dévelop-", "pement"), join_lines("l'e-", "administration")
    ("le développement", "l'e-administration")
    """
    if above.endswith(("\u00ad", "‐")):
        return above[:-1] + below
    if above.endswith("-") and len(above) > 2 and above[-2].isalpha():
        if below[:1].islower() and not _KEPT_HYPHEN.search(above):
            return above[:-1] + below
        return above + below
    return f"{above} {below}"
