"""Experience, diploma and languages against what an offer asks: more than asked adds nothing, silence
is to be checked.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.profiles.profile import Profile
from pipeline.ranking.answers import Answer
from pipeline.ranking.ranker import rank

OFFER = """Développeur d'applications
Employeur : Province Sud

Missions :
- concevoir et développer des applications informatiques ;

Profil du candidat
- diplôme de niveau bac + 3 en informatique ;
- trois ans d'expérience dans le développement ;
- anglais niveau B2.
"""
CV = """Ana Lemaire

Expérience
Développeuse d'applications Java – Lagon – Nouméa  janvier 2023 - décembre 2024
- Développement d'applications en Java

Formation
Licence informatique – UNC  2018

Langues
Français, anglais B1
"""
HIGHER = ("Licence", "Master")
LOWER = ("Licence informatique – UNC  2018", "BTS SIO, services informatiques – lycée  2018")
RUNNING = ("Licence informatique – UNC  2018", "Licence informatique – UNC, en cours")
NONE = ("Licence informatique – UNC  2018", "Brevet de secourisme")


@pytest.fixture
def answered(profile_from: Callable[..., Profile]) -> Callable[..., Answer]:
    """The answer of a CV to the criterion of a kind."""

    def found(kind: str, *change: str) -> Answer:
        told = CV.replace(*change) if change else CV
        match = rank(profile_from(OFFER, "offer"), [profile_from(told)])[0].match
        found = [a for a in match.answers if a.kind == kind]
        assert len(found) == 1, [(a.kind, a.text) for a in match.answers]
        (answer,) = found
        assert all(e.quote in " ".join(told.split()) for e in answer.evidence)
        return answer

    return found


def test_months_count_against_the_years_asked(answered: Callable[..., Answer]) -> None:
    two, twenty = (answered("experience"), answered("experience", "2023", "2003"))
    assert 0 < two.strength < twenty.strength <= 1
    assert answered("experience", "2023", "1993").strength == twenty.strength


def test_experience_in_another_trade_is_to_be_checked(answered: Callable[..., Answer]) -> None:
    told = "Boulangère – Au bon pain – Nouméa  janvier 2003 - décembre 2024\n- Pétrissage, cuisson"
    start = CV.index("Développeuse")
    other = answered("experience", CV[start : CV.index("\n\nFormation")], told)
    assert (other.strength, other.state) == (0, "to_check")


def test_a_higher_diploma_is_enough_and_a_lower_one_less(answered: Callable[..., Answer]) -> None:
    asked, higher = answered("diploma"), answered("diploma", *HIGHER)
    assert higher.strength == pytest.approx(asked.strength, abs=0.1) and asked.state == "shown"
    for change in (LOWER, RUNNING):
        lower = answered("diploma", *change)
        assert 0 < lower.strength < asked.strength and lower.state == "partly"


def test_a_diploma_of_another_field_shows_nothing(answered: Callable[..., Answer]) -> None:
    other = answered("diploma", "Licence informatique", "Licence histoire de l'art")
    assert (other.strength, other.state) == (0, "to_check")


def test_no_diploma_is_to_be_checked(answered: Callable[..., Answer]) -> None:
    silent = answered("diploma", *NONE)
    assert (silent.strength, silent.state, silent.evidence) == (0, "to_check", ())


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ((), 0.75),
        (("anglais B1", "anglais C2"), 1.0),
        (("anglais B1", "espagnol C2"), 0.0),
    ],
)
def test_languages(change: tuple[str, ...], wanted: float, answered: Callable[..., Answer]) -> None:
    found = answered("language", *change)
    assert found.strength == pytest.approx(wanted)
    assert found.state == {1.0: "shown", 0.75: "partly", 0.0: "to_check"}[wanted]


ASKED = "trois ans d'expérience dans le développement"
TASK = "- Développement d'applications en Java"
PAYMENT = "une expérience du paiement en ligne"


def answers_to(profile_from: Callable[..., Profile], offer: str, cv: str, kind: str) -> Answer:
    match = rank(profile_from(offer, "offer"), [profile_from(cv)])[0].match
    return next(a for a in match.answers if a.kind == kind)


def test_experience_of_a_thing_is_shown_by_the_line_that_tells_of_it(
    profile_from: Callable[..., Profile],
) -> None:
    offer = OFFER.replace(ASKED, PAYMENT)
    told = CV.replace(TASK, f"{TASK}\n- Paiement en ligne des factures par carte")
    found = answers_to(profile_from, offer, told, "experience")
    assert [e.quote for e in found.evidence] == ["Paiement en ligne des factures par carte"]
    silent = answers_to(profile_from, offer, CV, "experience")
    assert (silent.strength, silent.state, silent.evidence) == (0, "to_check", ())


def test_years_alone_are_shown_by_near_posts_and_no_line_of_others(
    profile_from: Callable[..., Profile],
) -> None:
    offer = OFFER.replace(ASKED, "deux ans d'expérience, alternance comprise")
    start = CV.index("Développeuse")
    other = "Cheffe de projet événementiel – Fête – Nouméa  janvier 2019 - décembre 2024\n"
    told = f"{CV[:start]}{other}- Budget, équipe de deux alternants\n{CV[CV.index(chr(10) * 2 + 'Formation') :]}"
    assert answers_to(profile_from, offer, told, "experience").strength == 0
    assert "Développeuse" in answers_to(profile_from, offer, CV, "experience").evidence[0].quote


def test_of_several_diplomas_the_one_of_the_field_is_quoted(
    answered: Callable[..., Answer],
) -> None:
    line = "Licence informatique – UNC  2018"
    found = answered("diploma", line, f"Master histoire de l'art – UNC  2021\n{line}")
    assert found.strength == answered("diploma").strength
    assert found.evidence[0].matched == answered("diploma").evidence[0].matched


def test_a_language_that_is_not_spoken_quotes_no_other(
    profile_from: Callable[..., Profile],
) -> None:
    offer = OFFER.replace("anglais niveau B2", "anglais et espagnol niveau B2")
    found = answers_to(profile_from, offer, CV, "language")
    assert (found.strength, found.state, found.evidence) == (0, "to_check", ())


def test_beside_posts_of_the_trade_far_ones_are_not_quoted(
    profile_from: Callable[..., Profile],
) -> None:
    start = CV.index("Développeuse")
    helper = "Technicienne de support informatique – Lagon – Nouméa  janvier 2003 - décembre 2022\n"
    found = answers_to(profile_from, OFFER, CV[:start] + helper + CV[start:], "occupation")
    assert [e.matched for e in found.evidence] == ["Développeuse d'applications Java"]
