"""Names that no table knows, told by what stands beside them in a list or by their capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.spelling import is_word

_CAMEL = re.compile(r"^(?:[A-Z]?[a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]{2,}\w*)$")
"""Capitals inside a word: TimescaleDB, PHPStan."""
_NAME = re.compile(r"^[A-Z][\w.+#]+$")


def beside(
    text: str, tokens: Sequence[Token], found: Sequence[Found], tools: Collection[str]
) -> list[Found]:
    """Names that no table knows but that stand in one list with a tool of the lexicon ("Celery,
    Redis"), or have capitals inside.
    """
    taken = {n for f in found for n in range(f.first, f.last + 1)}
    known = {n for f in found if f.concept in tools for n in range(f.first, f.last + 1)}
    out: list[Found] = []
    for group in _lists(tokens):
        listed_with_tool = any(n in known for item in group for n in item)
        for item in group:
            words = [tokens[n].text for n in item]
            named = (
                listed_with_tool
                and len(item) <= 3
                and not all(w.isdigit() or is_word(w) for w in words)
            )
            inside = len(item) == 1 and _CAMEL.match(words[0]) and not is_word(words[0])
            if not any(n in taken for n in item) and (named or inside):
                surface = text[tokens[item[0]].start : tokens[item[-1]].end]
                out.append(Found(surface.lower(), item[0], item[-1]))
    return out


def _lists(tokens: Sequence[Token]) -> list[list[list[int]]]:
    """Items between commas, grouped by the brackets and stops around them; words in small letters
    end an item.
    """
    groups: list[list[list[int]]] = [[[]]]
    first = next((n for n, token in enumerate(tokens) if token.is_word), 0)
    for n, token in enumerate(tokens):
        if token.text in ("(", ")", ".", ";", ":"):
            groups.append([[]])
        elif token.text in ",/+&·" or token.key in ("et", "and", "ou"):
            groups[-1].append([])
        elif n > first and token.is_word and (_NAME.match(token.text) or _CAMEL.match(token.text)):
            groups[-1][-1].append(n)
        elif token.is_word and groups[-1][-1]:
            groups[-1].append([])
    return [kept for group in groups if (kept := [item for item in group if item])]
