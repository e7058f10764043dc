"""What a candidate answers to each criterion, with the lines of the CV that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.ranking.criteria import KINDS, Criterion

SHOWN, PARTLY, NOT_SHOWN, TO_CHECK = "shown", "partly", "not_shown", "to_check"
PLACES = 4
"""Strengths, points and scores are rounded to so many decimals, so that what is shown adds up."""
SHOWN_FROM = 0.5
"""A criterion is shown from this strength on, partly below it or where less is shown than asked."""
MOST_EVIDENCE = 3
"""An answer keeps so many lines, the strongest ones."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line of the CV that shows a criterion: what of it was met, how it is linked, the line as it
    stands, its page and number from 1, its strength.
    """

    matched: str
    link: str
    quote: str
    page: int
    line: int
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one criterion: `strength` in [0, 1] is how surely a person would say that the
    CV shows it; no evidence, no strength.

    `share` is what the criterion weighs of the whole grid, `points` what the answer adds to the
    score; both are set where a match is weighed.
    """

    criterion: str
    text: str
    kind: str
    need: str
    state: str
    strength: float
    evidence: tuple[Evidence, ...] = ()
    weight: float = 1.0
    share: float = 0.0
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """The answers to all criteria of one kind: `weight` is their share of the grid, `value` the
    weighted mean of their strengths.
    """

    name: str
    answers: tuple[Answer, ...]

    @property
    def weight(self) -> float:
        """Its share of the score."""
        return sum(a.share for a in self.answers)

    @property
    def points(self) -> float:
        """What it adds to the score."""
        return round(sum(a.points for a in self.answers), PLACES)

    @property
    def value(self) -> float:
        """The weighted mean of its strengths, in [0, 1]."""
        whole = self.weight
        return sum(a.share * a.strength for a in self.answers) / whole if whole else 0.0

    @property
    def missing(self) -> tuple[str, ...]:
        """The criteria that the CV does not show."""
        return tuple(a.text for a in self.answers if a.state in (NOT_SHOWN, TO_CHECK))


def answer(
    criterion: Criterion,
    strength: float,
    evidence: Iterable[Evidence],
    silent: str = NOT_SHOWN,
    in_part: bool = False,
) -> Answer:
    """The answer of some strength to a criterion; `silent` is its state where nothing shows it,
    `in_part` whether less is shown than is asked, however strongly.
    """
    kept = strongest(evidence)
    found = round(min(max(strength, 0.0), 1.0), PLACES) if kept else 0.0
    return Answer(
        criterion=criterion.id,
        text=criterion.text,
        kind=criterion.kind,
        need=criterion.need,
        state=_state(found, silent, in_part),
        strength=found,
        evidence=kept,
        weight=criterion.weight if criterion.counts else 0.0,
    )


def _state(strength: float, silent: str, in_part: bool) -> str:
    if strength >= SHOWN_FROM and not in_part:
        return SHOWN
    return PARTLY if strength > 0 else silent


def strongest(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The MOST_EVIDENCE strongest lines, best first; each line once."""
    ordered = sorted(evidence, key=lambda e: (-e.value, e.line, e.matched))
    once = {e.line: e for e in reversed(ordered)}
    return tuple(e for e in ordered if once[e.line] is e)[:MOST_EVIDENCE]


def weighed(answers: Sequence[Answer], shares: Sequence[float]) -> tuple[Answer, ...]:
    """Answers with their shares of the score, which sum to 1, and their points, which sum to the
    weighted mean of the strengths.

    Points are rounded so that their sum is the rounded mean: the largest remainders are rounded
    up (Hamilton's method).
    """
    exact = [share * a.strength * 10**PLACES for share, a in zip(shares, answers, strict=True)]
    whole = round(sum(exact))
    points = [int(e + 1e-9) for e in exact]
    by_rest = sorted(range(len(exact)), key=lambda n: (points[n] - exact[n], n))
    for n in by_rest[: max(whole - sum(points), 0)]:
        points[n] += 1
    return tuple(
        replace(a, share=share, points=round(got / 10**PLACES, PLACES))
        for a, share, got in zip(answers, shares, points, strict=True)
    )


def parts_of(answers: Sequence[Answer]) -> Iterator[Part]:
    """The answers by kind, in the order of KINDS."""
    ordered = sorted(answers, key=lambda a: KINDS.index(a.kind))
    for kind, found in groupby(ordered, key=lambda a: a.kind):
        yield Part(kind, tuple(found))
