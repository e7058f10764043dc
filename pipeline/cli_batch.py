"""`vivier rank`, and what belongs to its folders: watching, pools, erasure."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import BadSetting, one_line
from pipeline.options import BASE, JOBS, OFFER, QUIET, SEMANTIC, TODAY, WEIGHTS, begin, date_of, progress_of, remark, weights_of

if TYPE_CHECKING:
    from pipeline.batch import Means
    from pipeline.review.run import Unread

_CVS = "Le dossier des CV, des fichiers ou une adresse (s3://)."
CVS = Annotated[list[str], typer.Argument(metavar="CVS...", help=_CVS, show_default=False)]
CVS_OR_NONE = Annotated[list[str] | None, typer.Argument(metavar="CVS...", help=_CVS, show_default=False)]
OUT = Annotated[Path | None, typer.Option("-o", "--out", metavar="OUT", help="Dossier où écrire le rapport, le classeur et le JSON.")]
ENGINE = Annotated[str, typer.Option("--engine", metavar="dask://HÔTE:PORT", help="Fait lire et comparer les CV par une grappe Dask.")]
DECLARED = Annotated[
    Path | None,
    typer.Option(
        "--declared", metavar="CSV", help="Ce que déclarent les RH (fichier;residence;citoyen) : rapporté avec les exigences, jamais noté."
    ),
]
STORE = Annotated[
    Path | None,
    typer.Option("--store", metavar="DIR", help="Réserve de ce qui a été lu, commune à plusieurs classements (par défaut : OUT/reserve)."),
]


def rank(
    offer: OFFER,
    cvs: CVS_OR_NONE = None,
    out: OUT = None,
    top: Annotated[int, typer.Option("--top", metavar="N", help="N'affiche que les N premiers ; tous sont classés.")] = 0,
    weights: WEIGHTS = "",
    jobs: JOBS = 1,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Masque les identités ; la clé reste dans OUT/cle.csv, pour les RH.")
    ] = False,
    store: STORE = None,
    pool: Annotated[Path | None, typer.Option("--pool", metavar="DIR", help="Classe les CV d'un vivier indexé par vivier index.")] = None,
    engine: ENGINE = "",
    watch: Annotated[
        float,
        typer.Option("--watch", metavar="N", help="Regarde le dossier toutes les N secondes et reclasse s'il change (Ctrl-C arrête)."),
    ] = 0,
    today: TODAY = "",
    base: BASE = "",
    semantic: SEMANTIC = "",
    declared: DECLARED = None,
    quiet: QUIET = False,
) -> None:
    """Classe un dossier de CV au regard d'une offre ; un CV déjà lu n'est pas relu, un lancement interrompu reprend où il en était."""
    if bool(cvs) == bool(pool):
        raise typer.BadParameter("donner un dossier de CV, ou bien --pool DIR", param_hint="CVS...")
    begin(offer)
    from pipeline import batch, runs
    from pipeline.documents import content_id
    from pipeline.review import console
    from pipeline.review.anonymity import anonymous as masked
    from pipeline.review.declarations import declared as with_declared
    from pipeline.review.declarations import read_declarations

    said = read_declarations(declared) if declared else {}
    kept = store or (out / runs.STORE if out is not None and not anonymous else None)
    last = ""
    while True:
        means = replace(_means(today, base, jobs, engine, quiet, out), semantic=str(Path(semantic).resolve()) if semantic else "")
        if pool is not None:
            run = batch.rank_pool(offer, pool, weights=weights_of(weights), means=means)
        else:
            run = batch.run_batch(offer, _places(cvs or []), weights=weights_of(weights), store=kept, means=means)
        if said:
            run = with_declared(run, said)
            if (lost := len(said) - len(run.declared)) and not quiet:
                remark(f"{declared} : {lost} ligne(s) ne nomment aucun candidat de ce dossier")
        key = None
        if anonymous:
            run, key = masked(run)
        shown = content_id("\n".join(console.ranking_lines(run, top)).encode()) if watch else ""
        if not watch or shown != last:
            paths = runs.write_run(run, out) if out is not None else []
            if key is not None and out is not None:
                paths.append(runs.write_key(key, out))
            means.journal.write("written", files=[p.name for p in paths])
            for line in console.ranking_lines(run, top):
                print(line, flush=bool(watch))
            if not quiet:
                _remarks(run.unread, paths)
        if not watch:
            return
        last = shown
        time.sleep(watch)


def index(
    cvs: CVS,
    pool: Annotated[Path, typer.Option("--pool", metavar="DIR", help="Le dossier du vivier.")],
    jobs: JOBS = 1,
    engine: ENGINE = "",
    today: TODAY = "",
    base: BASE = "",
    quiet: QUIET = False,
) -> None:
    """Lit des CV dans un vivier et l'indexe : chaque offre y est ensuite cherchée par vivier rank OFFER --pool DIR."""
    from pipeline import batch

    size, unread = batch.index_pool(_places(cvs), pool, _means(today, base, jobs, engine, quiet, pool))
    print(f"{pool} : {size} CV indexé(s), {len(unread)} fichier(s) non lu(s)")
    if not quiet:
        _remarks(unread, [])


def _places(cvs: Sequence[str]) -> list[Any]:
    from pipeline.extraction.remote import MARK, Remote

    return [Remote(place) if MARK in place else Path(place) for place in cvs]


def _means(today: str, base: str, jobs: int, engine: str, quiet: bool, out: Path | None) -> Means:
    from pipeline.batch import Means
    from pipeline.extraction.isolation import Limits
    from pipeline.journal import Journal

    means = Means(date_of(today), base, jobs, Limits(), progress=progress_of(quiet), journal=Journal(out))
    if not engine:
        return means
    from pipeline.cluster import dask_engine, dask_map

    return replace(means, engine=dask_engine(engine), over=dask_map(engine))


def _remarks(unread: Sequence[Unread], paths: list[Path]) -> None:
    if unread:
        remark(f"{len(unread)} fichier(s) mis de côté :")
        for u in unread:
            remark(f"  {one_line(u.file)} : {u.detail}")
    if paths:
        remark("Écrit : " + ", ".join(str(p) for p in paths))


def purge(
    places: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Des dossiers de classement ou des réserves.", show_default=False)],
    candidate: Annotated[str, typer.Option("--candidate", metavar="ID", help="Le fichier du candidat, ou son identifiant (SHA-256).")] = "",
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="DURÉE", help="Ce qui a été lu avant : 2y (ans), 6m (mois), 30d (jours).")
    ] = "",
    today: TODAY = "",
) -> None:
    """Efface une personne, ou ce qui est trop ancien : profil, texte, preuves et lignes des classements. Les CV d'origine restent."""
    from pipeline.erasure import NotThere, erase_candidate, erase_older, term

    if bool(candidate) == bool(older_than):
        raise BadSetting("vivier purge", "dire qui ou quoi effacer", "donner --candidate ID ou --older-than 2y")
    for place in places:
        try:
            erased = erase_candidate(place, candidate) if candidate else erase_older(place, term(older_than, date_of(today)))
        except NotThere as error:
            if len(places) == 1:
                raise
            remark(str(error))
            continue
        whole = " (le classement entier)" if erased.whole else ""
        print(f"{erased.place} : effacé {erased.profiles} profil(s) avec texte et identité,", end=" ")
        print(f"{erased.matches} rapprochement(s), {erased.ranked} fichier(s) du classement{whole}")
        for other in erased.others:
            remark(f"{erased.place} : {other} ; effacer aussi ce CV si c'est la même personne")
    remark("Les fichiers des CV eux-mêmes ne sont pas effacés : les supprimer du dossier, et des sauvegardes.")
