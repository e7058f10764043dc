"""`vivier rank`."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pipeline.cli.commands import Option, command
from pipeline.cli.criteria import grid_given
from pipeline.cli.jury import refuse_elsewhere
from pipeline.cli.options import (
    BASE,
    CVS,
    ENGINE,
    JOBS,
    OFFER,
    OUT,
    QUIET,
    SHARED,
    TODAY,
    WEIGHTS,
    begin,
    remark,
    remark_unread,
    say,
    weights_of,
)
from pipeline.cli.pools import means_of, places_of, remark_all
from pipeline.errors import BadUsage

if TYPE_CHECKING:
    from pipeline.batch.run import Run


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
    among: Annotated[
        Path | None,
        Option(
            "--among",
            metavar="LISTE",
            help="Avec --pool : ne classe que ces CV, choisis par un autre moteur (un par ligne).",
        ),
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
    retention: Annotated[
        str,
        Option(
            "--retention",
            metavar="DURÉE",
            help="Durée de conservation, dite dans run.json : 2y (ans), 6m (mois), 30d (jours).",
        ),
    ] = "2y"
    include: Annotated[
        tuple[str, ...],
        Option(
            "--include",
            metavar="FICHIER",
            help="Classe aussi ce fichier, mis de côté comme n'étant pas un CV.",
        ),
    ] = ()
    shared: SHARED = False
    quiet: QUIET = False


@command("rank", RankOptions)
def rank(options: RankOptions) -> None:
    """Classe un dossier de CV au regard d'une offre.

    Un CV déjà lu n'est pas relu, un lancement interrompu reprend où il en était.
    """
    if bool(options.cvs) == bool(options.pool):
        raise BadUsage("CVS", "donner un dossier de CV, ou bien --pool DIR")
    if options.among and not options.pool:
        raise BadUsage("--among", "donner aussi --pool DIR")
    from pipeline.store.alone import alone

    begin(options.offer)
    refuse_elsewhere(options.offer, options.out, options.today, options.base)
    last = ""
    while True:
        with alone(options.out) if options.out else nullcontext():
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
    run, key = anonymous(run) if options.anonymous else (run, None)
    shown = ""
    if options.watch:
        shown = content_id("\n".join(console.ranking_lines(run, options.top)).encode())
    if not options.watch or shown != last:
        paths = _written(run, key, options.out)
        if not options.quiet:
            _remark_before(run, options)
        for line in console.ranking_lines(run, options.top):
            say(line)
        if not options.quiet:
            remark_all(run.unread, paths)
    return shown


def _remark_before(run: Run, options: RankOptions) -> None:
    """Say on stderr, before the table, what makes it doubtful: an offer that looks like none, files
    that are no candidates.
    """
    for warning in run.offer.warnings:
        remark(f"{run.offer.file} : {warning.detail}")
    for other in run.not_candidates:
        remark_unread(other)
    for name in sorted(set(options.include) - set(run.hashes)):
        remark(f"--include : {name} n'est pas dans ce dossier")


def _run_of(options: RankOptions) -> Run:
    from pipeline.batch import batch
    from pipeline.runs.folder import STORE

    weights = weights_of(options.weights)
    means = replace(
        means_of(options, options.out),
        retention=_kept_for(options.retention),
        include=tuple(sorted(set(options.include))),
    )
    grid = grid_given(options.criteria, options.out)
    if grid is not None:
        means = replace(means, grid=grid)
    if options.pool is not None:
        from pipeline.runs.handing import found_elsewhere

        names = found_elsewhere(options.among) if options.among else ()
        return batch.rank_pool(
            options.offer, options.pool, weights=weights, among=names, means=means
        )
    kept = options.store
    if kept is None and options.out is not None and not options.anonymous:
        kept = options.out / STORE
    places = places_of(options.cvs)
    return batch.run_batch(options.offer, places, weights=weights, store=kept, means=means)


def _kept_for(retention: str) -> str:
    """How long the run may be kept. Raises BadSetting for what is no duration."""
    from pipeline.runs.retention import days

    days(retention)
    return retention


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
    from pipeline.runs.writing import write_key
    from pipeline.store.journal import Journal

    paths = publish(run, out)
    if key is not None:
        paths.append(write_key(key, out))
    Journal(out).write("written", files=[p.name for p in paths])
    return paths
