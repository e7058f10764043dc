"""Posts, diplomas and their fields in CVs of many looks: each text has its answer, with its near miss."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.documents import Document, Entry
from pipeline.files.reader import parse_document
from pipeline.structure.entries import structured

HEAD = "Ana Lemaire\nCheffe de projet\nana.lemaire@example.nc - 06 00 00 00 00\n\n"


def read(text: str) -> Document:
    return structured(parse_document(text.encode(), "essai.txt"))


def entries(text: str, kind: str = "post") -> list[Entry]:
    return [e for e in read(text).entries if e.kind == kind]


def first(entry: Entry, kind: str) -> str:
    field = entry.first(kind)
    return field.text if field else ""


ONE = "Comptable générale"
FIRM = "Société des Bois du Sud"
WHEN = "mars 2018 - mai 2020"
POST = (
    f"{ONE}, {FIRM}, {WHEN}\n- Tenue des comptes et déclarations fiscales\n- Clôtures mensuelles\n"
)
HEADINGS = [
    "EXPÉRIENCE PROFESSIONNELLE",
    "Expériences",
    "Parcours",
    "E X P É R I E N C E S",
    "Ce que j'ai fait jusqu'ici",
    "◆ EXPERIENCES PROFESIONNELLES",
    "Mon parcours en entreprise",
    "",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_post_is_found_whatever_its_heading_says(heading: str) -> None:
    (post,) = entries(
        f"{HEAD}{heading}\n\n{POST}\nFormation\n2016 BTS Comptabilité, Lycée du Mont\n"
    )
    assert ONE in first(post, "title") and first(post, "organisation") == FIRM
    assert len(post.body) == 2


ARRANGED = [
    f"{ONE}, {FIRM}, {WHEN}",
    f"{ONE} – {FIRM} ({WHEN})",
    f"{WHEN}\n{ONE}\n{FIRM}",
    f"{FIRM}\n{ONE}\n{WHEN}",
    f"{ONE}\n{FIRM}\n{WHEN}",
    f"{WHEN} : {ONE} chez {FIRM}",
    f"{WHEN}\t{ONE}\t{FIRM}",
    f"- {ONE}, {FIRM}, {WHEN}",
    f"• {WHEN} - {ONE} - {FIRM}",
    f"{FIRM} – {ONE} – {WHEN}",
    f"{ONE} | {FIRM} | {WHEN}",
    f"{WHEN}  {FIRM}  {ONE}",
    f"Dates\n{WHEN}\nFonction ou poste occupé\n{ONE}\nNom de l'employeur\n{FIRM}",
    f"Poste : {ONE}\nEmployeur : {FIRM}\nPériode : {WHEN}",
    f"{ONE}\nmars 2018 –\nmai 2020\n{FIRM}",
]


def _right(head: str) -> bool:
    found = entries(f"{HEAD}Expériences\n\n{head}\n- Tenue des comptes et clôtures mensuelles\n")
    if len(found) != 1:
        return False
    return first(found[0], "title") == ONE and first(found[0], "organisation") == FIRM


def test_title_and_employer_are_told_apart_in_nearly_every_arrangement() -> None:
    wrong = [head for head in ARRANGED if not _right(head)]
    assert len(wrong) <= 2, wrong


def test_two_posts_without_tasks_are_two() -> None:
    text = f"{HEAD}Expériences\nComptable, Alizé, 2015 - 2018\nFormatrice, Institut Corail, 2018 - 2021\n"
    assert [first(post, "organisation") for post in entries(text)] == ["Alizé", "Institut Corail"]


STUDIES = f"{HEAD}Formation\n2014 - 2016 Master Gestion de projets, Université de Nantes\n2012 Baccalauréat\n"


def test_studies_are_no_posts() -> None:
    assert not entries(STUDIES)
    assert len(entries(STUDIES, "edu")) == 2
    degree = entries(STUDIES, "edu")[0]
    assert first(degree, "diploma").startswith("Master Gestion de projets")
    assert first(degree, "organisation") == "Université de Nantes"


def test_projects_and_volunteering_are_no_posts() -> None:
    text = f"{HEAD}Expériences\n\n{POST}\n"
    text += (
        "Projets personnels\n2021 - 2022\nApplication de covoiturage\n- API et base de données\n\n"
    )
    text += "Bénévolat\nTrésorière, Club nautique du Sud, 2019 - 2023\n"
    assert [first(post, "organisation") for post in entries(text)] == [FIRM]
    assert entries(text, "vol")


PERSONAL = [
    "Née le 3 mars 1961",
    "Nationalité malienne",
    "malienne",
    "Mariée, 3 enfants",
    "Veuf, un enfant à charge",
    "12 rue des Lilas, 98800 Nouméa",
]


def _labelled(lines: list[str]) -> Iterator[tuple[str, str]]:
    document = read("\n".join(lines))
    for line, label in zip(document.lines, document.labels, strict=True):
        yield line.text, label


@pytest.mark.parametrize("told", PERSONAL)
def test_what_is_said_of_the_person_changes_no_other_line(told: str) -> None:
    lines = f"{HEAD}Expériences\n\n{POST}\nLangues\nAnglais B2\n".split("\n")
    before = list(_labelled(lines))
    after = list(_labelled([lines[0], told, *lines[1:]]))
    assert [pair for pair in after if pair[0] != told] == before
    assert dict(after)[told] == "contact"


def test_a_trade_with_children_is_not_said_of_the_person() -> None:
    lines = [*HEAD.split("\n"), "Expériences", "Auxiliaire de crèche, Les Colibris, 2015 - 2018"]
    assert dict(_labelled(lines))[lines[-1]] == "post"


def test_a_document_without_lines_of_a_career_has_no_entry() -> None:
    assert not read(
        "Recette du gâteau\nDélayer la farine dans le lait.\nCuire une heure.\n"
    ).entries
