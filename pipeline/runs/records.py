"""Plain records for programs: rankings, profiles, readings and runs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.batch.run import Run, Unread
from pipeline.documents import Document, Warning
from pipeline.lexicon.esco import occupation_uri, skill_uri
from pipeline.profiles.profile import Occupation, Profile, SkillUse
from pipeline.ranking.matches import Evidence, Match, Part, Ranked

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """What is read again of a candidate of `classement.json`."""

    rank: int
    band: int
    file: str
    score: float
    warnings: tuple[Warning, ...]
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferFile:
    """The offer of a `classement.json`."""

    file: str


@dataclass(frozen=True, slots=True)
class NotRead:
    """What is read again of an unread file of `classement.json`."""

    file: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What is read again of `classement.json`; the evidence, most of its bytes, is not."""

    offer: OfferFile
    candidates: tuple[Listed, ...]
    unread: tuple[NotRead, ...]

    @property
    def files(self) -> set[str]:
        """Every file of the run."""
        return {*(c.file for c in self.candidates), *(u.file for u in self.unread)}


@dataclass(frozen=True, slots=True)
class Written:
    """What `run.json` says of the outputs: the digest of all that made them, and the content id of
    each.
    """

    state: str = ""
    outputs: dict[str, str] = field(default_factory=dict)


def as_line(record: dict[str, Any]) -> str:
    """A record on one line."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def ranking_chunks(run: Run) -> Iterator[bytes]:
    """The content of `classement.json`, one candidate a line, never whole in memory."""
    yield f'{{"schema": {SCHEMA},\n"offer": {as_line(offer_record(run.offer))},\n"candidates": ['.encode()
    for n, ranked in enumerate(run.ranking):
        attachments = list(run.candidates[ranked.match.file].attachments)
        record = {**candidate_record(ranked), "attachments": attachments}
        yield f"{',' if n else ''}\n{as_line(record)}".encode()
    unread = ",\n".join(as_line(unread_record(u)) for u in run.unread)
    yield f'\n],\n"unread": [\n{unread}\n]}}\n'.encode()


def offer_record(offer: Profile) -> dict[str, Any]:
    """The header of an offer."""
    needs = offer.requirements
    return {
        "file": offer.file,
        "title": offer.title,
        "reference": needs.reference,
        "employer": needs.employer,
        "place": needs.place,
        "deadline": needs.deadline,
        "occupations": [_occupation(o) for o in offer.occupations],
        "requirements": requirements_record(offer),
    }


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


def candidate_record(ranked: Ranked) -> dict[str, Any]:
    """One candidate of `classement.json`."""
    return {"rank": ranked.rank, "band": ranked.band, **match_record(ranked.match)}


def match_record(match: Match) -> dict[str, Any]:
    """A match; the points of its parts sum to its score."""
    return {
        "file": match.file,
        "score": match.score,
        "parts": [_part(p) for p in match.parts],
        "requirements": [
            {"name": r.name, "status": r.status, "quote": r.quote} for r in match.requirements
        ],
        "warnings": [{"kind": w.kind, "detail": w.detail} for w in match.warnings],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "value": round(part.value, 6),
        "weight": round(part.weight, 6),
        "points": part.points,
        "evidence": [_evidence(e) for e in part.evidence],
        "missing": list(part.missing),
    }


def _evidence(e: Evidence) -> dict[str, Any]:
    return {
        "criterion": e.criterion,
        "matched": e.matched,
        "link": e.link,
        "quote": e.quote,
        "page": e.page,
        "line": e.line,
    }


def unread_record(unread: Unread) -> dict[str, str]:
    """One file that was not read."""
    return {"file": unread.file, "reason": unread.reason, "detail": unread.detail}


def run_chunks(run: Run, state: str, outputs: Mapping[str, str]) -> Iterator[bytes]:
    """The content of `run.json`, all that is needed to issue the run again: the content id of each
    file last, one a line.

    `state` is the digest of all that made the outputs, `outputs` has the content id of each.
    """
    settings = run.settings
    record = {
        "schema": SCHEMA,
        "started": run.started,
        "versions": run.versions,
        "settings": {
            "offer": settings.offer,
            "cvs": list(settings.cvs),
            "weights": settings.weights,
            "today": settings.today.isoformat(),
            "base": settings.base,
            "semantic": settings.semantic,
            "store": settings.store,
            "pool_size": settings.pool_size,
            "anonymous": settings.anonymous,
        },
        "offer_hash": settings.offer_id,
        "declared": {file: asdict(said) for file, said in run.declared.items()},
        "unread": [asdict(u) for u in run.unread],
        "counts": {"candidates": len(run.ranking), "unread": len(run.unread)},
        "seconds": run.seconds,
        "state": state,
        "outputs": outputs,
    }
    yield (
        json.dumps(record, ensure_ascii=False, indent=1).removesuffix("\n}").encode()
        + b',\n "hashes": {'
    )
    offer = Path(settings.offer).name
    hashes = chain([] if offer in run.hashes else [(offer, settings.offer_id)], run.hashes.items())
    for n, (file, digest) in enumerate(hashes):
        yield f"{',' if n else ''}\n  {json.dumps(file, ensure_ascii=False)}: {json.dumps(digest)}".encode()
    yield b"\n }\n}\n"


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
    "file": "", "status": "unread", "reason": "", "pages": 0, "ocr": False, "language": None, "text": "", "sections": [], "hidden_text": [],
    "warnings": [],
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
        "occupation": _occupation(best) if best else None,
        "skills": [_skill(s) for s in told],
        "inferred_skills": [_skill(s) for s in profile.skills if s not in told],
        "missions": [
            {"action": m.action, "object": m.object, "text": m.text, "line": m.line + 1}
            for m in profile.missions
        ],
        "experience_years": profile.career.years if is_cv else None,
        "experience_range": list(profile.career.range) if is_cv else None,
        "posts": [
            {
                "title": p.title,
                "organisation": p.organisation,
                "start": month(p.start),
                "end": month(p.end),
                "months": p.months,
                "kind": p.kind,
            }
            for p in profile.career.posts
            if p.kind != "project"
        ],
        "diploma": profile.diploma if is_cv else None,
        "diplomas": [
            {"title": d.title, "level": d.level, "year": d.year, "status": d.status}
            for d in profile.diplomas
        ],
        "languages": dict(profile.languages),
        "requirements": None if is_cv else requirements_record(profile),
        "warnings": [{"kind": w.kind, "detail": w.detail} for w in profile.warnings],
    }


def _occupation(found: Occupation) -> dict[str, Any]:
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
