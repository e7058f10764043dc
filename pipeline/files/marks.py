"""What the readers of flowing formats (DOCX, ODT, HTML, RTF, text) note of a paragraph before it is
a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.documents import Look

BULLET = "• "
"""What the readers write before the text of an item of a list."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph, and how it is set."""

    text: str
    look: Look = Look()


@dataclass(slots=True)
class Flow:
    """The paragraphs of a document in reading order, and the text that a person cannot see."""

    marks: list[Mark] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pages: int = 1
    columns: int = 1

    def add(self, text: str, look: Look = Look()) -> None:
        """Append a paragraph; one that holds line breaks is several, the first with its gap."""
        for part in text.split("\n"):
            if part.strip():
                self.marks.append(Mark(part, look))
                look = replace(look, gap=False)

    def head(self, title: str) -> None:
        """Append a heading."""
        self.add(title, Look(heading=True))

    def add_row(self, cells: Sequence[Flow]) -> None:
        """Append a row of a table: one line where each cell holds at most a paragraph (empty cells
        keep their place), cell after cell else.
        """
        for cell in cells:
            self.hidden += cell.hidden
        if any(len(cell.marks) > 1 for cell in cells):
            self.columns = max(self.columns, len(cells))
            for cell in cells:
                self.marks += cell.marks
            return
        first = next((mark for cell in cells for mark in cell.marks), None)
        if first is not None:
            texts = (cell.marks[0].text if cell.marks else "" for cell in cells)
            self.add("\t".join(texts).rstrip("\t"), first.look)

    def hide(self, text: str) -> None:
        """Note text that a person cannot see."""
        if text.strip():
            self.hidden.append(" ".join(text.split()))


def written_month(date: str) -> str:
    """An ISO date as a CV writes it: "2019-03-01" is "03/2019"."""
    parts = date.split("-")
    return f"{parts[1]}/{parts[0]}" if len(parts) >= 2 and len(parts[0]) == 4 else date
