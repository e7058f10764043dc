"""What a line says of the person, what other papers than CVs say of themselves, what twins vary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import Table


@dataclass(frozen=True, slots=True)
class PersonalRow:
    """A pattern on plain text that tells a line about the person."""

    kind: Literal[
        "email", "phone", "birth", "nationality", "family", "address", "permit", "link", "health",
        "military",
    ]  # fmt: skip
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A kind of paper, its French name, whether it is joined to the file of a person or warned of,
    and how many of some phrases it holds at least.
    """

    kind: str
    name: str
    use: Literal["joined", "warned"]
    least: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TwinRow:
    """What one twin of a CV changes: which group, and the words."""

    kind: Literal["name", "age", "address", "nationality", "family", "gap", "school"]
    group: str
    text: str = ""


PERSONAL = Table("personal", PersonalRow, lambda row: (row.kind, row.pattern.pattern))
PAPERS = Table("papers", PaperRow, lambda row: row.kind)
TWINS = Table("twins", TwinRow)


def paper_kind(low: str, use: str) -> str:
    """The kind of paper of a `use` of which a plain text holds enough phrases, "" for none.

    >>> paper_kind("facture n° 12, total ht 20 euros, net a payer 24 euros ttc", "warned")
    'invoice'
    """
    rows = [row for row in PAPERS.rows if row.use == use]
    counts = {row.kind: sum(p in low for p in row.phrases) / row.least for row in rows}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] >= 1 else ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.kind, row.pattern) for row in PERSONAL.rows)


def personal_kind(text: str) -> str:
    """What a line says of the person ("email", "birth", "family" ...), or "" where it speaks of the
    trade.
    """
    bare = plain(text).strip(" -·|")
    return next((kind for kind, pattern in _patterns() if pattern.search(bare)), "")
