"""How words are compared: both genders and all inflections alike, near misses apart."""

from __future__ import annotations

import pytest

from pipeline.lexicon.words import fold, without_double_gender

SAME = """développeur développeuse|acheteur acheteuse|chargé chargée|désigné désignée|formateur formatrice|tuteur tutrice|fier fière
convaincu convaincue|chef cheffe|assistant assistante|infirmier infirmière|directeur directrice|ingénieur ingénieure|technicien technicienne
conseiller conseillère|sportif sportive|sauveteur sauveteuse|entraîneur entraîneuse|professionnel professionnelle|créatif créative
curieux curieuse|nouveau nouvelle|serein sereine|franc franche|rigoureux rigoureuse|codeur codeuse|hôte hôtesse|paysan paysanne
gérer géré|développe développer|réseaux réseau|conçu concevoir|travaux travail|Développement developpement|L’ÉTÉ l'été""".replace(
    "\n", "|"
)


@pytest.mark.parametrize("pair", SAME.split("|"))
def test_same_word(pair: str) -> None:
    one, other = pair.split(" ")
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "pair", ["java javascript", "chef chefferie", "C C#", "C++ C#", "stage stock", "réseau résine"]
)
def test_near_miss(pair: str) -> None:
    one, other = pair.split(" ")
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("chargé(e) de projet", "chargé    de projet"),
        ("développeur·se", "développeur   "),
        ("Django (Python)", "Django (Python)"),
    ],
)
def test_double_gender_keeps_offsets(written: str, read: str) -> None:
    assert without_double_gender(written) == read
    assert len(written) == len(read)
