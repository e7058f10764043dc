"""Judgements that people made, learned: two logistic models over numbers that tell of a pair,
whether one shows the other at least in part, and whether it does so fully.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.lexicon import tables
from pipeline.ranking.similarity import Vector


@dataclass(frozen=True)
class Judge:
    """`weights` has shape (2, numbers), `bias` (2,); `least` is the probability below which a
    person would not call it shown at all.
    """

    weights: Vector
    bias: Vector
    least: float

    def strengths(self, numbers: Vector) -> Vector:
        """How strongly each pair is shown, as people are expected to grade it: 0 not, 0.5 in part,
        1 fully; 0 where they would not call it shown. Any shape (..., numbers) to (...).
        """
        chances = self.chances(numbers)
        found: Vector = np.where(chances[..., 0] >= self.least, chances.mean(axis=-1), 0.0)
        return found

    def chances(self, numbers: Vector) -> Vector:
        """The probabilities of "at least in part" and of "fully", shape (..., 2)."""
        found: Vector = 1 / (1 + np.exp(-(numbers @ self.weights.T + self.bias)))
        return found


def shipped(file: str, names: Sequence[str]) -> Judge:
    """A judge of `models`, over numbers of these names.

    Raises ValueError where it was trained on others.
    """
    with np.load(tables.MODELS / file) as data:
        if bytes(data["names"]).decode().split("\n") != list(names):
            raise ValueError(f"{file}: other numbers than those of the code; train it anew")
        return Judge(
            data["weights"].astype(float), data["bias"].astype(float), float(data["least"])
        )
