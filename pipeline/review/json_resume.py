"""JSON Resume (jsonresume.org, schema 1.0.0): a portrait written and read back.

What the schema has no word for stands in properties that begin with "x-".
"""

from __future__ import annotations

from typing import Any

from pipeline.lexicon.esco import occupation_uri, skill_uri
from pipeline.review.json_records import as_record, parsed
from pipeline.review.portrait import Known, Portrait, Study, Work

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_ROME = "https://candidat.francetravail.fr/metierscope/fiche-metier/"


def to_json_resume(portrait: Portrait) -> bytes:
    """A JSON Resume."""
    record = {
        "$schema": SCHEMA,
        "basics": _basics(portrait),
        "x-occupations": [_occupation(title, rome) for title, rome in portrait.occupations],
        "work": [_work(work) for work in portrait.work],
        "education": [_study(study) for study in portrait.studies],
        "skills": [_skill(skill) for skill in portrait.skills],
        "languages": [{"language": name, "fluency": level} for name, level in portrait.languages],
    }
    return as_record(record)


def _basics(portrait: Portrait) -> dict[str, Any]:
    return {
        "name": portrait.name,
        "label": portrait.title,
        "email": portrait.email,
        "phone": portrait.phone,
        "x-licences": list(portrait.licences),
    }


def _occupation(title: str, rome: str) -> dict[str, Any]:
    uri = occupation_uri(title)
    return {"title": title, "rome": rome, "url": _ROME + rome, **_esco(uri)}


def _work(work: Work) -> dict[str, Any]:
    return {
        "position": work.title,
        "name": work.employer,
        "startDate": work.start,
        "endDate": work.end,
        "x-kind": work.kind,
        "highlights": list(work.tasks),
    }


def _study(study: Study) -> dict[str, Any]:
    return {
        "studyType": study.level,
        "area": study.title,
        "endDate": str(study.year) if study.year else "",
        "x-status": study.status,
    }


def _skill(skill: Known) -> dict[str, Any]:
    uri = skill_uri(skill.name)
    return {"name": skill.name, "level": skill.qualifier, "x-kind": skill.kind, **_esco(uri)}


def _esco(uri: str) -> dict[str, str]:
    return {"x-esco": uri} if uri else {}


def from_json_resume(data: bytes) -> Portrait:
    """The portrait in a JSON Resume.

    Raises BadSetting for anything else.
    """
    record = parsed(data, "JSON Resume", "basics")
    basics = record["basics"]
    languages = record.get("languages", ())
    return Portrait(
        basics.get("name", ""),
        basics.get("email", ""),
        basics.get("phone", ""),
        basics.get("label", ""),
        tuple((o["title"], o["rome"]) for o in record.get("x-occupations", ())),
        tuple(_work_of(item) for item in record.get("work", ())),
        tuple(_study_of(item) for item in record.get("education", ())),
        tuple(_skill_of(item) for item in record.get("skills", ())),
        tuple((x.get("language", ""), x.get("fluency", "")) for x in languages),
        tuple(basics.get("x-licences", ())),
    )


def _work_of(item: dict[str, Any]) -> Work:
    return Work(
        item.get("position", ""),
        item.get("name", ""),
        item.get("startDate", "")[:7],
        item.get("endDate", "")[:7],
        item.get("x-kind", "post"),
        tuple(item.get("highlights", ())),
    )


def _study_of(item: dict[str, Any]) -> Study:
    return Study(
        item.get("area", ""),
        item.get("studyType", ""),
        int(item.get("endDate", "")[:4] or 0),
        item.get("x-status", "obtained"),
    )


def _skill_of(item: dict[str, Any]) -> Known:
    return Known(item.get("name", ""), item.get("x-kind", "hard"), item.get("level", ""))
