"""Headings that stand before their text, or that say several things at once."""

from __future__ import annotations

from pipeline.files.reader import parse_document
from pipeline.structure.entries import structured


def test_headings_in_bold_before_their_text_and_long_ones_with_slashes() -> None:
    text = (
        "# Chef de pôle\n\n**Missions** Pilote le pôle des offres\n\n- **Activités principales** Concevoir les offres\n- Animer\n\n"
        "### **Profil du candidat Savoir / Connaissance / Diplôme exigé**\n\nConnaissance de **Java** et du web\n"
    )
    document = structured(parse_document(text.encode(), "offre.md", "offer"))
    assert [s.kind for s in document.sections if s.title][-3:] == [
        "missions",
        "activities",
        "profile",
    ]
    assert (
        "Connaissance de Java et du web" in document.text
        and "Missions : Pilote le pôle des offres" in document.text
    )
