"""In what company a word means the skill of its name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import Table
from pipeline.lexicon.words import fold


@dataclass(frozen=True, slots=True)
class SenseRow:
    """Names that mean a skill in some `trades` (domains of ROME) alone, words that may stand beside
    a tool ("beside"), words before a language of one letter ("letter"), and before a letter that
    is a class of something ("category").
    """

    type: Literal["trade", "beside", "letter", "category"]
    words: tuple[str, ...]
    trades: tuple[str, ...] = ()


SENSES = Table("senses", SenseRow)


@cache
def _trades() -> dict[str, tuple[str, ...]]:
    rows = (row for row in SENSES.rows if row.type == "trade")
    return {plain(word): row.trades for row in rows for word in row.words}


def trades_of(name: str) -> tuple[str, ...]:
    """The domains of ROME in which a name means its skill, () where it does in all.

    >>> trades_of("Recette"), trades_of("Python")
    (('M18', 'M14', 'H12'), ())
    """
    return _trades().get(plain(name), ())


@cache
def company(kind: str) -> frozenset[str]:
    """The folded words of a kind: "beside", "letter" or "category"."""
    rows = (row for row in SENSES.rows if row.type == kind)
    return frozenset(fold(word) for row in rows for word in row.words)
