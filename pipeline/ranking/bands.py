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
    """Other weights and other choices of the things asked, drawn once for an offer and the same for
    all its candidates.

    Each draw takes weights near those of the run, and draws the things asked anew with replacement
    (bootstrap: Efron, 1979): an offer might
    as well have named its skills and missions otherwise.
    """

    def __init__(self, match: Match) -> None:
        chance = np.random.default_rng(0)
        weights = np.array([p.weight for p in match.parts])
        self._weights = chance.dirichlet(np.maximum(weights, 1e-3) * CONCENTRATION, DRAWS).T
        self._asked = [_draw([weight for weight, _ in p.criteria], chance) for p in match.parts]

    def scores(self, match: Match) -> Drawn:
        """The score of a match under each draw, shape (DRAWS,)."""
        total = np.zeros(DRAWS)
        for part, weights, asked in zip(match.parts, self._weights, self._asked, strict=True):
            value = (
                part.value if asked is None else asked @ np.array([got for _, got in part.criteria])
            )
            total += value * weights
        return total.astype(np.float32)


def _draw(asked: Sequence[float], chance: np.random.Generator) -> NDArray[np.float64] | None:
    """The share of each thing asked in each draw, shape (DRAWS, things); None where there are no
    two to draw from.
    """
    if len(asked) < 2:
        return None
    times = chance.multinomial(len(asked), np.full(len(asked), 1 / len(asked)), DRAWS) * np.array(
        asked
    )
    shares: NDArray[np.float64] = times / times.sum(axis=1, keepdims=True)
    return shares


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
