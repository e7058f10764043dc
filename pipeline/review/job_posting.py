"""An offer as schema.org JobPosting (JSON-LD), as search engines read it."""

from __future__ import annotations

from typing import Any

from pipeline.lexicon.esco import occupation_uri
from pipeline.profiles.profile import Profile
from pipeline.review.json_records import as_record


def to_job_posting(offer: Profile) -> bytes:
    """An offer as schema.org JobPosting; what it does not say is left out."""
    needs = offer.requirements
    record = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": offer.title,
        "identifier": _typed("PropertyValue", value=needs.reference),
        "hiringOrganization": _typed("Organization", name=needs.employer),
        "jobLocation": _typed("Place", address=needs.place),
        "validThrough": needs.deadline,
        "description": "\n".join(p.text for p in offer.passages),
        "experienceRequirements": _typed(
            "OccupationalExperienceRequirements",
            monthsOfExperience=round(12 * (needs.experience_min_years or 0)),
        ),
        "educationRequirements": needs.diploma_min,
        "skills": ", ".join(s.concept for s in offer.skills),
        "occupationalCategory": _codes(offer),
    }
    return as_record({key: value for key, value in record.items() if value})


def _typed(kind: str, **said: Any) -> dict[str, Any] | None:
    return {"@type": kind, **said} if any(said.values()) else None


def _codes(offer: Profile) -> list[str]:
    codes = ((o.rome, occupation_uri(o.title)) for o in offer.occupations)
    return [code for pair in codes for code in pair if code]
