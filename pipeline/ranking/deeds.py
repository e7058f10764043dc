"""What was done: the actions and objects of an offer found again in the lines of a CV."""

from __future__ import annotations

from pipeline.profiles.profile import Mission, Passage
from pipeline.ranking.matches import SHOWN, Part, mean, strongest
from pipeline.ranking.side import ASKED_DONE, Side, evidence_of
from pipeline.ranking.trades import trade_share

ANOTHER_ACTION = 0.6
"""What the object of a mission counts where the CV does something else to it."""


def missions(offer: Side, cv: Side) -> Part | None:
    """For each action and object of the offer, the line of the CV with the most of the object,
    better under the same action.
    """
    needs = [m for m in offer.profile.missions if m.section in ASKED_DONE] or list(
        offer.profile.missions
    )
    asked = [(m, terms) for m in _distinct(needs) if (terms := _object_terms(m, offer))]
    if not asked:
        return None
    evidence, missing, criteria = [], [], []
    for mission, terms in asked:
        weight = sum(offer.space.idf(t) for t in terms) ** 0.5 * offer.weight(mission.line)
        value, passage, same = _best_line(mission.action, terms, offer, cv)
        criteria.append((weight, value))
        name = f"{mission.action} : {mission.object}"
        if passage and value >= SHOWN:
            link = "même action" if same else "même objet"
            evidence.append(
                evidence_of(name, passage.text.removeprefix("- "), link, passage, weight * value)
            )
        else:
            missing.append(name)
    return Part(
        "missions", mean(criteria), 0.0, strongest(evidence), tuple(missing), tuple(criteria)
    )


def _best_line(
    action: str, terms: tuple[str, ...], offer: Side, cv: Side
) -> tuple[float, Passage | None, bool]:
    best: tuple[float, Passage | None, bool] = (0.0, None, False)
    whole = sum(offer.space.idf(t) for t in terms)
    for passage in cv.done:
        shared = sum(offer.space.idf(t) for t in terms if t in passage.terms) / whole
        if shared:
            same = action in cv.actions.get(passage.number, ())
            value = shared * (1.0 if same else ANOTHER_ACTION) * trade_share(passage, offer, cv)
            if value > best[0]:
                best = (value, passage, same)
    return best


def _distinct(found: list[Mission]) -> list[Mission]:
    return list({(m.action, m.object): m for m in found}.values())


def _object_terms(mission: Mission, side: Side) -> tuple[str, ...]:
    """The content words of a mission's object, each once, taken from those of its line."""
    passage = side.profile.passage(mission.line)
    return tuple(dict.fromkeys(t for t in mission.terms if passage and t in passage.terms))
