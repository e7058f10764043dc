"""Which weights would agree better with what people decided: shown with their effect, to be
accepted by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadSetting
from pipeline.ranking.matches import Match

GRADES = {"keep": 2, "review": 1, "reject": 0}
HOLD = 0.05
"""How strongly the weights are held to those of the run: few decisions move them little."""
SHARPNESS = 40.0
"""A lead of .025 is told apart with some certainty."""
STEPS, RATE = 400, 0.05
LEAST, MOST = 0.25, 4.0
"""No kind is multiplied by less or more."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The factors by which kinds of criteria would be multiplied, and the share of the decided `pairs` in the
    right order before and after.
    """

    factors: dict[str, float]
    before: float
    after: float
    pairs: int


def learn(matches: Sequence[Match], verdicts: Mapping[str, str]) -> Lesson:
    """Pairwise logistic regression (as RankNet: Burges et al., 2005) over the strengths by kind of
    criterion, held to the weights of the run.

    `matches` are weighed; `verdicts` (keys of GRADES) are by file. Raises BadSetting where no
    two decisions differ.
    """
    decided = [m for m in matches if verdicts.get(m.file) in GRADES]
    shares = {p.name: p.weight for m in decided[:1] for p in m.parts if p.weight > 0}
    names = list(shares)
    rows = np.array([[p.value for p in m.parts if p.name in names] for m in decided])
    grades = [GRADES[verdicts[m.file]] for m in decided]
    better = [
        (a, b) for a in range(len(decided)) for b in range(len(decided)) if grades[a] > grades[b]
    ]
    if not better:
        raise BadSetting(
            "vivier learn",
            "aucune décision ne sépare deux candidats",
            "retenir et écarter d'abord quelques candidats",
        )
    ahead = np.array([rows[a] - rows[b] for a, b in better])
    start = np.array([shares[name] for name in names])
    factors = _fitted(ahead, start)
    return Lesson(
        dict(zip(names, (round(float(f), 2) for f in factors), strict=True)),
        _share(ahead @ start),
        _share(ahead @ (start * factors)),
        len(better),
    )


def _fitted(ahead: Array, start: Array) -> Array:
    """Gradient steps on the logarithms of the factors, so that weights stay above zero."""
    logs = np.zeros(len(start))
    for _ in range(STEPS):
        weights = start * np.exp(logs)
        whole = weights.sum()
        lead = SHARPNESS * (ahead @ weights) / whole
        pull = -1 / (1 + np.exp(np.clip(lead, -50, 50)))
        slope = SHARPNESS * (
            pull[:, None] * (ahead - (ahead @ weights / whole)[:, None]) * weights / whole
        ).mean(axis=0)
        logs -= RATE * (slope + 2 * HOLD * logs)
        logs = np.clip(logs, np.log(LEAST), np.log(MOST))
    factors: Array = np.exp(logs)
    return factors


def _share(lead: Array) -> float:
    return float((lead > 0).mean())
