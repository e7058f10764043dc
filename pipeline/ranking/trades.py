"""How close the trades of a career are to the offer's, and what a line counts by its trade."""

from __future__ import annotations

from pipeline.profiles.profile import Passage
from pipeline.ranking.matches import Part, strongest
from pipeline.ranking.side import Side, evidence_of
from pipeline.ranking.similarity import occupation_closeness

FAR_TRADE = 0.4
"""What a line counts in a post of a trade that has nothing in common with that of the offer."""
SEASONED_MONTHS = 60
"""Months in close trades after which more of them add nothing."""


def trade_share(passage: Passage, offer: Side, cv: Side) -> float:
    """What a passage counts by the trade of its post; outside posts, by the nearest trade of the
    career.
    """
    wanted = [w.rome for w in offer.profile.occupations]
    if not wanted:
        return 1.0
    own = [
        o
        for o in cv.profile.occupations
        if cv.profile.career.post_of(o.line) == passage.post and passage.post is not None
    ]
    near = max(
        (occupation_closeness(o.rome, w) for o in own or cv.profile.occupations for w in wanted),
        default=0.0,
    )
    return FAR_TRADE + (1 - FAR_TRADE) * near


def occupation(offer: Side, cv: Side) -> Part | None:
    """How close the trades of the posts are to that of the offer (ROME), and for how many months
    they were held.
    """
    wanted = offer.profile.occupations
    if not wanted:
        return None
    evidence, share, months = [], 0.0, 0.0
    for held in cv.profile.occupations:
        close, target = max((occupation_closeness(held.rome, w.rome), w.title) for w in wanted)
        share += held.weight * close
        post = cv.profile.career.post_of(held.line)
        if post is not None and cv.profile.career.posts[post].kind == "post":
            months += close * cv.profile.career.posts[post].months
        passage = cv.profile.passage(held.line)
        if close > 0 and passage:
            evidence.append(
                evidence_of(
                    target,
                    held.surface,
                    f"métier proche à {close:.0%}".replace("%", " %"),
                    passage,
                    held.weight * close,
                )
            )
    value = share * (0.4 + 0.6 * min(months / SEASONED_MONTHS, 1.0))
    return Part(
        "occupation", value, 0.0, strongest(evidence), () if evidence else (wanted[0].title,)
    )
