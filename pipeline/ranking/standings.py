"""Rank and band of any number of matches, in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import tee
from typing import overload

import numpy as np

from pipeline.ranking.bands import Draws, bands
from pipeline.ranking.matches import Match
from pipeline.store.disk import Pile, database


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the match that came at `place` (from 0) stands."""

    place: int
    rank: int
    band: int


class Standings(Sequence[Standing]):
    """Standings of any number of matches, best first, in twelve bytes each."""

    def __init__(self) -> None:
        self._places, self._ranks, self._bands = array("I"), array("I"), array("I")

    def add(self, place: int, rank: int, band: int) -> None:
        """The next standing."""
        self._places.append(place)
        self._ranks.append(rank)
        self._bands.append(band)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, n: int) -> Standing: ...
    @overload
    def __getitem__(self, n: slice) -> list[Standing]: ...
    def __getitem__(self, n: int | slice) -> Standing | list[Standing]:
        if isinstance(n, slice):
            return [self[k] for k in range(*n.indices(len(self)))]
        return Standing(self._places[n], self._ranks[n], self._bands[n])


def standings(matches: Iterable[tuple[int, Match]]) -> Standings:
    """Rank and band of matches that came with their places, best first; each is looked at once and
    not kept.
    """
    seen = database(
        "CREATE TABLE seen (score REAL, id TEXT, file TEXT, place INTEGER, drawn INTEGER)"
    )
    drawn, draws = Pile(), None
    for place, match in matches:
        draws = draws or Draws(match)
        seen.execute(
            "INSERT INTO seen VALUES (?, ?, ?, ?, ?)",
            (match.score, match.id, match.file, place, len(drawn)),
        )
        drawn.add(draws.scores(match).tobytes())
    best_first, same = tee(
        seen.execute("SELECT score, place, drawn FROM seen ORDER BY score DESC, id, file, place")
    )
    grouped = bands((score, np.frombuffer(drawn[at], np.float32)) for score, _, at in same)
    out, rank, last = Standings(), 0, None
    for n, ((score, place, _), band) in enumerate(zip(best_first, grouped, strict=True), 1):
        rank, last = (rank if score == last else n), score
        out.add(place, rank, band)
    return out
