"""Sections of CVs and offers: told by their lines, whether or not a heading says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.documents import Document
from pipeline.structure.entries import section_kind

ReadText = Callable[..., Document]
PLAIN = """Comptable confirmé
La société Borel, implantée à Angers, emploie 120 personnes.
Vous tenez les comptes de la société et préparez les déclarations de TVA.
Vous établissez la paie de 120 salariés.
Titulaire d'un BTS de comptabilité, vous justifiez de trois ans d'expérience.
La connaissance de Sage est souhaitée.
CDI à temps plein, 28 000 € par an, tickets restaurant.
Envoyez votre CV à recrutement@example.fr avant le 3 mai 2026.
"""
HEADED = """Comptable confirmé

{0}
La société Borel, implantée à Angers, emploie 120 personnes.

{1}
- Tenir les comptes de la société
- Préparer les déclarations de TVA

{2}
- BTS de comptabilité
- Trois ans d'expérience

{3}
- CDI à temps plein, 28 000 € par an

{4}
Envoyez votre CV à recrutement@example.fr
"""
KINDS = ["employer", "missions", "profile", "conditions", "contact"]
MANNERS = [
    ("L'entreprise", "Missions", "Profil", "Conditions", "Candidature"),
    ("L'ENTREPRISE", "VOS MISSIONS", "VOTRE PROFIL", "CONDITIONS", "POUR POSTULER"),
    (
        "Qui sommes-nous ?",
        "Ce que vous ferez",
        "Ce que nous attendons de vous",
        "Ce que nous vous offrons",
        "Comment postuler",
    ),
]


def kind_of(document: Document, words: str) -> str:
    """The kind of section of the line that has some words."""
    (line,) = (n for n, line in enumerate(document.lines) if words in line.text)
    return document.section_of(line)


@pytest.mark.parametrize("headings", MANNERS, ids=lambda h: h[0])
def test_sections_of_an_offer(headings: tuple[str, ...], read_text: ReadText) -> None:
    document = read_text(HEADED.format(*headings), "offer")
    assert [(s.kind, s.title) for s in document.sections if s.title] == list(
        zip(KINDS, headings, strict=True)
    )


def test_an_offer_without_headings_is_told_by_its_sentences(read_text: ReadText) -> None:
    document = read_text(PLAIN, "offer")
    told = {
        "déclarations de TVA": "missions",
        "la paie de 120": "missions",
        "trois ans": "profile",
        "Sage": "profile",
        "28 000": "conditions",
        "Envoyez": "contact",
    }
    assert {words: kind_of(document, words) for words in told} == told


def test_an_employer_is_no_demand(read_text: ReadText) -> None:
    assert kind_of(read_text(PLAIN, "offer"), "implantée") in ("employer", "header")


def test_sections_cover_every_line_once(read_text: ReadText) -> None:
    document = read_text(HEADED.format(*MANNERS[2]), "offer")
    covered = [n for s in document.sections for n in range(s.start, s.end)]
    assert covered == list(range(len(document.lines)))


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("post.body", "experience"),
        ("h:experience", "experience"),
        ("edu", "education"),
        ("h:volunteering", "other"),
        ("vol", "other"),
    ],
)
def test_a_label_of_a_cv_stands_in_its_section(label: str, kind: str) -> None:
    assert section_kind(label) == kind
