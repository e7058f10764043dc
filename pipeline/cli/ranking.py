"""`vivier rank`, and the pools that it ranks: `vivier index`."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pipeline.cli.commands import Option, command
from pipeline.cli.criteria import grid_given
from pipeline.cli.options import (
    BASE,
    CVS,
    ENGINE,
    JOBS,
    OFFER,
    OUT,
    QUIET,
    SEMANTIC,
    SHARED,
    TODAY,
    WEIGHTS,
    begin,
    date_of,
    remark,
    remark_unread,
    weights_of,
)
from pipeline.cli.progress import progress_of
from pipeline.errors import BadUsage

if TYPE_CHECKING:
    from pipeline.batch.means import Means
    from pipeline.batch.run import Run, Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class RankOptions:
    """What `vivier rank` is asked."""

    offer: OFFER
    cvs: CVS = ()
    out: OUT = None
    top: Annotated[
        int, Option("--top", metavar="N", help="N'affiche que les N premiers ; tous sont classés.")
    ] = 0
    weights: WEIGHTS = ""
    jobs: JOBS = 1
    anonymous: Annotated[
        bool,
        Option(
            "--anonymous", help="Masque les identités ; la clé reste dans OUT/cle.csv, pour les RH."
        ),
    ] = False
    store: Annotated[
        Path | None,
        Option(
            "--store",
            metavar="DIR",
            help="Réserve de ce qui a été lu, commune à plusieurs classements (par défaut : OUT/reserve).",
        ),
    ] = None
    pool: Annotated[
        Path | None,
        Option("--pool", metavar="DIR", help="Classe les CV d'un vivier indexé par vivier index."),
    ] = None
    engine: ENGINE = ""
    watch: Annotated[
        float,
        Option(
            "--watch",
            metavar="N",
            help="Regarde le dossier toutes les N secondes et reclasse s'il change (Ctrl-C arrête).",
        ),
    ] = 0
    today: TODAY = ""
    base: BASE = ""
    semantic: SEMANTIC = ""
    criteria: Annotated[
        Path | None,
        Option(
            "--criteria",
            metavar="GRILLE",
            help="Classe selon cette grille, écrite par vivier criteria puis corrigée.",
        ),
    ] = None
    declared: Annotated[
        Path | None,
        Option(
            "--declared",
            metavar="CSV",
            help="Ce que déclarent les RH (fichier;residence;citoyen) : rapporté avec les exigences, jamais noté.",
        ),
    ] = None
    shared: SHARED = False
    quiet: QUIET = False


@command("rank", RankOptions)
def rank(options: RankOptions) -> None:
    """Classe un dossier de CV au regard d'une offre.

    Un CV déjà lu n'est pas relu, un lancement interrompu reprend où il en était.
    """
    if bool(options.cvs) == bool(options.pool):
        raise BadUsage("CVS", "donner un dossier de CV, ou bien --pool DIR")
    begin(options.offer)
    last = ""
    while True:
        last = _ranked(options, last)
        if not options.watch:
            return
        time.sleep(options.watch)


def _ranked(options: RankOptions, last: str) -> str:
    """Rank once and show it where it is not as `last`; what tells this ranking from others."""
    from pipeline.documents import content_id
    from pipeline.review import console
    from pipeline.runs.anonymity import anonymous

    run = _with_declared(_run_of(options), options)
    key = None
    if options.anonymous:
        run, key = anonymous(run)
    shown = ""
    if options.watch:
        shown = content_id("\n".join(console.ranking_lines(run, options.top)).encode())
    if not options.watch or shown != last:
        paths = _written(run, key, options.out)
        for line in console.ranking_lines(run, options.top):
            print(line, flush=bool(options.watch))
        if not options.quiet:
            _remarks(run.unread, paths)
    return shown


def _run_of(options: RankOptions) -> Run:
    from pipeline.batch import batch
    from pipeline.runs.folder import STORE

    weights = weights_of(options.weights)
    means = _means(options, options.out)
    grid = grid_given(options.criteria, options.out)
    if grid is not None:
        from pipeline.ranking.wanted import weights_under

        means, weights = replace(means, grid=grid), weights_under(grid, weights)
    if options.semantic:
        means = replace(means, semantic=str(Path(options.semantic).resolve()))
    if options.pool is not None:
        return batch.rank_pool(options.offer, options.pool, weights=weights, means=means)
    kept = options.store
    if kept is None and options.out is not None and not options.anonymous:
        kept = options.out / STORE
    places = _places(options.cvs)
    return batch.run_batch(options.offer, places, weights=weights, store=kept, means=means)


def _with_declared(run: Run, options: RankOptions) -> Run:
    if options.declared is None:
        return run
    from pipeline.runs.declarations import declared, read_declarations

    said = read_declarations(options.declared)
    run = declared(run, said)
    lost = len(said) - len(run.declared)
    if lost and not options.quiet:
        remark(f"{options.declared} : {lost} ligne(s) ne nomment aucun candidat de ce dossier")
    return run


def _written(run: Run, key: Iterable[tuple[str, str, str]] | None, out: Path | None) -> list[Path]:
    """Write the files of a run, and the key of an anonymous one; their paths."""
    if out is None:
        return []
    from pipeline.review.papers import publish
    from pipeline.runs.folder import write_key
    from pipeline.store.journal import Journal

    paths = publish(run, out)
    if key is not None:
        paths.append(write_key(key, out))
    Journal(out).write("written", files=[p.name for p in paths])
    return paths


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
    size, unread = batch.index_pool(_places(options.cvs), pool, _means(options, pool))
    print(f"{pool} : {size} CV indexé(s), {len(unread)} fichier(s) non lu(s)")
    if not options.quiet:
        _remarks(unread, [])


def _places(cvs: Sequence[str]) -> list[Any]:
    from pipeline.files.remote import MARK, Remote

    return [Remote(place) if MARK in place else Path(place) for place in cvs]


def _means(options: RankOptions | IndexOptions, out: Path | None) -> Means:
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


def _remarks(unread: Sequence[Unread], paths: Sequence[Path]) -> None:
    if unread:
        remark(f"{len(unread)} fichier(s) mis de côté :")
        for u in unread:
            remark_unread(u)
    if paths:
        remark("Écrit : " + ", ".join(str(p) for p in paths))
