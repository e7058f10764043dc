"""A match: one candidate against one offer, the answers to its criteria."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.documents import Warning
from pipeline.profiles.asks import ESSENTIAL
from pipeline.ranking.answers import PLACES, SHOWN, Answer, Part, parts_of


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
    """One candidate (`file`) and its answers; the score is the sum of their points."""

    file: str
    id: str
    answers: tuple[Answer, ...]
    requirements: tuple[RequirementCheck, ...] = ()
    warnings: tuple[Warning, ...] = ()
    title: str = ""

    @property
    def score(self) -> float:
        """In [0, 1]; the weighted mean of the strengths, the sum of the points, to PLACES."""
        return round(sum(a.points for a in self.answers), PLACES)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its answers by kind of criterion."""
        return tuple(parts_of(self.answers))

    @property
    def essential(self) -> tuple[int, int]:
        """How many essential criteria are shown, of how many."""
        asked = [a for a in self.answers if a.need == ESSENTIAL and a.weight > 0]
        return sum(a.state == SHOWN for a in asked), len(asked)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match with its rank (from 1) and its band of equals (from 1)."""

    rank: int
    band: int
    match: Match
