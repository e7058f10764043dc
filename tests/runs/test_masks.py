"""What says who a person is, as CVs say it in many manners, and words that only look like it."""

from __future__ import annotations

import pytest

from pipeline.profiles.identity import Identity
from pipeline.runs.masks import MASK, Mask

PERSON = Mask.of(
    Identity("Zéphyrine Le Quatrebarbes", "z.quatre@courriel.example", "+687 12 34 56")
)
FRENCH = Mask.of(Identity("Paul-Henri Odoul", "", "06 98 76 54 32"))


@pytest.mark.parametrize(
    "text",
    [
        "ZÉPHYRINE QUATREBARBES",
        "ZEPHYRINE Quatrebarbes",
        "Mme Quatrebarbes, présidente",
        "www.zephyrinequatrebarbes.example",
        "linkedin : zephyrine-quatrebarbes",
        "quatrebarbes_zephyrine.pdf",
        "zquatrebarbes sur le forum",
        "Z.Quatre@Courriel.example",
        "tél. 12.34.56 ou +687 123456",
        "(+687) 12 34 56",
    ],
)
def test_a_person_is_hidden_however_written(text: str) -> None:
    hidden = PERSON.hide(text)
    assert MASK in hidden
    assert not any(w in hidden.casefold() for w in ("quatre", "zéph", "zeph", "12.34", "34 56"))


@pytest.mark.parametrize("text", ["0698765432", "+33 6 98 76 54 32", "06.98.76.54.32", "P.Odoul"])
def test_a_french_number_is_hidden_in_any_grouping(text: str) -> None:
    assert FRENCH.hide(text) == MASK


@pytest.mark.parametrize(
    "text",
    [
        "quatre barbes postiches",
        "Zéphyr, logiciel de paie",
        "112 34 567 dossiers",
        "612345678",
        "vente de 12 34 57 pièces",
        "Le chef de projet",
        "épaulé par Henriette",
        "06 98 76 54 31",
    ],
)
def test_what_only_looks_like_a_person_stays(text: str) -> None:
    assert FRENCH.hide(text) == text
    assert PERSON.hide(text).replace(MASK, "Le") == text


def test_nobody_is_hidden_without_a_name() -> None:
    assert Mask.of(Identity()).hide("Zoë Martin") == "Zoë Martin"


def test_the_rest_of_a_text_stays_letter_by_letter() -> None:
    assert PERSON.hide("Œuvré – ÉTÉ – Zéphyrine – où ?") == f"Œuvré – ÉTÉ – {MASK} – où ?"
