"""The command `vivier`: the only room that prints and exits."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_batch import index, purge, rank
from pipeline.cli_lexicon import lexicon
from pipeline.cli_review import learn, rerun, review, verify
from pipeline.cli_trust import audit, export, notice, trec
from pipeline.errors import VivierError, one_line
from pipeline.options import BASE, CV, FILES, FORMAT, JOBS, OFFER, TODAY, WEIGHTS, Form, Kind, begin, date_of, read_each, remark, weights_of

if TYPE_CHECKING:
    from pipeline.review.run import Candidate, Unread

app = typer.Typer(
    name="vivier",
    help="Classe des CV au regard d'une offre d'emploi et montre, pour chaque point, la ligne du CV qui l'a valu.",
    epilog="Vivier ordonne et explique ; la décision appartient aux personnes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


app.command()(rank)
app.command()(index)
app.command()(purge)
app.command()(review)
app.command()(learn)
app.command()(rerun)
app.command()(verify)
app.command()(audit)
app.command()(notice)
app.command()(export)
app.command()(trec)
app.add_typer(lexicon, name="lexicon")


@app.command()
def read(
    files: FILES,
    form: FORMAT = Form.text,
    kind: Annotated[Kind, typer.Option("--kind", help="CV ou offre.")] = Kind.cv,
    jobs: JOBS = 1,
) -> None:
    """Montre le texte de documents dans l'ordre où une personne le lit, et comment il a été lu."""
    begin(*files, text_alone=True)
    from pipeline.reading import TextReader
    from pipeline.review import records
    from pipeline.review.run import Unread

    for document in read_each(files, TextReader(kind.value), jobs):
        if form is Form.jsonl:
            print(records.as_line(records.reading_record(document)))
        elif isinstance(document, Unread):
            remark(f"{one_line(document.file)} : {document.detail}")
        else:
            print(f"===== {one_line(document.file)}\n{document.text}\n")
            for w in document.reading.warnings:
                remark(f"{one_line(document.file)} : {w.detail}")


@app.command()
def profile(
    files: FILES,
    kind: Annotated[Kind, typer.Option("--kind", help="CV ou offre.")] = Kind.cv,
    form: FORMAT = Form.text,
    today: TODAY = "",
    base: BASE = "",
) -> None:
    """Montre ce qui a été compris de CV ou d'offres : métier, compétences, missions, parcours, diplômes, langues."""
    begin(*files)
    from pipeline.review import console, records
    from pipeline.review.run import Unread

    for outcome in _outcomes(files, kind.value, today, base):
        if isinstance(outcome, Unread):
            if form is Form.jsonl:
                print(records.as_line({"file": outcome.file, "kind": kind.value, "status": "unread", "reason": outcome.reason}))
            else:
                remark(f"{one_line(outcome.file)} : {outcome.detail}")
        elif form is Form.jsonl:
            print(records.as_line(records.profile_record(outcome.profile)))
        else:
            print(console.profile_text(outcome.profile))


@app.command()
def explain(offer: OFFER, cv: CV, weights: WEIGHTS = "", today: TODAY = "", base: BASE = "") -> None:
    """Explique le score d'un CV pour une offre : d'où vient chaque point, ce qui manque, que demander en entretien."""
    begin(offer, cv)
    from pipeline.profiles.profile import without_lists
    from pipeline.ranking.ranker import rank as rank_profiles
    from pipeline.review.explanations import explain as explained

    wanted, found = _offer(offer, today, base), _candidate(cv, today, base)
    both = [found.profile, without_lists(found.profile)]
    match, unlisted = (rank_profiles(wanted.profile, [profile], weights_of(weights))[0].match for profile in both)
    print(explained(match, wanted.profile, found.identity.name, unlisted.score))


@app.command()
def compare(
    offer: OFFER,
    cv: CV,
    other: Annotated[Path, typer.Argument(metavar="CV", help="Un autre CV.", show_default=False)],
    weights: WEIGHTS = "",
    today: TODAY = "",
    base: BASE = "",
) -> None:
    """Dit pourquoi un CV est classé devant un autre, partie par partie."""
    begin(offer, cv, other)
    from pipeline.ranking.ranker import rank as rank_profiles
    from pipeline.review.explanations import compare as compared

    wanted = _offer(offer, today, base)
    profiles = [_candidate(path, today, base).profile for path in (cv, other)]
    first, second = rank_profiles(wanted.profile, profiles, weights_of(weights))
    print(compared(first.match, second.match))


@app.command()
def match(
    cv: CV,
    offers: Annotated[list[Path], typer.Argument(metavar="OFFERS...", help="Un dossier d'offres, ou des offres.", show_default=False)],
    weights: WEIGHTS = "",
    today: TODAY = "",
    base: BASE = "",
) -> None:
    """Confronte un CV à plusieurs offres, la plus proche d'abord."""
    begin(cv, *offers)
    from pipeline.ranking.ranker import rank as rank_profiles
    from pipeline.review.labels import percent
    from pipeline.review.run import Unread

    found = _candidate(cv, today, base)
    scored = []
    for outcome in _outcomes(offers, "offer", today, base):
        if isinstance(outcome, Unread):
            remark(f"{one_line(outcome.file)} : {outcome.detail}")
        else:
            score = rank_profiles(outcome.profile, [found.profile], weights_of(weights))[0].match.score
            scored.append((-score, outcome.profile.file, outcome.profile.title))
    for score, file, title in sorted(scored):
        print(f"{percent(-score):>8}  {title}  ({one_line(file)})")


@app.command()
def evaluate(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Le dossier d'un classement.", show_default=False)],
    judgments: Annotated[
        Path, typer.Argument(metavar="JUDGMENTS", help="Jugements : CSV offer;candidate;relevance, qrels ou JSON.", show_default=False)
    ],
    form: FORMAT = Form.text,
) -> None:
    """Mesure un classement contre des jugements de personnes : nDCG@10, nDCG, MAP, P@5."""
    from pipeline.review import records
    from pipeline.review.evaluation import evaluate as measured
    from pipeline.review.evaluation import read_judgments
    from pipeline.runs import read_ranking

    offer, ranked = read_ranking(out)
    result = measured(offer, ranked, read_judgments(judgments))
    if form is Form.jsonl:
        print(records.as_line({"offer": result.offer, **result.measures, "missing": list(result.missing)}))
        return
    print(result.offer)
    for name, value in result.measures.items():
        print(f"  {name:8} {value:.4f}")
    if result.missing:
        remark(f"{len(result.missing)} candidat(s) jugé(s) mais non classé(s) : {', '.join(result.missing)}")


@app.command()
def build(
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="DIR", help="Où écrire le modèle (par défaut : models/fr_vivier).")
    ] = None,
    base: BASE = "",
) -> None:
    """Construit le modèle spaCy français à partir des tables de data/lexicon, après les avoir vérifiées."""
    from pipeline import tables
    from pipeline.nlp import model

    place = out or tables.MODELS / model.SHIPPED
    nlp = model.build(base)
    model.save(nlp, place)
    found = model.Model(nlp)
    print(f"{place} : {len(found.skills)} compétences, {len(found.occupations)} métiers")


def _outcomes(places: list[Path], kind: str, today: str, base: str) -> Iterable[Candidate | Unread]:
    from pipeline.reading import Reader

    return read_each(places, Reader(kind, date_of(today), base))


def _offer(path: Path, today: str, base: str) -> Candidate:
    from pipeline.extraction.isolation import Limits
    from pipeline.reading import read_single

    return read_single(path, "offer", date_of(today), base, Limits())


def _candidate(path: Path, today: str, base: str) -> Candidate:
    from pipeline.extraction.isolation import Limits
    from pipeline.reading import read_single

    return read_single(path, "cv", date_of(today), base, Limits())


def main() -> None:
    """Run the command; a known problem is one line on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except VivierError as error:
        remark(f"vivier : {error}")
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        remark("vivier : interrompu")
        sys.exit(1)


if __name__ == "__main__":
    main()
