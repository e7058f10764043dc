"""Whether a line of a CV shows a criterion: the judgement of a small model, trained on pairs that
people judged (`data/evidence`), and calibrated as the probability that a person would say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from pipeline.lexicon import tables
from pipeline.ranking.asked import Question
from pipeline.ranking.clues import NAMES, clues_of
from pipeline.ranking.similarity import Vector
from pipeline.ranking.told import Told

FILE = "evidence.npz"


@dataclass(frozen=True)
class Judge:
    """Logistic models over the clues of a pair: whether the line shows the criterion at least in
    part, and whether it does so fully.

    `weights` has shape (2, clues), `bias` (2,); below `quoted` a line is no evidence.
    """

    weights: Vector
    bias: Vector
    quoted: float

    def judged(self, clues: Vector) -> tuple[Vector, Vector]:
        """The probability that each line shows each criterion at least in part, and how strongly it
        is expected to: 0 not, 0.5 in part, 1 fully. Shapes (criteria, lines).
        """
        chances = 1 / (1 + np.exp(-(clues @ self.weights.T + self.bias)))
        return chances[..., 0], chances.mean(axis=-1)


@cache
def shipped_judge() -> Judge:
    """The judge of `models/evidence.npz`."""
    with np.load(tables.MODELS / FILE) as data:
        names = tuple(bytes(data["names"]).decode().split("\n"))
        if names != NAMES:
            raise ValueError(f"{FILE}: other clues than those of the code; train it anew")
        return Judge(data["weights"].astype(float), data["bias"].astype(float), float(data["quoted"]))


def strengths(question: Question, told: Told) -> Vector:
    """How strongly each line shows each criterion, shape (criteria, lines); 0 for what a person
    would not dare to quote.
    """
    if not told.lines or not question.rows:
        return np.zeros((len(question.rows), len(told.lines)))
    judge = shipped_judge()
    chances, expected = judge.judged(clues_of(question, told))
    found: Vector = np.where(chances >= judge.quoted, expected, 0.0)
    return found
