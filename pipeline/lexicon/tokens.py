"""How a line is split into words and signs: names of products stay whole, elisions and signs stand
apart.

The steps are those of spaCy's tokenizer (spacy.io/usage/linguistic-features#how-tokenizer-works):
pieces between blanks, signs taken off at both ends, then splits inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

WHOLE = re.compile(
    r"^(?:[A-Za-z]{1,3}[+#]{1,2}|[A-Za-z]+#|\.NET|[A-Za-z]+\.(?:NET|js|JS|io|Net|net)"
    r"|[A-Za-z]{1,3}/(?:SQL|CD|IP|CSS|400|3|HANA|4HANA)|CI/CD|[A-Z]{1,2}-SQL|[A-Za-z]+\d+"
    r"|\d+(?:[.,]\d+)*|S/4HANA|R&D|aujourd['’]hui)$"
)
"""Pieces that are never split."""
PREFIX = re.compile(r"^(?:[(\[{«»\"“”‘'’…,;:!?•*–—\-/|]|\.(?![A-Z]))")
SUFFIX = re.compile(r"(?:[)\]}«»\"“”’'…,;:!?•*–—/|.%€$-])$")
INFIX = re.compile(
    r"(?<=[A-Za-zÀ-ÿ])['’](?=\w)|(?<=\w)[/|·•–—()«»+&:;,\-](?=\w)|(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Ÿ])"
)
_PIECE = re.compile(r"\S+")


def split(text: str) -> list[str]:
    """The words and signs of a text.

    >>> split("l'API C#/.NET (CI/CD), 3 ans")
    ["l", "'", 'API', 'C#', '/', '.NET', '(', 'CI/CD', ')', ',', '3', 'ans']
    """
    return [token for token, _ in located(text)]


def located(text: str) -> Iterator[tuple[str, int]]:
    """The words and signs of a text, each with the character at which it starts."""
    for piece in _PIECE.finditer(text):
        at = piece.start()
        for token in _pieces(piece[0]):
            yield token, at
            at += len(token)


def words(text: str) -> list[str]:
    """The words of a text, without its signs."""
    return [token for token in split(text) if any(c.isalnum() for c in token)]


@lru_cache(maxsize=50_000)
def _pieces(text: str) -> tuple[str, ...]:
    """The tokens of what stands between two blanks."""
    head: list[str] = []
    tail: list[str] = []
    while text and not WHOLE.match(text):
        prefix, suffix = PREFIX.match(text), SUFFIX.search(text)
        if not prefix and not suffix:
            break
        if prefix:
            head.append(prefix[0])
            text = text[prefix.end() :]
        suffix = SUFFIX.search(text)
        if suffix and not (prefix and WHOLE.match(text)):
            tail.append(suffix[0])
            text = text[: suffix.start()]
    return (*head, *_inside(text), *reversed(tail))


def _inside(text: str) -> Iterator[str]:
    """What is left between the signs at both ends, split at those inside."""
    if not text:
        return
    at = 0
    if not WHOLE.match(text):
        for sign in INFIX.finditer(text):
            if sign.start() > at:
                yield text[at : sign.start()]
            yield sign[0]
            at = sign.end()
    if at < len(text):
        yield text[at:]
