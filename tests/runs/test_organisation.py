"""What the employer says of itself: read, found beside a run, and its mistakes told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadSetting
from pipeline.review.letters import organisation_text
from pipeline.runs.organisation import (
    ORGANISATION,
    Member,
    Organisation,
    organisation_of,
    read_organisation,
)

GOOD = """
[employeur]
nom = "Province Sud"
contact = "recrutement@exemple.nc"
[donnees]
base_legale = "mission d'intérêt public"
[concours]
postes = 2
[seance]
date = 2026-12-03
quorum = 2
[[jury]]
nom = "Ève Brun"
role = "présidence"
[[jury]]
nom = "Tom Vau"
qualite = "chef de service"
present = false
conflit = "ancien collègue de Camille Martin"
"""


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ORGANISATION).write_text(GOOD, encoding="utf-8-sig")
    found = read_organisation(tmp_path / ORGANISATION)
    assert (found.employer.name, found.data.basis) == ("Province Sud", "mission d'intérêt public")
    assert (found.sitting.day, found.sitting.quorum, found.post.number) == ("2026-12-03", 2, 2)
    assert found.president == "Ève Brun" and found.jury[1] == Member(
        "Tom Vau", "chef de service", "membre", False, "ancien collègue de Camille Martin"
    )


def test_the_nearest_file_stands(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    out.mkdir()
    assert organisation_of(out) == Organisation()
    (tmp_path / ORGANISATION).write_text('[employeur]\nnom = "À côté"\n', encoding="utf-8")
    assert organisation_of(out).employer.name == "À côté"
    (out / ORGANISATION).write_text('[employeur]\nnom = "Dedans"\n', encoding="utf-8")
    assert organisation_of(out).employer.name == "Dedans"


def test_the_file_to_fill_says_nothing_yet(tmp_path: Path) -> None:
    path = tmp_path / ORGANISATION
    text = organisation_text()
    path.write_text(text, encoding="utf-8")
    assert read_organisation(path) == Organisation()
    uncommented = text.replace("# [[jury]]", "[[jury]]").replace('# nom = ""', 'nom = "Ève"')
    for key in ("qualite", "role", "present", "conflit"):
        uncommented = uncommented.replace(f"# {key} =", f"{key} =")
    path.write_text(uncommented, encoding="utf-8")
    assert read_organisation(path).jury == (Member("Ève"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[employeur\nnom = "a"', "ligne 1"),
        ('[employeur]\nnom = "a', "TOML"),
        ('[employer]\nnom = "a"', r"\[employer\].*choisir : employeur"),
        ('[employeur]\nname = "a"', r"\[employeur\].*la clé name.*choisir : nom"),
        ("[employeur]\nnom = 3", r"\[employeur\].*nom.*entre guillemets"),
        ('[seance]\nquorum = "3"', "quorum.*nombre entier"),
        ("[seance]\nquorum = -3", "quorum.*nombre entier"),
        ("[seance]\nquorum = true", "quorum.*nombre entier"),
        ("employeur = 3", r"\[employeur\]"),
        ('[jury]\nnom = "a"', r"écrire \[\[jury\]\]"),
        ('[[jury]]\nqualite = "a"', "pas de nom"),
        ('[[jury]]\nnom = "a"\n[[jury]]\nnom = "a"', "deux fois"),
        ('[[jury]]\nnom = "a"\nrole = "chef"', "chef.*choisir : présidence"),
        ('[[jury]]\nnom = "a"\npresent = "oui"', "present.*true ou false"),
        (
            '[[jury]]\nnom = "a"\nrole = "présidence"\n[[jury]]\nnom = "b"\nrole = "présidence"',
            "plusieurs",
        ),
        ('[seance]\nquorum = 2\n[[jury]]\nnom = "a"', "dépasse"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_remedy(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / ORGANISATION
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting, match=told) as error:
        read_organisation(path)
    assert ORGANISATION in str(error.value) and "\n" not in str(error.value)
