"""Levels of languages: behind, before, shared, told by tests and gauges, or none."""

from __future__ import annotations

import pytest

from pipeline.profiles.languages import levels_in
from pipeline.profiles.levels import level_of
from pipeline.profiles.tongues import in_section


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Bilingue espagnol / français, anglais scolaire",
            [("espagnol", "C2"), ("français", "C2"), ("anglais", "A2")],
        ),
        (
            "Bilingue espagnol, français, anglais scolaire",
            [("espagnol", "C2"), ("français", ""), ("anglais", "A2")],
        ),
        ("Notions d'anglais, espagnol courant", [("anglais", "A2"), ("espagnol", "C1")]),
        (
            "Anglais B2, notions d'espagnol et d'italien",
            [("anglais", "B2"), ("espagnol", "A2"), ("italien", "A2")],
        ),
        (
            "Anglais courant, allemand et italien",
            [("anglais", "C1"), ("allemand", ""), ("italien", "")],
        ),
        ("C1 anglais / B1 allemand", [("anglais", "C1"), ("allemand", "B1")]),
    ],
)
def test_a_level_before_a_language_covers_what_is_joined_to_it(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert levels_in(text) == found


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("●●●●○", "B2"),
        ("★★★★★", "C2"),
        ("60 %", "B1"),
        ("4/5", "B2"),
        ("TOEIC 870", "B2"),
        ("scolaire", "A2"),
        ("Niveau B2+", "B2"),
        ("12/05", ""),
        ("salle AB2", ""),
        ("vitamine", ""),
    ],
)
def test_levels_of_words_tests_and_gauges(text: str, level: str) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Anglais", "Courant"], {"anglais": "C1"}),
        (["Anglais", "●●●○○", "Espagnol", "A2"], {"anglais": "B1", "espagnol": "A2"}),
        (["Anglais  Espagnol", "B2  A2"], {"anglais": "B2", "espagnol": "A2"}),
        (["Anglais", "Séjour à Londres"], {"anglais": ""}),
    ],
)
def test_a_level_on_the_next_line(lines: list[str], found: dict[str, str]) -> None:
    told: dict[str, str] = {}
    for name, level in in_section(lines):
        told[name] = level or told.get(name, "")
    assert told == found


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("bon niveau scolaire", "A2"),
        ("bon niveau", "B2"),
        ("lu C1, parlé B1, écrit B2", "B1"),
        ("lu, parlé, écrit", "C1"),
        ("courant à l'écrit, notions à l'oral", "A2"),
        ("lu B, parlé M", "B1"),
        ("C2 C2 C1", "C2"),
        ("B2 B1 A2", "B1"),
        ("B2/C1", "B2"),
        ("TOEIC (2019) : 850 points", "B2"),
        ("850 au TOEIC", "B2"),
        ("Linguaskill 172", "B2"),
        ("CLES 2", "B2"),
        ("articles 2", ""),
    ],
)
def test_the_level_of_speaking_wins_where_several_are_told(text: str, level: str) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anglais | B2", [("anglais", "B2")]),
        (
            "Je parle français, fon, un peu anglais",
            [("français", ""), ("fon", ""), ("anglais", "A2")],
        ),
        ("Anglais, courant, espagnol, notions", [("anglais", "C1"), ("espagnol", "A2")]),
        (
            "FR natif • EN C1 • ES notions",
            [("français", "natif"), ("anglais", "C1"), ("espagnol", "A2")],
        ),
        ("PRISE EN CHARGE DE PATIENTS", []),
        ("Espagnol, allemand (IELTS 7.5)", [("espagnol", ""), ("allemand", ""), ("anglais", "C1")]),
        ("Wolof, diola (parlés couramment)", [("wolof", "C1"), ("diola", "C1")]),
    ],
)
def test_what_a_level_belongs_to(text: str, found: list[tuple[str, str]]) -> None:
    assert levels_in(text) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            ["Langue maternelle", "Arabe", "Autres langues", "Anglais"],
            {"arabe": "natif", "anglais": ""},
        ),
        (["Arabe", "Langue maternelle", "Anglais"], {"arabe": "natif", "anglais": ""}),
        (
            ["Comprendre", "Parler  Écrire", "Italien B2 B1 A2", "Anglais C1 B2 B2"],
            {"italien": "B1", "anglais": "B2"},
        ),
        (["Langue  Lu  Parlé  Écrit", "Anglais  AB  P  AB"], {"anglais": "A2"}),
        (
            ["Français", "Anglais", "Allemand", "TOEIC 850"],
            {"français": "", "anglais": "B2", "allemand": ""},
        ),
        (["Anglais ★★★★★", "Italien ★★★"], {"anglais": "C2", "italien": "B1"}),
        (["Anglais de cuisine", "Espagnol"], {"anglais": "A2", "espagnol": ""}),
    ],
)
def test_languages_of_lines_that_stand_together(lines: list[str], found: dict[str, str]) -> None:
    told: dict[str, str] = {}
    for name, level in in_section(lines):
        told[name] = level or told.get(name, "")
    assert told == found
