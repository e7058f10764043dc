"""Offers that are data: JobPosting and exports of vacancy notices."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableDocument
from pipeline.files.containers import Member, members
from pipeline.files.reader import parse_document
from pipeline.structure.entries import structured

POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Développeur Java",
    "hiringOrganization": {"@type": "Organization", "name": "Lagon Logiciels"},
    "jobLocation": {"@type": "Place", "address": {"addressLocality": "Nouméa"}},
    "validThrough": "2026-04-10T23:59",
    "description": "<p>Nous éditons des logiciels.</p>",
    "responsibilities": "Concevoir des applications\nMaintenir le portail",
    "qualifications": "&lt;ul&gt;&lt;li&gt;Bac + 3 en informatique&lt;/li&gt;&lt;/ul&gt;",
    "experienceRequirements": {
        "@type": "OccupationalExperienceRequirements",
        "monthsOfExperience": 36,
    },
}
ROW = {
    "id": 1,
    "libelle_poste": "Chef de projet",
    "numero": "26-0001",
    "libelle_collectivite": "Province Sud",
    "date_cloture": "2026-05-28",
}
ROW |= {"mission": "<ul><li>Piloter les projets</li></ul>", "savoir": "Java < 17 & SQL"}


def test_a_job_posting_alone_or_in_a_page() -> None:
    alone = parse_document(json.dumps(POSTING).encode(), "offre.json", "offer")
    script = f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebPage"}, POSTING]})}</script>'
    page = parse_document(
        f"<html><head>{script}</head><body><nav>Accueil</nav></body></html>".encode(),
        "offre.html",
        "offer",
    )
    assert alone.text == page.text
    lines = alone.text.splitlines()
    assert (
        lines[0] == "Développeur Java"
        and "Employeur : Lagon Logiciels" in lines
        and "Date limite de candidature : 2026-04-10" in lines
    )
    assert "- Bac + 3 en informatique" in lines and "36 mois d'expérience" in lines
    assert {"missions", "profile"} <= {s.kind for s in structured(alone).sections}


def test_a_page_without_posting_is_a_page() -> None:
    page = b'<html><body><script type="application/ld+json">{"@type": "JobPosting"</script><p>Offre de JobPosting</p></body></html>'
    assert parse_document(page, "offre.html", "offer").text == "Offre de JobPosting"


def test_an_export_of_notices_is_many_offers() -> None:
    table = ",".join(ROW) + "\n" + ",".join(f'"{v}"' for v in ROW.values()) + "\n"
    for name, data in (
        ("avp.csv", table.encode()),
        ("avp.json", json.dumps([ROW]).encode()),
        ("avp.json", json.dumps({"results": [ROW]}).encode()),
        ("avp.json", json.dumps([{"fields": ROW}]).encode()),
    ):
        (member,) = members(name, data)
        assert isinstance(member, Member) and member.name == f"{name}/26-0001.html"
        text = parse_document(member.data, member.name, "offer").text
        assert (
            "Employeur : Province Sud" in text
            and "- Piloter les projets" in text
            and "Java < 17 & SQL" in text
        )


def test_an_export_is_matched_offer_by_offer(tmp_path: Path, cv_text: str) -> None:
    from tests.cli.test_cli import vivier

    (tmp_path / "cv.txt").write_text(cv_text, encoding="utf-8")
    rows = [
        ROW,
        {
            **ROW,
            "numero": "26-0002",
            "libelle_poste": "Développeur Java",
            "mission": "Développer en Java et PostgreSQL",
        },
    ]
    (tmp_path / "avp.json").write_text(json.dumps(rows), encoding="utf-8")
    lines = vivier("match", tmp_path / "cv.txt", tmp_path / "avp.json").stdout.splitlines()
    assert len(lines) == 2 and "avp.json/26-0002.html" in lines[0]


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(), x, max_size=3),
    )
)
def test_a_posting_with_odd_values_is_read_or_refused(odd: object) -> None:
    posting = {
        "@type": "JobPosting",
        "title": odd,
        "description": odd,
        "jobLocation": odd,
        "skills": odd,
        "hiringOrganization": odd,
    }
    try:
        parse_document(json.dumps(posting).encode(), "offre.json", "offer")
    except UnreadableDocument as error:
        assert error.reason == "no_text"
