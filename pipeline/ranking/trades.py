"""Closeness of trades by what is done in them: the words of a post or of an offer, told as a law
over the professional domains of ROME by a linear model (`models/trades.npz`).

The model is trained by `models/training/train_trades.py` on public ROME 4.0 data; the closeness of
two laws is their Bhattacharyya coefficient (1943).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.lexicon import tables

Vector = NDArray[np.float64]
FILE = "trades.npz"


@dataclass(frozen=True)
class Trades:
    """Words with their idf and their weights for each domain, shape (words, domains)."""

    places: dict[str, int]
    idf: Vector
    weights: NDArray[np.float32]
    bias: Vector
    domains: tuple[str, ...]

    def law(self, terms: Iterable[str]) -> Vector:
        """How the words of a text share out among the domains, shape (domains,); it sums to 1."""
        known = sorted({self.places[t] for t in terms if t in self.places})
        if not known:
            return np.full(len(self.domains), 1 / len(self.domains))
        row = self.idf[known] / np.linalg.norm(self.idf[known])
        scores = 1 / (1 + np.exp(-(row @ self.weights[known] + self.bias)))
        found: Vector = scores / scores.sum()
        return found


@cache
def shipped_trades() -> Trades:
    """The model of `models/trades.npz`."""
    with np.load(tables.MODELS / FILE) as data:
        words = bytes(data["terms"]).decode().split("\n")
        return Trades(
            {word: n for n, word in enumerate(words)},
            data["idf"].astype(float),
            data["weights"].astype(np.float32),
            data["bias"].astype(float),
            tuple(bytes(data["domains"]).decode().split("\n")),
        )


def alike(one: Vector, others: Sequence[Vector]) -> Vector:
    """How much a law over the domains has in common with others, each in [0, 1]."""
    if not others:
        return np.zeros(0)
    found: Vector = np.sqrt(np.array(others) * one).sum(axis=1)
    return found
