"""The grid of criteria by which candidates are compared: what the offer asks, how much each thing
weighs. The recruiter owns it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
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
"""What all criteria of a kind weigh together where the offer asks for each kind."""
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
    found = list(asks)
    weights = _weights(found)
    criteria = (
        Criterion(
            id=f"c{number}",
            text=ask.text,
            kind=ask.kind,
            need=ask.need,
            weight=weight,
            any_of=ask.any_of,
            level=ask.level,
            line=ask.line,
        )
        for number, (ask, weight) in enumerate(zip(found, weights, strict=True), 1)
    )
    return Grid(tuple(criteria))


def _weights(asks: Sequence[Ask]) -> list[float]:
    """The budget of each kind, shared among what is asked of that kind; together they make 100."""
    parts = [_part(ask) for ask in asks]
    totals: dict[str, float] = {}
    for ask, part in zip(asks, parts, strict=True):
        totals[ask.kind] = totals.get(ask.kind, 0.0) + part
    whole = sum(BUDGETS[kind] for kind, total in totals.items() if total) or 1.0
    found = []
    for ask, part in zip(asks, parts, strict=True):
        share = part / totals[ask.kind] if totals[ask.kind] else 0.0
        found.append(round(100 * BUDGETS[ask.kind] / whole * share, PLACES))
    return found


def _part(ask: Ask) -> float:
    return {ESSENTIAL: 1.0, ASSET: ASSET_SHARE}.get(ask.need, 0.0)
