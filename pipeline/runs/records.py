"""Plain records for programs: a ranking and its run as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.batch.run import Run, Unread
from pipeline.profiles.profile import Profile
from pipeline.ranking.answers import Answer, Evidence
from pipeline.ranking.matches import Match, Ranked
from pipeline.runs.cells import as_json
from pipeline.runs.competitions import competition_of
from pipeline.runs.readings import occupation_record, requirements_record
from pipeline.runs.retention import last_day

SCHEMA = 2


def as_line(record: dict[str, Any]) -> str:
    """A record on one line."""
    return as_json(record, separators=(", ", ": "))


def ranking_chunks(run: Run) -> Iterator[bytes]:
    """The content of `classement.json`, one candidate a line, never whole in memory."""
    offer = as_line(offer_record(run.offer))
    criteria = ",\n".join(map(as_line, run.grid.records))
    yield f'{{"schema": {SCHEMA},\n"offer": {offer},\n"criteria": [\n{criteria}\n],\n'.encode()
    yield b'"candidates": ['
    for n, ranked in enumerate(run.ranking):
        attachments = list(run.candidates[ranked.match.file].attachments)
        record = {**candidate_record(ranked), "attachments": attachments}
        yield f"{',' if n else ''}\n{as_line(record)}".encode()
    unread, others = map(_aside_records, (run.unread, run.not_candidates))
    yield f'\n],\n"unread": [\n{unread}\n],\n"not_candidates": [\n{others}\n]}}\n'.encode()


def _aside_records(files: Iterable[Unread]) -> str:
    return ",\n".join(as_line(aside_record(u)) for u in files)


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
    """A match; the points of its answers sum to its score."""
    shown, of = match.essential
    return {
        "file": match.file,
        "score": match.score,
        "essential": {"shown": shown, "of": of},
        "answers": [_answer(a) for a in match.answers],
        "requirements": [
            {"name": r.name, "status": r.status, "quote": r.quote} for r in match.requirements
        ],
        "warnings": [{"kind": w.kind, "detail": w.detail} for w in match.warnings],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "criterion": answer.criterion,
        "state": answer.state,
        "strength": answer.strength,
        "points": answer.points,
        "evidence": [_evidence(e) for e in answer.evidence],
    }


def _evidence(e: Evidence) -> dict[str, Any]:
    return {
        "matched": e.matched,
        "link": e.link,
        "quote": e.quote,
        "page": e.page,
        "line": e.line,
    }


def aside_record(unread: Unread) -> dict[str, str]:
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
        "keep_until": last_day(run.started, settings.retention).isoformat(),
        "versions": run.versions,
        "settings": {
            "offer": settings.offer,
            "cvs": list(settings.cvs),
            "weights": settings.weights,
            "today": settings.today.isoformat(),
            "base": settings.base,
            "store": settings.store,
            "pool_size": settings.pool_size,
            "anonymous": settings.anonymous,
            "retention": settings.retention,
            "among": settings.among,
            "criteria": list(settings.criteria),
            "proposed": list(settings.proposed),
            "include": list(settings.include),
        },
        "offer_hash": settings.offer_id,
        "competition": competition_of(run).told,
        "declared": {file: asdict(said) for file, said in run.declared.items()},
        "aside": [asdict(u) for u in run.aside],
        "counts": {"candidates": len(run.ranking), "aside": len(run.aside)},
        "state": state,
        "outputs": outputs,
    }
    yield (as_json(record, indent=1).removesuffix("\n}").encode() + b',\n "hashes": {')
    offer = Path(settings.offer).name
    hashes = chain([] if offer in run.hashes else [(offer, settings.offer_id)], run.hashes.items())
    for n, (file, digest) in enumerate(hashes):
        name = as_json(file)
        yield f"{',' if n else ''}\n  {name}: {as_json(digest)}".encode()
    yield b"\n }"
