"""Diplomas of CVs: levels in both genders, abbreviated or foreign, and whether they are held."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.profiles.ladder import level_of, level_then
from pipeline.profiles.profile import Profile

CV = """Ana Lemaire
ana.lemaire@example.fr

Expérience
Comptable – Société Borel – Angers  mars 2016 - mai 2021
- Tenue des comptes, paie de 12 salariés

Formation
{}
"""


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ingénieure en mathématiques appliquées", "bac+5"),
        ("Docteure en chimie", "bac+8"),
        ("Technicienne supérieure en réseaux", "bac+2"),
        ("Conceptrice développeuse d'applications", "bac+3"),
        ("Infirmière diplômée d'État", "bac+3"),
        ("Diplôme d'État d'éducatrice spécialisée", "bac+3"),
        ("Titre pro. niv. 5, réseaux", "bac+2"),
        ("Titre prof. de niv. 4", "bac"),
        ("Laurea magistrale in Lettere", "bac+5"),
        ("Laurea in Lettere", "bac+3"),
        ("Licenciatura em Engenharia Civil", "bac+3"),
        ("Mestrado em Gestão", "bac+5"),
        ("Licenciement économique", ""),
        ("Brevets déposés", ""),
        ("Cape et épée", ""),
        ("Titre de propriété", ""),
        ("Lauréate du concours", ""),
    ],
)
def test_levels_in_both_genders_abbreviated_and_foreign(text: str, level: str) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("BTS Comptabilité – Lycée Chevrollier – Angers, 2014", ("bac+2", "obtained")),
        ("BTS Comptabilité (non obtenu) – Lycée Chevrollier, 2014", ("bac+2", "missed")),
        ("BEP Électrotechnique, non présenté aux épreuves", ("cap", "missed")),
        ("BTS Comptabilité en cours – Lycée Chevrollier", ("bac+2", "running")),
        ("Master en cours – Université d'Angers, depuis 2025", ("bac+5", "running")),
        ("Master Finance – Université d'Angers, 2025 - 2027", ("bac+5", "running")),
        ("M1 validé – Université d'Angers, 2014", ("bac+4", "obtained")),
        ("Licenciatura em Gestão – Universidade do Minho, 2011", ("bac+3", "to_check")),
    ],
)
def test_the_status_of_a_diploma(
    line: str, told: tuple[str, str], profile_from: Callable[..., Profile]
) -> None:
    (diploma,) = profile_from(CV.format(line)).diplomas
    assert (diploma.level, diploma.status) == told


@pytest.mark.parametrize(
    ("lines", "highest"),
    [
        ("Niveau bac pro\nCAP cuisine, 2011", "cap"),
        ("Bac pro cuisine\nCAP cuisine, 2011", "bac"),
        ("Licence 2010 non validée, BTS Comptabilité 2008", "bac+2"),
        ("Master Finance en cours\nLicence de gestion, 2012", "bac+3"),
        ("BEP puis bac pro comptabilité, 2009", "bac"),
        ("Ingénieure en mathématiques – INSA Rouen – 2014", "bac+5"),
    ],
)
def test_the_highest_diploma_is_one_that_is_held(
    lines: str, highest: str, profile_from: Callable[..., Profile]
) -> None:
    assert profile_from(CV.format(lines)).diploma == highest


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Titre professionnel Développeur web et web mobile", "bac+2"),
        ("Titre professionnel assistante de vie aux familles", "cap"),
        ("Titre professionnel menuisier", "bac"),
        ("Classe prépa MP", "bac+2"),
        ("C.E.S.S. section latin", "bac"),
    ],
)
def test_a_title_of_its_own_wins_over_the_words_around_it(text: str, level: str) -> None:
    assert level_of(text) == level


def test_a_mastery_is_a_diploma_in_studies_alone() -> None:
    assert level_of("Maîtrise de droit privé", studies=True) == "bac+4"
    assert level_of("Maîtrise de droit privé") == ""
    assert level_of("Bonne maîtrise de Java", studies=True) == ""


def test_the_level_of_a_diploma_is_that_of_its_year() -> None:
    assert level_then("Diplôme d'État d'aide-soignante", "bac", 2018) == "cap"
    assert level_then("Diplôme d'État d'aide-soignante", "bac", 2022) == "bac"
    assert level_then("Bac pro commerce", "bac", 2018) == "bac"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("BTS Comptabilité, lycée fondé en 1958, 2014", {("bac+2", 2014)}),
        ("BTS Comptabilité, lycée Borel, 2014", {("bac+2", 2014)}),
        ("BTS Comptabilité, lycée Borel, Angers\nPermis B, 2010", {("bac+2", None)}),
        ("DCG 2014 ; DSCG 2016", {("bac+3", 2014), ("bac+5", 2016)}),
        ("Polytech Tours, filière informatique, diplômée en 2013", {("bac+5", 2013)}),
        ("Licence informatique, Polytech Tours, 2013", {("bac+3", 2013)}),
        ("Échange à l'INSA de Lyon, 2013", set()),
    ],
)
def test_years_and_schools_of_diplomas(
    lines: str, told: set[tuple[str, int | None]], profile_from: Callable[..., Profile]
) -> None:
    found = profile_from(CV.format(lines)).diplomas
    assert {(d.level, d.year) for d in found if d.level} == told


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ("École centrale de Lyon (promotion 2014)\nPrépa PCSI, lycée Monge", "bac+5"),
        ("2011 – 2014 : Arts et Métiers ParisTech", "bac+5"),
        ("Polytech Nantes, filière matériaux, diplômée en 2014", "bac+5"),
        ("Certificat HEC Paris, 2014", "aucun"),
    ],
)
def test_a_school_alone_tells_its_diploma(
    told: str, level: str, profile_from: Callable[..., Profile]
) -> None:
    assert profile_from(CV.format(told)).diploma == level


@pytest.mark.parametrize("line", ["permis C et FIMO", "Permis B, C, CE", "catégorie B ou C"])
def test_a_letter_that_is_a_class_is_no_language(
    line: str, profile_from: Callable[..., Profile]
) -> None:
    profile = profile_from(CV.replace("paie de 12 salariés", line).format("BTS, 2012"))
    assert "C" not in {skill.concept for skill in profile.skills}
