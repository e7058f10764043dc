"""The score of a match, and the ranking of many."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from pipeline.errors import BadSetting
from pipeline.lexicon import tables
from pipeline.profiles.profile import Profile
from pipeline.ranking.guards import guarded
from pipeline.ranking.matches import Match, Ranked
from pipeline.ranking.parts import MEASURES, UNFITTED
from pipeline.ranking.requirements import check_requirements
from pipeline.ranking.side import Side
from pipeline.ranking.similarity import Space, shipped_space
from pipeline.ranking.standings import standings


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of the score weighs; they are scaled to sum to 1 over the parts on which
    an offer speaks.
    """

    values: Mapping[str, float]

    @classmethod
    def shipped(cls) -> Weights:
        """The weights of `models/weights.json`, fitted on the open bench."""
        return cls(MappingProxyType(_shipped()))

    @classmethod
    def parsed(cls, text: str) -> Weights:
        """The shipped weights changed as a setting says: "skills=2,text=0.5" multiplies.

        Raises BadSetting as `times` does, and for a factor that is no number.
        """
        factors: dict[str, float] = {}
        for item in filter(None, text.split(",")):
            name, _, value = item.partition("=")
            try:
                factors[name.strip()] = float(value)
            except ValueError:
                raise BadSetting(
                    f"--weights {item}",
                    "ce n'est pas un poids",
                    "écrire par exemple skills=2,text=0.5",
                ) from None
        return cls.shipped().times(factors)

    def times(self, factors: Mapping[str, float]) -> Weights:
        """These weights with some of them multiplied: {"skills": 2} makes skills count twice as
        much.

        Raises BadSetting for an unknown part, a negative factor, or where nothing is left.
        """
        for name, factor in factors.items():
            if name not in self.values:
                raise BadSetting(
                    f"--weights {name}",
                    "cette partie n'existe pas",
                    f"choisir parmi {', '.join(self.values)}",
                )
            if not 0 <= factor < float("inf"):
                raise BadSetting(
                    f"--weights {name}={factor:g}",
                    "un poids est un nombre positif",
                    "donner 0 ou plus",
                )
        values = {name: value * factors.get(name, 1.0) for name, value in self.values.items()}
        if sum(values.values()) <= 0:
            raise BadSetting("--weights", "tous les poids sont nuls", "garder au moins une partie")
        return Weights(MappingProxyType(values))


@cache
def _shipped() -> dict[str, float]:
    data = json.loads((tables.MODELS / "weights.json").read_text(encoding="utf-8"))
    return {name: UNFITTED.get(name) or float(data["weights"][name]) for name in MEASURES}


def measured(offer: Side, cv: Profile) -> Match:
    """One CV against one offer: every part on which the offer speaks, not weighed yet."""
    kept = guarded(offer.profile, cv)
    side = Side(kept, offer.space, offer.encoder)
    parts = tuple(
        part for measure in MEASURES.values() if (part := measure(offer, side)) is not None
    )
    return Match(
        cv.file, cv.id, parts, check_requirements(offer.profile, cv), kept.warnings, cv.title
    )


def weighed(match: Match, weights: Weights) -> Match:
    """A match whose parts weigh as asked, scaled to sum to 1; parts without weight are left out."""
    kept = [p for p in match.parts if weights.values.get(p.name, 0.0) > 0]
    whole = sum(weights.values[p.name] for p in kept) or 1.0
    return replace(
        match, parts=tuple(replace(p, weight=weights.values[p.name] / whole) for p in kept)
    )


def score_match(offer: Side, cv: Profile, weights: Weights) -> Match:
    """One CV against one offer, weighed."""
    return weighed(measured(offer, cv), weights)


def rank(
    offer: Profile,
    cvs: Sequence[Profile],
    weights: Weights | None = None,
    space: Space | None = None,
) -> tuple[Ranked, ...]:
    """Every CV, best first; equal scores are ordered by content, so that the order of `cvs` changes
    nothing.
    """
    side = Side(offer, space or shipped_space())
    return ordered([score_match(side, cv, weights or Weights.shipped()) for cv in cvs])


def ordered(matches: Sequence[Match]) -> tuple[Ranked, ...]:
    """Matches with their ranks and bands; equal scores share a rank."""
    return tuple(Ranked(s.rank, s.band, matches[s.place]) for s in standings(enumerate(matches)))
