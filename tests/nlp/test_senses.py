"""Words of two senses, each beside the sentence in which it means its skill."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.lexicon.matching import Found
from pipeline.nlp.model import Model
from pipeline.nlp.senses import listed_tools, meant
from pipeline.nlp.tagging import HARD, LIKELY, joined
from pipeline.profiles.profile import Profile

SALES, CARE, COOK, CLERK, CODE, TEST = "D1402", "J1104", "G1602", "M1607", "M1805", "M1815"


def told(model: Model, line: str, trade: str, document: str = "") -> set[str]:
    tokens = model.tokens(line)
    others = model.tokens(document or line)
    listed = listed_tools([(others, model.find_skills(others))], model.names)
    found = meant(tokens, model.find_skills(tokens), model.names, trade, listed)
    return {f.concept for f in found}


@pytest.mark.parametrize(
    ("line", "trade", "skill", "is_meant"),
    [
        ("Collections Spring Summer", SALES, "Spring", False),
        ("Services Spring", CODE, "Spring", True),
        ("Campagnes de Word of Mouth", SALES, "Word", False),
        ("Word, Excel", SALES, "Word", True),
        ("Saisie sous Word", CLERK, "Word", True),
        ("Selles Excel, cuirs", SALES, "Excel", False),
        ("Excel avancé", CLERK, "Excel", True),
        ("Embarquement Access prioritaire", SALES, "Access", False),
        ("Excel, Access", CLERK, "Access", True),
        ("Clé USB de 64 Go", SALES, "Go", False),
        ("Machines de 16 Go de RAM", CODE, "Go", False),
        ("Services en Go", CODE, "Go", True),
        ("Permis B, C", SALES, "C", False),
        ("Baccalauréat série C", CODE, "C", False),
        ("C, C++, Java", CODE, "C", True),
        ("Programmes en langage C", CODE, "C", True),
        ("Articles R. 421-1 du code", CLERK, "R", False),
        ("Enquêtes traitées avec R", CLERK, "R", True),
        ("Sage Femme coordinatrice", CARE, "logiciels comptables", False),
        ("Saisie dans Sage", CLERK, "logiciels comptables", True),
        ("mise en place de la salle", COOK, "cuisine", True),
        ("mise en place d'un portail", CODE, "cuisine", False),
        ("recette du lot 2", TEST, "recette", True),
        ("recette du kouign-amann", COOK, "recette", False),
        ("cultures de céréales", "A1416", "agriculture", True),
        ("culture cellulaire", "J1302", "agriculture", False),
        ("TP de chimie", "K2107", "travaux publics", False),
        ("engins de TP", "F1702", "travaux publics", True),
        ("plonge, épluchage", COOK, "plongée", False),
        ("Plongée de nuit", "G1204", "plongée", True),
        ("PLONGEE DE NUIT", "G1204", "plongée", True),
    ],
)
def test_a_word_means_its_skill_in_its_company(
    model: Model, line: str, trade: str, skill: str, is_meant: bool
) -> None:
    assert (skill in told(model, line, trade)) is is_meant


def test_a_longer_name_means_the_tool_that_the_document_names_by_itself(model: Model) -> None:
    line = "Reporting Excel hebdomadaire"
    assert "Excel" in told(model, line, CLERK, "Word, Excel")
    assert "Excel" not in told(model, line, CLERK, "Accueil, courrier")


def test_no_skill_ends_with_a_small_word(model: Model) -> None:
    tokens = model.tokens("Oracle aux grands comptes")
    marks = joined(tokens, [(LIKELY, 0.0)] * 2 + [(0.0, 0.0)] * 2, HARD)
    assert [Found("", m.first, m.last) for m in marks] == [Found("", 0, 0)]


def test_a_name_marked_faintly_is_told_among_tools(profile_from: Callable[..., Profile]) -> None:
    cv = (
        "Thierry Marc\n\nEXPÉRIENCE\n\nÉlectricien – Vernoux – 2012 - 2017\n- Tirage de câbles\n"
        "\nLOGICIELS\n\nWord, Excel un peu, See Electrical, Caneco BT\n"
    )
    assert "Word" in {s.concept for s in profile_from(cv).told_skills}
