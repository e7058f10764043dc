"""What a text is, and what can be noted on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, the origin at the top left of the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or bullet as a person sees it; `style` is equal for lines set in the same way."""

    text: str
    page: int = 1
    box: Box | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines `start` (the heading, where there is one) to `end`, excluded."""

    kind: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a reviewer should know; `kind` is stable, `detail` is French."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a document was read; `confidence` is that of OCR in percent, `known_words` the share that a dictionary knows."""

    format: str
    pages: int = 1
    columns: int = 1
    ocr: bool = False
    confidence: float = 0.0
    language: str = "fr"
    known_words: float = 1.0
    hidden_text: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read, cleaned and cut into sections; `kind` is "cv" or "offer"."""

    id: str
    file: str
    kind: str
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    reading: Reading

    @property
    def text(self) -> str:
        """All visible text, one paragraph or bullet a line."""
        return "\n".join(line.text for line in self.lines)

    def section_of(self, line: int) -> str:
        """The kind of the section in which a line stands, "other" outside every section."""
        return next((s.kind for s in self.sections if s.start <= line < s.end), "other")


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept found in a text: characters `start` to `end` of line number `line`."""

    kind: str
    concept: str
    start: int
    end: int
    line: int
    section: str
    surface: str
    qualifier: str = ""
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was found in one document, and the folded terms of each of its lines."""

    mentions: tuple[Mention, ...] = ()
    terms: tuple[tuple[str, ...], ...] = field(default=())

    def of(self, kind: str) -> tuple[Mention, ...]:
        """The mentions of one kind, in the order of the text."""
        return tuple(m for m in self.mentions if m.kind == kind)


def file_id(path: Path) -> str:
    """The content id of a file of any size; OSError where it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_id(data: bytes) -> str:
    """SHA-256 of a file's bytes, the identity of a document wherever it lies."""
    return hashlib.sha256(data).hexdigest()
