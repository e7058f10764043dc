"""A ranking of any length in little memory: matches lie packed in a spool, and are unpacked when they are looked at."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from pipeline.profiles.packing import unpack
from pipeline.ranking.matches import Match, Ranked
from pipeline.ranking.ranker import Standing, Weights, standings, weighed

IN_MEMORY = 32 * 1024 * 1024
"""Bytes of packed matches above which the spool goes to a nameless temporary file."""

Change = Callable[[Ranked], Ranked]


class Spool:
    """Matches in the order in which they came, not weighed."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (lives as long as the spool)
        self._places: list[tuple[int, int, str]] = []
        self._end = 0

    def add(self, file: str, packed: bytes) -> None:
        """Keep the packed match of a candidate known by the name `file`."""
        data = zlib.compress(packed, 1)
        self._file.seek(self._end)
        self._file.write(data)
        self._places.append((self._end, len(data), file))
        self._end += len(data)

    @property
    def files(self) -> list[str]:
        """The names of the candidates, in the order in which they came."""
        return [file for _, _, file in self._places]

    def __getitem__(self, place: int) -> Match:
        start, length, file = self._places[place]
        self._file.seek(start)
        return replace(unpack(zlib.decompress(self._file.read(length)), Match), file=file)


class Ranking(Sequence[Ranked]):
    """Every candidate, best first; ranking the same spool anew with other weights takes no reading."""

    def __init__(self, spool: Spool, weights: Weights, left_out: frozenset[str] = frozenset(), changes: tuple[Change, ...] = ()) -> None:
        self._spool = spool
        self._weights = weights
        self._left_out = left_out
        self._changes = changes
        self._standings = _standings(spool, weights, left_out)

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
        ranked = Ranked(standing.rank, standing.band, weighed(self._spool[standing.place], self._weights))
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


def _standings(spool: Spool, weights: Weights, left_out: frozenset[str]) -> list[Standing]:
    """Rank and band of the matches of a spool but those of the files left out; `place` is that in the spool."""
    kept = [n for n, file in enumerate(spool.files) if file not in left_out]
    return [replace(s, place=kept[s.place]) for s in standings(weighed(spool[n], weights) for n in kept)]
