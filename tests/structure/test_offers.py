"""Sections of offers: what is to be done and what is asked, apart from the employer and the terms."""

from __future__ import annotations

import pytest

from pipeline.files.reader import parse_document
from pipeline.structure.entries import structured

OFFER = """Technicien informatique (H/F)
Mairie de Port-Laurent

Qui sommes-nous ?
La commune compte 12 000 habitants et 150 agents répartis en cinq directions.

{missions}
- Installer et maintenir les postes de travail
- Assister les utilisateurs au quotidien
- Tenir à jour l'inventaire du parc

{profile}
- Diplôme de niveau bac+2 en informatique
- Expérience de trois ans sur un poste similaire
- Maîtrise de Windows Server

Nos avantages
Tickets restaurant, mutuelle, 25 jours de congés.

Pour postuler
Envoyer CV et lettre de motivation avant le 30 juin 2026 à rh@example.nc
"""


@pytest.mark.parametrize(
    ("missions", "profile"),
    [
        ("Vos missions", "Votre profil"),
        ("MISSIONS PRINCIPALES", "PROFIL RECHERCHÉ"),
        ("Ce que vous ferez chez nous", "Ce que nous attendons de vous"),
    ],
)
def test_tasks_and_what_is_asked_stand_in_their_sections(missions: str, profile: str) -> None:
    text = OFFER.format(missions=missions, profile=profile)
    document = structured(parse_document(text.encode(), "offre.txt", "offer"))
    kinds = {line.text: document.section_of(n) for n, line in enumerate(document.lines)}
    assert kinds["- Installer et maintenir les postes de travail"] in ("missions", "activities")
    assert kinds["- Tenir à jour l'inventaire du parc"] in ("missions", "activities")
    assert kinds["- Maîtrise de Windows Server"] in ("profile", "skills")
    assert kinds["Tickets restaurant, mutuelle, 25 jours de congés."] == "conditions"
