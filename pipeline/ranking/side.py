"""One side of a match, an offer or a CV: its passages by use, and their rows of numbers, made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.lexicon.occupations import rome_titles
from pipeline.profiles.asks import Ask
from pipeline.profiles.profile import Passage, Profile
from pipeline.ranking.encoders import Encoder
from pipeline.ranking.matches import Evidence
from pipeline.ranking.similarity import Space, Vector, occupation_closeness

DONE = ("experience", "projects")
"""Sections that tell what was done, as against what is claimed."""
TOLD = (*DONE, "education", "skills", "certifications", "other")
ASKED = ("missions", "activities", "profile", "skills")
ASKED_DONE = ("missions", "activities")
STRANGERS = 100


@dataclass(frozen=True)
class Side:
    """A profile with the rows of its passages."""

    profile: Profile
    space: Space
    encoder: Encoder | None = None

    def passages(self, sections: Sequence[str], fewest: int = 1) -> list[Passage]:
        """Its passages of some sections that have at least so many content words."""
        return [
            p for p in self.profile.passages if p.section in sections and len(p.terms) >= fewest
        ]

    @cached_property
    def asked(self) -> list[Passage]:
        """What an offer asks: its missions, activities, profile and skills; all of it where no
        section was found.
        """
        return self.passages(ASKED, 2) or self.passages(("header", "other", "employer"), 2)

    @cached_property
    def missions(self) -> list[Passage]:
        """What an offer wants done."""
        return self.passages(ASKED_DONE, 3) or self.asked

    @cached_property
    def done(self) -> list[Passage]:
        """What a CV tells of work done: its sections of experience and projects, and the lines of
        its posts wherever they stand.
        """
        found = [
            p
            for p in self.profile.passages
            if len(p.terms) >= 2 and (p.section in DONE or p.post is not None)
        ]
        return found or self.passages(("other",), 2)

    @cached_property
    def told(self) -> list[Passage]:
        """All that a CV tells but its head and its summary."""
        return [
            p
            for p in self.profile.passages
            if p.terms and (p.section in TOLD or p.post is not None)
        ]

    @cached_property
    def rows_done(self) -> tuple[Vector, Vector]:
        """Word rows and latent rows of the passages of `done`."""
        return self._rows(self.done)

    @cached_property
    def rows_missions(self) -> tuple[Vector, Vector]:
        """Word rows and latent rows of the passages of `missions`."""
        return self._rows(self.missions)

    def _rows(self, passages: list[Passage]) -> tuple[Vector, Vector]:
        terms = [p.terms for p in passages]
        return self.space.tfidf(terms), self.space.latent(terms)

    @cached_property
    def encoded_done(self) -> Vector:
        """Rows of the encoder for the passages of `done`."""
        return self._encoded([p.text.removeprefix("- ") for p in self.done])

    @cached_property
    def encoded_missions(self) -> Vector:
        """Rows of the encoder for the passages of `missions`."""
        return self._encoded([p.text.removeprefix("- ") for p in self.missions])

    @cached_property
    def strangeness(self) -> Vector:
        """How close each mission is, on average, to a trade chosen without regard to it: what
        "nothing in common" is for this model.
        """
        mean: Vector = (self.encoded_missions @ self._encoded(strangers()).T).mean(axis=1)
        return mean

    def _encoded(self, sentences: Sequence[str]) -> Vector:
        assert self.encoder is not None
        return self.encoder.encode(sentences)

    @cached_property
    def asked_on(self) -> dict[int, Ask]:
        """What an offer asks, by the number of its line."""
        return {ask.line - 1: ask for ask in self.profile.asks}

    def weight(self, *lines: int) -> float:
        """What lines of an offer weigh beside the others of their kind, the most of them."""
        found = [self.asked_on[n].weight for n in lines if n in self.asked_on]
        return max(found, default=1.0)

    @cached_property
    def actions(self) -> dict[int, set[str]]:
        """The actions of each line."""
        found: dict[int, set[str]] = {}
        for mission in self.profile.missions:
            found.setdefault(mission.line, set()).add(mission.action)
        return found


@cache
def strangers() -> list[str]:
    """Titles of trades of every domain, one in STRANGERS of those of ROME."""
    return [title for title, _ in rome_titles()][::STRANGERS]


def evidence_of(
    criterion: str, matched: str, link: str, passage: Passage, value: float
) -> Evidence:
    """Evidence from a passage of a CV, its bullet left out."""
    return Evidence(
        criterion,
        matched,
        link,
        passage.text.removeprefix("- "),
        passage.page,
        passage.number + 1,
        round(value, 4),
    )


def post_closeness(offer: Profile, cv: Profile) -> list[float]:
    """How close the trade of each post of a CV is to that of the offer, in the order of its posts."""
    held = [
        [o.rome for o in cv.occupations if cv.career.post_of(o.line) == n]
        for n in range(len(cv.career.posts))
    ]
    return [
        max(
            (occupation_closeness(rome, w.rome) for rome in trades for w in offer.occupations),
            default=0.0,
        )
        for trades in held
    ]
