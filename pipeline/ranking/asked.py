"""What is asked: the criteria of a grid, each with its words, and their rows of numbers, made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.lexicon.words import fold
from pipeline.profiles.asks import Words
from pipeline.profiles.profile import Profile
from pipeline.ranking.criteria import Criterion, Grid, grid_of
from pipeline.ranking.similarity import Space, Vector
from pipeline.ranking.trades import shipped_trades

DONE = ("occupation", "mission")
"""Kinds of criteria that tell what the trade of an offer is; where there are none, all do."""
NAMED = ("occupation", "mission", "skill")
TRADE = ("occupation",)
TASKS = ("mission", "skill")


@dataclass(frozen=True)
class Asked:
    """An offer and its grid; `offer.asks` has the words of each criterion, in the order of the
    grid.
    """

    offer: Profile
    grid: Grid

    @classmethod
    def of(cls, offer: Profile) -> Asked:
        """What an offer asks by its own grid."""
        return cls(offer, grid_of(offer.asks))

    @cached_property
    def rows(self) -> tuple[tuple[Criterion, Words], ...]:
        """The criteria that are not ignored, each with its words, in the order of the grid."""
        pairs = zip(self.grid, self.offer.asks, strict=True)
        return tuple((c, ask.words) for c, ask in pairs if c.counts)

    @cached_property
    def trades(self) -> tuple[tuple[str, str], ...]:
        """The trades that are asked, title and ROME code: those that criteria name, else those of
        the offer's head.
        """
        named = [t for c, words in self.rows if c.kind == "occupation" for t in words.trades]
        return tuple(dict.fromkeys(named)) or tuple(
            (o.title, o.rome) for o in self.offer.occupations
        )


@dataclass(frozen=True)
class Question:
    """The criteria that lines of a CV answer, as rows of numbers.

    `idf` has shape (criteria, words): the weight of each word where a criterion has it; `latent`
    has shape (criteria, dimensions); `law` is over the domains of ROME.
    """

    asked: Asked
    space: Space

    @cached_property
    def rows(self) -> tuple[tuple[Criterion, Words], ...]:
        """The criteria with their words."""
        return self.asked.rows

    @cached_property
    def places(self) -> dict[str, int]:
        """The words of all criteria, with their columns."""
        found = (t for _, words in self.rows for t in words.terms)
        return {term: n for n, term in enumerate(dict.fromkeys(found))}

    @cached_property
    def idf(self) -> Vector:
        """The weight of each word in each criterion, shape (criteria, words)."""
        found = np.zeros((len(self.rows), len(self.places)))
        for row, (_, words) in zip(found, self.rows, strict=True):
            for term in words.terms:
                row[self.places[term]] = self.space.idf(term)
        return found

    @cached_property
    def alternatives(self) -> tuple[Vector, ...]:
        """For each criterion the weights of the words of each alternative, shape (alternatives,
        words).
        """
        return tuple(
            np.array([row * self._mask(name) for name in c.any_of]).reshape(-1, len(self.places))
            for (c, _), row in zip(self.rows, self.idf, strict=True)
        )

    def _mask(self, name: str) -> Vector:
        keys = {fold(word) for word in name.replace("/", " ").replace("'", " ").split()}
        found = np.zeros(len(self.places))
        found[[n for term, n in self.places.items() if term in keys]] = 1
        return found

    @cached_property
    def latent(self) -> Vector:
        """Latent rows of the criteria."""
        return self.space.latent([words.terms for _, words in self.rows])

    @cached_property
    def whole(self) -> Vector:
        """The latent row of all that tells the trade."""
        found: Vector = self.space.latent([self._told(DONE) or self._told(NAMED)])[0]
        return found

    @cached_property
    def trade(self) -> list[str]:
        """The words that name the trade."""
        return self._told(TRADE)

    @cached_property
    def tasks(self) -> list[str]:
        """The words of its missions and skills."""
        return self._told(TASKS)

    @cached_property
    def latent_trade(self) -> Vector:
        """The latent rows of what names the trade, and of its tasks."""
        return self.space.latent([self.trade, self.tasks])

    @cached_property
    def law_of_trade(self) -> Vector:
        """The trade as a law over the domains, by its name alone."""
        return shipped_trades().law(self.trade)

    @cached_property
    def skills(self) -> frozenset[str]:
        """The skills, qualities left out, that the criteria of NAMED kinds ask."""
        rows = (words for c, words in self.rows if c.kind in NAMED)
        return frozenset(s.concept for words in rows for s in words.skills if s.kind != "soft")

    @cached_property
    def law(self) -> Vector:
        """The trade of the offer as a law over the domains: half by its name, half by its tasks."""
        whole = shipped_trades().law(self._told(NAMED))
        return (self.law_of_trade + whole) / 2 if self.trade else whole

    def _told(self, kinds: tuple[str, ...]) -> list[str]:
        return [t for c, words in self.rows if c.kind in kinds for t in words.terms]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The ROME codes of the trades that are asked."""
        return tuple(dict.fromkeys(rome for _, rome in self.asked.trades if rome))
