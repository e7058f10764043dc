"""The skills that an offer asks, found in a CV: exact, implied or near, used or only listed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon.spelling import plain
from pipeline.profiles.profile import STRENGTH, Passage, SkillUse
from pipeline.ranking.matches import Part, mean, strongest
from pipeline.ranking.side import ASKED, ASKED_DONE, DONE, Side, evidence_of
from pipeline.ranking.trades import trade_share

LISTED, CLAIMED = 0.55, 0.35
"""What a skill counts that is only listed, or only claimed in the head of a CV, against 1 for one
used in a dated entry.
"""
IMPLIED, BROADER, NEAR = 0.8, 0.5, 0.15
FRESH, FADING, FADED = 5, 0.04, 0.6
"""Years without use after which a dated use fades towards a listed one, the share that each year
more takes, what is left at the least.
"""
NEIGHBOUR = "outil voisin"
"""A tool of the same family as the one asked: it counts a little, and the one asked is still
missing.
"""
SOFT = 0.25
IN_MISSIONS = 1.3
"""What a skill weighs that the missions of the offer name, against 1 for one of a list."""


def skills(offer: Side, cv: Side) -> Part | None:
    """The asked skills found in the CV: exact, implied, broader or near; used in a dated entry, and
    lately, before listed or claimed.
    """
    asked = [s for s in offer.profile.skills if set(s.sections) & set(ASKED)]
    if not asked:
        return None
    evidence, missing, criteria = [], [], []
    for needs in _choices(asked, offer):
        found = [(*_best_use(need, offer, cv), need) for need in needs]
        value, link, use, need = max(found, key=lambda f: f[0])
        weight = max(_weight(n, offer) for n in needs)
        criteria.append((weight, value))
        passage = _best_passage(use, cv) if use else None
        if use and passage:
            evidence.append(evidence_of(need.concept, use.surface, link, passage, weight * value))
        if need.kind != "soft" and (passage is None or link == NEIGHBOUR):
            missing.append(" ou ".join(n.concept for n in needs))
    return Part("skills", mean(criteria), 0.0, strongest(evidence), tuple(missing), tuple(criteria))


def _choices(asked: Sequence[SkillUse], offer: Side) -> list[list[SkillUse]]:
    """The skills that are asked, those together of which one is enough."""
    found: dict[object, list[SkillUse]] = {}
    for need in asked:
        found.setdefault(_choice(need, offer) or need.concept, []).append(need)
    return list(found.values())


def _choice(need: SkillUse, offer: Side) -> tuple[int, ...]:
    """The lines of the offer that leave a choice between a skill and others."""
    named = plain(need.surface)
    asks = ((n, offer.asked_on[n]) for n in need.lines if n in offer.asked_on)
    return tuple(n for n, ask in asks if any(named in plain(other) for other in ask.any_of))


def _weight(need: SkillUse, offer: Side) -> float:
    """What a skill weighs: where it is asked, and of what kind it is."""
    own = SOFT if need.kind == "soft" else 1.0
    placed = IN_MISSIONS if set(need.sections) & set(ASKED_DONE) else 1.0
    return own * placed * offer.weight(*need.lines)


def _best_use(need: SkillUse, offer: Side, cv: Side) -> tuple[float, str, SkillUse | None]:
    best: tuple[float, str, SkillUse | None] = (0.0, "", None)
    for use in cv.profile.skills:
        if use.concept == need.concept:
            factor, link = 1.0, "exact"
        elif need.concept in use.implies:
            factor, link = IMPLIED, "implique"
        elif use.concept in need.implies:
            factor, link = BROADER, "plus large"
        elif need.kind == use.kind == "tool" and set(use.implies) & set(need.implies):
            factor, link = NEAR, NEIGHBOUR
        else:
            continue
        value = factor * _context(use, offer, cv) * STRENGTH[use.qualifier]
        if value > best[0]:
            best = (value, link, use)
    return best


def _context(use: SkillUse, offer: Side, cv: Side) -> float:
    """What a skill counts by where it stands: in a dated entry from LISTED to 1, by the trade of
    the post and how long ago it was.
    """
    passages = [
        p
        for n in use.lines
        if (p := cv.profile.passage(n)) and (p.section in DONE or p.post is not None)
    ]
    if passages:
        return LISTED + (1 - LISTED) * _recency(use, cv) * max(
            trade_share(p, offer, cv) for p in passages
        )
    return (
        CLAIMED
        if set(use.sections) <= {"identity", "summary", "interests", "references"}
        else LISTED
    )


def _recency(use: SkillUse, cv: Side) -> float:
    """What a dated use is worth by the years since: FRESH of them take nothing away, so that a
    break does not count.

    Another post never makes a use older (law 5): it is measured against the date of the run, not
    against the rest of the career.
    """
    return (
        1.0
        if use.last_year is None
        else max(1.0 - FADING * max(cv.profile.career.read_in - use.last_year - FRESH, 0), FADED)
    )


def _best_passage(use: SkillUse, cv: Side) -> Passage | None:
    found = [p for n in use.lines if (p := cv.profile.passage(n))]
    return min(found, key=lambda p: (p.section not in DONE, p.number), default=None)
