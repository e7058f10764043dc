"""Who is equal to whom: candidates whose order depends on the choice of the weights, or of the
things asked, share a band.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.ranking.matches import Match

DRAWS = 400
CONCENTRATION = 40.0
"""Weights are drawn from a Dirichlet law around those of the run; 40 moves each by about a fifth of
its size.
"""
SURE = 0.9
"""A candidate opens a new band when the first of the band above is ahead in this share of the
draws.
"""

Drawn = NDArray[np.float32]


class Draws:
    """Other weights and other choices of the criteria, drawn once for an offer and the same for all
    its candidates.

    Each draw takes weights of the kinds near those of the run, and draws the criteria of each kind
    anew with replacement (bootstrap: Efron, 1979): an offer might as well have named its skills and
    missions otherwise.
    """

    def __init__(self, match: Match) -> None:
        chance = np.random.default_rng(0)
        parts = match.parts
        shares = np.array([part.weight for part in parts])
        kinds = chance.dirichlet(np.maximum(shares, 1e-3) * CONCENTRATION, DRAWS)
        self._shares: dict[str, NDArray[np.float64]] = {}
        for part, weights in zip(parts, kinds.T, strict=True):
            drawn = _draw([a.share for a in part.answers], chance) * weights[:, None]
            columns = zip(part.answers, drawn.T, strict=True)
            self._shares |= {answer.criterion: column for answer, column in columns}

    def scores(self, match: Match) -> Drawn:
        """The score of a match under each draw, shape (DRAWS,)."""
        total = np.zeros(DRAWS)
        for answer in match.answers:
            total += self._shares[answer.criterion] * answer.strength
        return total.astype(np.float32)


def _draw(shares: Sequence[float], chance: np.random.Generator) -> NDArray[np.float64]:
    """The share of each criterion of a kind in each draw, shape (DRAWS, criteria), summing to 1."""
    size = len(shares)
    given = np.maximum(np.array(shares), 1e-9)
    times = chance.multinomial(size, np.full(size, 1 / size), DRAWS) * given
    found: NDArray[np.float64] = times / times.sum(axis=1, keepdims=True)
    return found


def bands(candidates: Iterable[tuple[float, Drawn]]) -> Iterator[int]:
    """The band (from 1) of each candidate, given best first: its score, and its scores under the
    draws; two are held at a time.
    """
    band = 0
    first, best = None, np.empty(0, np.float32)
    for score, drawn in candidates:
        if first is None or (score < first and float((best > drawn + 1e-6).mean()) >= SURE):
            band, first, best = band + 1, score, drawn
        yield band
