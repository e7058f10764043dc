"""The report: one self-contained, printable page in French; the content of CVs is always escaped."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.batch.run import Dossier, Run
from pipeline.documents import Document
from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import Ranked
from pipeline.review import labels
from pipeline.runs.decisions import VERDICTS, Decision

DETAILED = 100
"""Candidates shown with all their evidence; those after them with the first pieces only."""
FEW = 3
LISTED = 500
"""Candidates on the page; those after them stand in the workbook and in `classement.csv`."""


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("pipeline.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["percent"] = labels.percent
    found.filters["day"] = labels.day
    found.filters["moment"] = labels.moment
    found.filters["width"] = lambda value: f"{100 * value:.2f}"
    return found


def as_html(run: Run, decisions: Mapping[str, Decision] | None = None) -> str:
    """The page of a run, with what was decided (by file); no script, no network."""
    return (
        _environment()
        .get_template("rapport.html")
        .render(
            run=run,
            shown=run.ranking[:LISTED],
            offer=run.offer,
            needs=run.offer.requirements,
            weights=_shown_weights(run),
            labels=labels,
            detailed=DETAILED,
            few=FEW,
            dossiers=run.candidates,
            decisions=decisions or {},
            verdicts=VERDICTS,
        )
    )


def minutes(run: Run, decisions: Mapping[str, Decision]) -> Iterator[bytes]:
    """The procès-verbal of a run: criteria, weights, ranking, decisions by file, versions and
    hashes; written as it comes.
    """
    page = (
        _environment()
        .get_template("proces_verbal.html")
        .stream(
            run=run,
            offer=run.offer,
            facts=offer_facts(run.offer),
            weights=_shown_weights(run),
            decisions=decisions,
            authors=sorted({d.author for d in decisions.values() if d.author}),
            verdicts=VERDICTS,
            labels=labels,
        )
    )
    page.enable_buffering(1000)
    return (piece.encode() for piece in page)


def offer_facts(offer: Profile) -> list[str]:
    """Employer, reference, place and deadline of an offer, as far as it says them."""
    needs = offer.requirements
    deadline = f"date limite : {labels.day(needs.deadline)}" if needs.deadline else ""
    return [fact for fact in (needs.employer, needs.reference, needs.place, deadline) if fact]


def candidate_page(ranked: Ranked, dossier: Dossier, shown: int = 6) -> str:
    """The parts, evidence and requirements of one candidate, as a piece of HTML."""
    name = dossier.identity.name or dossier.file
    template = _environment().get_template("candidat.html")
    return template.render(ranked=ranked, dossier=dossier, name=name, labels=labels, shown=shown)


def text_page(document: Document, marked: Collection[int], note: str = "") -> str:
    """The text of a document as a piece of HTML, the lines `marked` (from 1) highlighted."""
    lines = [{"number": n, "text": line.text} for n, line in enumerate(document.lines, 1)]
    return _environment().get_template("texte.html").render(lines=lines, marked=marked, note=note)


def _shown_weights(run: Run) -> list[dict[str, Any]]:
    parts = run.ranking[0].match.parts if len(run.ranking) else ()
    return [{"name": p.name, "weight": p.weight} for p in parts]
