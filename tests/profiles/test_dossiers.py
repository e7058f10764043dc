"""Dossiers: letters and diplomas go with the CV of the same person, and nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.batch.batch import run_batch
from pipeline.batch.means import Means
from tests.conftest import CV, OFFER

LETTER = """Camille Martin
camille.martin@example.nc
Objet : candidature au poste de développeur

Madame, Monsieur,
Votre annonce a retenu mon attention. Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.
Camille Martin
"""
DIPLOMA = """UNIVERSITÉ DE LA NOUVELLE-CALÉDONIE
Le président atteste que Mme Martin Camille, née le 3 mars 1990 à Nouméa, a obtenu le diplôme de licence informatique.
Fait à Nouméa. Pour servir et valoir ce que de droit.
"""
OTHER = CV.replace("Camille Martin", "Hugo Wamytan").replace("camille.martin", "hugo.wamytan")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    for name, text in {
        "cv.txt": CV,
        "lettre.txt": LETTER,
        "diplome.txt": DIPLOMA,
        "hugo.txt": OTHER,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_letters_and_diplomas_are_attached_not_ranked(dossier: Path) -> None:
    run = run_batch(OFFER, [dossier], today=date(2026, 11, 24))
    assert {r.match.file for r in run.ranking} == {"cv.txt", "hugo.txt"}
    assert run.candidates["cv.txt"].attachments == ("diplome.txt", "lettre.txt")
    assert [(u.file, u.reason) for u in run.not_candidates] == [
        ("diplome.txt", "attachment"),
        ("lettre.txt", "attachment"),
    ]
    assert "cv.txt" in run.not_candidates[0].detail


def test_a_letter_without_its_cv_is_ranked_with_a_warning(dossier: Path) -> None:
    (dossier / "cv.txt").unlink()
    run = run_batch(OFFER, [dossier], today=date(2026, 11, 24))
    assert {r.match.file for r in run.ranking} == {"lettre.txt", "diplome.txt", "hugo.txt"}


def test_two_versions_of_a_cv_are_marked(dossier: Path) -> None:
    (dossier / "ancien.txt").write_text(CV.replace("Java", "PHP"), encoding="utf-8")
    run = run_batch(OFFER, [dossier], today=date(2026, 11, 24))
    marked = {
        f: [w.detail for w in c.warnings if w.kind == "duplicate"]
        for f, c in run.candidates.items()
    }
    assert marked["cv.txt"] == ["même personne que ancien.txt"] and marked["hugo.txt"] == []


INVOICE = """FACTURE N° 2026-118
Atelier du Lagon, 14 route du Port, 98800 Nouméa
RIDET 0 123 456.001

Date de facturation : 12 mars 2026        Échéance : 11 avril 2026
Client : Mairie de Païta

Désignation                     Quantité   Prix unitaire    Montant
Remplacement d'un portail           1         185 000       185 000 F
Main-d'œuvre, pose                 12           4 500        54 000 F

Total hors taxe                                             239 000 F
TGC 11 %                                                     26 290 F
Net à payer                                                 265 290 F
Règlement par virement à trente jours. Pénalités de retard : trois fois le taux légal.
"""


@pytest.fixture
def mixed(dossier: Path) -> Path:
    """The folder with what people send by mistake: an invoice, and the offer itself."""
    (dossier / "facture.txt").write_text(INVOICE, encoding="utf-8")
    (dossier / "annonce.txt").write_bytes(OFFER.read_bytes())
    return dossier


def test_what_is_no_cv_is_listed_apart_and_never_ranked(mixed: Path) -> None:
    run = run_batch(OFFER, [mixed], today=date(2026, 11, 24))
    assert {r.match.file for r in run.ranking} == set(run.candidates) == {"cv.txt", "hugo.txt"}
    assert {u.file: u.reason for u in run.not_candidates} == {
        "annonce.txt": "offer",
        "facture.txt": "not_a_cv",
        "lettre.txt": "attachment",
        "diplome.txt": "attachment",
    }
    assert run.unread == () and "--include" in run.not_candidates[2].detail


def test_what_people_include_is_ranked_all_the_same(mixed: Path) -> None:
    run = run_batch(OFFER, [mixed], means=Means(date(2026, 11, 24), include=("facture.txt",)))
    assert {r.match.file for r in run.ranking} == {"cv.txt", "hugo.txt", "facture.txt"}
    assert "facture.txt" not in {u.file for u in run.not_candidates}
    assert [w.kind for w in run.candidates["facture.txt"].warnings] == ["not_a_cv"]


def test_a_cv_given_as_the_offer_is_told(dossier: Path) -> None:
    run = run_batch(dossier / "cv.txt", [dossier / "hugo.txt"], today=date(2026, 11, 24))
    assert "not_an_offer" in {w.kind for w in run.offer.warnings}
    run = run_batch(OFFER, [dossier / "hugo.txt"], today=date(2026, 11, 24))
    assert "not_an_offer" not in {w.kind for w in run.offer.warnings}
