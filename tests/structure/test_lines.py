"""Lines of CVs: content decides what they are, headings are a hint that people may correct."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from pipeline.documents import Document
from pipeline.lexicon.headings import HEADINGS, HeadingRow
from pipeline.structure import seen
from pipeline.structure.lines import own_traits
from pipeline.structure.seen import Seen, letters_of

ReadText = Callable[..., Document]
CV = """Ana Lemaire
ana.lemaire@example.fr

{0}
Comptable – Société Borel – Angers  mars 2018 - mai 2021
- Tenue des comptes, déclarations de TVA, paie de 12 salariés
Aide-comptable – Cabinet Nivet – Angers  septembre 2014 - février 2018
- Saisie des factures et rapprochements bancaires

{1}
BTS Comptabilité et gestion – Lycée Chevrollier – Angers  2014

{2}
Sage, Excel, paie

{3}
Anglais B1
"""
KNOWN = ("Expérience", "Formation", "Compétences", "Langues")
MANNERS = [
    KNOWN,
    ("EXPERIENCES", "FORMATIONS", "COMPETENCES", "LANGUES"),
    ("E X P É R I E N C E S", "F O R M A T I O N", "C O M P É T E N C E S", "L A N G U E S"),
    ("Expériance profesionnelle", "Formatoin", "Compétance", "Langue"),
    ("Ce que je fais aujourd'hui", "L'école", "Mes outils", "Je parle"),
    ("Terrain", "Sur les bancs", "Boîte à outils", "Idiomes"),
    ("Mon chemin", "Mes bagages", "Dans ma besace", "Autres langues"),
    ("★ Expérience ★", "★ Formation ★", "★ Compétences ★", "★ Langues ★"),
    ("", "", "", ""),
]
KINDS = ["post", "post.body", "post", "post.body", "edu", "skill", "lang"]


def labels_under(headings: tuple[str, ...], read_text: ReadText) -> list[str]:
    """The labels of the lines of CV, those of headings and of the person left out."""
    document = read_text(CV.format(*headings))
    named = {letters_of(heading) for heading in headings}
    told = zip(document.lines[2:], document.labels[2:], strict=True)
    return [label for line, label in told if letters_of(line.text) not in named]


@pytest.mark.parametrize("headings", MANNERS, ids=lambda h: h[0] or "absent")
def test_posts_stand_under_headings_known_unknown_spaced_or_absent(
    headings: tuple[str, ...], read_text: ReadText
) -> None:
    document = read_text(CV.format(*headings))
    posts = [entry for entry in document.entries if entry.kind == "post"]
    assert [post.first("title").text for post in posts] == ["Comptable", "Aide-comptable"]
    assert [e.first("diploma").text for e in document.entries if e.kind == "edu"] == [
        "BTS Comptabilité et gestion"
    ]


def test_nearly_every_line_keeps_its_label_whatever_the_headings(read_text: ReadText) -> None:
    right = [
        label == wanted
        for headings in MANNERS
        for label, wanted in zip(labels_under(headings, read_text), KINDS, strict=True)
    ]
    assert sum(right) / len(right) >= 0.9


@pytest.mark.parametrize("headings", MANNERS[:3], ids=lambda h: h[0])
def test_headings_of_the_table_are_known_spaced_or_in_capitals(
    headings: tuple[str, ...], read_text: ReadText
) -> None:
    document = read_text(CV.format(*headings))
    told = {line.text: label for line, label in zip(document.lines, document.labels, strict=True)}
    kinds = ["h:experience", "h:education", "h:skills", "h:languages"]
    assert [told[heading] for heading in headings] == kinds
    assert [s.kind for s in document.sections if s.title] == [k.removeprefix("h:") for k in kinds]


def test_a_word_of_a_heading_within_a_line_is_none(read_text: ReadText) -> None:
    cv = CV.format(*KNOWN).replace("Saisie des factures", "Formation de deux stagiaires")
    document = read_text(cv)
    (line,) = (n for n, told in enumerate(document.lines) if "stagiaires" in told.text)
    assert document.labels[line] == "post.body"


@pytest.fixture
def corrected() -> Iterator[Callable[[str, str], None]]:
    """Names a heading of CVs in the table; the table is put back after the test."""
    before = HEADINGS.rows

    def add(kind: str, heading: str) -> None:
        HEADINGS.__dict__["rows"] = tuple(_with(row, kind, heading) for row in HEADINGS.rows)
        seen.headings.cache_clear()

    yield add
    HEADINGS.__dict__["rows"] = before
    seen.headings.cache_clear()


def _with(row: HeadingRow, kind: str, heading: str) -> HeadingRow:
    if (row.document, row.kind) != ("cv", kind):
        return row
    return replace(row, headings=(*row.headings, heading))


def test_a_corrected_table_changes_what_the_chain_sees(
    corrected: Callable[[str, str], None], read_text: ReadText
) -> None:
    lines = read_text("Ana Lemaire\n\nZigzags\nLecture, natation\n").lines
    (before,) = (n for n, line in enumerate(lines) if line.text == "Zigzags")
    assert "table=interests" not in own_traits([Seen(line) for line in lines])[before]
    corrected("interests", "zigzags")
    assert "table=interests" in own_traits([Seen(line) for line in lines])[before]


def test_a_corrected_table_changes_the_answer(
    corrected: Callable[[str, str], None], read_text: ReadText
) -> None:
    unknown = ("Zigzags", "Mes jardins secrets", "Traversées")

    def kinds() -> list[str]:
        return [section_under(heading, read_text) for heading in unknown]

    before = kinds()
    for heading in unknown:
        corrected("skills", heading)
    assert kinds() == ["skills"] * 3 != before


def section_under(heading: str, read_text: ReadText) -> str:
    """The kind of the section of a line that may be of several, below a heading."""
    line = "Atelier de reliure, carnets, tampons"
    career = CV.split("{2}")[0].format(*KNOWN)
    document = read_text(f"{career}\n{heading}\n{line}\n")
    return document.section_of(len(document.lines) - 1)


TRAITS = """
from pipeline.documents import Line
from pipeline.structure import fields, lines
from pipeline.structure.seen import Seen
seen = [Seen(Line("Responsable du service achats, Mairie de Saumur, mars 2018 - mai 2021"))]
print(lines.in_places(lines.own_traits(seen)), fields.sequence("post", seen))
"""


def test_what_chains_see_does_not_depend_on_the_seed_of_hashes() -> None:
    told = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", TRAITS]
        told.add(subprocess.run(command, env=env, capture_output=True, check=True).stdout)
    assert len(told) == 1
