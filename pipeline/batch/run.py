"""What a batch hands to the people who read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.documents import Reading, Warning
from pipeline.errors import UnreadableDocument
from pipeline.profiles.identity import Identity
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Candidate
from pipeline.ranking.criteria import Grid, grid_of
from pipeline.ranking.spool import Ranking

RETENTION = "2y"
"""How long what was read is kept where nobody says otherwise: two years after the last contact, as
the CNIL advises for applications.
"""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not ranked: the machine's word for why, the fact that people are told, and
    what to do.
    """

    file: str
    reason: str
    fact: str
    remedy: str = ""

    @property
    def detail(self) -> str:
        """Fact and remedy as people read them."""
        return f"{self.fact} ; {self.remedy}" if self.remedy else self.fact

    def error(self, path: Path, subject: str = "") -> UnreadableDocument:
        """The same as an error, of the file at `path`."""
        return UnreadableDocument(str(path), self.reason, subject + self.fact, self.remedy)

    @classmethod
    def of(cls, error: UnreadableDocument) -> Unread:
        """What an error says of its file."""
        return cls(error.file, error.reason, error.fact, error.remedy)


NOT_CANDIDATES = ("offer", "not_a_cv", "attachment")
"""Reasons of files that were read and are nobody's CV."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is shown of a candidate beside the match: who it is, how its CV was read, and the files
    of the papers that go with it.
    """

    file: str
    id: str
    identity: Identity
    title: str
    diploma: str
    years: float
    years_range: tuple[float, float]
    reading: Reading
    warnings: tuple[Warning, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """What HR declares of a candidate: years of residence, citizenship; None for nothing said."""

    residence_years: float | None = None
    citizen: bool | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked to do; `today` is the date at which lasting posts are read.

    `weights` multiply those of the grid, by kind of criterion; `offer_id` is the content id of the
    offer, `store` the folder in which what was read is kept, empty where it is not kept;
    `pool_size` the number of CVs of the pool from which the candidates were retrieved, 0 where all
    were ranked; `retention` is how long it may be kept ("2y", "6m", "30d"); `among` tells that
    another engine chose the CVs of the pool; `criteria` are the records of the grid that people
    gave, empty where it is the offer's own, and `proposed` those of the offer's own then;
    `include` are files that are ranked although they look like no CV.
    """

    offer: str
    cvs: tuple[str, ...]
    weights: dict[str, float]
    today: date
    base: str = ""
    offer_id: str = ""
    store: str = ""
    pool_size: int = 0
    anonymous: bool = False
    retention: str = RETENTION
    among: bool = False
    criteria: tuple[dict[str, Any], ...] = ()
    proposed: tuple[dict[str, Any], ...] = ()
    include: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A ranking with all that made it: every file of the folder is once in `ranking` or in `aside`,
    those that were not read and those that are no candidates.

    `ranking`, `candidates` (in the order of their files), `hashes` and `read` fetch what they are
    asked for from the disk: a run of any
    length takes little memory.
    """

    settings: Settings
    offer: Profile
    ranking: Ranking
    candidates: Mapping[str, Dossier]
    aside: tuple[Unread, ...]
    versions: dict[str, str]
    hashes: Mapping[str, str]
    started: str
    read: Callable[[str], Candidate]
    """The document and the profile of a candidate, by its file."""
    declared: Mapping[str, Declared] = field(default_factory=dict)
    """What HR declares, by file."""

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The files that could not be read."""
        return tuple(u for u in self.aside if u.reason not in NOT_CANDIDATES)

    @property
    def not_candidates(self) -> tuple[Unread, ...]:
        """The files that were read and are nobody's CV."""
        return tuple(u for u in self.aside if u.reason in NOT_CANDIDATES)

    @property
    def grid(self) -> Grid:
        """What the offer asks: the grid that people gave, else the offer's own."""
        given = self.settings.criteria
        return Grid.from_records(given) if given else grid_of(self.offer.asks)
