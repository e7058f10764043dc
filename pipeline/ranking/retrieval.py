"""The first stage for large pools: a few hundred of many CVs, by an inverted index of words, skills
and trades; the ranker ranks those.

The index holds for each CV what the quick parts of the score are made of (the TF-IDF row of what it
tells, its skills, the trades of its
posts), so that a product of sparse rows comes near the whole score. Features are hashed (Weinberger
et al., 2009): no vocabulary has to be
agreed upon, and parts of a pool can be indexed and searched apart, on one machine or many.
"""

from __future__ import annotations

import heapq
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from pipeline.profiles.profile import Profile
from pipeline.profiles.skills import STRENGTH
from pipeline.ranking.asked import Asked
from pipeline.ranking.clues import BROADER, IMPLIED
from pipeline.ranking.ranker import Weights
from pipeline.ranking.shown import LISTED
from pipeline.ranking.similarity import Space, near_codes, shipped_space
from pipeline.ranking.told import DATED, Told

BUCKETS = 1 << 20
"""Hashed features; with some 20,000 in use, one in fifty shares its bucket."""
ROWS = 100_000
"""CVs in one part of an index."""
USED = 0.9
"""What a skill of a dated entry counts before the trade of its post is known."""
SOFT = 0.25
"""What a quality weighs beside a skill of the same criterion."""
REACH = 40
"""Entries of the index that are looked up for each CV of the pool, on the mean: those of the
features that weigh most.
"""
BY_WORDS, BY_SKILLS, BY_TRADE = 1.0, 1.0, 1.0
"""How the first stage weighs words, skills and trades of a criterion."""

Features = tuple[NDArray[np.uint32], NDArray[np.float32]]


def features_of(cv: Profile) -> Features:
    """The hashed features of a CV, in order, and how strongly it has each."""
    told = Told(cv, shipped_space())
    found: Counter[str] = Counter()
    for use in cv.skills:
        dated = any(
            (p := cv.passage(n)) and (p.section in DATED or p.post is not None) for n in use.lines
        )
        strength = STRENGTH[use.qualifier] * (USED if dated else LISTED)
        for name, share in ((use.concept, 1.0), *((i, IMPLIED) for i in use.implies)):
            found[f"s:{name}"] = max(found[f"s:{name}"], strength * share)  # type: ignore[assignment]
    for held in cv.occupations:
        found[f"o:{held.rome}"] += held.weight  # type: ignore[assignment]
    return _hashed({**found, **_words(told.space, [t for p in told.lines for t in p.terms])})


def query_of(asked: Asked, weights: Weights) -> Features:
    """The hashed features that an offer asks for, and what each adds to the first-stage score."""
    space = shipped_space()
    found: Counter[str] = Counter()
    for criterion, words in asked.rows:
        share = asked.grid.shares[criterion.id] * weights.values[criterion.kind]
        for name, value in _words(space, words.terms).items():
            found[name] += BY_WORDS * share * value  # type: ignore[assignment]
        kinds = [SOFT if s.kind == "soft" else 1.0 for s in words.skills]
        for need, kind in zip(words.skills, kinds, strict=True):
            weight = BY_SKILLS * share * kind / sum(kinds)
            for name, link in ((need.concept, 1.0), *((i, BROADER) for i in need.implies)):
                found[f"s:{name}"] += link * weight  # type: ignore[assignment]
    return _hashed({**found, **_near(asked, weights)})


def _near(asked: Asked, weights: Weights) -> dict[str, float]:
    """The codes near the trades asked, and what each adds."""
    share = sum(
        asked.grid.shares[c.id] * weights.values[c.kind]
        for c, _ in asked.rows
        if c.kind in ("occupation", "experience")
    )
    near: dict[str, float] = {}
    for _, code in asked.trades:
        for other, close in near_codes(code).items():
            near[f"o:{other}"] = max(near.get(f"o:{other}", 0.0), BY_TRADE * share * close)
    return near


def within_reach(query: Features, counts: NDArray[np.int64], size: int) -> Features:
    """The features of a query that weigh most, up to REACH entries for each CV of a pool of this
    size with these counts.
    """
    ids, values = query
    order = np.argsort(-values, kind="stable")
    order = order[np.cumsum(counts[ids[order]]) <= REACH * size]
    kept = np.sort(order)
    return ids[kept], values[kept]


def _words(space: Space, terms: Sequence[str]) -> dict[str, float]:
    row = csr_matrix(space.vectorizer.transform([terms]))
    return {f"w:{space.words[n]}": float(v) for n, v in zip(row.indices, row.data, strict=True)}


@cache
def _bucket(name: str) -> int:
    return zlib.crc32(name.encode()) % BUCKETS


def _hashed(found: dict[str, float]) -> Features:
    total: dict[int, float] = {}
    for name, value in found.items():
        total[_bucket(name)] = total.get(_bucket(name), 0.0) + value
    ids = sorted(total)
    return np.array(ids, dtype=np.uint32), np.array([total[i] for i in ids], dtype=np.float32)


@dataclass(frozen=True)
class Part:
    """The index of up to ROWS CVs by feature (compressed sparse columns), mapped from the disk and
    not loaded.
    """

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    values: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Sequence[Features]) -> Part:
        """The index of CVs in this order."""
        lengths = np.array([0, *(len(ids) for ids, _ in rows)])
        ids = np.concatenate([i for i, _ in rows]) if rows else np.zeros(0, dtype=np.uint32)
        values = np.concatenate([v for _, v in rows]) if rows else np.zeros(0, dtype=np.float32)
        by_row = csr_matrix(
            (values, ids.astype(np.int32), np.cumsum(lengths)), shape=(len(rows), BUCKETS)
        )
        columns = csc_matrix(by_row)
        return cls(
            columns.indptr.astype(np.int64),
            columns.indices.astype(np.int32),
            columns.data.astype(np.float32),
        )

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("starts", "rows", "values"):
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def open(cls, folder: Path) -> Part:
        """Map the arrays of a folder."""
        return cls(
            *(
                np.load(folder / f"{name}.npy", mmap_mode="r")
                for name in ("starts", "rows", "values")
            )
        )

    def counts(self) -> NDArray[np.int64]:
        """In how many CVs each feature stands, shape (BUCKETS,)."""
        return np.diff(self.starts)

    def best(self, query: Features, number: int, size: int) -> list[tuple[float, int]]:
        """The first-stage scores and places of the best CVs of this part (of `size`), best first;
        equals by place.
        """
        ids, weights = query
        spans = [(int(self.starts[i]), int(self.starts[i + 1])) for i in ids]
        ends = np.cumsum([0, *(b - a for a, b in spans)])
        rows = np.concatenate([self.rows[a:b] for a, b in spans]) if spans else self.rows[:0]
        values = np.concatenate([self.values[a:b] for a, b in spans]) if spans else self.values[:0]
        scores = csc_matrix((values, rows, ends), shape=(size, len(spans))) @ weights
        chosen = np.argpartition(-scores, number)[:number] if number < size else np.arange(size)
        return sorted(
            ((float(scores[n]), int(n)) for n in chosen), key=lambda found: (-found[0], found[1])
        )


def merged(
    found: Iterable[list[tuple[float, str, str]]], number: int
) -> list[tuple[float, str, str]]:
    """The first of the lists of all parts, each in order."""
    return list(heapq.merge(*found))[:number]
