"""The parts of the score that compare a person's background with what the offer asks of it: career,
diploma, languages.

More than is asked adds nothing and takes nothing away: long experience is no merit of its own and
no fault either, and would tell age.
"""

from __future__ import annotations

from pipeline.profiles.ladder import LADDER
from pipeline.profiles.languages import OWN, levels_in
from pipeline.profiles.levels import CEFR
from pipeline.profiles.profile import Passage
from pipeline.ranking.matches import Part
from pipeline.ranking.side import Side, evidence_of, post_closeness

BELOW = 0.35
"""What each rung of the ladder of diplomas below the one asked takes away."""
LEVEL = 0.25
"""What each level of a language below the one asked takes away."""
UNSAID = "B1"
"""The level meant where an offer names a language without one."""
FLUENT = "C1"
"""The level meant by "courant"."""


def career(offer: Side, cv: Side) -> Part | None:
    """The months in trades near that of the offer, by their nearness, against the years asked."""
    years = offer.profile.requirements.experience_min_years
    if not years or not offer.profile.occupations:
        return None
    months, evidence = 0.0, []
    for post, close in zip(
        cv.profile.career.posts, post_closeness(offer.profile, cv.profile), strict=True
    ):
        passage = cv.profile.passage(min(post.title_lines))
        if post.kind == "post" and close > 0 and passage:
            months += close * post.months
            link = f"{post.months} mois, métier proche à {close:.0%}".replace("%", " %")
            evidence.append(
                evidence_of(
                    f"{years:g} an(s) d'expérience", post.title, link, passage, close * post.months
                )
            )
    value = min(months / (12 * years), 1.0)
    return Part(
        "career",
        value,
        0.0,
        tuple(evidence),
        () if value >= 1 else (f"{years:g} an(s) d'expérience dans le métier",),
    )


def diploma(offer: Side, cv: Side) -> Part | None:
    """The highest diploma obtained against the one asked; one in progress stands a rung lower."""
    asked = offer.profile.requirements.diploma_min
    if not asked:
        return None
    rungs = {"obtained": 0, "to_check": 0, "running": 1}
    held = [
        (LADDER.index(d.level) - rungs[d.status], d)
        for d in cv.profile.diplomas
        if d.status in rungs and d.level
    ]
    rung, best = max(held, key=lambda h: (h[0], -h[1].line), default=(0, None))
    passage = cv.profile.passage(best.line) if best else None
    if best is None or passage is None:
        return Part("diploma", 0.0, 0.0, (), (f"diplôme {asked}",))
    value = max(0.0, 1 - BELOW * max(LADDER.index(asked) - rung, 0))
    link = "niveau demandé" if value == 1 else "niveau inférieur"
    missing = () if value == 1 else (f"diplôme {asked}",)
    return Part(
        "diploma",
        value,
        0.0,
        (evidence_of(f"diplôme {asked}", f"{best.title} ({best.level})", link, passage, value),),
        missing,
    )


def languages(offer: Side, cv: Side) -> Part | None:
    """The languages asked, French apart, at the levels asked; their mean."""
    asked = [(name, level) for name, level in offer.profile.languages if name != OWN]
    if not asked:
        return None
    spoken = dict(cv.profile.languages)
    total, evidence, missing = 0.0, [], []
    for name, level in asked:
        passage = _passage_on(name, cv) if name in spoken else None
        if passage is None:
            missing.append(name)
            continue
        value = max(0.0, 1 - LEVEL * max(_rank(level, UNSAID) - _rank(spoken[name], FLUENT), 0))
        total += value
        evidence.append(
            evidence_of(name, f"{name} ({spoken[name]})", "langue demandée", passage, value)
        )
    return Part("languages", total / len(asked), 0.0, tuple(evidence), tuple(missing))


def _passage_on(language: str, cv: Side) -> Passage | None:
    """The first passage that names a language, those of the section on languages before the others."""
    ordered = sorted(cv.profile.passages, key=lambda p: (p.section != "languages", p.number))
    return next((p for p in ordered if language in dict(levels_in(p.text))), None)


def _rank(level: str, unsaid: str) -> int:
    return CEFR.index(level if level in CEFR else unsaid)
