"""A match: one candidate against one offer, made of parts that carry their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.documents import Warning

PLACES = 4
"""Points and scores are rounded to so many decimals, so that the score shown is the sum of the
points shown.
"""
SHOWN = 0.25
"""Evidence weaker than this is called missing."""
MOST_EVIDENCE = 12
"""A part keeps so many pieces of evidence, the strongest ones."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why points were given: what the offer asks, what the CV says, how they are linked, and the
    CV's line.
    """

    criterion: str
    matched: str
    link: str
    quote: str
    page: int
    line: int
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of a match: `value` in [0, 1], its `weight`, and its evidence; `missing` names
    what was not found.

    `criteria` holds what each thing that the offer asks weighs and what it got, where the value is
    their weighted mean.
    """

    name: str
    value: float
    weight: float
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    criteria: tuple[tuple[float, float], ...] = ()

    @property
    def points(self) -> float:
        """What the part adds to the score, rounded to PLACES."""
        return round(self.value * self.weight, PLACES)


@dataclass(frozen=True, slots=True)
class RequirementCheck:
    """Whether a requirement is met: "pass", "fail" or "unknown" (to be checked), with the sentence
    that says so.
    """

    name: str
    status: str
    quote: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One candidate (`file`) and its parts; the score is the sum of their points."""

    file: str
    id: str
    parts: tuple[Part, ...]
    requirements: tuple[RequirementCheck, ...] = ()
    warnings: tuple[Warning, ...] = ()
    title: str = ""

    @property
    def score(self) -> float:
        """In [0, 1]; exactly the sum of the points of the parts, to PLACES decimals."""
        return round(sum(part.points for part in self.parts), PLACES)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match with its rank (from 1) and its band of equals (from 1)."""

    rank: int
    band: int
    match: Match


def mean(criteria: Sequence[tuple[float, float]]) -> float:
    """The weighted mean of what the criteria got, each a weight and a value."""
    return sum(weight * value for weight, value in criteria) / sum(weight for weight, _ in criteria)


def strongest(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The MOST_EVIDENCE strongest pieces, best first."""
    return tuple(sorted(evidence, key=lambda e: (-e.value, e.line, e.criterion)))[:MOST_EVIDENCE]
