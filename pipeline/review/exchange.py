"""Profiles in the formats of the field; what is read back gives the same portrait."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.profiles.understanding import Candidate
from pipeline.review.europass import from_europass, to_europass
from pipeline.review.hr_open import from_hr_open, to_hr_open
from pipeline.review.job_posting import to_job_posting
from pipeline.review.json_resume import from_json_resume, to_json_resume
from pipeline.review.portrait import Portrait, portrait_of

JOB_POSTING = "job-posting"
FORMATS: dict[str, tuple[str, Callable[[Portrait], bytes], Callable[[bytes], Portrait]]] = {
    "json-resume": (".json", to_json_resume, from_json_resume),
    "europass": (".xml", to_europass, from_europass),
    "hr-open": (".hropen.json", to_hr_open, from_hr_open),
}
"""Formats of candidates by name: suffix, writer, reader."""


def exported(candidate: Candidate, form: str) -> tuple[str, bytes]:
    """What was understood of a document in a format (one of FORMATS, or "job-posting"): the suffix
    of its file, and its bytes.
    """
    if form == JOB_POSTING:
        return ".jsonld", to_job_posting(candidate.profile)
    suffix, write, _ = FORMATS[form]
    return suffix, write(portrait_of(candidate.profile, candidate.identity))
