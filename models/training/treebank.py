"""CVs labelled line by line (`data/treebank`), read as the training and the benchmarks want them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.documents import Line, Look
from pipeline.files.cleaning import clean_line

_TAG = re.compile(r"</?([a-z]+)>")
NOT_A_CV = "#notcv"


@dataclass(frozen=True, slots=True)
class Span:
    """A tagged piece of a line: `tag` on characters `start` to `end`."""

    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with its label, whether it begins an entry, and its tagged pieces."""

    line: Line
    label: str
    begins: bool
    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """Its text."""
        return self.line.text

    def piece(self, span: Span) -> str:
        """The text of a tagged piece."""
        return self.line.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class LabelledCv:
    """A CV of the treebank: who wrote it, its file, its lines."""

    author: str
    name: str
    lines: tuple[Labelled, ...]
    is_cv: bool = True


def read_treebank(folder: Path) -> list[LabelledCv]:
    """All CVs of a treebank: one folder an author."""
    files = sorted(folder.glob("*/*.cv"))
    return [read_cv(path) for path in files]


def read_cv(path: Path) -> LabelledCv:
    """One file of a treebank."""
    text = path.read_text(encoding="utf-8").split("\n")
    lines = tuple(_lines(text[1:]))
    return LabelledCv(path.parent.name, path.stem, lines, not text[0].startswith(NOT_A_CV))


def _lines(rows: list[str]) -> Iterator[Labelled]:
    gap = False
    for row in rows:
        if not row.strip():
            gap = True
            continue
        label, _, tagged = row.partition("\t")
        text, spans = untagged(tagged)
        if not any(c.isalnum() for c in text):
            continue
        line = Line(text, look=Look(gap=gap))
        yield cleaned(Labelled(line, label.lstrip("+"), label.startswith("+"), spans))
        gap = False


def untagged(tagged: str) -> tuple[str, tuple[Span, ...]]:
    """The text of a tagged line, and its tagged pieces."""
    text, spans, at, opened = "", [], 0, 0
    for m in _TAG.finditer(tagged):
        text += tagged[at : m.start()]
        at = m.end()
        if m[0][1] == "/":
            spans.append(Span(m[1], opened, len(text)))
        opened = len(text)
    return text + tagged[at:], tuple(s for s in spans if s.end > s.start)


def cleaned(labelled: Labelled) -> Labelled:
    """The line as a reader of files hands it on: bullets and blanks alike."""
    text = clean_line(labelled.text)
    spans, at = [], 0
    for span in labelled.spans:
        piece = clean_line("x" + labelled.piece(span))[1:].strip()
        start = text.find(piece, at)
        if piece and start >= 0:
            spans.append(Span(span.tag, start, start + len(piece)))
            at = start + len(piece)
    return replace(labelled, line=replace(labelled.line, text=text), spans=tuple(spans))
