"""The words of other languages: their commonest ones, and English words with the French in their
place.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.lexicon.tables import Table


@dataclass(frozen=True, slots=True)
class CommonWordsRow:
    """A language by its code, how French calls it, and its commonest words."""

    code: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnglishRow:
    """An English word, the French words in its place, and who says so."""

    word: str
    french: tuple[str, ...] = ()
    source: str = ""


COMMON_WORDS = Table("common_words", CommonWordsRow, lambda row: row.code)
ENGLISH = Table("english", EnglishRow, lambda row: row.word)
