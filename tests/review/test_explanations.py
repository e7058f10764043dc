"""What is said beside a score: what is not shown, experience beyond what is asked."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.profiles.profile import Profile
from pipeline.ranking.ranker import rank
from pipeline.review.explanations import questions_for

OFFER = "Développeur\n\nProfil du candidat\n- maîtrise de PostgreSQL ;\n- trois ans d'expérience dans le développement.\n"
CV = "Ana Lemaire\n\nExpérience\nDéveloppeuse – Lagon – Nouméa  janvier {start} - décembre 2025\n- Développement sur MySQL\n"


def test_what_is_not_shown_is_asked(profile_from: Callable[..., Profile]) -> None:
    (ranked,) = rank(profile_from(OFFER, "offer"), [profile_from(CV.format(start=2022))])
    (asked,) = (q for q in questions_for(ranked.match) if "PostgreSQL" in q)
    assert asked.endswith("Le CV n'en parle pas.")


def test_more_experience_than_asked_is_said_and_scored_no_otherwise(
    profile_from: Callable[..., Profile],
) -> None:
    offer = profile_from(OFFER, "offer")
    ample, plenty = (
        rank(offer, [profile_from(CV.format(start=start))])[0].match for start in (2021, 1999)
    )
    said = [
        next(r for r in match.requirements if "expérience" in r.name) for match in (ample, plenty)
    ]
    assert [r.status for r in said] == ["pass", "pass"]
    assert (
        "plus que demandé" not in said[0].quote
        and "27 ans dans des métiers proches, plus que demandé" in said[1].quote
    )
    values = [
        next(p.value for p in match.parts if p.name == "experience") for match in (ample, plenty)
    ]
    assert values[0] == values[1] > 0
