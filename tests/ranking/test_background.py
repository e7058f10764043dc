"""Career, diploma and languages against what an offer asks; a silent offer leaves them out, more
than asked adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.profiles.profile import Profile
from pipeline.ranking.parts import MEASURES
from pipeline.ranking.side import Side
from pipeline.ranking.similarity import shipped_space

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
Développeuse Java – Lagon – Nouméa  janvier 2023 - décembre 2024
- Développement d'applications en Java

Formation
Licence informatique – UNC  2018

Langues
Français, anglais B1
"""


@pytest.fixture
def value(profile_from: Callable[..., Profile]) -> Callable[..., float | None]:
    def measure(part: str, cv: str = CV, offer: str = OFFER) -> float | None:
        space = shipped_space()
        found = MEASURES[part](
            Side(profile_from(offer, "offer"), space), Side(profile_from(cv), space)
        )
        if found is not None and found.value > 0:
            assert found.evidence and all(e.quote in " ".join(cv.split()) for e in found.evidence)
        return None if found is None else found.value

    return measure


@pytest.mark.parametrize(
    ("part", "wanted"), [("career", 24 / 36), ("diploma", 1.0), ("languages", 0.75)]
)
def test_values(part: str, wanted: float, value: Callable[..., float | None]) -> None:
    assert value(part) == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("part", ["career", "diploma", "languages"])
def test_a_silent_offer_leaves_the_part_out(part: str, value: Callable[..., float | None]) -> None:
    silent = OFFER[: OFFER.index("Profil")]
    assert value(part, CV, silent) is None


@pytest.mark.parametrize(
    ("part", "change", "wanted"),
    [
        ("career", ("janvier 2023", "janvier 2003"), 1.0),
        ("career", ("Développeuse Java", "Boulangère"), 0.0),
        ("diploma", ("Licence", "Master"), 1.0),
        ("diploma", ("Licence informatique – UNC  2018", "BTS SIO – lycée  2018"), 0.65),
        (
            "diploma",
            ("Licence informatique – UNC  2018", "Licence informatique – UNC, en cours"),
            0.65,
        ),
        ("diploma", ("Licence informatique – UNC  2018", "Brevet de secourisme"), 0.0),
        ("languages", ("anglais B1", "anglais C2"), 1.0),
        ("languages", ("anglais B1", "espagnol C2"), 0.0),
    ],
)
def test_more_is_enough_and_less_is_less(
    part: str, change: tuple[str, str], wanted: float, value: Callable[..., float | None]
) -> None:
    assert value(part, CV.replace(*change)) == pytest.approx(wanted, abs=0.01)
