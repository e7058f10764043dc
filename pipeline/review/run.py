"""What a batch hands to the people who read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.documents import Document
from pipeline.profiles.identity import Identity
from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import Ranked


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read: the machine's word, and what people are told."""

    file: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A CV that was read: its document, its profile, apart from it who it is, and the files of the papers that go with it."""

    document: Document
    profile: Profile
    identity: Identity
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked to do; `today` is the date at which lasting posts are read."""

    offer: str
    cvs: str
    weights: dict[str, float]
    today: date
    base: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A ranking with all that made it: every file of the folder is once in `ranking` or in `unread`."""

    settings: Settings
    offer: Profile
    ranking: tuple[Ranked, ...]
    candidates: dict[str, Candidate]
    unread: tuple[Unread, ...]
    versions: dict[str, str]
    hashes: dict[str, str]
    seconds: dict[str, float]
    started: str
