"""The names of languages, and the words that tell a level of the European framework (CEFR)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.tables import Table
from pipeline.lexicon.words import fold


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language, a level, the languages learnt at home, a test and its language, words that a word
    of level makes precise ("weigh"), what a level is told of ("use": "speaking" or "other"), and
    letters that stand for levels ("mark") or languages ("code"), with their words.
    """

    type: Literal["language", "level", "home", "test", "of", "weigh", "use", "mark", "code"]
    name: str = ""
    words: tuple[str, ...] = ()


LANGUAGES = Table("languages", LanguageRow, lambda row: (row.type, row.name))


@cache
def language_words() -> frozenset[str]:
    """The names of languages of one word, folded."""
    rows = (row for row in LANGUAGES.rows if row.type == "language")
    return frozenset(fold(word) for row in rows for word in row.words if " " not in word)
