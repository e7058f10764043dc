"""Pools of CVs, read once and ranked for each offer: `vivier index`; and how the work of a run is
done, as the options say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pipeline.cli.commands import Option, command
from pipeline.cli.options import (
    BASE,
    CVS,
    ENGINE,
    JOBS,
    QUIET,
    SHARED,
    TODAY,
    date_of,
    remark,
    remark_unread,
    say,
)
from pipeline.cli.progress import progress_of

if TYPE_CHECKING:
    from pipeline.batch.means import Means
    from pipeline.batch.run import Unread
    from pipeline.cli.ranking import RankOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexOptions:
    """What `vivier index` is asked."""

    cvs: CVS
    pool: Annotated[Path, Option("--pool", metavar="DIR", help="Le dossier du vivier.")]
    jobs: JOBS = 1
    engine: ENGINE = ""
    today: TODAY = ""
    base: BASE = ""
    shared: SHARED = False
    quiet: QUIET = False


@command("index", IndexOptions)
def index(options: IndexOptions) -> None:
    """Lit des CV dans un vivier et l'indexe : chaque offre y est ensuite cherchée par vivier rank
    OFFER --pool DIR.
    """
    from pipeline.batch import batch

    pool = options.pool
    size, unread = batch.index_pool(places_of(options.cvs), pool, means_of(options, pool))
    say(f"{pool} : {size} CV indexé(s), {len(unread)} fichier(s) non lu(s)")
    if not options.quiet:
        remark_all(unread, [])


def places_of(cvs: Sequence[str]) -> list[Any]:
    """The folders, files and addresses that people name."""
    from pipeline.files.remote import MARK, Remote

    return [Remote(place) if MARK in place else Path(place) for place in cvs]


def means_of(options: RankOptions | IndexOptions, out: Path | None) -> Means:
    """How the work is done; its journal lies in `out`."""
    from pipeline.batch.means import Means
    from pipeline.files.isolation import Limits
    from pipeline.store.journal import Journal

    means = Means(
        today=date_of(options.today),
        base=options.base,
        jobs=options.jobs,
        limits=Limits(),
        progress=progress_of(options.quiet),
        journal=Journal(out),
    )
    if not options.engine:
        return means
    from pipeline.batch.cluster import dask_engine, dask_map

    return replace(means, engine=dask_engine(options.engine), over=dask_map(options.engine))


def remark_all(unread: Sequence[Unread], paths: Sequence[Path]) -> None:
    """Say which files were set aside, and what was written."""
    if unread:
        remark(f"{len(unread)} fichier(s) mis de côté :")
        for u in unread:
            remark_unread(u)
    if paths:
        remark("Écrit : " + ", ".join(str(p) for p in paths))
