"""How words are spelt: without case and accents, and what a dictionary knows."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import simplemma

COMBINING = {
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "¨": "\u0308",
    "¸": "\u0327",
    "˜": "\u0303",
}
"""Accents that are glyphs of their own, and the characters that set them on a letter."""


def plain(text: str) -> str:
    """Text without case, accents, ligatures or typographic apostrophes.

    >>> plain("Chargé d’Œuvre")
    "charge d'oeuvre"
    """
    lowered = text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", lowered.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether a French or English dictionary (simplemma's) has a word in small letters."""
    return any(simplemma.is_known(word.lower(), lang=code) for code in ("fr", "en"))


def english_lemma(word: str) -> str:
    """The dictionary form of an English word in small letters (simplemma's)."""
    return str(simplemma.lemmatize(word, lang="en"))
