"""Rows from small downloads of ROME and ESCO made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadSetting
from pipeline.lexicon.compiled import names
from pipeline.lexicon.skills import skills
from pipeline.lexicon.taxonomies import chosen, esco_rows, rome_rows
from pipeline.lexicon.tokens import words

SKILLS = """"code_ogr_savoir","libelle_savoir","sous_categorie_savoir"
"1","Techniques de récolte d'algues","Expertises techniques"
"2","Gestion de projet","Expertises techniques"
"3","Licence professionnelle mention apiculture","Certifications"
"4","Conduite de ruches (HACCPX)","Expertises techniques"
"5","Peinture","Arts et culture"
"6","Logiciel Apitrack","Logiciels, progiciels"
"""
LINKS = '"code_rome","code_ogr","coeur_metier"\n"A1","4",""\n"A1","1","Principale"\n"A2","1",""\n"A2","6",""\n'


@pytest.fixture
def rome(tmp_path: Path) -> Path:
    (tmp_path / "unix_referentiel_savoir_v1_utf8.csv").write_text(SKILLS, encoding="utf-8")
    (tmp_path / "unix_coherence_item_v1_utf8.csv").write_text(LINKS, encoding="utf-8")
    return tmp_path


def test_rome_names_the_commonest_first_without_certifications(rome: Path) -> None:
    rows = rome_rows(rome)
    assert rows[0].concept == "techniques de récolte d'algues" and rows[0].aliases == (
        "récolte d'algues",
    )
    assert "licence professionnelle mention apiculture" not in {r.concept for r in rows}
    assert next(r for r in rows if "ruches" in r.concept).aliases == ("=HACCPX",)


def test_names_that_the_lexicon_has_or_that_say_too_little_are_left_out(rome: Path) -> None:
    kept = chosen(rome_rows(rome), skills(), words, 10)
    assert [(r.concept, r.kind) for r in kept] == [
        ("techniques de récolte d'algues", "hard"),
        ("conduite de ruches", "hard"),
        ("logiciel Apitrack", "tool"),
    ]
    assert len(chosen(rome_rows(rome), skills(), words, 2)) == 2


def test_esco_labels(tmp_path: Path) -> None:
    (tmp_path / "skills_fr.csv").write_text(
        "conceptUri,preferredLabel,altLabels\nx,tailler des silex,taille de silex|débiter des silex\n",
        encoding="utf-8",
    )
    (row,) = esco_rows(tmp_path)
    assert (row.concept, row.aliases) == (
        "tailler des silex",
        ("taille de silex", "débiter des silex"),
    )


def test_a_folder_without_the_download_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="téléchargement officiel"):
        rome_rows(tmp_path)


def test_the_shipped_lexicon_is_large_and_covers_every_trade() -> None:
    found = skills()
    assert len(found) >= 4000 and {s.kind for s in found} == {"hard", "soft", "tool"}
    titles = names().occupations.values()
    assert {o.rome[0] for o in titles} == set("ABCDEFGHIJKLMN") and len(titles) >= 600
