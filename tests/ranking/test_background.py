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
        assert 0 < answered("diploma", *change).strength < asked.strength


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
    assert answered("language", *change).strength == pytest.approx(wanted)
