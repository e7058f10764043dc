"""The words of a line that carry meaning, as the ranking compares them."""

from __future__ import annotations

from pipeline.lexicon.entries import carries_meaning
from pipeline.lexicon.matching import Token
from pipeline.lexicon.words import fold
from pipeline.nlp import english


def content_terms(tokens: list[Token], language: str = "") -> tuple[str, ...]:
    """Keys of the words that carry meaning; those of English words are French ones."""
    words = (t for t in tokens if t.is_word)
    if language == english.LANGUAGE:
        keys = (fold(w) for t in words for w in english.french_words(t.text))
    else:
        keys = (t.key for t in words)
    return tuple(key for key in keys if carries_meaning(key))
