"""What the readers of flowing formats (DOCX, ODT, HTML, RTF, text) note of a paragraph before it is
a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.documents import Look


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

    def hide(self, text: str) -> None:
        """Note text that a person cannot see."""
        if text.strip():
            self.hidden.append(" ".join(text.split()))
