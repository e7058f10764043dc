"""Offers that are data: schema.org JobPosting (JSON-LD, alone or in a page) and the open dataset of
New Caledonian vacancy notices.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.files.html import read_html
from pipeline.files.marks import Flow

_SCRIPT = re.compile(rb"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.S | re.I)
_NOTICE = ("libelle_poste", "numero")
_NOTICE_FIELDS = (
    ("numero", "Référence"), ("libelle_collectivite", "Employeur"), ("libelle_corps_grade", "Corps / Domaine"),
    ("direction_libelle", "Direction"), ("lieu_travail", "Lieu de travail"), ("duree_residence_exigee", "Durée de résidence exigée"),
    ("date_a_pourvoir", "Poste à pourvoir"), ("date_mis_en_ligne", "Date de dépôt de l'offre"),
    ("date_cloture", "Date limite de candidature"), ("emploi_resp", "Emploi RESPNC"), ("libelle_emploi_rome", "Emploi ROME"),
)  # fmt: skip
_NOTICE_PARTS = (
    ("presentation", "Présentation"), ("mission", "Missions"), ("activites_principales", "Activités principales"),
    ("activites_secondaires", "Activités secondaires"), ("conditions_particulieres", "Conditions particulières"),
    ("savoir", "Savoir"), ("savoir_faire", "Savoir-faire"), ("comportements", "Comportement professionnel"), ("contact", "Contact"),
)  # fmt: skip
_POSTING_PARTS = (
    ("description", ""), ("responsibilities", "Missions"), ("qualifications", "Profil"), ("experienceRequirements", "Expérience requise"),
    ("educationRequirements", "Formation requise"), ("skills", "Compétences"), ("jobBenefits", "Avantages"),
)  # fmt: skip


def job_posting(data: bytes) -> dict[str, Any] | None:
    """The first JobPosting of a JSON-LD file or of a page, None where there is none."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    sources = (
        [data] if head in (b"{", b"[") else _SCRIPT.findall(data) if b"JobPosting" in data else []
    )
    for source in sources:
        try:
            found = json.loads(source.decode("utf-8-sig", "replace"))
        except (ValueError, RecursionError):
            continue
        posting = next((p for p in _things(found) if "JobPosting" in str(p.get("@type", ""))), None)
        if posting is not None:
            return posting
    return None


def _things(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for thing in found:
            yield from _things(thing)
    elif isinstance(found, dict):
        yield found
        yield from _things(found.get("@graph", []))


def read_posting(posting: Mapping[str, Any]) -> Flow:
    """The lines of a JobPosting in the order of a notice."""
    place = _thing(_thing(posting.get("jobLocation")).get("address"))
    where = ", ".join(
        t
        for name in ("streetAddress", "postalCode", "addressLocality", "addressRegion")
        if (t := _said(place.get(name)))
    )
    facts = [
        ("Employeur", _said(posting.get("hiringOrganization"))),
        ("Référence", _said(posting.get("identifier"))),
        ("Lieu de travail", where or _said(posting.get("jobLocation"))),
        ("Type de contrat", _said(posting.get("employmentType"))),
        ("Date de dépôt de l'offre", _said(posting.get("datePosted"))[:10]),
        ("Date limite de candidature", _said(posting.get("validThrough"))[:10]),
    ]
    parts = [(title, _said(posting.get(name))) for name, title in _POSTING_PARTS]
    return read_html(_page(_said(posting.get("title")), facts, parts))


def _thing(value: Any) -> dict[str, Any]:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}


def _said(value: Any) -> str:
    """What a value of schema.org says: text, a list of texts, or the name, value or description of
    a thing.
    """
    if isinstance(value, list):
        return "<br>".join(t for v in value if (t := _said(v)))
    if isinstance(value, dict):
        if "monthsOfExperience" in value:
            return f"{value['monthsOfExperience']} mois d'expérience"
        return next(
            (
                t
                for name in ("name", "value", "credentialCategory", "description")
                if (t := _said(value.get(name)))
            ),
            "",
        )
    return (
        str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    )


def _page(title: str, facts: list[tuple[str, str]], parts: list[tuple[str, str]]) -> bytes:
    """A notice as a page; parts may hold HTML, written as it is or with its signs escaped."""
    lines = [
        f"<h1>{html.escape(title)}</h1>",
        *(f"<p>{name} : {html.escape(text)}</p>" for name, text in facts if text),
    ]
    for heading, text in parts:
        if not text:
            continue
        shown = html.unescape(text) if "&lt;" in text else text
        body = (
            shown
            if re.search(r"<\w+[^>]*>", shown)
            else "".join(f"<p>{html.escape(line)}</p>" for line in shown.splitlines())
        )
        lines += [f"<h2>{heading}</h2>" if heading else "", body]
    return ("<html><body>" + "\n".join(lines) + "</body></html>").encode()


def notices(data: bytes) -> list[tuple[str, bytes]]:
    """The notices of an export (CSV or JSON) as pages, by their number; none for any other file."""
    head = data[:6000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not all(name.encode() in head for name in _NOTICE):
        return []
    records = _json_records(data) if head[:1] in (b"[", b"{") else _csv_records(data)
    return [
        (f"{_field(r, 'numero') or n}.html", _notice(r))
        for n, r in enumerate(records, 1)
        if _field(r, "libelle_poste")
    ]


def _csv_records(data: bytes) -> list[Mapping[str, Any]]:
    text = data.decode("utf-8-sig", "replace")
    first = text.split("\n", 1)[0]
    try:
        return list(
            csv.DictReader(
                io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","
            )
        )
    except csv.Error:
        return []


def _json_records(data: bytes) -> list[Mapping[str, Any]]:
    """Records of a list, of `{"results": [...]}` or of `{"records": [{"fields": {...}}]}`, as the
    portal writes them.
    """
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return []
    if isinstance(found, dict):
        found = found.get("results") or found.get("records") or [found]
    fields = (
        [r.get("fields", r) for r in found if isinstance(r, dict)]
        if isinstance(found, list)
        else []
    )
    return [r for r in fields if isinstance(r, dict)]


def _field(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return "" if value is None else str(value).strip()


def _notice(record: Mapping[str, Any]) -> bytes:
    facts = [
        (title, text)
        for name, title in _NOTICE_FIELDS
        if (text := _field(record, name)) not in ("", "HORS_ROME")
    ]
    return _page(
        _field(record, "libelle_poste"),
        facts,
        [(title, _field(record, name)) for name, title in _NOTICE_PARTS],
    )
