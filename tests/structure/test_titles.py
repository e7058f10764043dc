"""Titles told by what stands around them, each with its near miss."""

from __future__ import annotations

import pytest

from tests.structure.test_agreement import Told, made_to_agree

CASES: list[tuple[list[str], Told, Told]] = [
    (
        ["Monitorat, Université des Monts"],
        [("o", "Université des Monts")],
        [("t", "Monitorat"), ("o", "Université des Monts")],
    ),
    (
        ["Lieu : Pharmacie du Pont"],
        [("o", "Pharmacie du Pont")],
        [("o", "Pharmacie du Pont")],
    ),
    (
        ["Stage, Pharmacie du Pont"],
        [("c", "Stage"), ("o", "Pharmacie du Pont")],
        [("c", "Stage"), ("o", "Pharmacie du Pont")],
    ),
    (
        ["Chef de la section de recherches, Libourne"],
        [("t", "Chef"), ("p", "Libourne")],
        [("t", "Chef de la section de recherches"), ("p", "Libourne")],
    ),
    (
        ["Chef de la Halle Bleue, Libourne"],
        [("t", "Chef"), ("p", "Libourne")],
        [("t", "Chef"), ("p", "Libourne")],
    ),
    (
        ["chargée des publics éloignés au Musée du Bois"],
        [("t", "chargée des publics"), ("o", "Musée du Bois")],
        [("t", "chargée des publics éloignés"), ("o", "Musée du Bois")],
    ),
    (
        ["caissière puis chez Halles Bleues"],
        [("t", "caissière"), ("o", "Halles Bleues")],
        [("t", "caissière"), ("o", "Halles Bleues")],
    ),
]


@pytest.mark.parametrize(("head", "found", "expected"), CASES)
def test_what_stands_around_a_title_tells_it(head: list[str], found: Told, expected: Told) -> None:
    assert made_to_agree(head, found) == expected


@pytest.mark.parametrize("word", ["qualifié", "qualifiée", "seul", "seule"])
def test_both_genders_of_a_word_qualify_a_title_alike(word: str) -> None:
    (title, _) = made_to_agree(
        [f"agent administratif {word}, Mairie"], [("t", "agent administratif"), ("o", "Mairie")]
    )
    assert title[1].endswith(word) == word.startswith("qual")
