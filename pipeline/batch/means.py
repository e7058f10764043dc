"""How the work of a run is done: with which models, where, within which limits, what is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from pipeline.batch.climb import Climb
from pipeline.batch.engines import EngineOf, local_engine
from pipeline.batch.pool import Map
from pipeline.batch.run import RETENTION
from pipeline.files.isolation import Limits
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.criteria import Grid
from pipeline.store.journal import Journal

Item = TypeVar("Item")


class Progress(Protocol):
    """What tells how far work is while its items go through."""

    def __call__(self, items: Iterable[Item], total: int, doing: str = ...) -> Iterable[Item]:
        """The items as they are; `doing` is the kind of work, in French."""


def untold(items: Iterable[Item], total: int, doing: str = "") -> Iterable[Item]:
    """The items, and nothing told."""
    return items


@dataclass(frozen=True)
class Means:
    """How the work is done: at which date lasting posts are read, with which models, where, within
    which limits, and what is told.

    `base` is a spaCy model; `retention` is how long the run may be kept; `grid` is what an offer
    asks where people changed it; `include` names files that are ranked although they look like no
    CV.
    `engine` says where, by default in `jobs` processes here. With `limits`, or with several `jobs`,
    each document is read in a process
    that is ended when it is over them; a script that asks for that must guard its own start with
    `if __name__ == "__main__":`, as
    multiprocessing wants it.
    """

    today: date = field(default_factory=date.today)
    base: str = ""
    jobs: int = 1
    limits: Limits | None = None
    engine: EngineOf | None = None
    over: Map[Any, Any] = map
    progress: Progress = untold
    journal: Journal = field(default_factory=Journal)
    retention: str = RETENTION
    grid: Grid | None = None
    include: tuple[str, ...] = ()

    @property
    def understanding(self) -> Understanding:
        """What understands documents."""
        return Understanding(self.today, self.base)

    @property
    def within(self) -> Limits | None:
        """The limits of a document."""
        return self.limits or (Limits() if self.jobs != 1 else None)

    def engine_of(self, work: Climb) -> Any:
        """Where a piece of work is done."""
        return self.engine(work) if self.engine else local_engine(work, self.jobs, self.within)
