"""Dossiers: letters and diplomas go with the CV of the same person, and nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.batch.batch import run_batch
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
    assert [(u.file, u.reason) for u in run.unread] == [
        ("diplome.txt", "attached"),
        ("lettre.txt", "attached"),
    ]
    assert "cv.txt" in run.unread[0].detail


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
