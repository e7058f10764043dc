"""What closeness is. Every similarity is in [0, 1]; larger is closer. The only room that knows
scikit-learn.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon import tables

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

Vector = NDArray[np.float64]
UNKNOWN = 0.0
SAME_DOMAIN = 0.15
"""Closeness of two job sheets of one ROME domain (first three signs of the code) that the table
does not name.
"""


def identity(terms: Sequence[str]) -> Sequence[str]:
    """Terms are folded already: a vectorizer need not analyse them."""
    return terms


@dataclass(frozen=True)
class Space:
    """Folded words with their idf over a background of offers and job sheets, and their latent
    vectors.

    `vectorizer` is a fitted TfidfVectorizer over lists of folded words; `vectors` has shape (words,
    dimensions).
    """

    vectorizer: TfidfVectorizer
    vectors: Vector

    @cached_property
    def words(self) -> list[str]:
        """The folded words, by column."""
        return [str(name) for name in self.vectorizer.get_feature_names_out()]

    def latent(self, documents: Sequence[Sequence[str]]) -> Vector:
        """Latent rows of unit length, one a document; a document without a known word is a row of
        zeros.
        """
        if not documents:
            return np.zeros((0, self.vectors.shape[1]))
        rows = self.vectorizer.transform(documents) @ self.vectors
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vector = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
        return unit

    def idf(self, term: str) -> float:
        """The idf of a folded word; that of the rarest words where it is unknown."""
        place = self.vectorizer.vocabulary_.get(term)
        return self._rarest if place is None else float(self.vectorizer.idf_[place])

    @cached_property
    def _rarest(self) -> float:
        return float(self.vectorizer.idf_.max())


def fitted_vectorizer(terms: Sequence[str], idf: Sequence[float]) -> TfidfVectorizer:
    """A TfidfVectorizer over folded words whose idf comes from elsewhere than the documents at
    hand.

    A word counts once however often it is said: repeating it gains nothing.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=identity, vocabulary=list(terms), binary=True)
    vectorizer.idf_ = np.asarray(idf, dtype=float)
    return vectorizer


@cache
def shipped_space() -> Space:
    """The space of `models/latent.npz`."""
    with np.load(tables.MODELS / "latent.npz") as data:
        terms = bytes(data["terms"]).decode().split("\n")
        return Space(fitted_vectorizer(terms, data["idf"]), data["vectors"].astype(float))


@cache
def _proximities() -> dict[tuple[str, str], float]:
    path = tables.MODELS / "rome_proximity.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader((line for line in stream if not line.startswith("#")), delimiter=";")
        return {(a, b): int(value) / 100 for a, b, value in lines}


def occupation_closeness(one: str, other: str) -> float:
    """Closeness of two ROME job sheets: shared competences and savoirs, the larger of both
    directions; 1 for the same.
    """
    if one == other:
        return 1.0
    known = _proximities()
    found = max(known.get((one, other), 0.0), known.get((other, one), 0.0))
    return found or (SAME_DOMAIN if one[:3] == other[:3] else UNKNOWN)


@cache
def near_codes(rome: str) -> dict[str, float]:
    """The job sheets near one, itself among them, with their closeness: those that the table names,
    and those of its domain by `rome[:3]`.

    Codes of the same domain that the table does not name are those that it names for others.
    """
    codes = {code for pair in _proximities() for code in pair} | {rome}
    return {
        code: close for code in sorted(codes) if (close := occupation_closeness(rome, code)) > 0
    }
