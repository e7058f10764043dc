"""Levels of languages: behind, before, shared, told by tests and gauges, or none."""

from __future__ import annotations

import pytest

from pipeline.profiles.languages import in_section, levels_in
from pipeline.profiles.levels import level_of


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
