"""A ranking of any length in little memory: matches lie packed in a spool, and are unpacked when
they are looked at.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from pipeline.ranking.matches import Match, Ranked
from pipeline.ranking.ranker import Weights, weighed
from pipeline.ranking.standings import Standing, standings
from pipeline.store.disk import Pile
from pipeline.store.packing import unpack

_END = b"\0"
"""Between the name of a file, which cannot hold it, and its match."""
Change = Callable[[Ranked], Ranked]


class Spool:
    """Matches in the order in which they came, not weighed."""

    def __init__(self) -> None:
        self._pile = Pile()

    def add(self, file: str, packed: bytes) -> None:
        """Keep the packed match of a candidate known by the name `file`."""
        self._pile.add(zlib.compress(file.encode() + _END + packed, 1))

    def __getitem__(self, place: int) -> Match:
        file, _, packed = zlib.decompress(self._pile[place]).partition(_END)
        return replace(unpack(packed, Match), file=file.decode())

    def weighed(self, weights: Weights, left_out: frozenset[str]) -> Iterator[tuple[int, Match]]:
        """The matches of all files but those left out, weighed, each with its place."""
        for place in range(len(self._pile)):
            match = self[place]
            if match.file not in left_out:
                yield place, weighed(match, weights)


class Ranking(Sequence[Ranked]):
    """Every candidate, best first; ranking the same spool anew with other weights takes no reading."""

    def __init__(
        self,
        spool: Spool,
        weights: Weights,
        left_out: frozenset[str] = frozenset(),
        changes: tuple[Change, ...] = (),
    ) -> None:
        self._spool = spool
        self._weights = weights
        self._left_out = left_out
        self._changes = changes
        self._standings = standings(spool.weighed(weights, left_out))

    def __len__(self) -> int:
        return len(self._standings)

    @overload
    def __getitem__(self, place: int) -> Ranked: ...
    @overload
    def __getitem__(self, place: slice) -> list[Ranked]: ...
    def __getitem__(self, place: int | slice) -> Ranked | list[Ranked]:
        found = self._standings[place]
        return [self._ranked(s) for s in found] if isinstance(found, list) else self._ranked(found)

    def __iter__(self) -> Iterator[Ranked]:
        return (self._ranked(s) for s in self._standings)

    def _ranked(self, standing: Standing) -> Ranked:
        ranked = Ranked(
            standing.rank, standing.band, weighed(self._spool[standing.place], self._weights)
        )
        for change in self._changes:
            ranked = change(ranked)
        return ranked

    def changed(self, change: Change) -> Ranking:
        """The same ranking, each candidate shown through `change`."""
        other = object.__new__(Ranking)
        other.__dict__ = {**self.__dict__, "_changes": (*self._changes, change)}
        return other

    def reweighed(self, weights: Weights) -> Ranking:
        """The same candidates ranked with other weights."""
        return Ranking(self._spool, weights, self._left_out, self._changes)
