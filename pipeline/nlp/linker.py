"""Which concept of a catalogue a title or a competence is: labels as vectors, trained to lie near
the other labels of their concept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon import tables
from pipeline.lexicon.actions import actions
from pipeline.lexicon.entries import LINKS
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.taxonomies import one_gender
from pipeline.lexicon.words import fold, stop_words

Vector = NDArray[np.float32]
SHORTEST, LONGEST = 3, 5
"""Lengths of the groups of letters of a word, its ends marked."""
SHARED = 0.3
"""What the mean closeness of the labels of a concept adds to that of each of them."""
FILE = "linker.npz"
DOES, IS = "f does", "f is"
_INFINITIVE = re.compile(r"(?:er|ir|oir|[dtv]re|ire)$")
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_BRACKETS = re.compile(r"\(.*?\)")


def features(label: str) -> list[str]:
    """What a label is made of: its folded words, the verbs of its actions, groups of letters,
    whether it begins with an infinitive (ESCO
    tells skills from knowledge so); in the masculine, without brackets.

    >>> features("Vendeur / Vendeuse") == features("vendeur")
    True
    """
    words = _WORD.findall(plain(_BRACKETS.sub(" ", one_gender(label.replace("’", "'")))))
    found = {DOES if _INFINITIVE.search(words[0]) else IS} if words else set()
    for word in words:
        key = fold(word)
        if key in LINKS or key in stop_words():
            continue
        found.add(f"w {key}")
        if verb := actions().verb_of(word, key):
            found.add(f"v {verb}")
        marked = f"<{word}>"
        found |= {
            marked[n : n + size]
            for size in range(SHORTEST, LONGEST + 1)
            for n in range(len(marked) - size + 1)
        }
    return sorted(found)


@dataclass(frozen=True)
class Linker:
    """Features with their vectors, shape (features, dimensions)."""

    places: dict[str, int]
    vectors: Vector

    @classmethod
    def read(cls, path: Path) -> Linker:
        """The linker of a file: names of features, their vectors in 127ths of the largest number of
        each.
        """
        with np.load(path) as data:
            names = bytes(data["features"]).decode().split("\n")
            vectors = (
                data["vectors"].astype(np.float32)
                * data["scales"].astype(np.float32)[:, None]
                / 127
            )
        return cls({name: n for n, name in enumerate(names)}, vectors)

    def encode(self, labels: Sequence[str]) -> Vector:
        """Rows of unit length, shape (labels, dimensions); a label without a known feature is a row
        of zeros.
        """
        rows = np.zeros((len(labels), self.vectors.shape[1]), np.float32)
        for row, label in zip(rows, labels, strict=True):
            known = [self.places[f] for f in features(label) if f in self.places]
            row[:] = self.vectors[known].sum(axis=0)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vector = np.divide(rows, lengths, out=rows, where=lengths > 0)
        return unit

    def cosines(self, queries: Sequence[str], labels: Sequence[str]) -> Vector:
        """How close each query is to each label alone, shape (queries, labels)."""
        found: Vector = self.encode(queries) @ self.encode(labels).T
        return found

    def closeness(
        self, queries: Sequence[str], labels: Sequence[str], concepts: Sequence[str]
    ) -> Vector:
        """How close each query is to each label of some concepts: `shared` cosines."""
        return shared(self.cosines(queries, labels), concepts)


def shared(cosines: Vector, concepts: Sequence[str]) -> Vector:
    """Cosines, shape (queries, labels), and SHARED times their mean over the labels of one concept:
    from -1 - SHARED to 1 + SHARED.
    """
    _, of = np.unique(np.array(concepts), return_inverse=True)
    sums = np.zeros((int(of.max()) + 1, len(cosines)), np.float32)
    np.add.at(sums, of, cosines.T)
    means = sums.T / np.bincount(of).astype(np.float32)
    found: Vector = (cosines + SHARED * means[:, of]).astype(np.float32)
    return found


@cache
def shipped() -> Linker:
    """The linker of `models/linker.npz`."""
    return Linker.read(tables.MODELS / FILE)
