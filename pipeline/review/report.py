"""The report: one self-contained, printable page in French; the content of CVs is always escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.review import labels
from pipeline.review.run import Run

DETAILED = 100
"""Candidates shown with all their evidence; those after them with the first pieces only."""
FEW = 3


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
    found.filters["width"] = lambda value: f"{100 * value:.2f}"
    return found


def as_html(run: Run) -> str:
    """The page of a run; no script, no network."""
    return (
        _environment()
        .get_template("rapport.html")
        .render(
            run=run,
            offer=run.offer,
            needs=run.offer.requirements,
            weights=_shown_weights(run),
            labels=labels,
            detailed=DETAILED,
            few=FEW,
            dossiers=run.candidates,
        )
    )


def _shown_weights(run: Run) -> list[dict[str, Any]]:
    parts = run.ranking[0].match.parts if run.ranking else ()
    return [{"name": p.name, "weight": p.weight} for p in parts]
