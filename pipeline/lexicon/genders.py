"""How words agree with a person: those of trades in the other gender."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.lexicon import tables
from pipeline.lexicon.names import rome_titles

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def agreed(text: str, pairs: Mapping[str, str]) -> str:
    """The text with each word of `pairs` (in small letters) replaced by its other, its capitals
    kept.
    """

    def other(match: re.Match[str]) -> str:
        word = match[0]
        found = pairs.get(word.lower())
        if found is None:
            return word
        return (
            found.upper()
            if word.isupper() and len(word) > 1
            else found.capitalize()
            if word[0].isupper()
            else found
        )

    return _WORD.sub(other, text)


@cache
def feminines() -> dict[str, str]:
    """Words of trades that agree with the person, masculine to feminine: from the titles of the
    lexicon, and first words of ROME titles.
    """
    found = {row["one"]: row["other"] for row in tables.rows("genders") if row["kind"] == "word"}
    for row in tables.rows("occupations"):
        one, other = _WORD.findall(row["title"].lower()), _WORD.findall(row["feminine"].lower())
        if len(one) == len(other):
            found |= {m: f for m, f in zip(one, other, strict=True) if m != f}
    for title, _ in rome_titles():
        word = _WORD.findall(title.lower())[0]
        if word not in found and (feminine := _feminine(word)) != word:
            found[word] = feminine
    return found


@cache
def masculines() -> dict[str, str]:
    """The same, feminine to masculine."""
    return {feminine: masculine for masculine, feminine in feminines().items()}


def _feminine(word: str) -> str:
    for row in tables.rows("genders"):
        if row["kind"] == "ending" and word.endswith(row["one"]):
            return word.removesuffix(row["one"]) + row["other"]
    return word
