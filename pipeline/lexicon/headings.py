"""The headings of CVs and offers."""

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


HEADINGS = Table("headings", HeadingRow, lambda row: (row.document, row.kind))
