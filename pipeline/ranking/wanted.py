"""An offer as its grid says it: what the ranker compares CVs with after people changed the grid."""

from __future__ import annotations

from dataclasses import replace

from pipeline.profiles.asks import Ask
from pipeline.profiles.languages import levels_in
from pipeline.profiles.profile import Profile
from pipeline.profiles.requirements import required
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.asked import Asked
from pipeline.ranking.criteria import Grid


def wanted(grid: Grid, offer: Profile, understand: Understanding) -> Profile:
    """The profile of an offer that asks what its grid asks, in the order of the grid, and nothing
    else; the text of the offer stays, as what a CV may have copied.
    """
    rows = tuple(Ask(c.text, c.kind, c.need, c.any_of, c.level, c.line) for c in grid)
    asks = understand.asked(rows, offer.language)
    spoken = [
        found for a in asks if a.kind == "language" for found in levels_in(f"{a.text} {a.level}")
    ]
    needs = required(asks, offer.requirements)
    return replace(offer, asks=asks, requirements=needs, languages=tuple(spoken))


def asked_by(grid: Grid, offer: Profile, understand: Understanding) -> Asked:
    """What an offer asks by a grid that people changed."""
    return Asked(wanted(grid, offer, understand), grid)
