"""How a line is set, beside its document and the line before: the traits of its look.

They begin with LOOK, so that training can drop them as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.documents import Line

LOOK = "look:"


@dataclass(frozen=True)
class Setting:
    """How the lines of a document are set as a whole: what each is compared with."""

    size: float
    bold: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Setting:
        """The setting in which most letters stand."""
        weight: Counter[float] = Counter()
        bold = total = 0
        for line in lines:
            weight[round(line.look.size, 1)] += len(line.text)
            total += len(line.text)
            bold += len(line.text) * line.look.bold
        size = weight.most_common(1)[0][0] if weight else 0.0
        return cls(size, bold / max(total, 1))


def looks_of(lines: Sequence[Line]) -> Iterator[set[str]]:
    """The look of each line, beside the document as a whole and the line before."""
    setting = Setting.of(lines)
    for before, line in zip([None, *lines], lines, strict=False):
        yield look_of(line, before, setting)


def look_of(line: Line, before: Line | None, setting: Setting) -> set[str]:
    """How a line is set, beside the document as a whole and the line before."""
    look = line.look
    found = set()
    if setting.size and look.size:
        found.add(f"size={_size(look.size / setting.size)}")
    if setting.bold < 0.6 and look.bold:
        found.add("bold")
    if look.heading:
        found.add("heading")
    if before is not None:
        found |= _beside(line, before)
    return {LOOK + trait for trait in found}


def _beside(line: Line, before: Line) -> set[str]:
    found = set()
    if line.look.gap or _gap(line, before):
        found.add("gap")
    if line.style != before.style:
        found.add("other style")
    if line.page != before.page:
        found.add("new page")
    elif line.box and before.box:
        step = line.box[0] - before.box[0]
        if abs(step) > 5:
            found.add("right" if step > 0 else "left")
        if line.box[1] < before.box[1] - 5:
            found.add("up")
        elif abs(line.box[1] - before.box[1]) < 4:
            found.add("same row")
    return found


def _gap(line: Line, before: Line) -> bool:
    """Whether more space stands above a line than between two lines of a paragraph."""
    if line.page != before.page or not line.box or not before.box:
        return False
    space = line.box[1] - before.box[3]
    return space > 0.55 * max(line.look.size, before.look.size, 1.0)


def _size(ratio: float) -> str:
    """How large letters are beside the usual ones of the document."""
    if ratio < 0.93:
        return "small"
    if ratio < 1.07:
        return "same"
    return "large" if ratio < 1.3 else "huge"
