"""The sheet for an interview: what to ask one person, with room for what is answered."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.batch.run import Run
from pipeline.ranking.matches import Ranked
from pipeline.review.explanations import questions_for
from pipeline.review.rendering import rendered, style
from pipeline.runs.decisions import Decision
from pipeline.runs.organisation import Organisation


def interview_page(
    run: Run,
    ranked: Ranked,
    organisation: Organisation,
    notes: Sequence[Decision] = (),
    alone: bool = False,
) -> str:
    """The sheet of a candidate, to print on A4: what its CV leaves open, and the `notes` of members
    that may be shown; `alone` for a file that stands by itself.
    """
    dossier = run.candidates[ranked.match.file]
    return rendered(
        "entretien.html",
        offer=run.offer,
        name=dossier.identity.name or dossier.file,
        dossier=dossier,
        match=ranked.match,
        questions=list(questions_for(ranked.match)),
        organisation=organisation,
        notes=notes,
        style=style("papier.css") if alone else "",
    )
