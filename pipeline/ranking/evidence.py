"""Whether a line of a CV shows a criterion: the judgement of a small model, trained on pairs that
people judged (`data/evidence/pairs.csv`).
"""

from __future__ import annotations

from functools import cache

import numpy as np

from pipeline.ranking.asked import Question
from pipeline.ranking.clues import NAMES, clues_of
from pipeline.ranking.judges import Judge, shipped
from pipeline.ranking.similarity import Vector
from pipeline.ranking.told import Told

FILE = "evidence.npz"
MISSIONS = 2
"""A line shows so many missions of an offer at the most: a list of words is no work done."""


@cache
def shipped_evidence() -> Judge:
    """The judge of `models/evidence.npz`."""
    return shipped(FILE, NAMES)


def strengths(question: Question, told: Told, near: Vector) -> Vector:
    """How strongly each line shows each criterion, shape (criteria, lines); 0 for what a person
    would not dare to quote. `near` is `nearness` of the contexts.
    """
    if not told.lines or not question.rows:
        return np.zeros((len(question.rows), len(told.lines)))
    found = shipped_evidence().strengths(clues_of(question, told, near))
    missions = [n for n, (c, _) in enumerate(question.rows) if c.kind == "mission"]
    found[missions] = _strongest(found[missions])
    return found


def _strongest(found: Vector) -> Vector:
    """The strengths of missions, shape (missions, lines), where each line keeps its MISSIONS
    strongest ones.
    """
    if len(found) <= MISSIONS:
        return found
    least = np.sort(found, axis=0)[-MISSIONS]
    kept: Vector = np.where(found >= least, found, 0.0)
    return kept
