"""The rows of the list of candidates: an order of a run, and what of it is wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.batch.run import Run
from pipeline.ranking.matches import Ranked
from pipeline.ranking.spool import Ranking
from pipeline.review import labels
from pipeline.review.desk.wishes import DIVIDED, UNDECIDED, Wish
from pipeline.runs.decisions import OPINION, STAGES, VERDICTS, Decision

SHOWN = 500
"""Rows on one page of the list."""


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate on the list; `before` is its rank under the weights of the run.

    `essential` is how many essential criteria are shown, and of how many; `parts` has the points of
    each kind of criterion; `needs` the status of each requirement by name.
    """

    key: str
    file: str
    rank: int
    before: int
    band: int
    name: str
    title: str
    score: float
    essential: tuple[int, int]
    parts: tuple[tuple[str, float], ...]
    needs: tuple[tuple[str, str], ...]
    alerts: tuple[str, ...]

    def of(self, status: str) -> list[str]:
        """The requirements of one status: "pass", "fail" or "unknown"."""
        return [name for name, found in self.needs if found == status]


@dataclass(frozen=True, slots=True)
class Order:
    """The candidates in the order of some weights; `places` has the place of each row by key."""

    ranking: Ranking
    rows: tuple[Row, ...]
    places: Mapping[str, int]

    def ranked(self, key: str) -> Ranked:
        """A candidate as it is ranked here; KeyError where there is none."""
        return self.ranking[self.places[key]]


@dataclass(frozen=True, slots=True)
class Opinions:
    """What was decided of one candidate: the last decision, and whether members differ."""

    last: Decision | None = None
    divided: bool = False

    @property
    def verdict(self) -> str:
        """A key of VERDICTS, or "" for none."""
        return self.last.verdict if self.last else ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the rows that are wanted: `found` of `total` candidates, the rows by band."""

    found: int
    total: int
    start: int
    bands: tuple[tuple[int, tuple[Row, ...]], ...]

    @property
    def next(self) -> int:
        """The place of the first row that is not shown, 0 where all are."""
        end = self.start + SHOWN
        return end if end < self.found else 0


def key_of(file: str) -> str:
    """How a candidate's file is named in addresses, which do not tell it."""
    return hashlib.sha256(file.encode()).hexdigest()[:16]


def order_of(run: Run, ranking: Ranking, before: Mapping[str, int]) -> Order:
    """The rows of a ranking; `before` has ranks by file, of those who had one."""
    rows = tuple(_row(run, ranked, before) for ranked in ranking)
    return Order(ranking, rows, {row.key: n for n, row in enumerate(rows)})


def _row(run: Run, ranked: Ranked, before: Mapping[str, int]) -> Row:
    match = ranked.match
    return Row(
        key_of(match.file),
        match.file,
        ranked.rank,
        before.get(match.file, ranked.rank),
        ranked.band,
        run.candidates[match.file].identity.name or match.file,
        match.title,
        match.score,
        match.essential,
        tuple((p.name, p.points) for p in match.parts),
        tuple((r.name, r.status) for r in match.requirements),
        tuple(labels.WARNINGS.get(w.kind, w.kind) for w in match.warnings),
    )


def opinions(history: Iterable[Decision]) -> dict[str, Opinions]:
    """What was decided of each candidate, by file; members differ where their last decisions do."""
    found: dict[str, dict[str, Decision]] = {}
    for decision in history:
        if decision.kind != OPINION:
            continue
        by_author = found.setdefault(decision.file, {})
        by_author.pop(decision.author, None)
        by_author[decision.author] = decision
    return {file: _opinions(list(said.values())) for file, said in found.items()}


def _opinions(said: list[Decision]) -> Opinions:
    verdicts = {d.verdict for d in said if d.verdict}
    last = said[-1]
    return Opinions(last if last.verdict else None, len(verdicts) > 1)


def listing(
    order: Order,
    wish: Wish,
    said: Mapping[str, Opinions],
    reached: Mapping[str, str] | None = None,
) -> Listing:
    """The rows of an order that are wanted, at most SHOWN of them; `said` has the opinions and
    `reached` the stages by file.
    """
    none, begun = Opinions(), next(iter(STAGES))
    stages = reached or {}
    rows = [
        row
        for row in order.rows
        if wish.stage in ("", stages.get(row.file, begun))
        and _is_wanted(row, wish, said.get(row.file, none))
    ]
    bands: dict[int, list[Row]] = {}
    for row in rows[wish.start : wish.start + SHOWN]:
        bands.setdefault(row.band, []).append(row)
    shown = tuple((band, tuple(those)) for band, those in bands.items())
    return Listing(len(rows), len(order.rows), wish.start, shown)


def _is_wanted(row: Row, wish: Wish, said: Opinions) -> bool:
    if wish.band and row.band != wish.band:
        return False
    if wish.alerts and not row.alerts:
        return False
    statuses = dict(row.needs)
    if any(statuses.get(name) != status for name, status in wish.needs):
        return False
    if wish.verdict == UNDECIDED:
        return not said.verdict
    if wish.verdict == DIVIDED:
        return said.divided
    return wish.verdict not in VERDICTS or said.verdict == wish.verdict
