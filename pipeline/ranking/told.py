"""What a CV tells: the lines that may be evidence, grouped by post, and their rows of numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.profiles.profile import Passage, Profile
from pipeline.profiles.skills import SkillUse
from pipeline.ranking.similarity import Space, Vector
from pipeline.ranking.trades import shipped_trades

SILENT = ("interests", "references", "languages", "identity")
"""Sections that are evidence of no work and no skill."""
DATED = ("experience", "projects")
MANY, SHORT = 6, 2.5
"""A line of so many pieces or more, of so many words at the most on average, is a list."""
_BETWEEN = re.compile(r"\s*[,;|•·]\s*")
TITLE_TWICE = 2
"""How often the words of a title count among those of its post."""


def is_list(passage: Passage) -> bool:
    """Whether a line lists words, and tells no work."""
    pieces = _BETWEEN.split(passage.text.partition(" : ")[2] or passage.text)
    return len(pieces) >= MANY and len(passage.text.split()) <= SHORT * len(pieces)


@dataclass(frozen=True)
class Told:
    """A CV with the lines that may be evidence.

    A context is the place of a line: 0 for all that stands in no post, n + 1 for post n.
    """

    profile: Profile
    space: Space

    @cached_property
    def lines(self) -> tuple[Passage, ...]:
        """The lines that may be evidence."""
        return tuple(p for p in self.profile.passages if p.terms and self._speaks(p))

    def _speaks(self, passage: Passage) -> bool:
        return passage.post is not None or passage.section not in SILENT

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each line among `lines`, by its number."""
        return {p.number: n for n, p in enumerate(self.lines)}

    @cached_property
    def latent(self) -> Vector:
        """Latent rows of the lines, shape (lines, dimensions)."""
        return self.space.latent([p.terms for p in self.lines])

    @cached_property
    def sizes(self) -> Vector:
        """The weight of all words of each line, each once, shape (lines,)."""
        return np.array([sum(map(self.space.idf, set(p.terms))) for p in self.lines])

    @cached_property
    def context(self) -> tuple[int, ...]:
        """The context of each line."""
        return tuple(0 if p.post is None else p.post + 1 for p in self.lines)

    @cached_property
    def contexts(self) -> tuple[list[str], ...]:
        """The words of each context, those of a title more than once."""
        found: list[list[str]] = [[] for _ in range(len(self.profile.career.posts) + 1)]
        for line, place in zip(self.lines, self.context, strict=True):
            if line.post is not None and is_list(line):
                continue
            times = TITLE_TWICE if self.is_title(line) else 1
            found[place] += list(line.terms) * times
        return tuple(found)

    def is_title(self, passage: Passage) -> bool:
        """Whether a line heads a post."""
        if passage.post is None:
            return False
        return passage.number in self.profile.career.posts[passage.post].title_lines

    @cached_property
    def laws(self) -> list[Vector]:
        """The trade of each context as a law over the domains."""
        return [shipped_trades().law(words) for words in self.contexts]

    @cached_property
    def wholes(self) -> Vector:
        """The latent row of each context, shape (contexts, dimensions)."""
        return self.space.latent(self.contexts)

    @cached_property
    def codes(self) -> tuple[frozenset[str], ...]:
        """The ROME codes of the trades of each context."""
        found: list[set[str]] = [set() for _ in self.contexts]
        for held in self.profile.occupations:
            post = self.profile.career.post_of(held.line)
            found[0 if post is None else post + 1].add(held.rome)
        return tuple(map(frozenset, found))

    @cached_property
    def uses(self) -> tuple[tuple[SkillUse, tuple[int, ...]], ...]:
        """The skills with the places of their lines."""
        found = (
            (use, tuple(self.places[n] for n in use.lines if n in self.places))
            for use in self.profile.skills
        )
        return tuple((use, places) for use, places in found if places)
