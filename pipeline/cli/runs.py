"""A run that is there: `vivier review`, `learn`, `rerun`, `verify`, `purge`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pipeline.cli.commands import Argument, Option, command
from pipeline.cli.options import JOBS, RUN, TODAY, date_of, remark, say
from pipeline.errors import BadSetting, one_line

if TYPE_CHECKING:
    from pipeline.runs.erasure import Erased

SHOWN = 15
"""Candidates that `learn` shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOptions:
    """What `vivier review` is asked."""

    out: RUN
    port: Annotated[
        int, Option("--port", metavar="N", help="Le port (par défaut : un port libre).")
    ] = 0
    no_browser: Annotated[bool, Option("--no-browser", help="N'ouvre pas le navigateur.")] = False


@command("review", ReviewOptions)
def review(options: ReviewOptions) -> None:
    """Ouvre la revue d'un classement dans le navigateur, sur cette machine seulement (Ctrl-C
    l'arrête).
    """
    from pipeline.review.desk.server import served

    with served(options.out, options.port) as page:
        say(page.address)
        remark("La revue est ouverte sur cette machine ; Ctrl-C l'arrête.")
        remark(f"L'adresse ne sert qu'une fois ; pour l'ouvrir de nouveau : {page.door}")
        if not options.no_browser:
            page.show()
        page.wait()
    remark("Revue fermée.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnOptions:
    """What `vivier learn` is asked."""

    out: RUN


@command("learn", LearnOptions)
def learn(options: LearnOptions) -> None:
    """Montre quels poids s'accorderaient mieux avec les décisions prises, et ce qu'ils changeraient
    ; rien n'est appliqué.
    """
    from pipeline.ranking.learning import learn as learned
    from pipeline.ranking.ranker import Weights
    from pipeline.review.labels import PARTS, percent
    from pipeline.runs.competitions import competition_of
    from pipeline.runs.decisions import Decisions
    from pipeline.runs.jury import judged
    from pipeline.runs.reopening import reopen

    run = reopen(options.out)
    weights = Weights(run.settings.weights)
    verdicts = judged(Decisions(options.out, competition_of(run)).history())
    lesson = learned([r.match for r in run.ranking], verdicts)
    before, after = percent(lesson.before), percent(lesson.after)
    say(f"{lesson.pairs} paire(s) de candidats départagées par les décisions")
    say(f"dans le bon ordre : {before} avec les poids du classement, {after} avec ceux-ci")
    for name, factor in lesson.factors.items():
        say(f"  {PARTS[name]:20} × {factor:.2f}".replace(".", ","))
    ranks = {r.match.file: r.rank for r in run.ranking}
    for ranked in run.ranking.reweighed(weights.times(lesson.factors))[:SHOWN]:
        file = ranked.match.file
        name = one_line(run.candidates[file].identity.name or file)
        say(f"  {ranked.rank:>3} (avant : {ranks[file]:>3})  {name}")
    said = ",".join(f"{name}={factor:g}" for name, factor in lesson.factors.items())
    remark(f"Pour les essayer : vivier rank OFFER CVS -o AUTRE --weights {said}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RerunOptions:
    """What `vivier rerun` is asked."""

    out: RUN
    into: Annotated[
        Path | None,
        Option("-o", "--out", metavar="DIR", help="Où l'écrire (par défaut : au même endroit)."),
    ] = None
    jobs: JOBS = 1


@command("rerun", RerunOptions)
def rerun(options: RerunOptions) -> None:
    """Refait un classement, son rapport et son procès-verbal à partir de run.json."""
    from pipeline.batch.means import Means
    from pipeline.files.isolation import Limits
    from pipeline.review.papers import publish
    from pipeline.runs.checking import rerun as made_again
    from pipeline.runs.folder import ranking_id

    before = ranking_id(options.out)
    run = made_again(options.out, Means(jobs=options.jobs, limits=Limits()))
    place = options.into or options.out
    publish(run, place)
    same = (
        "classement identique"
        if ranking_id(place) == before
        else "classement changé ; voir vivier verify"
    )
    say(f"{place} : {len(run.ranking)} candidat(s), {same}")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOptions:
    """What `vivier verify` is asked."""

    out: RUN
    jobs: JOBS = 1


@command("verify", VerifyOptions)
def verify(options: VerifyOptions) -> None:
    """Relit et reclasse tout d'après run.json, et dit si les fichiers, le classement ou ses sorties
    ont changé (code 1 si oui).
    """
    from pipeline.batch.means import Means
    from pipeline.files.isolation import Limits
    from pipeline.runs.checking import verify as checked

    out = options.out
    _remark_overdue(out)
    found = checked(out, Means(jobs=options.jobs, limits=Limits()))
    for file, what in found.inputs:
        say(f"entrée : {one_line(file)} {what}")
    for name, was, now in found.versions:
        say(f"version : {name} {was or 'absent'} → {now or 'absent'}")
    for file, what in found.candidates:
        say(f"candidat : {one_line(file)} : {what}")
    for name in found.outputs:
        say(f"sortie : {name} a été modifié depuis")
    if not found.unchanged:
        fact = "le classement n'est plus celui qui a été écrit"
        raise BadSetting(str(out), fact, "vivier rerun le refait ; ou remettre les fichiers")
    say(f"{out} : rien n'a changé")


def _remark_overdue(out: Path) -> None:
    """Say where a run is kept for longer than it was to be."""
    from pipeline.review.labels import day
    from pipeline.runs.folder import read_record
    from pipeline.runs.retention import overdue

    last = overdue(read_record(out), date.today())
    if last is not None:
        fact = f"à conserver jusqu'au {day(last.isoformat())}, ce qui est passé"
        remark(f"{out} : {fact} ; l'effacer : vivier purge {out} --older-than 1d")


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeOptions:
    """What `vivier purge` is asked."""

    places: Annotated[
        tuple[Path, ...], Argument("DIR", "Des dossiers de classement ou des réserves.")
    ]
    candidate: Annotated[
        str,
        Option(
            "--candidate",
            metavar="ID",
            help="Le fichier du candidat, ou son identifiant (SHA-256).",
        ),
    ] = ""
    older_than: Annotated[
        str,
        Option(
            "--older-than",
            metavar="DURÉE",
            help="Ce qui a été lu avant : 2y (ans), 6m (mois), 30d (jours).",
        ),
    ] = ""
    today: TODAY = ""


@command("purge", PurgeOptions)
def purge(options: PurgeOptions) -> None:
    """Efface une personne, ou ce qui est trop ancien : profil, texte, preuves et lignes des
    classements.

    Les CV d'origine restent.
    """
    from pipeline.runs.erasure import NotThere

    if bool(options.candidate) == bool(options.older_than):
        remedy = "donner --candidate ID ou --older-than 2y"
        raise BadSetting("vivier purge", "dire qui ou quoi effacer", remedy)
    for place in options.places:
        try:
            erased = _erased(place, options)
        except NotThere as error:
            if len(options.places) == 1:
                raise
            remark(str(error))
            continue
        _tell(erased)
    remark(
        "Les fichiers des CV eux-mêmes ne sont pas effacés : les supprimer du dossier, "
        "et des sauvegardes."
    )


def _erased(place: Path, options: PurgeOptions) -> Erased:
    from pipeline.review.papers import papers
    from pipeline.runs.erasure import erase_candidate, erase_older, term

    if options.candidate:
        return erase_candidate(place, options.candidate, papers)
    return erase_older(place, term(options.older_than, date_of(options.today)), papers)


def _tell(erased: Erased) -> None:
    whole = " (le classement entier)" if erased.whole else ""
    say(
        f"{erased.place} : effacé {erased.profiles} profil(s) avec texte et identité, "
        f"{erased.matches} rapprochement(s), {erased.ranked} fichier(s) du classement{whole}"
    )
    for other in erased.others:
        told = f"{erased.place} : {other} ; effacer aussi ce CV si c'est la même personne"
        remark(one_line(told))
