"""The grid of criteria by which candidates are compared: what the offer asks, how much each thing
weighs. The recruiter owns it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from math import sqrt
from typing import Any

from pipeline.profiles.asks import ASSET, ESSENTIAL, IGNORED, Ask

KINDS = (
    "occupation", "mission", "skill", "experience", "diploma", "language", "licence", "residence",
)  # fmt: skip
NEEDS = (ESSENTIAL, ASSET, IGNORED)
BUDGETS: Mapping[str, float] = {
    "occupation": 30.0,
    "mission": 30.0,
    "skill": 22.0,
    "experience": 10.0,
    "diploma": 5.0,
    "language": 2.0,
    "licence": 1.0,
    "residence": 0.0,
}
"""What one criterion of a kind weighs; n of them weigh together as much as the root of n: eight
tasks tell more of a trade than one, and not eight times more.
"""
ASSET_SHARE = 0.5
"""What an asset weighs beside an essential criterion of its kind."""
PLACES = 1
"""Decimals of a weight that is proposed."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that the offer asks, in its own words.

    `kind` is one of KINDS, `need` one of NEEDS, `any_of` the alternatives of which one is enough,
    `level` how much is asked ("bac+5", "B2", "3 ans", "maîtrise"), `line` the line of the offer
    from 1 (0 where a person added it), `weight` counts beside those of the other criteria.
    """

    id: str
    text: str
    kind: str
    need: str = ESSENTIAL
    weight: float = 1.0
    any_of: tuple[str, ...] = ()
    level: str = ""
    line: int = 0

    @property
    def counts(self) -> bool:
        """Whether it has a share of the score."""
        return self.need != IGNORED and self.weight > 0


@dataclass(frozen=True)
class Grid:
    """Criteria in the order of the sheet; ids are unique."""

    criteria: tuple[Criterion, ...]

    def __iter__(self) -> Iterator[Criterion]:
        """Its criteria."""
        return iter(self.criteria)

    def __len__(self) -> int:
        """How many criteria it has."""
        return len(self.criteria)

    @cached_property
    def shares(self) -> dict[str, float]:
        """The share of the score of each criterion that counts, by id; they sum to 1."""
        weights = {c.id: c.weight for c in self.criteria if c.counts}
        whole = sum(weights.values())
        return {id: weight / whole for id, weight in weights.items()}

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        """The criteria by id."""
        return {c.id: c for c in self.criteria}

    def of(self, *kinds: str) -> tuple[Criterion, ...]:
        """The criteria of some kinds that are not ignored."""
        return tuple(c for c in self.criteria if c.kind in kinds and c.need != IGNORED)

    def changed(self, id: str, **changes: object) -> Grid:
        """The grid with one criterion changed.

        Raises KeyError where no criterion has this id.
        """
        if id not in self.by_id:
            raise KeyError(id)
        changed = (replace(c, **changes) if c.id == id else c for c in self.criteria)  # type: ignore[arg-type]
        return Grid(tuple(changed))

    @property
    def records(self) -> list[dict[str, Any]]:
        """Its criteria as plain records, in the words of `classement.json`."""
        return [{**asdict(c), "any_of": list(c.any_of)} for c in self.criteria]

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Grid:
        """The grid of plain records."""
        rows = ({**record, "any_of": tuple(record["any_of"])} for record in records)
        return cls(tuple(Criterion(**row) for row in rows))


def grid_of(asks: Iterable[Ask]) -> Grid:
    """The grid that an offer proposes: what it asks, weighed by kind and need."""
    criteria = [
        Criterion(
            id=f"c{number}",
            text=ask.text,
            kind=ask.kind,
            need=ask.need,
            any_of=ask.any_of,
            level=ask.level,
            line=ask.line,
        )
        for number, ask in enumerate(asks, 1)
    ]
    return Grid(proposed(criteria))


def proposed(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """Criteria with the weights that are proposed for them, whatever theirs were: what a kind
    weighs, shared among what is asked of that kind; together they make 100.
    """
    parts = [_part(c.need) for c in criteria]
    totals: dict[str, float] = {}
    for c, part in zip(criteria, parts, strict=True):
        totals[c.kind] = totals.get(c.kind, 0.0) + part
    whole = sum(BUDGETS[kind] * sqrt(total) for kind, total in totals.items()) or 1.0
    found = []
    for c, part in zip(criteria, parts, strict=True):
        share = part / sqrt(totals[c.kind]) if part else 0.0
        found.append(replace(c, weight=round(100 * BUDGETS[c.kind] * share / whole, PLACES)))
    return tuple(found)


def _part(need: str) -> float:
    return {ESSENTIAL: 1.0, ASSET: ASSET_SHARE}.get(need, 0.0)
