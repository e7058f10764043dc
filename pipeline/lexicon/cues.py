"""Words that hint at what a line of a CV is: features of the trained model of structure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import Table
from pipeline.lexicon.words import fold


@dataclass(frozen=True, slots=True)
class CueWordsRow:
    """A kind of hint and its words."""

    kind: str
    words: tuple[str, ...]


_SUBJECTS = {"enseignement", "centrale", "haute", "campus", "internat", "polytechnique"}
"""Words of schools with which other names begin too."""
CUES = Table("cues", CueWordsRow, lambda row: row.kind)


@cache
def hints() -> dict[str, frozenset[str]]:
    """Folded words with the kinds of hints that they are."""
    found: dict[str, set[str]] = {}
    for row in CUES.rows:
        for word in row.words:
            found.setdefault(fold(word), set()).add(row.kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def schools() -> frozenset[str]:
    """The plain words that name schools."""
    rows = (row for row in CUES.rows if row.kind == "school")
    return frozenset(plain(word) for row in rows for word in row.words) - _SUBJECTS
