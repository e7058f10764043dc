"""Whether a document is a CV: a linear model over its words and over what was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

from pipeline.documents import Document
from pipeline.errors import BadSetting
from pipeline.lexicon.people import paper_kind
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import MODELS
from pipeline.lexicon.tokens import located
from pipeline.lexicon.words import fold
from pipeline.profiles.career import Career

FILE = "documents/genre.npz"
CERTAIN, LIKELY = 0.95, 0.5
"""From the first probability on, a document is said to be no CV (1 of 488 CVs of authors left out
reached it, and 59 of 118 other documents); from the second on where it tells no career either.
"""
LONGEST = 900
"""A paper of more words than this is no letter, no diploma, no invoice."""
TOLD = frozenset(("experience", "education", "skills"))
"""Sections of which a CV has two, and no other paper."""
SHORTEST = 3
"""Letters of a word that tells something."""
COUNTED = ("post", "edu", "skill", "lang", "contact", "other")
"""Labels of lines whose share is told."""


def traits_of(document: Document) -> set[str]:
    """What a document shows: its folded words; the kinds of its entries; shares of its labels."""
    found = {f"w={key}" for key in _keys(document)}
    dated = {e.kind for e in document.entries if e.first("date")}
    found |= {f"entry={e.kind}" for e in document.entries}
    found |= {f"dated={kind}" for kind in dated}
    size = max(len(document.labels), 1)
    for label in COUNTED:
        share = sum(own.removesuffix(".body") == label for own in document.labels) / size
        found.add(f"{label}={min(int(4 * share), 2)}")
    return found


def _keys(document: Document) -> Iterator[str]:
    for line in document.lines:
        for word, _ in located(line.text):
            if len(word) >= SHORTEST and word.isalpha():
                yield fold(word)


@dataclass(frozen=True, slots=True)
class Genre:
    """The trained model: the weight of each trait, and what is added to their sum."""

    weights: dict[str, float]
    bias: float

    def other(self, document: Document) -> float:
        """How likely a document is something else than a CV, in [0, 1]."""
        return self.likely(traits_of(document))

    def likely(self, traits: set[str]) -> float:
        """The same, from the traits of a document."""
        scale = len(traits) ** 0.5
        total = sum(self.weights.get(trait, 0.0) for trait in sorted(traits)) / scale + self.bias
        return 1 / (1 + exp(-total))


@cache
def shipped() -> Genre:
    """The model that Vivier ships.

    Raises BadSetting where its file is missing or damaged.
    """
    return load(MODELS / FILE)


def load(path: Path) -> Genre:
    """A model from its file."""
    try:
        with np.load(path) as found:
            traits, weights = found["traits"].tolist(), found["weights"].tolist()
            bias = float(found["bias"])
    except (OSError, ValueError, KeyError):
        fact = "ce modèle appris est absent ou endommagé"
        raise BadSetting(str(path), fact, "réinstaller Vivier") from None
    return Genre(dict(zip(traits, weights, strict=True)), bias)


def tells_a_cv(document: Document, career: Career) -> bool:
    """Whether a document is too long for another paper, has several posts or sections of a CV."""
    sections = {s.kind for s in document.sections if s.title} & TOLD
    is_long = len(plain(document.text).split()) > LONGEST
    return is_long or len(career.posts) > 1 or len(sections) >= 2


def is_other(document: Document, career: Career, tells_a_career: bool) -> bool:
    """Whether a document is something else than a CV, nearly certainly, or says so itself."""
    if not tells_a_cv(document, career) and paper_kind(plain(document.text), "warned"):
        return True
    return shipped().other(document) >= (CERTAIN if tells_a_career else LIKELY)
