"""How words agree with a person: those of trades in the other gender."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.occupations import OCCUPATIONS, rome_titles
from pipeline.lexicon.tables import Table

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class GenderRow:
    """A word, or an ending of trades, in the masculine (`one`) and in the feminine (`other`)."""

    kind: Literal["word", "ending"]
    one: str
    other: str


GENDERS = Table("genders", GenderRow, lambda row: (row.kind, row.one))


def agreed(text: str, pairs: Mapping[str, str]) -> str:
    """The text with each word of `pairs` (in small letters) replaced by its other, its capitals
    kept.
    """

    def other(match: re.Match[str]) -> str:
        word = match[0]
        return _as_written(word, pairs[word.lower()]) if word.lower() in pairs else word

    return _WORD.sub(other, text)


def _as_written(word: str, other: str) -> str:
    """Another word with the capitals of a word."""
    if word.isupper() and len(word) > 1:
        return other.upper()
    return other.capitalize() if word[0].isupper() else other


@cache
def feminines() -> dict[str, str]:
    """Words of trades that agree with the person, masculine to feminine: from the titles of the
    lexicon, and first words of ROME titles.
    """
    found = {row.one: row.other for row in GENDERS.rows if row.kind == "word"}
    for row in OCCUPATIONS.rows:
        one, other = _WORD.findall(row.title.lower()), _WORD.findall(row.feminine.lower())
        if len(one) == len(other):
            found |= {m: f for m, f in zip(one, other, strict=True) if m != f}
    for title, _ in rome_titles():
        word = _WORD.findall(title.lower())[0]
        feminine = _feminine(word)
        if word not in found and feminine != word:
            found[word] = feminine
    return found


@cache
def masculines() -> dict[str, str]:
    """The same, feminine to masculine."""
    return {feminine: masculine for masculine, feminine in feminines().items()}


def _feminine(word: str) -> str:
    for row in GENDERS.rows:
        if row.kind == "ending" and word.endswith(row.one):
            return word.removesuffix(row.one) + row.other
    return word
