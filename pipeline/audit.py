"""The fairness audit: no twin of a CV may have another score, and one CV has one score whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.documents import Document
from pipeline.extraction.reader import parse_document
from pipeline.extraction.writing import formats_of
from pipeline.nlp.annotator import annotate
from pipeline.nlp.model import load as load_model
from pipeline.profiles.identity import Identity
from pipeline.profiles.packing import unpack
from pipeline.profiles.profile import Profile, profile_of
from pipeline.ranking.matches import Match
from pipeline.ranking.ranker import Weights, score_match
from pipeline.ranking.side import Side
from pipeline.ranking.similarity import shipped_space
from pipeline.review.audits import FORMAT, Difference
from pipeline.twins import twins_of


@dataclass(frozen=True, slots=True)
class Auditor:
    """Audits one CV, in whatever process: `offer` is a packed profile, `weights` pairs of part and weight."""

    offer: bytes
    weights: tuple[tuple[str, float], ...]
    today: date
    base: str = ""

    def __call__(self, document: Document) -> list[Difference]:
        """The twins of a CV, read as text like the CV itself, and the CV in other formats."""
        side = Side(unpack(self.offer, Profile), shipped_space())
        text, first, base, identity = self._match(side, document.text.encode(), "cv.txt")
        variants = [(t.kind, t.variant, t.text.encode(), "cv.txt") for t in twins_of(text, identity, base)]
        variants += [(FORMAT, form, data, f"cv.{form.split()[0]}") for form, data in formats_of(document)]
        found = []
        for kind, variant, data, name in variants:
            _, match, profile, _ = self._match(side, data, name)
            words = _responsible(first, match, base, profile) if match.score != first.score else ()
            found.append(Difference(document.file, kind, variant, first.score, match.score, words))
        return found

    def _match(self, side: Side, data: bytes, name: str) -> tuple[Document, Match, Profile, Identity]:
        document = parse_document(data, name, "cv")
        profile, identity = profile_of(document, annotate(document, load_model(self.base)), self.today)
        return document, score_match(side, profile, Weights(dict(self.weights))), profile, identity

    def prepare(self) -> None:
        """What a process needs before its first CV."""
        load_model(self.base)


def _responsible(one: Match, other: Match, cv: Profile, twin: Profile) -> tuple[str, ...]:
    """The parts that differ, and the words that only one of both has."""
    values = {p.name: p.value for p in other.parts}
    parts = [p.name for p in one.parts if p.value != values.get(p.name)]
    before, after = ({t for p in profile.passages for t in p.terms} for profile in (cv, twin))
    return (*parts, *sorted(before ^ after)[:8])
