"""What a text is, and what can be noted on it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, the origin at the top left of the page."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is set: type size in points (0 where unknown), bold, declared as a heading, a gap
    above it."""

    size: float = 0.0
    bold: bool = False
    heading: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or bullet as a person sees it, and how it is set."""

    text: str
    page: int = 1
    box: Box | None = None
    look: Look = Look()

    @property
    def style(self) -> str:
        """Equal for lines that are set in the same way, capitals included."""
        letters = [c for c in self.text if c.isalpha()]
        caps = len(letters) > 3 and all(c.isupper() for c in letters)
        look = self.look
        bold, capitals, heading = "B" * look.bold, "C" * caps, "H" * look.heading
        return f"{look.size:g}{bold}{capitals}{heading}"


@dataclass(frozen=True, slots=True)
class Section:
    """Lines `start` (the heading, where there is one) to `end`, excluded."""

    kind: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of an entry: `kind` "title", "organisation", "place", "date", "duration", "contract",
    "diploma", "honours" or "certification", on characters `start` to `end` of line number `line`, and
    how sure that is, in [0, 1].
    """

    kind: str
    text: str
    line: int
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a CV: `kind` "post", "mission", "edu", "cert", "proj", "vol", "ref" or "pub", the
    lines that head it, those below them, its fields, and how sure it is that it begins there.
    """

    kind: str
    head: tuple[int, ...]
    body: tuple[int, ...]
    fields: tuple[Field, ...]
    confidence: float

    def of(self, kind: str) -> tuple[Field, ...]:
        """Its fields of one kind, in the order of the text."""
        return tuple(f for f in self.fields if f.kind == kind)

    def first(self, kind: str) -> Field | None:
        """Its first field of one kind."""
        return next(iter(self.of(kind)), None)


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a reviewer should know; `kind` is stable, `detail` is French."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How well a document was read; `confidence` is that of OCR in percent, `known_words` the share
    that a dictionary knows.
    """

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
    """A file that was read, with the structure that was found in it; `kind` is "cv" or "offer"."""

    id: str
    file: str
    kind: str
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    reading: Reading
    entries: tuple[Entry, ...] = ()
    labels: tuple[str, ...] = ()
    """What each line of a CV is, in the words of the treebank ("post", "post.body", "h:skills")."""

    @property
    def text(self) -> str:
        """All visible text, one paragraph or bullet a line."""
        return "\n".join(line.text for line in self.lines)

    def section_of(self, line: int) -> str:
        """The kind of the section in which a line stands, "other" outside every section."""
        return next((s.kind for s in self.sections if s.start <= line < s.end), "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A concept found in a text: characters `start` to `end` of line number `line`, written as
    `surface`.
    """

    concept: str
    start: int
    end: int
    line: int
    section: str
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillMention(Mention):
    """A skill: `kind` is "hard", "soft" or "tool", `domain` the table that names it ("" where none
    does).

    `qualifier` says how well it is said to be known; `implies` are concepts that come with it;
    `told` whether the text names it as a skill, not only in passing.
    """

    kind: str
    domain: str = ""
    implies: tuple[str, ...] = ()
    qualifier: str = ""
    told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionMention(Mention):
    """An action (the concept, a verb), its object, and the folded content words of the object."""

    object: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rival:
    """The trade to which another one gives way where the skills around it are of `domain`."""

    title: str
    rome: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeMention(Mention):
    """An occupation (the concept, its title) with the code of its ROME job sheet."""

    rome: str
    rival: Rival | None = None


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was found in one document, in the order of its text, and the folded terms of each of its
    lines.
    """

    skills: tuple[SkillMention, ...] = ()
    missions: tuple[MissionMention, ...] = ()
    trades: tuple[TradeMention, ...] = ()
    terms: tuple[tuple[str, ...], ...] = ()

    def on(self, lines: Collection[int]) -> Annotations:
        """The same, without what stands on other lines."""
        return replace(
            self,
            skills=tuple(m for m in self.skills if m.line in lines),
            missions=tuple(m for m in self.missions if m.line in lines),
            trades=tuple(m for m in self.trades if m.line in lines),
        )


def file_id(path: Path) -> str:
    """The content id of a file of any size; OSError where it cannot be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_id(data: bytes) -> str:
    """SHA-256 of a file's bytes, the identity of a document wherever it lies."""
    return hashlib.sha256(data).hexdigest()
