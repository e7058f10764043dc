"""The tables: their size, their breadth, and the checks on load."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadTable
from pipeline.lexicon.actions import ACTIONS, actions
from pipeline.lexicon.checks import all_tables, faults
from pipeline.lexicon.occupations import OCCUPATION_FRAMES
from pipeline.lexicon.skills import FRAMES, Skill, SkillRow, skill_entries, skills
from pipeline.lexicon.tables import Table
from pipeline.lexicon.words import fold
from pipeline.nlp.model import Model


def test_size_of_the_first_version() -> None:
    found = skills()
    assert len(found) >= 800
    assert {s.kind for s in found} == {"hard", "soft", "tool"}
    assert len(ACTIONS.rows) >= 150
    assert actions().verb_of("Conception", fold("conception")) == "concevoir"
    assert actions().verb_of("applications", fold("applications")) == ""


def test_english_forms_name_no_action_in_a_french_text() -> None:
    words = ["type", "pay", "plan", "managed", "implémenter", "coaching"]
    verbs = {
        language: [actions(language).verb_of(w, fold(w)) for w in words]
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
        Skill("A", "hard", ("gestion de stock",), (), "x", 3),
        Skill("B", "hard", ("gestion des stocks",), (), "x", 9),
    )
    with pytest.raises(
        BadTable, match=r"x.csv, ligne 9 : « gestion des stocks » est déjà dans x.csv, ligne 3"
    ):
        skill_entries(twins, str.split)


def test_frames_name_known_concepts(model: Model) -> None:
    assert {row.concept for row in FRAMES.rows} <= set(model.skills)
    assert {row.title for row in OCCUPATION_FRAMES.rows} <= set(model.occupations)


def test_the_shipped_tables_hold_no_fault() -> None:
    assert len(all_tables()) >= 24
    assert list(faults()) == []


def written(folder: Path, text: str) -> Table[SkillRow]:
    (folder / "essai.csv").write_text(text, encoding="utf-8")
    return Table("essai", SkillRow, lambda row: row.concept, folder)


@pytest.mark.parametrize(
    "saved",
    [
        "# note\nconcept;kind;aliases;implies\nJava;tool;JEE|J2EE;\n",
        "\ufeff# note\r\nconcept;kind;aliases;implies\r\nJava;tool;JEE|J2EE;\r\n",
        '"# note",,,\nconcept,kind,aliases,implies\nJava,tool,JEE|J2EE,\n',
        "concept;kind;aliases;implies;;\nJava;tool;JEE|J2EE;;;\n;;;;;\n",
    ],
    ids=["as shipped", "Excel", "LibreOffice with commas", "empty columns and rows"],
)
def test_tables_saved_by_spreadsheets_are_read(saved: str, tmp_path: Path) -> None:
    table = written(tmp_path, saved)
    assert [(r.concept, r.kind, r.aliases) for r in table.rows] == [
        ("Java", "tool", ("JEE", "J2EE"))
    ]


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("concept;kind;aliases;sense\nJava;tool;;\n", 1, "colonne en trop ou absente"),
        ("concept;kind;aliases;implies\nJava;outil;;\n", 2, "« outil » inconnu"),
        ("concept;kind;aliases;implies\nJava;tool;;\nJava;tool;;\n", 3, "déjà à la ligne 2"),
        ("concept;kind;aliases;implies\n;tool;;\n", 2, "cellule vide"),
        ("concept;kind;aliases;implies\nJava;tool;;;de trop\n", 2, "5 cellules"),
    ],
)
def test_a_fault_names_file_line_fact_and_remedy(
    text: str, line: int, fact: str, tmp_path: Path
) -> None:
    table = written(tmp_path, text)
    (found,) = table.faults()
    assert (found.file, found.line) == ("essai.csv", line)
    assert fact in found.fact and found.remedy
    with pytest.raises(BadTable, match=f"essai.csv, ligne {line}"):
        table.rows  # noqa: B018  (reading it is the point)
