"""One file up all the floors: from bytes to a document, a profile and a match, beginning at the
floor that it had reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.batch.reading import guarded
from pipeline.batch.run import Dossier, Unread
from pipeline.documents import Document, content_id
from pipeline.errors import UnreadableDocument
from pipeline.files.folder import Found
from pipeline.files.loading import load
from pipeline.files.reader import parse_document
from pipeline.profiles.dossiers import Paper, paper_of
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Candidate, Understanding
from pipeline.ranking.asked import Asked, Question
from pipeline.ranking.ranker import measured
from pipeline.ranking.similarity import shipped_space
from pipeline.store import fingerprints
from pipeline.store.packing import pack, unpack
from pipeline.store.table import Row


@dataclass(frozen=True, slots=True)
class Card:
    """What a run keeps of a file in memory."""

    dossier: Dossier
    paper: Paper


@dataclass(frozen=True, slots=True)
class Task:
    """A file to take in, with the row that the store already has of it; one that is not `whole` was
    understood by other rules.
    """

    found: Found
    key: str
    at: str
    row: Row | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What was done for a task: the row of the file, whether it is new, and the packed match where
    an offer is given.
    """

    row: Row
    new: bool
    match: bytes = b""


@dataclass(frozen=True, slots=True)
class Climb:
    """One file up all the floors, in whatever process; `offer` is a packed Asked or nothing."""

    kind: str
    understand: Understanding
    offer: bytes = b""

    def __call__(self, task: Task) -> Step | Unread:
        """The new row and the match of a file; whatever is wrong with it ends as an Unread."""
        return guarded(task.found, lambda found: self._climbed(task))

    def prepare(self) -> None:
        """What a process needs before its first document: the model, and the offer's side of a
        match.
        """
        self.understand.prepare()
        if self.offer:
            _question(self.offer)

    def _climbed(self, task: Task) -> Step:
        if task.row is not None and task.whole:
            return Step(task.row, False, self._match(unpack(task.row["profile"], Profile)))
        try:
            document = self._document(task)
        except UnreadableDocument as error:
            return Step(self._unread_row(task, error), True)
        found = self.understand(document)
        return Step(self._row(task, found), True, self._match(found.profile))

    def _document(self, task: Task) -> Document:
        if task.row is not None:
            return unpack(task.row["document"], Document)
        return parse_document(load(task.found.path, task.found.name), task.found.name, self.kind)

    def _match(self, profile: Profile) -> bytes:
        return pack(measured(_question(self.offer), profile)) if self.offer else b""

    @property
    def made_by(self) -> tuple[str, str]:
        """The fingerprints of the rows that this work makes."""
        return fingerprints.reading(), fingerprints.understanding(
            self.understand.today, self.understand.base
        )

    @property
    def matched_by(self) -> str:
        """The fingerprint of the matches that this work makes."""
        return "-".join([*self.made_by, fingerprints.scoring()])

    def _head(self, task: Task) -> dict[str, Any]:
        reading, understanding = self.made_by
        return {
            "key": task.key,
            "kind": self.kind,
            "at": task.at,
            "reading": reading,
            "understanding": understanding,
        }

    def _unread_row(self, task: Task, error: UnreadableDocument) -> Row:
        return {
            **self._head(task),
            "id": task.key[:64],
            "reason": error.reason,
            "fact": error.fact,
            "remedy": error.remedy,
        }

    def _row(self, task: Task, found: Candidate) -> Row:
        document, profile, identity = found.document, found.profile, found.identity
        reading = document.reading
        career, warnings = profile.career, profile.warnings
        worked = (career.years, career.range)
        dossier = Dossier(
            document.file,
            document.id,
            identity,
            profile.title,
            profile.diploma,
            *worked,
            reading,
            warnings,
        )
        return {
            **self._head(task),
            "reason": "",
            "fact": "",
            "remedy": "",
            "id": document.id,
            "format": reading.format,
            "pages": reading.pages,
            "language": reading.language,
            "title": profile.title,
            "diploma": profile.diploma,
            "experience_years": career.years,
            "rome": sorted({o.rome for o in profile.occupations}),
            "skills": sorted(s.concept for s in profile.skills),
            "text": document.text,
            "document": pack(document),
            "profile": pack(profile),
            "identity": pack(identity),
            "card": pack(Card(dossier, paper_of(document, identity, profile))),
        }


@lru_cache(maxsize=4)
def _question(offer: bytes) -> Question:
    return Question(unpack(offer, Asked), shipped_space())


def offer_key(offer: bytes) -> str:
    """The key under which the matches of an offer stand: the content of what it asks."""
    return content_id(offer)[:32] if offer else ""
