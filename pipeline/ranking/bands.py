"""Who is equal to whom: candidates whose order depends on the choice of the weights share a band."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.ranking.matches import Match

DRAWS = 400
CONCENTRATION = 40.0
"""Weights are drawn from a Dirichlet law around those of the run; 40 moves each by about a fifth of its size."""
SURE = 0.9
"""A candidate opens a new band when the first of the band above is ahead in this share of the draws."""


def bands(matches: Sequence[Match]) -> list[int]:
    """The band (from 1) of each match, given best first."""
    if not matches:
        return []
    values = np.array([[p.value for p in m.parts] for m in matches])
    weights = np.array([p.weight for p in matches[0].parts])
    draws = np.random.default_rng(0).dirichlet(np.maximum(weights, 1e-3) * CONCENTRATION, DRAWS)
    scores = values @ draws.T
    out, first = [1], 0
    for n in range(1, len(matches)):
        ahead = float((scores[first] > scores[n] + 1e-12).mean())
        if ahead >= SURE and matches[n].score < matches[first].score:
            first = n
            out.append(out[-1] + 1)
        else:
            out.append(out[-1])
    return out
