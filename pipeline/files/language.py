"""The language of a document, by its commonest words, and the share of its words that a dictionary
knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.documents import Warning
from pipeline.lexicon.english import COMMON_WORDS
from pipeline.lexicon.spelling import is_word

GARBLED = 0.5
"""Where a dictionary knows a smaller share of the words, the text was probably misread."""
_MUCH = 1.3
"""Another language must have so many times more common words than French to be taken for the
language of a document.
"""
_FEW = 12
"""Fewer words than this tell nothing."""
_SAMPLE = 400
_WORD = re.compile(r"[^\W\d_]+")
_LOWER = re.compile(r"(?<![\w@./'’-])[^\W\d_A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{2,}(?![\w@/])")
"""Words without capitals: names of people and products are in no dictionary."""


@cache
def _common() -> dict[str, frozenset[str]]:
    return {row.code: frozenset(row.words) for row in COMMON_WORDS.rows}


@cache
def _names() -> dict[str, str]:
    return {row.code: row.name for row in COMMON_WORDS.rows}


def of(lines: Sequence[str]) -> str:
    """The code of the language with the most common words; "fr" where no other one is well ahead."""
    words = [w.casefold() for line in lines for w in _WORD.findall(line)]
    counts = {code: sum(w in common for w in words) for code, common in _common().items()}
    best = max(counts, key=lambda code: (counts[code], code == "fr"))
    return best if counts[best] > _MUCH * counts["fr"] else "fr"


def known_share(lines: Sequence[str]) -> float:
    """The share of the words that a French or English dictionary (simplemma's) knows; 1 where there
    are too few to tell.
    """
    words = [w for line in lines for w in _LOWER.findall(line)][:_SAMPLE]
    if len(words) < _FEW:
        return 1.0
    return round(sum(map(is_word, words)) / len(words), 3)


def remarks(code: str, known: float) -> list[Warning]:
    """Warnings where the document is not in French, or where few of its words are words."""
    found = [] if code == "fr" else [Warning("language", f"document en {_names()[code]}")]
    if known < GARBLED and code in ("fr", "en"):
        found.append(
            Warning(
                "garbled",
                f"{100 * known:.0f} % des mots sont connus d'un dictionnaire : le texte est peut-être mal lu",
            )
        )
    return found
