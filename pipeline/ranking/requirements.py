"""Requirements of an offer against a CV: met, not met, or to be checked. They are reported and
never scored.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.profiles.ladder import LADDER
from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import RequirementCheck
from pipeline.ranking.posts import Held

CLOSE_TRADE = 0.3
"""Months in a trade closer than this count as relevant experience."""
AMPLE, LONGER = 2, 5
"""Experience of AMPLE times the years asked and LONGER more is said to be more than asked: told,
never scored, since years tell age.
"""


def check_requirements(
    offer: Profile, cv: Profile, posts: Sequence[Held]
) -> tuple[RequirementCheck, ...]:
    """One check for each requirement; what the CV does not say is "unknown", never "fail".

    `posts` are those of the CV, with how near each is to the trade of the offer.
    """
    asked = dict(offer.requirements.quotes)
    needs = offer.requirements
    checks = []
    if needs.diploma_min:
        optional = " (souhaité)" if needs.diploma_optional else ""
        checks.append(
            _diploma(cv, needs.diploma_min, needs.diploma_min + optional, asked.get("diploma", ""))
        )
    if needs.experience_min_years:
        optional = " (souhaité)" if needs.experience_optional else ""
        name = f"{needs.experience_min_years:g} an(s) d'expérience{optional}"
        checks.append(
            _experience(cv, posts, needs.experience_min_years, name, asked.get("experience", ""))
        )
    for licence in needs.licences:
        held = licence in cv.requirements.licences
        quote = f"permis {licence}" if held else ""
        checks.append(
            RequirementCheck(
                f"permis {licence}", "pass" if held else "unknown", quote, f"permis {licence}"
            )
        )
    if needs.residence_years:
        name = f"{needs.residence_years} ans de résidence (selon le statut)"
        checks.append(RequirementCheck(name, "unknown", "", asked.get("residence", "")))
    return tuple(checks)


def _diploma(cv: Profile, level: str, name: str, asked: str) -> RequirementCheck:
    best = max(
        (d for d in cv.diplomas if d.status in ("obtained", "to_check") and d.level),
        key=lambda d: LADDER.index(d.level),
        default=None,
    )
    if best is None:
        return RequirementCheck(f"diplôme {name}", "unknown", "", asked)
    if LADDER.index(best.level) < LADDER.index(level):
        running = next(
            (
                d
                for d in cv.diplomas
                if d.status == "running"
                and d.level
                and LADDER.index(d.level) >= LADDER.index(level)
            ),
            None,
        )
        status = "unknown" if running else "fail"
        return RequirementCheck(f"diplôme {name}", status, (running or best).title, asked)
    return RequirementCheck(
        f"diplôme {name}", "unknown" if best.status == "to_check" else "pass", best.title, asked
    )


def _experience(
    cv: Profile, posts: Sequence[Held], years: float, name: str, asked: str
) -> RequirementCheck:
    relevant, longest = 0, ""
    for held in posts:
        if held.post.kind == "post" and held.near >= CLOSE_TRADE:
            relevant += held.post.months
            longest = longest or held.post.text
    relevant = min(relevant, cv.career.months)
    if relevant >= 12 * years:
        more = (
            f" ; {relevant // 12} ans dans des métiers proches, plus que demandé"
            if relevant >= 12 * (AMPLE * years + LONGER)
            else ""
        )
        return RequirementCheck(name, "pass", longest + more, asked)
    if not cv.career.posts or cv.career.months >= 12 * years:
        return RequirementCheck(name, "unknown", longest, asked)
    fewest, most = cv.career.range
    if cv.career.most >= 12 * years:
        status, told = "unknown", f"{fewest:g} à {most:g} ans d'expérience, selon les mois"
    else:
        status, told = "fail", f"{cv.career.years:g} an(s) d'expérience au total"
    return RequirementCheck(name, status, told.replace(".", ","), asked)
