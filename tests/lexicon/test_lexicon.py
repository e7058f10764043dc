"""The tables: their size, their breadth, and the checks on load."""

from __future__ import annotations

import pytest

from pipeline.errors import BadTable
from pipeline.lexicon import names as lexicon
from pipeline.lexicon import tables
from pipeline.lexicon.names import Skill
from pipeline.nlp.model import Model


def test_size_of_the_first_version() -> None:
    found = lexicon.skills()
    assert len(found) >= 800
    assert {s.kind for s in found} == {"hard", "soft", "tool"}
    assert len(tables.rows("actions")) >= 150
    assert lexicon.actions().verb_of("Conception", lexicon.fold("conception")) == "concevoir"
    assert lexicon.actions().verb_of("applications", lexicon.fold("applications")) == ""


def test_english_forms_name_no_action_in_a_french_text() -> None:
    words = ["type", "pays", "plan", "managed", "implémenter", "coaching"]
    verbs = {
        language: [lexicon.actions(language).verb_of(w, lexicon.fold(w)) for w in words]
        for language in ("fr", "en")
    }
    assert verbs["fr"] == ["", "", "", "", "déployer", "former"]
    assert verbs["en"] == ["saisir", "payer", "planifier", "gérer", "déployer", "former"]


@pytest.mark.parametrize(
    "concept",
    [
        "Java",
        "marchés publics",
        "soins infirmiers",
        "maçonnerie",
        "comptabilité générale",
        "communication",
        "paie",
        "rigueur",
        "GPEC",
    ],
)
def test_breadth(concept: str, model: Model) -> None:
    assert concept in model.skills


def test_an_alias_claimed_twice_names_both_rows() -> None:
    twins = (
        Skill("A", "hard", ("gestion de stock",), (), "skills/x:3"),
        Skill("B", "hard", ("gestion des stocks",), (), "skills/x:9"),
    )
    with pytest.raises(
        BadTable, match=r"skills/x:9 : « gestion des stocks » est déjà à la ligne skills/x:3"
    ):
        lexicon.skill_entries(twins, str.split)


def test_frames_name_known_concepts(model: Model) -> None:
    assert {r["concept"] for r in tables.rows("frames")} <= set(model.skills)
    assert {r["title"] for r in tables.rows("occupation_frames")} <= set(model.occupations)
