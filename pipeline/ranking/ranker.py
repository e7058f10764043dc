"""The score of a match, and the ranking of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from pipeline.errors import BadSetting
from pipeline.profiles.profile import Profile
from pipeline.ranking import shown
from pipeline.ranking.answers import Answer
from pipeline.ranking.answers import weighed as answers_weighed
from pipeline.ranking.asked import Asked, Question
from pipeline.ranking.background import BY_FACT
from pipeline.ranking.criteria import KINDS, Grid
from pipeline.ranking.evidence import strengths
from pipeline.ranking.following import unfollowed
from pipeline.ranking.guards import guarded
from pipeline.ranking.matches import Match, Ranked
from pipeline.ranking.nearness import nearness
from pipeline.ranking.posts import held_posts, recencies
from pipeline.ranking.requirements import check_requirements
from pipeline.ranking.similarity import Space, shipped_space
from pipeline.ranking.standings import standings
from pipeline.ranking.told import Told


@dataclass(frozen=True, slots=True)
class Weights:
    """By how much the weights of a grid are multiplied for each kind of criterion; the shares of
    the score are scaled to sum to 1.
    """

    values: Mapping[str, float]

    @classmethod
    def shipped(cls) -> Weights:
        """The weights of the grid as they are."""
        return cls(MappingProxyType(dict.fromkeys(KINDS, 1.0)))

    @classmethod
    def parsed(cls, text: str) -> Weights:
        """Weights as a setting says: "skill=2,mission=0.5" multiplies.

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
                    "écrire par exemple skill=2,mission=0.5",
                ) from None
        return cls.shipped().times(factors)

    def times(self, factors: Mapping[str, float]) -> Weights:
        """These weights with some of them multiplied: {"skill": 2} makes skills count twice as
        much.

        Raises BadSetting for an unknown kind, a negative factor, or where nothing is left.
        """
        for name, factor in factors.items():
            if name not in self.values:
                raise BadSetting(
                    f"--weights {name}",
                    "cette nature de critère n'existe pas",
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
            raise BadSetting(
                "--weights", "tous les poids sont nuls", "garder au moins une nature de critère"
            )
        return Weights(MappingProxyType(values))


def measured(question: Question, cv: Profile) -> Match:
    """One CV against one offer: an answer to every criterion that counts, not weighed yet."""
    told = unfollowed(question, Told(guarded(question.asked.offer, cv), question.space))
    near = nearness(question, told)
    found = strengths(question, told, near)
    fresh = recencies(told)
    answers = []
    for (criterion, words), row in zip(question.rows, found, strict=True):
        by_fact = BY_FACT.get(criterion.kind)
        if by_fact is None:
            answers.append(shown.by_lines(criterion, words, told, row, fresh))
        else:
            answers.append(by_fact(criterion, told, row, near))
    checks = check_requirements(question.asked.offer, told.profile, held_posts(told, near))
    return Match(cv.file, cv.id, tuple(answers), checks, told.profile.warnings, cv.title)


def weighed(match: Match, weights: Weights) -> Match:
    """A match whose answers weigh as their criteria do, scaled to sum to 1."""
    return replace(match, answers=answers_weighed(match.answers, _shares(match.answers, weights)))


def _shares(answers: Sequence[Answer], weights: Weights) -> list[float]:
    given = [a.weight * weights.values[a.kind] for a in answers]
    whole = sum(given)
    return [weight / whole if whole else 0.0 for weight in given]


def score_match(question: Question, cv: Profile, weights: Weights) -> Match:
    """One CV against one offer, weighed."""
    return weighed(measured(question, cv), weights)


def question_of(offer: Profile, grid: Grid | None = None, space: Space | None = None) -> Question:
    """What an offer asks of CVs: by a grid whose words it has, else by its own."""
    asked = Asked.of(offer) if grid is None else Asked(offer, grid)
    return Question(asked, space or shipped_space())


def rank(
    offer: Profile,
    cvs: Sequence[Profile],
    weights: Weights | None = None,
    space: Space | None = None,
    grid: Grid | None = None,
) -> tuple[Ranked, ...]:
    """Every CV, best first; equal scores are ordered by content, so that the order of `cvs` changes
    nothing.
    """
    question = question_of(offer, grid, space)
    return ordered([score_match(question, cv, weights or Weights.shipped()) for cv in cvs])


def ordered(matches: Sequence[Match]) -> tuple[Ranked, ...]:
    """Matches with their ranks and bands; equal scores share a rank."""
    return tuple(Ranked(s.rank, s.band, matches[s.place]) for s in standings(enumerate(matches)))
