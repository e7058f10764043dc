"""Profiles in the formats of the field: JSON Resume, Europass, HR Open (read back they give the
same portrait), JobPosting, TREC.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.errors import BadSetting
from pipeline.lexicon.esco import occupation_uri, skill_uri
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Candidate
from pipeline.review.europass import from_europass, to_europass
from pipeline.review.portrait import Known, Portrait, Study, Work, portrait_of

JOB_POSTING = "job-posting"
_ROME = "https://candidat.francetravail.fr/metierscope/fiche-metier/"


# JSON Resume (jsonresume.org, schema 1.0.0); what it has no word for stands in properties that begin with "x-"


def to_json_resume(p: Portrait) -> bytes:
    """A JSON Resume."""
    record = {
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {
            "name": p.name,
            "label": p.title,
            "email": p.email,
            "phone": p.phone,
            "x-licences": list(p.licences),
        },
        "x-occupations": [
            {"title": t, "rome": rome, "url": _ROME + rome, **_esco(occupation_uri(t))}
            for t, rome in p.occupations
        ],
        "work": [
            {
                "position": w.title,
                "name": w.employer,
                "startDate": w.start,
                "endDate": w.end,
                "x-kind": w.kind,
                "highlights": list(w.tasks),
            }
            for w in p.work
        ],
        "education": [
            {
                "studyType": s.level,
                "area": s.title,
                "endDate": str(s.year) if s.year else "",
                "x-status": s.status,
            }
            for s in p.studies
        ],
        "skills": [
            {"name": s.name, "level": s.qualifier, "x-kind": s.kind, **_esco(skill_uri(s.name))}
            for s in p.skills
        ],
        "languages": [{"language": name, "fluency": level} for name, level in p.languages],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _esco(uri: str) -> dict[str, str]:
    return {"x-esco": uri} if uri else {}


def from_json_resume(data: bytes) -> Portrait:
    """The portrait in a JSON Resume.

    Raises BadSetting for anything else.
    """
    r = _json(data, "JSON Resume", "basics")
    basics = r["basics"]
    return Portrait(
        basics.get("name", ""),
        basics.get("email", ""),
        basics.get("phone", ""),
        basics.get("label", ""),
        tuple((o["title"], o["rome"]) for o in r.get("x-occupations", ())),
        tuple(
            Work(
                w.get("position", ""),
                w.get("name", ""),
                w.get("startDate", "")[:7],
                w.get("endDate", "")[:7],
                w.get("x-kind", "post"),
                tuple(w.get("highlights", ())),
            )
            for w in r.get("work", ())
        ),
        tuple(
            Study(
                e.get("area", ""),
                e.get("studyType", ""),
                int(e.get("endDate", "")[:4] or 0),
                e.get("x-status", "obtained"),
            )
            for e in r.get("education", ())
        ),
        tuple(
            Known(s.get("name", ""), s.get("x-kind", "hard"), s.get("level", ""))
            for s in r.get("skills", ())
        ),
        tuple((x.get("language", ""), x.get("fluency", "")) for x in r.get("languages", ())),
        tuple(basics.get("x-licences", ())),
    )


# HR Open Standards 4 (Candidate)


def to_hr_open(p: Portrait) -> bytes:
    """An HR Open Candidate."""
    record = {
        "person": {
            "name": {"formattedName": p.name},
            "communication": {
                "email": [{"address": p.email}],
                "phone": [{"formattedNumber": p.phone}],
            },
            "licenses": [{"name": licence} for licence in p.licences],
        },
        "profiles": [
            {
                "profileName": p.title,
                "occupations": [
                    {"name": title, "classificationCode": rome, "schemeId": "ROME"}
                    for title, rome in p.occupations
                ],
                "employment": [
                    {
                        "organization": {"name": w.employer},
                        "positionHistories": [
                            {
                                "title": w.title,
                                "start": w.start,
                                "end": w.end,
                                "current": not w.end,
                                "type": w.kind,
                                "duties": list(w.tasks),
                            }
                        ],
                    }
                    for w in p.work
                ],
                "education": [
                    {
                        "educationDegrees": [
                            {
                                "name": s.title,
                                "codes": [s.level],
                                "date": str(s.year or ""),
                                "status": s.status,
                            }
                        ]
                    }
                    for s in p.studies
                ],
                "qualifications": [
                    {
                        "competencyName": s.name,
                        "competencyIds": [{"value": uri, "schemeId": "ESCO"}]
                        if (uri := skill_uri(s.name))
                        else [],
                        "type": s.kind,
                        "proficiencyLevel": s.qualifier,
                    }
                    for s in p.skills
                ],
                "languages": [{"name": name, "proficiency": level} for name, level in p.languages],
            }
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def from_hr_open(data: bytes) -> Portrait:
    """The portrait in an HR Open Candidate.

    Raises BadSetting for anything else.
    """
    r = _json(data, "HR Open", "profiles")
    person, profile = r.get("person", {}), r["profiles"][0]
    contact = person.get("communication", {})
    works = [(e, h) for e in profile.get("employment", ()) for h in e.get("positionHistories", ())]
    degrees = [d for e in profile.get("education", ()) for d in e.get("educationDegrees", ())]
    return Portrait(
        person.get("name", {}).get("formattedName", ""),
        next((m.get("address", "") for m in contact.get("email", ())), ""),
        next((m.get("formattedNumber", "") for m in contact.get("phone", ())), ""),
        profile.get("profileName", ""),
        tuple((o["name"], o.get("classificationCode", "")) for o in profile.get("occupations", ())),
        tuple(
            Work(
                h.get("title", ""),
                e.get("organization", {}).get("name", ""),
                h.get("start", "")[:7],
                h.get("end", "")[:7],
                h.get("type", "post"),
                tuple(h.get("duties", ())),
            )
            for e, h in works
        ),
        tuple(
            Study(
                d.get("name", ""),
                next(iter(d.get("codes", ())), ""),
                int(d.get("date", "")[:4] or 0),
                d.get("status", "obtained"),
            )
            for d in degrees
        ),
        tuple(
            Known(q["competencyName"], q.get("type", "hard"), q.get("proficiencyLevel", ""))
            for q in profile.get("qualifications", ())
        ),
        tuple((x["name"], x.get("proficiency", "")) for x in profile.get("languages", ())),
        tuple(x["name"] for x in person.get("licenses", ())),
    )


def _json(data: bytes, name: str, needed: str) -> dict[str, Any]:
    try:
        record = json.loads(data.decode("utf-8-sig"))
        if isinstance(record, dict) and record.get(needed):
            return record
    except ValueError:
        pass
    raise BadSetting(name, "ce fichier n'a pas la forme attendue", "exporter de nouveau le CV")


def to_job_posting(offer: Profile) -> bytes:
    """An offer as schema.org JobPosting (JSON-LD)."""
    needs = offer.requirements
    months = round(12 * needs.experience_min_years) if needs.experience_min_years else None
    record = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": offer.title,
        "identifier": {"@type": "PropertyValue", "value": needs.reference}
        if needs.reference
        else None,
        "hiringOrganization": {"@type": "Organization", "name": needs.employer}
        if needs.employer
        else None,
        "jobLocation": {"@type": "Place", "address": needs.place} if needs.place else None,
        "validThrough": needs.deadline,
        "description": "\n".join(p.text for p in offer.passages),
        "experienceRequirements": {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": months,
        }
        if months
        else None,
        "educationRequirements": needs.diploma_min,
        "skills": ", ".join(s.concept for s in offer.skills),
        "occupationalCategory": [
            code for o in offer.occupations for code in (o.rome, occupation_uri(o.title)) if code
        ],
    }
    return (
        json.dumps({k: v for k, v in record.items() if v}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


FORMATS: dict[str, tuple[str, Callable[[Portrait], bytes], Callable[[bytes], Portrait]]] = {
    "json-resume": (".json", to_json_resume, from_json_resume),
    "europass": (".xml", to_europass, from_europass),
    "hr-open": (".hropen.json", to_hr_open, from_hr_open),
}


def exported(candidate: Candidate, form: str) -> tuple[str, bytes]:
    """What was understood of a document in a format (one of FORMATS, or "job-posting"): the suffix
    of its file, and its bytes.
    """
    if form == JOB_POSTING:
        return ".jsonld", to_job_posting(candidate.profile)
    suffix, write, _ = FORMATS[form]
    return suffix, write(portrait_of(candidate.profile, candidate.identity))


"""Formats of candidates by name: suffix, writer, reader."""


def trec_run(offer: str, ranked: Iterator[tuple[str, float]], tag: str = "vivier") -> str:
    """A ranking as a TREC run: "offer Q0 candidate rank score tag", for trec_eval and ir_measures."""
    return "".join(
        f"{offer} Q0 {candidate} {n} {score:.4f} {tag}\n"
        for n, (candidate, score) in enumerate(ranked, 1)
    )


def trec_qrels(judgments: Iterator[tuple[str, str, int]]) -> str:
    """Judgments as TREC qrels: "offer 0 candidate grade"."""
    return "".join(f"{offer} 0 {candidate} {grade}\n" for offer, candidate, grade in judgments)
