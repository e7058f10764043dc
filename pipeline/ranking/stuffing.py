"""Whether a CV piles up words: skills of other trades that no post shows, or one list twice."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Warning
from pipeline.profiles.profile import Profile
from pipeline.profiles.skills import SkillUse
from pipeline.ranking.told import DATED as DONE

STUFFED = 35
"""More skills than this that no dated entry shows are stuffing."""
AT_HOME = 80
"""The same of tools, for those whose trade is told by many of them."""
REPEATED = 20
"""So many skills that are listed twice are stuffing."""
MOSTLY = 0.8
"""A list of which this share are tools is one of computing."""
COMPUTING = "M18"


def stuffing(cv: Profile) -> Iterator[Warning]:
    """The warning of a CV that piles up skills, none for the others."""
    idle = _idle(cv)
    twice = [s for s in idle if len(s.lines) > 1]
    if len(idle) > _most(cv, idle):
        fact = f"{len(idle)} compétences citées sans qu'aucun poste ne les montre"
        yield Warning("keyword_stuffing", fact)
    elif len(twice) >= REPEATED:
        fact = (
            f"{len(twice)} compétences énumérées plusieurs fois sans qu'aucun poste ne les montre"
        )
        yield Warning("keyword_stuffing", fact)


def stuffed_lines(cv: Profile) -> frozenset[int]:
    """The lines of a CV that piles up skills in which they stand: evidence of nothing."""
    if not any(stuffing(cv)):
        return frozenset()
    return frozenset(n for use in _idle(cv) for n in use.lines)


def _idle(cv: Profile) -> list[SkillUse]:
    """The skills that no dated entry shows."""
    return [s for s in cv.skills if s.kind != "soft" and not set(s.sections) & set(DONE)]


def _most(cv: Profile, idle: list[SkillUse]) -> int:
    """How many skills may be listed; more tools where they are the trade, or none is known."""
    tools = sum(s.kind == "tool" for s in idle)
    trades = {o.rome[:3] for o in cv.occupations}
    at_home = COMPUTING in trades or not trades
    return AT_HOME if at_home and tools >= MOSTLY * len(idle) else STUFFED
