"""A folder in, a run out: CVs read, gathered into dossiers, ranked; or a pool indexed once, and
ranked for each offer.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.batch.assembly import assembled, this_day
from pipeline.batch.climb import Climb
from pipeline.batch.engines import local_engine
from pipeline.batch.gathered import Gathered
from pipeline.batch.intake import candidate, take_in
from pipeline.batch.means import Means
from pipeline.batch.pool import RETRIEVED, build, chosen, read_meta, search, unread_of
from pipeline.batch.reading import opened
from pipeline.batch.run import Run, Settings, Unread
from pipeline.files.folder import Found
from pipeline.files.isolation import Limits
from pipeline.files.remote import Remote
from pipeline.profiles.understanding import Candidate
from pipeline.ranking.asked import Asked
from pipeline.ranking.ranker import Weights
from pipeline.ranking.wanted import asked_by
from pipeline.store import fingerprints
from pipeline.store.alone import alone
from pipeline.store.packing import pack
from pipeline.store.reserve import Store
from pipeline.store.scratch import scratch


def run_batch(
    offer_path: Path,
    places: Sequence[Path | Remote],
    *,
    weights: Weights | None = None,
    store: Path | None = None,
    means: Means | None = None,
    today: date | None = None,
    jobs: int = 1,
) -> Run:
    """Read an offer and a folder of CVs, and rank them; `today` and `jobs` are those of `means`
    where that is not given.

    What is read is kept in the folder `store`, and what is there already is not read again; without
    `store` it is kept in a temporary
    folder for as long as the run lives.

    Raises VivierError for an offer that cannot be read, a place that does not exist, an empty
    folder, a store that cannot be written.
    """
    means = means or Means(today or date.today(), jobs=jobs)
    with opened(places, means.limits) as (files, closed):
        begun = _begin(offer_path, store, weights, means)
        means.journal.write("files", found=len(files), closed=len(closed))
        gathered = _gather(files, begun, means)
    named = tuple(p.url if isinstance(p, Remote) else str(p.resolve()) for p in places)
    return _ended(begun, named, gathered, closed, means)


def index_pool(
    places: Sequence[Path | Remote], pool: Path, means: Means | None = None
) -> tuple[int, list[Unread]]:
    """Read a folder of CVs into a pool and index it: the number of CVs indexed, and the files that
    could not be read.

    Raises VivierError for a place that does not exist, an empty folder, a pool that cannot be
    written.
    """
    means = means or Means()
    with alone(pool):
        return _indexed(places, pool, means)


def _indexed(places: Sequence[Path | Remote], pool: Path, means: Means) -> tuple[int, list[Unread]]:
    store = Store(pool)
    work = Climb("cv", means.understanding)
    means.journal.write(
        "start",
        versions=fingerprints.versions(),
        today=means.today.isoformat(),
        known=len(store.profiles),
    )
    with opened(places, means.limits) as (files, closed):
        taken = take_in(files, store, work, means.engine_of, means.today.isoformat())
        gathered = Gathered().add(means.progress(taken, len(files)))
    store.close()
    unread = sorted([*closed, *gathered.unread], key=lambda u: u.file)
    size = build(pool, gathered.keys.items(), unread, means.over)
    means.journal.write("indexed", size=size, unread=dict(Counter(u.reason for u in unread)))
    return size, unread


def rank_pool(
    offer_path: Path,
    pool: Path,
    *,
    weights: Weights | None = None,
    number: int = RETRIEVED,
    among: Collection[str] = (),
    means: Means | None = None,
) -> Run:
    """Rank for an offer those CVs of an indexed pool that a first stage finds nearest, or all those
    `among` which another engine chose, by their names.

    Raises VivierError for an offer that cannot be read, a pool without an index, and a name that it
    does not have.
    """
    means = means or Means()
    meta = read_meta(pool)
    begun = _begin(offer_path, pool, weights, means)
    if among:
        keys = chosen(pool, among)
    else:
        found = search(pool, begun.asked, begun.weights, number, means.over)
        keys = {f.file: f.key for f in found}
    gathered = _gather([Found(Path(file), file) for file in keys], begun, means, keys)
    run = _ended(begun, (str(pool.resolve()),), gathered, unread_of(meta), means, meta["size"])
    return replace(run, settings=replace(run.settings, among=True)) if among else run


@dataclass(frozen=True)
class _Begun:
    """A run whose offer has been read."""

    path: Path
    asked: Asked
    offer_id: str
    store: Store
    kept: bool
    weights: Weights
    started: str
    clock: float
    proposed: tuple[dict[str, Any], ...] = ()


def _begin(offer_path: Path, place: Path | None, weights: Weights | None, means: Means) -> _Begun:
    started, clock = this_day(), time.perf_counter()
    store = _store(place)
    means.journal.write(
        "start",
        versions=fingerprints.versions(),
        today=means.today.isoformat(),
        known=len(store.profiles),
    )
    offer, offer_id = _offer(offer_path, store, Climb("offer", means.understanding), means.within)
    asked = Asked.of(offer.profile)
    proposed: tuple[dict[str, Any], ...] = ()
    if means.grid is not None:
        proposed = tuple(asked.grid.records)
        asked = asked_by(means.grid, offer.profile, means.understanding)
    return _Begun(
        offer_path,
        asked,
        offer_id,
        store,
        place is not None,
        weights or Weights.shipped(),
        started,
        clock,
        proposed,
    )


def _gather(
    files: Sequence[Found], begun: _Begun, means: Means, keys: dict[str, str] | None = None
) -> Gathered:
    work = Climb("cv", means.understanding, pack(begun.asked))
    taken = take_in(files, begun.store, work, means.engine_of, means.today.isoformat(), keys)
    gathered = Gathered().add(means.progress(taken, len(files)))
    begun.store.close()
    return gathered


def _ended(
    begun: _Begun,
    named: tuple[str, ...],
    gathered: Gathered,
    closed: Sequence[Unread],
    means: Means,
    pool_size: int = 0,
) -> Run:
    read = time.perf_counter()
    kept = str(begun.store.folder.resolve()) if begun.kept else ""
    settings = Settings(
        str(begun.path.resolve()),
        named,
        dict(begun.weights.values),
        means.today,
        means.base,
        begun.offer_id,
        kept,
        pool_size,
        retention=means.retention,
        criteria=tuple(means.grid.records) if means.grid else (),
        proposed=begun.proposed,
        include=means.include,
    )
    run = assembled(settings, begun.asked.offer, gathered, closed, begun.store, begun.started)
    seconds = {
        "reading": round(read - begun.clock, 3),
        "ranking": round(time.perf_counter() - read, 3),
    }
    means.journal.write(
        "ranked",
        candidates=len(run.ranking),
        unread=dict(Counter(u.reason for u in run.aside)),
        seconds=seconds,
    )
    return run


def _store(folder: Path | None) -> Store:
    if folder is not None:
        return Store(folder)
    home = scratch()
    return Store(Path(home.name), home)


def _offer(path: Path, store: Store, work: Climb, limits: Limits | None) -> tuple[Candidate, str]:
    """The offer, with the id of its content.

    Raises UnreadableDocument where the file cannot be read.
    """
    taken = next(
        iter(
            take_in(
                [Found(path, path.name)],
                store,
                work,
                lambda w: local_engine(w, 1, limits),
                work.understand.today.isoformat(),
            )
        )
    )
    if isinstance(taken.card, Unread):
        raise taken.card.error(path, "l'offre n'est pas lisible, ")
    return candidate(store, taken.key, work.kind, path.name), taken.id
