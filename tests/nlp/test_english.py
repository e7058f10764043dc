"""English words as French ones, and the table that says which."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path

import pytest

from pipeline.lexicon import tables
from pipeline.lexicon.english import ENGLISH
from pipeline.nlp.english import found_in_french, french_words
from pipeline.nlp.model import load
from pipeline.nlp.terms import content_terms


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("suppliers", ("fournisseurs",)),
        ("database", ("base", "données")),
        ("Managed", ("gérer",)),
        ("subcontracting", ("sous", "traitance")),
        ("warehouse", ("entrepôt",)),
        ("IT", ("informatique",)),
        ("it", ("it",)),
        ("Kafka", ("Kafka",)),
    ],
)
def test_an_english_word_stands_for_french_ones(english: str, french: tuple[str, ...]) -> None:
    assert french_words(english) == french


def test_terms_of_an_english_line_are_those_of_its_french_twin() -> None:
    english = set(
        content_terms(load().tokens("- Managed the maintenance contracts of suppliers"), "en")
    )
    assert english == set(
        content_terms(load().tokens("- Gérer les contrats de maintenance des fournisseurs"), "fr")
    )
    assert content_terms(load().tokens("- Managed the suppliers"), "fr") != content_terms(
        load().tokens("- Managed the suppliers"), "en"
    )


@pytest.mark.parametrize(
    ("line", "skill", "surface"),
    [
        ("Needs analysis, Excel", "recueil des besoins", "Needs analysis"),
        ("Word, analysis of the needs", "recueil des besoins", "analysis of the needs"),
        ("- Disputes and subcontracting of the works", "sous-traitance", "subcontracting"),
        ("Excel, Stress management", "gestion du stress", "Stress management"),
    ],
)
def test_a_skill_is_found_by_the_french_of_its_words_and_told_in_english(
    line: str, skill: str, surface: str
) -> None:
    tokens = load().tokens(line)
    spans = {
        f.concept: line[tokens[f.first].start : tokens[f.last].end]
        for f in found_in_french(tokens, load().find_skills)
    }
    assert skill in spans
    assert spans[skill] == surface


def test_every_row_of_the_table_is_one_word_with_its_source() -> None:
    rows = ENGLISH.rows
    assert len(rows) > 2500
    assert len({row.word for row in rows}) == len(rows)
    assert all(" " not in row.word and row.source in ("esco", "vivier") for row in rows)


def test_the_table_is_learnt_from_labels_in_two_languages(tmp_path: Path) -> None:
    labels = [
        ("repair boats", "réparer des navires"),
        ("paint boats", "peindre des navires"),
        ("repair roofs", "réparer des toitures"),
        ("paint roofs", "peindre des toitures"),
        ("clean boats", "nettoyer des navires"),
        ("clean roofs", "nettoyer des toitures"),
    ]
    for name, side in (("skills_en.csv", 0), ("skills_fr.csv", 1)):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("conceptUri", "preferredLabel", "altLabels"))
            writer.writerows((f"skill/{n}", pair[side], "") for n, pair in enumerate(labels))
    script = runpy.run_path(str(tables.MODELS / "training/align_english.py"))
    learnt = script["learnt"](tmp_path)
    assert learnt["boats"] == ("navires",)
    assert learnt["roofs"] == ("toitures",)
