"""ESCO codes of the lexicon: linked from small downloads made here, and those that are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicon import esco
from pipeline.lexicon.occupations import occupation_titles
from pipeline.lexicon.skills import skills
from pipeline.lexicon.tables import Table
from pipeline.lexicon.tokens import words
from pipeline.nlp import linking
from pipeline.nlp.linking import Link

SKILLS = """conceptUri,preferredLabel,altLabels
http://data.europa.eu/esco/skill/s1,gérer des stocks,
http://data.europa.eu/esco/skill/s2,Java (programmation informatique),
http://data.europa.eu/esco/skill/s3,chauffer un four,poterie|chauffe
"""
OCCUPATIONS = """conceptUri,preferredLabel,altLabels
http://data.europa.eu/esco/occupation/o1,développeur web/développeuse web,
http://data.europa.eu/esco/occupation/o2,carrier/carrière,extracteur de pierre
http://data.europa.eu/esco/occupation/o3,chef de cuisine,responsable de la cuisine
"""
CROSSWALK = """Mapping project name,ESCO - ROME
Classification 2 Version,V3.0

classification 1 ID,classification 1 prefered label,classification 2 ID,classification 2 prefered label,mapping relation
http://data.europa.eu/esco/occupation/o2,carrier/carrière,10200,Abatteur de carrière,skos:broadMatch
http://data.europa.eu/esco/occupation/gone,-,10201,Accastilleur-gréeur,skos:exactMatch
"""
TITLES = """"code_ogr","libelle_appellation_long","libelle_appellation_court"
"10200","Abatteur / Abatteuse de carrière","Abatteur / Abatteuse de carrière"
"10201","Accastilleur-gréeur / Accastilleuse-gréeuse","Accastilleur-gréeur / Accastilleuse-gréeuse"
"""


@pytest.fixture
def found(tmp_path: Path) -> list[Link]:
    for name, text in {
        "skills_fr.csv": SKILLS,
        "occupations_fr.csv": OCCUPATIONS,
        "rome_esco_crosswalk.csv": CROSSWALK,
        "unix_referentiel_appellation_v1.csv": TITLES,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return linking.links(tmp_path, tmp_path, skills(), words)


def test_skills_are_linked_by_name_a_noun_of_action_being_its_verb(found: list[Link]) -> None:
    skills = {x.name: (x.code, x.link) for x in found if x.kind == "skill"}
    assert skills == {"gestion des stocks": ("s1", "same"), "Java": ("s2", "same")}


def test_trades_are_linked_by_name_or_by_the_crosswalk_to_concepts_that_live(
    found: list[Link],
) -> None:
    trades = {x.name: (x.code, x.link) for x in found if x.kind == "occupation"}
    assert trades["développeur web"] == ("o1", "same") and trades["Abatteur de carrière"] == (
        "o2",
        "broad",
    )
    assert "Accastilleur-gréeur" not in trades and trades["Directeur de cuisine"] == ("o3", "near")


def test_the_written_table_is_read_again(
    found: list[Link], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Table("esco", esco.EscoRow, folder=tmp_path)
    monkeypatch.setattr(esco, "ESCO", made)
    monkeypatch.setattr(linking, "ESCO", made)
    linking.write_links(found)
    esco._uris.cache_clear()
    try:
        assert (
            esco.skill_uri("Java") == "http://data.europa.eu/esco/skill/s2"
            and esco.skill_uri("couture") == ""
        )
        assert esco.occupation_uri("développeur web") == "http://data.europa.eu/esco/occupation/o1"
    finally:
        esco._uris.cache_clear()


def test_shipped_codes_name_concepts_of_the_lexicon() -> None:
    concepts = {s.concept for s in skills()}
    titles = {o.title for o, _ in occupation_titles()}
    rows = esco.ESCO.rows
    assert len(rows) > 10_000
    assert all(r.name in (concepts if r.kind == "skill" else titles) for r in rows)
    assert {r.link for r in rows} <= set(linking.LINKS)
    assert esco.occupation_uri("chef de projet informatique") and esco.skill_uri(
        "gestion budgétaire"
    )
