"""The one room that leads a document through structure, words and profile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.documents import Annotations, Document, Line, Reading
from pipeline.profiles.asking import document_of, with_words
from pipeline.profiles.asks import Ask
from pipeline.profiles.identity import Identity
from pipeline.profiles.profile import Profile, profile_of
from pipeline.structure.entries import structured

_FIRST = "Développeur d'applications, janvier 2020 - mars 2021"
"""What is understood before there is something to understand."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that was understood: its text and sections, its profile, and apart from it who it
    is.
    """

    document: Document
    profile: Profile
    identity: Identity


@dataclass(frozen=True, slots=True)
class Understanding:
    """Understands documents in whatever process; posts that last are read at `today`, words by the
    spaCy model `base`.

    spaCy is loaded where there is something to understand, not before.
    """

    today: date
    base: str = ""

    def __call__(self, document: Document) -> Candidate:
        """What a careful reader would note of a document that was read."""
        return self.noted(structured(document))

    def noted(self, document: Document) -> Candidate:
        """The same of a document whose structure is known."""
        profile, identity = profile_of(document, self._annotated(document), self.today)
        profile = replace(profile, asks=self.asked(profile.asks, profile.language))
        return Candidate(document, profile, identity)

    def asked(self, asks: tuple[Ask, ...], language: str) -> tuple[Ask, ...]:
        """Asks with their words."""
        if not asks:
            return ()
        return with_words(asks, self._annotated(document_of(asks, language)))

    def _annotated(self, document: Document) -> Annotations:
        from pipeline.nlp.annotator import annotate
        from pipeline.nlp.model import load

        return annotate(document, load(self.base))

    def prepare(self) -> None:
        """Load what a process needs before its first document, by understanding one line: the
        model, the chains, the tables and dictionaries that wait for something to read.
        """
        for kind in ("cv", "offer"):
            self(Document("", "", kind, (Line(_FIRST),), (), Reading("")))
