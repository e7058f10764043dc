"""The language of a document, by its commonest words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.documents import Warning

_COMMON = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "de",
            "des",
            "du",
            "un",
            "une",
            "et",
            "en",
            "dans",
            "pour",
            "par",
            "sur",
            "avec",
            "au",
            "aux",
            "est",
            "ou",
            "qui",
            "que",
            "ce",
            "se",
            "mon",
            "ma",
            "mes",
            "d",
            "l",
            "chez",
            "depuis",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "for",
            "with",
            "on",
            "at",
            "by",
            "from",
            "a",
            "an",
            "is",
            "was",
            "as",
            "my",
            "i",
            "or",
            "used",
            "using",
            "built",
            "led",
            "managed",
        ]
    ),
}
_NAMES = {"en": "anglais"}
_WORD = re.compile(r"[^\W\d_]+")


def of(lines: Sequence[str]) -> str:
    """ "fr" or "en", whichever has more of its commonest words; "fr" where neither has any."""
    words = [w.casefold() for line in lines for w in _WORD.findall(line)]
    counts = {code: sum(w in common for w in words) for code, common in _COMMON.items()}
    return "en" if counts["en"] > 1.3 * counts["fr"] else "fr"


def remarks(code: str) -> list[Warning]:
    """A warning where the document is not in French."""
    return [] if code == "fr" else [Warning("language", f"document en {_NAMES[code]}")]
