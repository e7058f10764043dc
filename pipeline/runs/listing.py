"""What is read again of the files of a run."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.documents import Warning


@dataclass(frozen=True, slots=True)
class Listed:
    """What is read again of a candidate of `classement.json`."""

    rank: int
    band: int
    file: str
    score: float
    warnings: tuple[Warning, ...]
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferFile:
    """The offer of a `classement.json`."""

    file: str


@dataclass(frozen=True, slots=True)
class NotRead:
    """What is read again of an unread file of `classement.json`."""

    file: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What is read again of `classement.json`; the evidence, most of its bytes, is not."""

    offer: OfferFile
    candidates: tuple[Listed, ...]
    unread: tuple[NotRead, ...]
    not_candidates: tuple[NotRead, ...] = ()

    @property
    def files(self) -> set[str]:
        """Every file of the run."""
        aside = (*self.unread, *self.not_candidates)
        return {*(c.file for c in self.candidates), *(u.file for u in aside)}


@dataclass(frozen=True, slots=True)
class Written:
    """What `run.json` says of the outputs: the digest of all that made them, the content id of
    each, and of which competition they are.
    """

    state: str = ""
    competition: str = ""
    offer_hash: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
