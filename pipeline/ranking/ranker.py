"""The score of a match, and the ranking of many."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from pipeline import tables
from pipeline.errors import BadSetting
from pipeline.profiles.profile import Profile
from pipeline.ranking.bands import bands
from pipeline.ranking.guards import guarded
from pipeline.ranking.matches import Match, Part, Ranked
from pipeline.ranking.parts import MEASURES
from pipeline.ranking.requirements import check_requirements
from pipeline.ranking.side import Side
from pipeline.ranking.similarity import Space, shipped_space


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of the score weighs; they are scaled to sum to 1 over the parts on which an offer speaks."""

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
                raise BadSetting(f"--weights {item}", "ce n'est pas un poids", "écrire par exemple skills=2,text=0.5") from None
        return cls.shipped().times(factors)

    def times(self, factors: Mapping[str, float]) -> Weights:
        """These weights with some of them multiplied: {"skills": 2} makes skills count twice as much.

        Raises BadSetting for an unknown part, a negative factor, or where nothing is left.
        """
        for name, factor in factors.items():
            if name not in self.values:
                raise BadSetting(f"--weights {name}", "cette partie n'existe pas", f"choisir parmi {', '.join(self.values)}")
            if not 0 <= factor < float("inf"):
                raise BadSetting(f"--weights {name}={factor:g}", "un poids est un nombre positif", "donner 0 ou plus")
        values = {name: value * factors.get(name, 1.0) for name, value in self.values.items()}
        if sum(values.values()) <= 0:
            raise BadSetting("--weights", "tous les poids sont nuls", "garder au moins une partie")
        return Weights(MappingProxyType(values))


@cache
def _shipped() -> dict[str, float]:
    data = json.loads((tables.MODELS / "weights.json").read_text(encoding="utf-8"))
    return {name: float(data["weights"][name]) for name in MEASURES}


def score_match(offer: Side, cv: Profile, weights: Weights) -> Match:
    """One CV against one offer."""
    kept = guarded(offer.profile, cv)
    side = Side(kept, offer.space)
    parts = [part for name, measure in MEASURES.items() if weights.values[name] > 0 and (part := measure(offer, side)) is not None]
    return Match(cv.file, cv.id, weighed(parts, weights), check_requirements(offer.profile, cv), kept.warnings, cv.title)


def weighed(parts: Sequence[Part], weights: Weights) -> tuple[Part, ...]:
    """Parts with their weights, scaled to sum to 1 over these parts."""
    whole = sum(weights.values[p.name] for p in parts) or 1.0
    return tuple(replace(p, weight=weights.values[p.name] / whole) for p in parts)


def rank(offer: Profile, cvs: Sequence[Profile], weights: Weights | None = None, space: Space | None = None) -> tuple[Ranked, ...]:
    """Every CV, best first; equal scores are ordered by content, so that the order of `cvs` changes nothing."""
    side = Side(offer, space or shipped_space())
    return ordered([score_match(side, cv, weights or Weights.shipped()) for cv in cvs])


def ordered(matches: Sequence[Match]) -> tuple[Ranked, ...]:
    """Matches with their ranks and bands; equal scores share a rank."""
    best = sorted(matches, key=lambda m: (-m.score, m.id, m.file))
    out: list[Ranked] = []
    for n, (match, band) in enumerate(zip(best, bands(best), strict=True), 1):
        tied = out and out[-1].match.score == match.score
        out.append(Ranked(out[-1].rank if tied else n, band, match))
    return tuple(out)
