"""The subject of experience and the field of a diploma, told from how much and how strongly."""

from __future__ import annotations

import pytest

from pipeline.ranking.similarity import shipped_space
from pipeline.ranking.subjects import closeness, field_of, subject_of


@pytest.mark.parametrize(
    "text",
    [
        "vous justifiez de minimum cinq ans d'expérience",
        "Pas besoin d'expérience, un stage ou une alternance suffit",
        "trois ans d'expérience sur un poste similaire, de préférence",
    ],
)
def test_how_much_is_no_subject(text: str) -> None:
    assert not subject_of(text) - {"suff"}


def test_a_subject_is_what_experience_is_asked_of() -> None:
    assert subject_of("Une première expérience du paiement en ligne") == subject_of(
        "paiement ligne"
    )
    assert subject_of("Une première expérience du paiement en ligne")


@pytest.mark.parametrize(
    ("asked", "held", "near"),
    [
        ("bac+5 en informatique (école d'ingénieurs ou master)", "Master informatique", True),
        ("bac+5 en informatique (école d'ingénieurs ou master)", "École de sage-femme", False),
        ("bac+5 en management des SI", "Licence Management de chantier", False),
        ("Bac pro ou BTS compta", "Bac pro secrétariat", False),
        ("bac+5 en maîtrise d'ouvrage ou génie civil", "Maîtrise en génie logiciel", False),
        ("Bac + 5 / M2 et plus", "Master Achats", True),
    ],
)
def test_fields_of_diplomas(asked: str, held: str, near: bool) -> None:
    found = closeness(field_of(asked), field_of(held), 0.7, shipped_space())
    assert (found > 0) is near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diplômé en droit", "Diplômée en droit"),
        ("Infirmier diplômé d'État", "Infirmière diplômée d'État"),
        ("Ingénieur informatique", "Ingénieure informatique"),
        ("Bachelier en droit", "Bachelière en droit"),
    ],
)
def test_the_field_of_a_diploma_has_no_gender(one: str, other: str) -> None:
    assert field_of(one) == field_of(other)


def test_a_line_that_surely_shows_a_diploma_is_enough() -> None:
    asked, held = field_of("CAP électricité"), field_of("BEP Métiers de la tige")
    assert closeness(asked, held, 0.95, shipped_space()) == 0.95
    assert closeness(asked, held, 0.7, shipped_space()) == 0
