"""A run beside judgments: `vivier evaluate`, and `trec` for the tools of others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pipeline.cli.commands import Argument, Option, command
from pipeline.cli.options import FORMAT, RUN, Form, remark, say
from pipeline.errors import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateOptions:
    """What `vivier evaluate` is asked."""

    out: RUN
    judgments: Annotated[
        Path,
        Argument("JUDGMENTS", "Jugements : CSV offer;candidate;relevance, qrels ou JSON."),
    ]
    form: FORMAT = Form.text


@command("evaluate", EvaluateOptions)
def evaluate(options: EvaluateOptions) -> None:
    """Mesure un classement contre des jugements de personnes : nDCG@10, nDCG, MAP, P@5."""
    from pipeline.runs.evaluation import evaluate as measured
    from pipeline.runs.evaluation import read_judgments
    from pipeline.runs.folder import read_ranking
    from pipeline.runs.records import as_line

    offer, ranked = read_ranking(options.out)
    result = measured(offer, ranked, read_judgments(options.judgments))
    if options.form is Form.jsonl:
        record = {"offer": result.offer, **result.measures, "missing": list(result.missing)}
        say(as_line(record))
        return
    say(result.offer)
    for name, value in result.measures.items():
        say(f"  {name:8} {value:.4f}")
    if result.missing:
        names = ", ".join(result.missing)
        remark(one_line(f"{len(result.missing)} candidat(s) jugé(s) mais non classé(s) : {names}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrecOptions:
    """What `vivier trec` is asked."""

    out: RUN
    judgments: Annotated[
        Path | None, Option("--judgments", metavar="FILE", help="Écrit ces jugements (qrels).")
    ] = None


@command("trec", TrecOptions)
def trec(options: TrecOptions) -> None:
    """Écrit un classement, ou des jugements, au format TREC, pour trec_eval et ir_measures."""
    from pipeline.review.trec import trec_qrels, trec_run
    from pipeline.runs.evaluation import read_judgments, stem
    from pipeline.runs.folder import read_listing

    if options.judgments is not None:
        judged = read_judgments(options.judgments)
        say(trec_qrels((j.offer, j.candidate, j.relevance) for j in judged), end="")
        return
    listing = read_listing(options.out)
    scored = ((stem(c.file), c.score) for c in listing.candidates)
    say(trec_run(stem(listing.offer.file), scored), end="")
