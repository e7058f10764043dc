"""Words by which an offer says how much it needs something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import Table
from pipeline.lexicon.words import fold, without_double_gender

Kind = Literal[
    "asset", "essential", "asset heading", "head", "level", "equivalent", "beginner", "ceiling",
    "since", "dangling", "subordinate", "licence", "residence", "language", "diploma", "experience",
    "context", "nothing", "past", "ours", "holder", "amount", "vague", "studies",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A kind of cue and its words or phrases."""

    kind: Kind
    words: tuple[str, ...]


NEEDS = Table("needs", NeedRow, lambda row: row.kind)


@cache
def cue(kind: Kind) -> re.Pattern[str]:
    """What finds the cues of a kind in a plain text, the longest first."""
    words = [plain(word) for row in NEEDS.rows if row.kind == kind for word in row.words]
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, longest))})(?![a-z0-9])")


@cache
def keys_of(kind: Kind) -> frozenset[str]:
    """The folded words of a kind, "amount": those that say how much is asked, not of what."""
    return frozenset(fold(word) for row in NEEDS.rows if row.kind == kind for word in row.words)


def said(text: str) -> str:
    """A text as its cues are looked for: plain, inclusive endings left out, one blank a gap."""
    return " ".join(plain(without_double_gender(text)).split())
