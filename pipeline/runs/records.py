"""Plain records for programs: a ranking and its run as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.batch.run import Run, Unread
from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import Evidence, Match, Part, Ranked
from pipeline.runs.competitions import competition_of
from pipeline.runs.readings import occupation_record, requirements_record

SCHEMA = 1


def as_line(record: dict[str, Any]) -> str:
    """A record on one line."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def ranking_chunks(run: Run) -> Iterator[bytes]:
    """The content of `classement.json`, one candidate a line, never whole in memory."""
    offer = as_line(offer_record(run.offer))
    yield f'{{"schema": {SCHEMA},\n"offer": {offer},\n"candidates": ['.encode()
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
        "occupations": [occupation_record(o) for o in offer.occupations],
        "requirements": requirements_record(offer),
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
    file last, one a line; its last brace is that of the seal.

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
            "criteria": list(settings.criteria),
            "proposed": list(settings.proposed),
        },
        "offer_hash": settings.offer_id,
        "competition": competition_of(run).told,
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
        name = json.dumps(file, ensure_ascii=False)
        yield f"{',' if n else ''}\n  {name}: {json.dumps(digest)}".encode()
    yield b"\n }"
