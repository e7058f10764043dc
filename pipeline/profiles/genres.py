"""Whether a document is a CV: a linear model over its words and over what was found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp
from pathlib import Path

import numpy as np

from pipeline.documents import Document, Warning
from pipeline.errors import BadSetting
from pipeline.lexicon.people import paper_kind
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import MODELS
from pipeline.lexicon.tokens import located
from pipeline.lexicon.words import fold
from pipeline.profiles.career import Career

FILE = "documents/genre.npz"
APART, CERTAIN, LIKELY = 0.98, 0.95, 0.5
"""From the first probability on, a document is nobody's CV; from the second on it is said to look
like none, from the third on where it tells no career either. Figures in `models/README.md`.
"""
NO_CV = Warning("not_a_cv", "n'est sans doute pas un CV ; vérifier le document avant de juger")
UNLIKE_A_CV = Warning("not_a_cv", "ne ressemble pas à un CV ; vérifier le document avant de juger")
A_CV = Warning("not_an_offer", "ce document ressemble à un CV ; vérifier que c'est bien l'offre")
LONGEST = 900
"""A paper of more words than this is no letter, no diploma, no invoice."""
CAREER = 2
"""Posts that make a career: what tells so many is a CV."""
TOLD = frozenset(("experience", "education", "skills"))
"""Sections of which a CV has two, and no other paper."""
_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3
"""Letters of a word that tells something."""
COUNTED = ("post", "edu", "skill", "lang", "contact", "other")
"""Labels of lines whose share is told."""


def traits_of(document: Document) -> set[str]:
    """What a document shows: its words, folded, and its pairs of words; the kinds of its entries;
    its labels, the first of them, their shares.
    """
    found = {f"w={key}" for key in _keys(document)} | set(_pairs(document))
    found |= {f"has={own.removesuffix('.body')}" for own in document.labels}
    found |= {f"first={own}" for own in document.labels[:1]}
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


def _pairs(document: Document) -> Iterator[str]:
    for line in document.lines:
        words = _WORD.findall(line.text.lower())
        yield from (f"b={one} {other}" for one, other in pairwise(words))


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


def warnings_of(document: Document, career: Career, is_personal: bool) -> tuple[Warning, ...]:
    """That a document read as a CV is something else, where it is so nearly certainly, or says so
    itself; `is_personal` is whether it tells a career or how to reach a person.
    """
    other = shipped().other(document)
    if other >= APART:
        return (NO_CV,)
    says_so = not tells_a_cv(document, career) and paper_kind(plain(document.text), "warned")
    unlike = says_so or other >= (CERTAIN if is_personal else LIKELY)
    return (UNLIKE_A_CV,) if unlike else ()


def tells_a_cv(document: Document, career: Career) -> bool:
    """Whether a document is too long for another paper, has several posts or sections of a CV."""
    sections = {s.kind for s in document.sections if s.title} & TOLD
    is_long = len(plain(document.text).split()) > LONGEST
    return is_long or len(career.posts) >= CAREER or len(sections) >= 2


def warnings_of_offer(document: Document) -> tuple[Warning, ...]:
    """That a document read as an offer is rather a CV."""
    return () if shipped().other(document) >= LIKELY else (A_CV,)
