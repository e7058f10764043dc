"""A pool of many CVs: indexed once in parts, searched part by part for each offer, the few hundred
found ranked in full.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.batch.run import Unread
from pipeline.documents import content_id, file_id
from pipeline.errors import BadSetting
from pipeline.profiles.profile import Profile
from pipeline.ranking.asked import Asked
from pipeline.ranking.ranker import Weights
from pipeline.ranking.retrieval import (
    ROWS,
    Features,
    Part,
    features_of,
    merged,
    query_of,
    within_reach,
)
from pipeline.store.fragments import part_of
from pipeline.store.packing import unpack
from pipeline.store.reserve import Store

INDEX = "index"
META = "vivier.json"
COUNTS = "counts.npy"
RETRIEVED = 500
"""CVs that the first stage hands to the ranker."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Map = Callable[[Callable[[Item], Result], Iterable[Item]], Iterable[Result]]
"""How parts are gone through: `map` here, or that of a cluster."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The CVs of one part of the index: the store that has them, their names and keys, and where
    the part goes.
    """

    store: Path
    named: tuple[tuple[str, str], ...]
    place: Path


@dataclass(frozen=True, slots=True)
class Found:
    """A CV that the first stage found."""

    score: float
    file: str
    key: str


def build(
    pool: Path,
    named: Iterable[tuple[str, str]],
    unread: Sequence[Unread],
    over: Map[Any, Any] = map,
    rows: int = ROWS,
) -> int:
    """Index the CVs of a pool (file name and key in its store, in the order of the names) in parts
    of so many `rows`; how many they are.

    `over` goes through the parts, each counted where it is made and the counts summed here.
    """
    place, parts = pool / INDEX, list[tuple[str, int]]()
    total: NDArray[np.int64] | None = None
    for counts in over(_index, _chunks(pool, iter(named), rows, parts)):
        total = counts if total is None else total + counts
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob("part-*"):
        if old.name not in dict(parts):
            shutil.rmtree(old)
    np.save(place / COUNTS, total if total is not None else np.zeros(0, dtype=np.int64))
    size = sum(number for _, number in parts)
    aside = [asdict(u) for u in unread]
    meta = {"size": size, "parts": parts, "unread": aside, "sums": _sums(place)}
    part = part_of(place / META)
    part.write_bytes(_written(meta))
    part.replace(place / META)
    return size


def _sums(place: Path) -> dict[str, str]:
    """The content id of each file of an index, by its path in it."""
    return {p.relative_to(place).as_posix(): file_id(p) for p in sorted(place.rglob("*.npy"))}


def _written(meta: Mapping[str, Any]) -> bytes:
    """What an index says of itself as it stands on the disk, with its own checksum."""
    total = content_id(json.dumps(meta, ensure_ascii=False).encode())
    return json.dumps({**meta, "sum": total}, ensure_ascii=False).encode()


def _checked(pool: Path, sums: Mapping[str, str], under: str) -> None:
    """See that the files of an index below a name are as they were written.

    Raises BadSetting where one is not.
    """
    for name, digest in sums.items():
        if name.partition("/")[0] == under:
            try:
                same = file_id(pool / INDEX / name) == digest
            except OSError:
                same = False
            if not same:
                raise _damaged(pool)


def _damaged(pool: Path) -> BadSetting:
    fact, remedy = "l'index du vivier n'est plus tel qu'il a été écrit", "relancer vivier index"
    return BadSetting(str(pool), fact, f"{remedy} CVS --pool {pool} (rien n'est relu)")


def _chunks(
    pool: Path, named: Iterator[tuple[str, str]], rows: int, parts: list[tuple[str, int]]
) -> Iterator[Chunk]:
    """The parts of an index, one after the other; the name of each and its number of CVs are added
    to `parts`.
    """
    while part := tuple(islice(named, rows)):
        parts.append((f"part-{len(parts):04d}", len(part)))
        yield Chunk(pool, part, pool / INDEX / parts[-1][0])


def _index(chunk: Chunk) -> NDArray[np.int64]:
    keys = {key: n for n, (_, key) in enumerate(chunk.named)}
    features: list[Features | None] = [None] * len(chunk.named)
    by_key = dict(_features(chunk.store, list(keys)))
    for n, (_, key) in enumerate(chunk.named):
        if key not in by_key:
            fact, remedy = "la réserve a perdu un CV pendant l'indexation", "relancer vivier index"
            raise BadSetting(str(chunk.store), fact, remedy)
        features[n] = by_key[key]
    part = Part.of([f for f in features if f is not None])
    part.save(chunk.place)
    for name, column in (
        ("files", [file for file, _ in chunk.named]),
        ("keys", [key for _, key in chunk.named]),
    ):
        np.save(chunk.place / f"{name}.npy", np.array([value.encode() for value in column]))
    return part.counts()


def _features(store: Path, keys: Sequence[str]) -> Iterator[tuple[str, Features]]:
    for row in Store(store).profiles.get([(key, "cv") for key in keys], ["profile"]):
        yield row["key"], features_of(unpack(row["profile"], Profile))


def search(
    pool: Path, asked: Asked, weights: Weights, number: int = RETRIEVED, over: Map[Any, Any] = map
) -> list[Found]:
    """The CVs of a pool that come nearest to an offer, best first.

    Raises BadSetting where the folder holds no index.
    """
    meta = read_meta(pool)
    _checked(pool, meta["sums"], COUNTS)
    query = within_reach(
        query_of(asked, weights), np.load(pool / INDEX / COUNTS, mmap_mode="r"), meta["size"]
    )
    work = partial(_search, pool, meta["sums"], query=query, number=number)
    best = merged(over(work, [(name, size) for name, size in meta["parts"]]), number)
    return [Found(-score, file, key) for score, file, key in best]


def _search(
    pool: Path, sums: Mapping[str, str], part: tuple[str, int], query: Features, number: int
) -> list[tuple[float, str, str]]:
    """The best of one part as (minus score, file, key), in order."""
    name, size = part
    _checked(pool, sums, name)
    folder = pool / INDEX / name
    files, keys = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("files", "keys"))
    best = Part.open(folder).best(query, number, size)
    return sorted((-score, bytes(files[n]).decode(), bytes(keys[n]).decode()) for score, n in best)


def indexed(pool: Path) -> dict[str, str]:
    """The CVs of a pool: file name to key.

    Raises BadSetting where the folder holds no index.
    """
    found: dict[str, str] = {}
    meta = read_meta(pool)
    for name, _ in meta["parts"]:
        _checked(pool, meta["sums"], name)
        files, keys = (
            np.load(pool / INDEX / name / f"{column}.npy") for column in ("files", "keys")
        )
        found |= {
            bytes(file).decode(): bytes(key).decode() for file, key in zip(files, keys, strict=True)
        }
    return found


def chosen(pool: Path, names: Iterable[str]) -> dict[str, str]:
    """Some CVs of a pool: file name to key; errors as in `indexed`, and for a name it lacks."""
    known = indexed(pool)
    found = {name: known.get(name, "") for name in names}
    for name, key in found.items():
        if not key:
            fact, remedy = "ce CV n'est pas dans le vivier", "vérifier le nom, ou relancer vivier"
            raise BadSetting(name, fact, f"{remedy} index")
    return found


def unread_of(meta: Mapping[str, Any]) -> list[Unread]:
    """The files that could not be read when a pool was indexed."""
    return [Unread(**u) for u in meta["unread"]]


def read_meta(pool: Path) -> dict[str, Any]:
    """What the index of a pool says of itself: size, parts, files that could not be read.

    Raises BadSetting where the folder holds no index, or one that is not as it was written.
    """
    try:
        data = (pool / INDEX / META).read_bytes()
    except OSError:
        fact, remedy = "pas d'index dans ce dossier", "lancer d'abord vivier index CVS --pool"
        raise BadSetting(str(pool), fact, f"{remedy} DOSSIER") from None
    try:
        meta: dict[str, Any] = json.loads(data)
        del meta["sum"]
        if _written(meta) == data:
            return meta
    except (ValueError, LookupError, TypeError):
        pass
    raise _damaged(pool)
