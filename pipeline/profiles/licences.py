"""The driving licences that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.lexicon.spelling import plain

_CATEGORY = r"\b(?!de\b)(?:[bcd]1?e?|a[12m]?)\b(?!')"
LICENCE = re.compile(
    r"\b(?:permis(?:\s+de conduire)?|driv(?:ing|er'?s) licen[cs]e)\s*:?\s*"
    r"(?:cat(?:egorie|egory|\.)?\s+)?"
    rf"\(?({_CATEGORY}(?:\s*(?:,|et|and|/|\+)\s*(?!a\s+\w){_CATEGORY})*)"
)
"""A licence with its categories, in a plain text."""


def licences_in(text: str) -> Iterator[str]:
    """The categories of driving licences that a text names.

    >>> list(licences_in("Permis B et C exigés"))
    ['B', 'C']
    """
    low = plain(text)
    for found in LICENCE.finditer(low):
        yield from (category.upper() for category in re.findall(_CATEGORY, found[1]))
    if low.startswith("b - vehicule leger"):
        yield "B"
