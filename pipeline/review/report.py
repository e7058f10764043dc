"""The report: one self-contained, printable page in French."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipeline.batch.run import Dossier, Run
from pipeline.documents import Document
from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import Ranked
from pipeline.review import labels
from pipeline.review.grids import NEEDS
from pipeline.review.rendering import rendered
from pipeline.runs.decisions import STAGES, VERDICTS, Decision, stages, standing

DETAILED = 100
"""Candidates shown with all their evidence; those after them with the first pieces only."""
FEW = 3
LISTED = 500
"""Candidates on the page; those after them stand in the workbook and in `classement.csv`."""


def as_html(run: Run, history: Sequence[Decision] = ()) -> str:
    """The page of a run, with what was decided (oldest first); no script, no network."""
    return rendered(
        "rapport.html",
        run=run,
        shown=run.ranking[:LISTED],
        offer=run.offer,
        needs=run.offer.requirements,
        grid=run.grid,
        shares=run.grid.shares,
        importance=NEEDS,
        detailed=DETAILED,
        few=FEW,
        dossiers=run.candidates,
        decisions={**standing(history), **stages(history)},
        words=VERDICTS | STAGES,
    )


def offer_facts(offer: Profile) -> list[str]:
    """Employer, reference, place and deadline of an offer, as far as it says them."""
    needs = offer.requirements
    deadline = f"date limite : {labels.day(needs.deadline)}" if needs.deadline else ""
    return [fact for fact in (needs.employer, needs.reference, needs.place, deadline) if fact]


def candidate_page(ranked: Ranked, dossier: Dossier, shown: int = 6) -> str:
    """The parts, evidence and requirements of one candidate, as a piece of HTML."""
    name = dossier.identity.name or dossier.file
    return rendered("candidat.html", ranked=ranked, dossier=dossier, name=name, shown=shown)


def text_page(document: Document, marked: Collection[int], note: str = "") -> str:
    """The text of a document as a piece of HTML, the lines `marked` (from 1) highlighted."""
    lines = [{"number": n, "text": line.text} for n, line in enumerate(document.lines, 1)]
    return rendered("texte.html", lines=lines, marked=marked, note=note)


def weight_rows(run: Run) -> Iterator[tuple[str, str, str]]:
    """Each part of the score, its weight, and what it measures."""
    for p in run.ranking[0].match.parts if len(run.ranking) else ():
        yield labels.PARTS[p.name], labels.percent(p.weight), labels.MEANINGS[p.name]
