"""What the readers of flowing formats (DOCX, ODT, HTML, RTF, text) note of a paragraph before it is
a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph: its text, and a style that is equal for paragraphs set alike."""

    text: str
    style: str = ""


@dataclass(slots=True)
class Flow:
    """The paragraphs of a document in reading order, and the text that a person cannot see."""

    marks: list[Mark] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    pages: int = 1
    columns: int = 1

    def add(self, text: str, style: str = "") -> None:
        """Append a paragraph; one that holds line breaks is several."""
        for part in text.split("\n"):
            if part.strip():
                self.marks.append(Mark(part, style))

    def hide(self, text: str) -> None:
        """Note text that a person cannot see."""
        if text.strip():
            self.hidden.append(" ".join(text.split()))


def style_of(text: str, bold: bool = False, size: float = 0.0, heading: bool = False) -> str:
    """A style name from the traits by which a person tells a heading."""
    letters = [c for c in text if c.isalpha()]
    caps = len(letters) > 3 and all(c.isupper() for c in letters)
    return f"{size:g}{'B' if bold else ''}{'C' if caps else ''}{'H' if heading else ''}"
