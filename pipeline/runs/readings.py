"""One document as a plain record: how it was read, and what was understood of it."""

from __future__ import annotations

from typing import Any

from pipeline.batch.run import Unread
from pipeline.documents import Document
from pipeline.lexicon.esco import occupation_uri, skill_uri
from pipeline.profiles.career import Post
from pipeline.profiles.diplomas import Diploma
from pipeline.profiles.occupations import Occupation
from pipeline.profiles.profile import Profile
from pipeline.profiles.skills import SkillUse


def reading_record(outcome: Document | Unread) -> dict[str, Any]:
    """A line of `vivier read --format jsonl`; `start` and `end` of a section are characters of
    `text`.
    """
    if isinstance(outcome, Unread):
        return {
            **_NOTHING_READ,
            "file": outcome.file,
            "status": "unread",
            "reason": outcome.reason,
            "detail": outcome.detail,
        }
    starts = [0]
    for line in outcome.lines:
        starts.append(starts[-1] + len(line.text) + 1)
    reading = outcome.reading
    return {
        "file": outcome.file,
        "status": "ok",
        "reason": None,
        "format": reading.format,
        "pages": reading.pages,
        "columns": reading.columns,
        "ocr": reading.ocr,
        "confidence": reading.confidence if reading.ocr else None,
        "language": reading.language,
        "known_words": reading.known_words,
        "text": outcome.text,
        "sections": [
            {
                "kind": s.kind,
                "title": s.title,
                "start": starts[s.start],
                "end": max(starts[s.end] - 1, starts[s.start]),
            }
            for s in outcome.sections
        ],
        "hidden_text": list(reading.hidden_text),
        "warnings": [{"kind": w.kind, "detail": w.detail} for w in reading.warnings],
    }


_NOTHING_READ: dict[str, Any] = {
    "file": "", "status": "unread", "reason": "", "pages": 0, "ocr": False, "language": None,
    "text": "", "sections": [], "hidden_text": [], "warnings": [],
}  # fmt: skip


def unread_profile_record(unread: Unread, kind: str) -> dict[str, Any]:
    """A line of `vivier profile --format jsonl` for a file that was not read."""
    return {"file": unread.file, "kind": kind, "status": "unread", "reason": unread.reason}


def profile_record(profile: Profile) -> dict[str, Any]:
    """A line of `vivier profile --format jsonl`."""
    best = max(profile.occupations, key=lambda o: o.weight, default=None)
    is_cv = profile.kind == "cv"
    told = profile.told_skills
    return {
        "file": profile.file,
        "kind": profile.kind,
        "language": profile.language,
        "title": profile.title,
        "occupation": occupation_record(best) if best else None,
        "skills": [_skill(s) for s in told],
        "inferred_skills": [_skill(s) for s in profile.skills if s not in told],
        "missions": [
            {"action": m.action, "object": m.object, "text": m.text, "line": m.line + 1}
            for m in profile.missions
        ],
        "experience_years": profile.career.years if is_cv else None,
        "experience_range": list(profile.career.range) if is_cv else None,
        "posts": [_post(p) for p in profile.career.posts if p.kind != "project"],
        "diploma": profile.diploma if is_cv else None,
        "diplomas": [_diploma(d) for d in profile.diplomas],
        "languages": dict(profile.languages),
        "requirements": None if is_cv else requirements_record(profile),
        "warnings": [{"kind": w.kind, "detail": w.detail} for w in profile.warnings],
    }


def _post(post: Post) -> dict[str, Any]:
    """A post; what is not told is null."""
    return {
        "title": post.title or None,
        "organisation": post.organisation or None,
        "place": post.place or None,
        "start": month(post.start),
        "end": month(post.end),
        "months": post.months,
        "contract": post.contract or None,
        "kind": post.kind,
        "confidence": round(post.confidence, 2),
    }


def _diploma(found: Diploma) -> dict[str, Any]:
    """A diploma or a certificate; what is not told is null."""
    return {
        "title": found.title,
        "school": found.school or None,
        "level": found.level,
        "year": found.year,
        "status": found.status,
    }


def occupation_record(found: Occupation) -> dict[str, Any]:
    """A trade with its codes in ROME and ESCO."""
    return {"title": found.title, "rome": found.rome, "esco": occupation_uri(found.title) or None}


def _skill(use: SkillUse) -> dict[str, Any]:
    return {
        "concept": use.concept,
        "esco": skill_uri(use.concept) or None,
        "surface": use.surface,
        "kind": use.kind,
        "qualifier": use.qualifier or None,
        "sections": list(use.sections),
        "months": use.months,
        "last_year": use.last_year,
        "line": use.lines[0] + 1,
    }


def month(point: tuple[int, int] | None) -> str | None:
    """A year and month as "2019-03"."""
    return f"{point[0]}-{point[1]:02d}" if point else None


def requirements_record(offer: Profile) -> dict[str, Any]:
    """What an offer asks; a wish is no requirement and stands as null."""
    needs = offer.requirements
    return {
        "diploma_min": None if needs.diploma_optional else needs.diploma_min,
        "experience_min_years": None
        if needs.experience_optional and not needs.experience_min_years
        else needs.experience_min_years,
        "residence_years": needs.residence_years,
        "deadline": needs.deadline,
        "reference": needs.reference,
        "employer": needs.employer,
        "corps": needs.corps,
        "direction": needs.direction,
        "place": needs.place,
        "occupation": needs.occupation,
        "posted": needs.posted,
        "start": needs.start,
        "licences": list(needs.licences),
    }
