"""The headings of CVs and offers, and what tells the kind of a section without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.lexicon.tables import Table


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """Headings of one kind of section, in CVs or in offers."""

    document: Literal["cv", "offer"]
    kind: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueRow:
    """Words whose lines stand in a kind of section."""

    kind: str
    cues: tuple[str, ...]


HEADINGS = Table("headings", HeadingRow, lambda row: (row.document, row.kind))
SECTION_CUES = Table("section_cues", CueRow, lambda row: row.kind)
