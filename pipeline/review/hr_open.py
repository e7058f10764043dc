"""HR Open Standards 4 (Candidate): a portrait written and read back."""

from __future__ import annotations

from typing import Any

from pipeline.lexicon.esco import skill_uri
from pipeline.review.json_records import as_record, parsed
from pipeline.review.portrait import Known, Portrait, Study, Work


def to_hr_open(portrait: Portrait) -> bytes:
    """An HR Open Candidate."""
    return as_record({"person": _person(portrait), "profiles": [_profile(portrait)]})


def _person(portrait: Portrait) -> dict[str, Any]:
    return {
        "name": {"formattedName": portrait.name},
        "communication": {
            "email": [{"address": portrait.email}],
            "phone": [{"formattedNumber": portrait.phone}],
        },
        "licenses": [{"name": licence} for licence in portrait.licences],
    }


def _profile(portrait: Portrait) -> dict[str, Any]:
    return {
        "profileName": portrait.title,
        "occupations": [_occupation(title, rome) for title, rome in portrait.occupations],
        "employment": [_employment(work) for work in portrait.work],
        "education": [{"educationDegrees": [_degree(study)]} for study in portrait.studies],
        "qualifications": [_qualification(skill) for skill in portrait.skills],
        "languages": [{"name": name, "proficiency": level} for name, level in portrait.languages],
    }


def _occupation(title: str, rome: str) -> dict[str, Any]:
    return {"name": title, "classificationCode": rome, "schemeId": "ROME"}


def _employment(work: Work) -> dict[str, Any]:
    history = {
        "title": work.title,
        "start": work.start,
        "end": work.end,
        "current": not work.end,
        "type": work.kind,
        "duties": list(work.tasks),
    }
    return {"organization": {"name": work.employer}, "positionHistories": [history]}


def _degree(study: Study) -> dict[str, Any]:
    return {
        "name": study.title,
        "codes": [study.level],
        "date": str(study.year or ""),
        "status": study.status,
    }


def _qualification(skill: Known) -> dict[str, Any]:
    uri = skill_uri(skill.name)
    return {
        "competencyName": skill.name,
        "competencyIds": [{"value": uri, "schemeId": "ESCO"}] if uri else [],
        "type": skill.kind,
        "proficiencyLevel": skill.qualifier,
    }


def from_hr_open(data: bytes) -> Portrait:
    """The portrait in an HR Open Candidate.

    Raises BadSetting for anything else.
    """
    record = parsed(data, "HR Open", "profiles")
    person, profile = record.get("person", {}), record["profiles"][0]
    contact = person.get("communication", {})
    occupations = profile.get("occupations", ())
    degrees = (d for e in profile.get("education", ()) for d in e.get("educationDegrees", ()))
    return Portrait(
        person.get("name", {}).get("formattedName", ""),
        _first(contact.get("email", ()), "address"),
        _first(contact.get("phone", ()), "formattedNumber"),
        profile.get("profileName", ""),
        tuple((o["name"], o.get("classificationCode", "")) for o in occupations),
        tuple(w for e in profile.get("employment", ()) for w in _works_of(e)),
        tuple(_study_of(degree) for degree in degrees),
        tuple(_skill_of(item) for item in profile.get("qualifications", ())),
        tuple((x["name"], x.get("proficiency", "")) for x in profile.get("languages", ())),
        tuple(x["name"] for x in person.get("licenses", ())),
    )


def _first(items: list[dict[str, str]], key: str) -> str:
    return next((item.get(key, "") for item in items), "")


def _works_of(employment: dict[str, Any]) -> list[Work]:
    employer = employment.get("organization", {}).get("name", "")
    return [_work_of(h, employer) for h in employment.get("positionHistories", ())]


def _work_of(history: dict[str, Any], employer: str) -> Work:
    return Work(
        history.get("title", ""),
        employer,
        history.get("start", "")[:7],
        history.get("end", "")[:7],
        history.get("type", "post"),
        tuple(history.get("duties", ())),
    )


def _study_of(degree: dict[str, Any]) -> Study:
    return Study(
        degree.get("name", ""),
        next(iter(degree.get("codes", ())), ""),
        int(degree.get("date", "")[:4] or 0),
        degree.get("status", "obtained"),
    )


def _skill_of(item: dict[str, Any]) -> Known:
    level = item.get("proficiencyLevel", "")
    return Known(item["competencyName"], item.get("type", "hard"), level)
