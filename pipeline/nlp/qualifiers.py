"""How well a skill is said to be known, by the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.skills import QUALIFIERS
from pipeline.lexicon.words import fold


def qualifier(tokens: Sequence[Token], found: Found) -> str:
    """How well a skill is said to be known: "mastered", "notions", "learning", "negated",
    "supervised" or "".
    """
    before = _near(tokens, range(found.first - 1, max(found.first - 5, -1), -1), ",.;:(")[::-1]
    after = _near(tokens, range(found.last + 1, min(found.last + 5, len(tokens))), ",.;:")
    for name, words in _qualifier_words():
        if _contains(before, words) or (
            name in ("notions", "learning", "mastered") and _contains(after, words)
        ):
            return name
    return ""


@cache
def _qualifier_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (row.qualifier, tuple(fold(w) for w in item.split()))
        for row in QUALIFIERS.rows
        for item in row.words
    )


def _near(tokens: Sequence[Token], places: range, stops: str) -> list[str]:
    keys = []
    for n in places:
        if tokens[n].text in stops and not (tokens[n].text == "(" and "(" not in stops):
            break
        if tokens[n].is_word:
            keys.append(tokens[n].key)
    return keys


def _contains(keys: list[str], words: tuple[str, ...]) -> bool:
    return any(tuple(keys[n : n + len(words)]) == words for n in range(len(keys) - len(words) + 1))
