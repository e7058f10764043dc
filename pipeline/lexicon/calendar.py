"""The words of dates and periods."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.tables import Table

Kind = Literal[
    "month", "season", "quarter", "now", "since", "to", "vague", "product", "more", "named", "unit"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateRow:
    """Words of one kind and their value: a month, the first and last of several, or none."""

    kind: Kind
    value: str = ""
    words: tuple[str, ...] = ()


DATES = Table("dates", DateRow, lambda row: (row.kind, row.value))


@cache
def words_of(kind: Kind) -> dict[str, str]:
    """The words of a kind with their values."""
    return {word: row.value for row in DATES.rows if row.kind == kind for word in row.words}
