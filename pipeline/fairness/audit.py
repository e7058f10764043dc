"""The fairness audit: no twin of a CV may have another score, and one CV has one score whatever its
format.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.documents import Document
from pipeline.fairness.audits import FORMAT, Difference
from pipeline.fairness.twins import twins_of
from pipeline.files.reader import parse_document
from pipeline.files.writing import formats_of
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Candidate, Understanding
from pipeline.ranking.asked import Asked, Question
from pipeline.ranking.matches import Match
from pipeline.ranking.ranker import Weights, score_match
from pipeline.ranking.similarity import shipped_space
from pipeline.store.packing import unpack


@dataclass(frozen=True, slots=True)
class Auditor:
    """Audits one CV, in whatever process: `offer` is a packed Asked, `weights` pairs of a kind of
    criterion and its factor.
    """

    offer: bytes
    weights: tuple[tuple[str, float], ...]
    understand: Understanding

    def __call__(self, document: Document) -> list[Difference]:
        """The twins of a CV, read as text like the CV itself, and the CV in other formats."""
        question = Question(unpack(self.offer, Asked), shipped_space())
        first, cv = self._match(question, document.text.encode(), "cv.txt")
        twins = twins_of(cv.document, cv.identity, cv.profile)
        variants = [(t.kind, t.variant, t.text.encode(), "cv.txt") for t in twins]
        variants += [
            (FORMAT, form, data, f"cv.{form.split()[0]}") for form, data in formats_of(document)
        ]
        found = []
        for kind, variant, data, name in variants:
            match, twin = self._match(question, data, name)
            moved = match.score != first.score
            words = _responsible(first, match, cv.profile, twin.profile) if moved else ()
            found.append(Difference(document.file, kind, variant, first.score, match.score, words))
        return found

    def _match(self, question: Question, data: bytes, name: str) -> tuple[Match, Candidate]:
        found = self.understand(parse_document(data, name, "cv"))
        return score_match(question, found.profile, Weights(dict(self.weights))), found

    def prepare(self) -> None:
        """What a process needs before its first CV."""
        self.understand.prepare()


def _responsible(one: Match, other: Match, cv: Profile, twin: Profile) -> tuple[str, ...]:
    """The criteria whose answers differ, and the words that only one of both has."""
    strengths = {a.criterion: a.strength for a in other.answers}
    criteria = [a.text for a in one.answers if a.strength != strengths.get(a.criterion)]
    before, after = ({t for p in profile.passages for t in p.terms} for profile in (cv, twin))
    return (*criteria, *sorted(before ^ after)[:8])
