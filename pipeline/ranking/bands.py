"""Who is equal to whom: candidates whose order depends on the choice of the weights, or of the things asked, share a band."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.ranking.matches import Match

DRAWS = 400
CONCENTRATION = 40.0
"""Weights are drawn from a Dirichlet law around those of the run; 40 moves each by about a fifth of its size."""
SURE = 0.9
"""A candidate opens a new band when the first of the band above is ahead in this share of the draws."""

Array = NDArray[np.float64]


def bands(matches: Sequence[Match]) -> list[int]:
    """The band (from 1) of each match, given best first.

    Each draw takes other weights near those of the run, and draws the things asked anew with replacement (bootstrap: Efron, 1979), the
    same for all candidates: an offer might as well have named its skills and missions otherwise.
    """
    if not matches:
        return []
    scores = _drawn_scores(matches)
    out, first = [1], 0
    for n in range(1, len(matches)):
        ahead = float((scores[first] > scores[n] + 1e-12).mean())
        if ahead >= SURE and matches[n].score < matches[first].score:
            first = n
            out.append(out[-1] + 1)
        else:
            out.append(out[-1])
    return out


def _drawn_scores(matches: Sequence[Match]) -> Array:
    """Scores under the draws, shape (matches, DRAWS)."""
    chance = np.random.default_rng(0)
    weights = np.array([p.weight for p in matches[0].parts])
    drawn = chance.dirichlet(np.maximum(weights, 1e-3) * CONCENTRATION, DRAWS)
    total: Array = np.zeros((len(matches), DRAWS))
    for place in range(len(weights)):
        total += _drawn_values(matches, place, chance) * drawn[:, place]
    return total


def _drawn_values(matches: Sequence[Match], place: int, chance: np.random.Generator) -> Array:
    """The values of one part under the draws, shape (matches, DRAWS) or (matches, 1) where it has no criteria to draw from."""
    asked = [weight for weight, _ in matches[0].parts[place].criteria]
    if len(asked) < 2:
        return np.array([[m.parts[place].value] for m in matches])
    times = chance.multinomial(len(asked), np.full(len(asked), 1 / len(asked)), DRAWS) * np.array(asked)
    got = np.array([[value for _, value in m.parts[place].criteria] for m in matches])
    means: Array = got @ (times / times.sum(axis=1, keepdims=True)).T
    return means
