"""The command `vivier`: the only room that prints and exits."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli_lexicon import lexicon
from pipeline.errors import BadSetting, VivierError, one_line
from pipeline.options import BASE, CV, FILES, FORMAT, JOBS, OFFER, QUIET, TODAY, WEIGHTS, Form, Kind

if TYPE_CHECKING:
    from pipeline.ranking.ranker import Weights
    from pipeline.reading import Work
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


app.add_typer(lexicon, name="lexicon")


@app.command()
def rank(
    offer: OFFER,
    cvs: Annotated[list[Path], typer.Argument(metavar="CVS...", help="Le dossier des CV (ou des fichiers).", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="OUT", help="Dossier où écrire le rapport, le classeur et le JSON.")
    ] = None,
    top: Annotated[int, typer.Option("--top", metavar="N", help="N'affiche que les N premiers ; tous sont classés.")] = 0,
    weights: WEIGHTS = "",
    jobs: JOBS = 1,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Masque les identités ; la clé reste dans OUT/cle.csv, pour les RH.")
    ] = False,
    today: TODAY = "",
    base: BASE = "",
    quiet: QUIET = False,
) -> None:
    """Classe un dossier de CV au regard d'une offre."""
    _begin(offer, *cvs)
    from pipeline import batch
    from pipeline.extraction.isolation import Limits
    from pipeline.review import console
    from pipeline.review.anonymity import anonymous as masked

    run = batch.run_batch(
        offer,
        cvs,
        weights=_weights(weights),
        today=_date(today),
        jobs=jobs,
        base=base,
        limits=Limits(),
        progress=_silent if quiet else _progress,
    )
    key = None
    if anonymous:
        run, key = masked(run)
    if out is not None:
        paths = batch.write_run(run, out)
        if key is not None:
            paths.append(batch.write_key(key, out))
    print(console.ranking_text(run, top))
    if run.unread and not quiet:
        _remark(f"{len(run.unread)} fichier(s) mis de côté :")
        for u in run.unread:
            _remark(f"  {one_line(u.file)} : {u.detail}")
    if out is not None and not quiet:
        _remark("Écrit : " + ", ".join(str(p) for p in paths))


@app.command()
def read(
    files: FILES,
    form: FORMAT = Form.text,
    kind: Annotated[Kind, typer.Option("--kind", help="CV ou offre.")] = Kind.cv,
    jobs: JOBS = 1,
) -> None:
    """Montre le texte de documents dans l'ordre où une personne le lit, et comment il a été lu."""
    _begin(*files, text_alone=True)
    from pipeline.reading import TextReader
    from pipeline.review import records
    from pipeline.review.run import Unread

    for document in _read(files, TextReader(kind.value), jobs):
        if form is Form.jsonl:
            print(records.as_line(records.reading_record(document)))
        elif isinstance(document, Unread):
            _remark(f"{one_line(document.file)} : {document.detail}")
        else:
            print(f"===== {one_line(document.file)}\n{document.text}\n")
            for w in document.reading.warnings:
                _remark(f"{one_line(document.file)} : {w.detail}")


@app.command()
def profile(
    files: FILES,
    kind: Annotated[Kind, typer.Option("--kind", help="CV ou offre.")] = Kind.cv,
    form: FORMAT = Form.text,
    today: TODAY = "",
    base: BASE = "",
) -> None:
    """Montre ce qui a été compris de CV ou d'offres : métier, compétences, missions, parcours, diplômes, langues."""
    _begin(*files)
    from pipeline.review import console, records
    from pipeline.review.run import Unread

    for outcome in _outcomes(files, kind.value, today, base):
        if isinstance(outcome, Unread):
            if form is Form.jsonl:
                print(records.as_line({"file": outcome.file, "kind": kind.value, "status": "unread", "reason": outcome.reason}))
            else:
                _remark(f"{one_line(outcome.file)} : {outcome.detail}")
        elif form is Form.jsonl:
            print(records.as_line(records.profile_record(outcome.profile)))
        else:
            print(console.profile_text(outcome.profile))


@app.command()
def explain(offer: OFFER, cv: CV, weights: WEIGHTS = "", today: TODAY = "", base: BASE = "") -> None:
    """Explique le score d'un CV pour une offre : d'où vient chaque point, ce qui manque, que demander en entretien."""
    _begin(offer, cv)
    from pipeline.profiles.profile import without_lists
    from pipeline.ranking.ranker import rank as rank_profiles
    from pipeline.review.explanations import explain as explained

    wanted, found = _offer(offer, today, base), _candidate(cv, today, base)
    both = [found.profile, without_lists(found.profile)]
    match, unlisted = (rank_profiles(wanted.profile, [profile], _weights(weights))[0].match for profile in both)
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
    _begin(offer, cv, other)
    from pipeline.ranking.ranker import rank as rank_profiles
    from pipeline.review.explanations import compare as compared

    wanted = _offer(offer, today, base)
    profiles = [_candidate(path, today, base).profile for path in (cv, other)]
    first, second = rank_profiles(wanted.profile, profiles, _weights(weights))
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
    _begin(cv, *offers)
    from pipeline.ranking.ranker import rank as rank_profiles
    from pipeline.review.labels import percent
    from pipeline.review.run import Unread

    found = _candidate(cv, today, base)
    scored = []
    for outcome in _outcomes(offers, "offer", today, base):
        if isinstance(outcome, Unread):
            _remark(f"{one_line(outcome.file)} : {outcome.detail}")
        else:
            score = rank_profiles(outcome.profile, [found.profile], _weights(weights))[0].match.score
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
    from pipeline.batch import read_ranking
    from pipeline.review import records
    from pipeline.review.evaluation import evaluate as measured
    from pipeline.review.evaluation import read_judgments

    offer, ranked = read_ranking(out)
    result = measured(offer, ranked, read_judgments(judgments))
    if form is Form.jsonl:
        print(records.as_line({"offer": result.offer, **result.measures, "missing": list(result.missing)}))
        return
    print(result.offer)
    for name, value in result.measures.items():
        print(f"  {name:8} {value:.4f}")
    if result.missing:
        _remark(f"{len(result.missing)} candidat(s) jugé(s) mais non classé(s) : {', '.join(result.missing)}")


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


def _begin(*places: Path, text_alone: bool = False) -> None:
    """Begin to load what reading needs while the rest of the command loads, where there is something to read."""
    if all(place.exists() for place in places):
        from pipeline.extraction.isolation import warm

        warm(("pipeline.reading",) if text_alone else ("pipeline.reading", "spacy.lang.fr"))


def _outcomes(places: list[Path], kind: str, today: str, base: str) -> Iterable[Candidate | Unread]:
    from pipeline.reading import Reader

    return _read(places, Reader(kind, _date(today), base))


def _read(places: list[Path], reader: Work[Any], jobs: int = 1) -> Iterable[Any]:
    from pipeline.extraction.isolation import Limits
    from pipeline.reading import opened, read_files

    with opened(places, Limits()) as (files, closed):
        yield from closed
        yield from read_files(files, reader, jobs, Limits())


def _offer(path: Path, today: str, base: str) -> Candidate:
    from pipeline.extraction.isolation import Limits
    from pipeline.reading import read_single

    return read_single(path, "offer", _date(today), base, Limits())


def _candidate(path: Path, today: str, base: str) -> Candidate:
    from pipeline.extraction.isolation import Limits
    from pipeline.reading import read_single

    return read_single(path, "cv", _date(today), base, Limits())


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise BadSetting(f"--today {text}", "ce n'est pas une date", "écrire AAAA-MM-JJ, par exemple 2026-03-31") from None


def _weights(text: str) -> Weights:
    from pipeline.ranking.ranker import Weights

    return Weights.parsed(text)


def _progress(outcomes: Iterable[Any], total: int) -> Iterable[Any]:
    from tqdm import tqdm

    shown: Iterable[Any] = tqdm(outcomes, total=total, unit="CV", desc="Lecture", file=sys.stderr)
    return shown


def _silent(outcomes: Iterable[Any], total: int) -> Iterable[Any]:
    return outcomes


def _remark(text: str) -> None:
    print(text, file=sys.stderr)


def main() -> None:
    """Run the command; a known problem is one line on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except VivierError as error:
        _remark(f"vivier : {error}")
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        _remark("vivier : interrompu")
        sys.exit(1)


if __name__ == "__main__":
    main()
