"""The names of languages, and the words that tell a level of the European framework (CEFR)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.lexicon.tables import Table


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language, a level, the languages learnt at home, or a test and its language, with their
    words.
    """

    type: Literal["language", "level", "home", "test", "of"]
    name: str = ""
    words: tuple[str, ...] = ()


LANGUAGES = Table("languages", LanguageRow, lambda row: (row.type, row.name))
