"""Trained linear chains (conditional random fields, Lafferty et al. 2001): the door to crfsuite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pycrfsuite

from pipeline.errors import BadSetting

BEGIN = "B-"
"""Before the label of what begins an entry, or a field."""
HEADING = "h:"
"""Before the kind of section that a line heads, as its label."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The label of one item, whether it begins something, and how sure that is, in [0, 1].

    The probability is the marginal one of the label, begun or not.
    """

    label: str
    begins: bool
    probability: float


class Chain:
    """A chain from its file."""

    def __init__(self, path: Path) -> None:
        self._tagger: Any = pycrfsuite.Tagger()
        try:
            self._tagger.open(str(path))
        except (ValueError, OSError):
            fact = "ce modèle appris est absent ou endommagé"
            raise BadSetting(str(path), fact, "réinstaller Vivier") from None
        self._labels: frozenset[str] = frozenset(self._tagger.labels())

    def tags(self, items: Sequence[Sequence[str]]) -> list[Tag]:
        """The likeliest labels of a sequence whose items are given by their traits."""
        if not items:
            return []
        found: list[str] = self._tagger.tag(items)
        return [self._tag(label, n) for n, label in enumerate(found)]

    def probabilities(
        self, items: Sequence[Sequence[str]], label: str
    ) -> list[tuple[float, float]]:
        """For each item, how likely a label is, and how likely it begins there, in [0, 1]."""
        if not items:
            return []
        self._tagger.set(items)
        begun = BEGIN + label
        names = [name for name in (label, begun) if name in self._labels]
        found = []
        for place in range(len(items)):
            each = {name: self._tagger.marginal(name, place) for name in names}
            found.append((sum(each.values()), each.get(begun, 0.0)))
        return found

    def _tag(self, label: str, place: int) -> Tag:
        bare = label.removeprefix(BEGIN)
        both = (name for name in (bare, BEGIN + bare) if name in self._labels)
        probability = sum(self._tagger.marginal(name, place) for name in both)
        return Tag(bare, label != bare, float(min(probability, 1.0)))


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The likeliest labels of a sequence, and how likely some labels are at each of its items: of
    each label, begun or not, and begun there.
    """

    tags: Sequence[Tag]
    chances: dict[str, list[tuple[float, float]]]


def first_look(chain: Chain, items: Sequence[Sequence[str]], labels: Sequence[str]) -> FirstLook:
    """What a chain makes of a sequence, with the chances of some labels."""
    tags = chain.tags(items)
    return FirstLook(tags, {label: chain.probabilities(items, label) for label in labels})


@cache
def chain(path: Path) -> Chain:
    """The chain of a file, opened once.

    Raises BadSetting where the file is missing or damaged.
    """
    return Chain(path)
