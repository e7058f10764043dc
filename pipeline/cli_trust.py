"""What makes a ranking trusted: the fairness audit, the notice to a candidate, profiles and runs in the formats of the field."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import BadSetting, one_line
from pipeline.options import BASE, CV, FILES, JOBS, OFFER, QUIET, TODAY, WEIGHTS, begin, date_of, progress_of, read_each, remark, weights_of

if TYPE_CHECKING:
    from pipeline.review.audits import Difference


class Exchange(StrEnum):
    json_resume = "json-resume"
    europass = "europass"
    hr_open = "hr-open"
    job_posting = "job-posting"


def audit(
    offer: OFFER,
    cvs: Annotated[list[Path], typer.Argument(metavar="CVS...", help="Le dossier des CV (ou des fichiers).", show_default=False)],
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="DIR", help="Où écrire audit.csv et audit.png.")] = None,
    groups: Annotated[
        Path | None,
        typer.Option("--groups", metavar="CSV", help="Groupes déclarés (fichier;groupe) : règle des quatre cinquièmes."),
    ] = None,
    first: Annotated[int, typer.Option("--first", metavar="N", help="Le nombre de places pour ce rapport.")] = 10,
    weights: WEIGHTS = "",
    jobs: JOBS = 1,
    today: TODAY = "",
    base: BASE = "",
    quiet: QUIET = False,
) -> None:
    """Vérifie que ni le nom, ni le genre, ni l'âge, l'adresse, la nationalité ou la famille ne changent un score (code 1 sinon)."""
    begin(offer, *cvs)
    from pipeline.auditing import audit_run, read_groups
    from pipeline.batch import Means, run_batch
    from pipeline.extraction.isolation import Limits
    from pipeline.review import audits, tables

    declared = read_groups(groups) if groups is not None else None
    means = Means(date_of(today), base, jobs, Limits(), progress=progress_of(quiet))
    run = run_batch(offer, cvs, weights=weights_of(weights), means=means)
    found = audit_run(run, means)
    print(audits.audit_text(found))
    if declared is not None:
        print(tables.impact_table(run, declared, first).to_string(index=False))
        remark("Un rapport sous 0,8 est un signe à examiner, pas une preuve.")
    if out is not None:
        for path in audits.write_audit(found, out):
            remark(f"Écrit : {path}")
    _judge(found)


def _judge(found: list[Difference]) -> None:
    from pipeline.review.audits import largest

    if (moved := largest(found)) > 0:
        raise BadSetting("vivier audit", f"un score change avec la personne (jusqu'à {moved:.4f})", "audit.csv (avec -o) nomme les mots")


def notice(offer: OFFER, cv: CV, weights: WEIGHTS = "", today: TODAY = "", base: BASE = "") -> None:
    """Écrit, en français simple et pour le candidat, ce qui a été lu de son CV et comment cela a compté."""
    begin(offer, cv)
    from pipeline.extraction.isolation import Limits
    from pipeline.ranking.ranker import rank as rank_profiles
    from pipeline.reading import read_single
    from pipeline.review.notices import notice_text

    wanted = read_single(offer, "offer", date_of(today), base, Limits())
    found = read_single(cv, "cv", date_of(today), base, Limits())
    print(notice_text(rank_profiles(wanted.profile, [found.profile], weights_of(weights))[0].match, wanted.profile, found))


def export(
    files: FILES,
    form: Annotated[Exchange, typer.Option("--format", help="Le format ; job-posting pour des offres, les autres pour des CV.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Le dossier où écrire.")],
    today: TODAY = "",
    base: BASE = "",
) -> None:
    """Écrit ce qui a été compris de CV ou d'offres en JSON Resume, Europass XML, HR Open ou schema.org JobPosting."""
    begin(*files)
    from pipeline.reading import Reader
    from pipeline.review import exchange
    from pipeline.review.portrait import portrait_of
    from pipeline.review.run import Unread

    is_offer = form is Exchange.job_posting
    suffix = ".jsonld" if is_offer else exchange.FORMATS[form.value][0]
    out.mkdir(parents=True, exist_ok=True)
    for outcome in read_each(files, Reader("offer" if is_offer else "cv", date_of(today), base)):
        if isinstance(outcome, Unread):
            remark(f"{one_line(outcome.file)} : {outcome.detail}")
            continue
        if is_offer:
            data = exchange.to_job_posting(outcome.profile)
        else:
            data = exchange.FORMATS[form.value][1](portrait_of(outcome.profile, outcome.identity))
        place = out / (outcome.profile.file.replace("/", "_") + suffix)
        place.write_bytes(data)
        print(place)


def trec(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Le dossier d'un classement.", show_default=False)],
    judgments: Annotated[Path | None, typer.Option("--judgments", metavar="FILE", help="Écrit ces jugements (qrels).")] = None,
) -> None:
    """Écrit un classement, ou des jugements, au format TREC, pour trec_eval et ir_measures."""
    from pipeline.review.evaluation import read_judgments, stem
    from pipeline.review.exchange import trec_qrels, trec_run
    from pipeline.runs import read_listing

    if judgments is not None:
        print(trec_qrels((j.offer, j.candidate, j.relevance) for j in read_judgments(judgments)), end="")
        return
    listing = read_listing(out)
    print(trec_run(stem(listing.offer.file), ((stem(c.file), c.score) for c in listing.candidates)), end="")
