"""The work of a jury carried from machine to machine: decisions written to a file, and joined.

Each decision is known by its mark, and their order is that of their times: whoever joins which file
first, and how often, the result is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.errors import BadSetting
from pipeline.runs.competitions import Competition, competition_in, refuse_other
from pipeline.runs.decisions import WORDS, Decision, Decisions, moment_of
from pipeline.runs.folder import read_record
from pipeline.runs.jury import Conflict, conflicts
from pipeline.runs.seal import is_whole, sealed

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Merged:
    """What was joined: new decisions, those that were there already, those on candidates that are
    not in the run, and what contradicts itself now.
    """

    new: int
    known: int
    strange: int
    conflicts: tuple[Conflict, ...]


def held_by(out: Path) -> Competition:
    """The competition of a run folder. Raises BadSetting where the folder holds no run."""
    record = read_record(out)
    return competition_in(record.get("competition", ""), record["offer_hash"])


def exported(out: Path) -> bytes:
    """The decisions of a run folder as one sealed file; the same decisions give the same bytes.

    Raises BadSetting where the folder holds no run.
    """
    held = held_by(out)
    history = Decisions(out, held).history()
    return b"".join(sealed(_pieces(held, history)))


def _pieces(held: Competition, history: Sequence[Decision]) -> Iterator[bytes]:
    ordered = sorted(history, key=lambda d: (moment_of(d), d.mark))
    told = json.dumps(held.told, ensure_ascii=False)
    yield f'{{\n "schema": {SCHEMA},\n "competition": {told},\n "decisions": ['.encode()
    for n, decision in enumerate(ordered):
        line = json.dumps(asdict(decision), ensure_ascii=False)
        yield f"{',' if n else ''}\n  {line}".encode()
    yield b"\n ]"


def merge(out: Path, files: Sequence[Path]) -> Merged:
    """Join the decisions of files into those of a run folder; all files or none.

    A candidate who is not in the run, or was erased from it, does not come back.

    Raises BadSetting for a file that is not whole or of another competition.
    """
    held, hashes = held_by(out), read_record(out)["hashes"]
    log = Decisions(out, held)
    told: dict[str, Decision] = {}
    for path in files:
        told |= {d.mark: d for d in _read(path, held)}
    ours = [d for d in told.values() if not d.file or _is_there(d, hashes)]
    ordered = sorted(ours, key=lambda d: (moment_of(d), d.mark))
    new = log.adopt(ordered)
    found = tuple(conflicts(log.history()))
    return Merged(len(new), len(ours) - len(new), len(told) - len(ours), found)


def _is_there(decision: Decision, hashes: Mapping[str, str]) -> bool:
    return hashes.get(decision.file) == decision.id


def _read(path: Path, held: Competition) -> list[Decision]:
    try:
        data = path.read_bytes()
    except OSError:
        raise BadSetting(str(path), "ce fichier ne s'ouvre pas", "vérifier son nom") from None
    remedy = "le refaire avec vivier decisions export"
    if not is_whole(data):
        raise BadSetting(str(path), "ce fichier n'est plus tel qu'il a été écrit", remedy)
    record: Mapping[str, Any] = json.loads(data)
    if record.get("schema") != SCHEMA or "decisions" not in record:
        raise BadSetting(str(path), "ce fichier ne contient pas de décisions", remedy)
    theirs = competition_in(record["competition"])
    refuse_other(str(path), theirs, held, "joindre les décisions de ce concours-ci")
    if not all(map(_is_sound, record["decisions"])):
        raise BadSetting(str(path), "ce fichier vient d'une autre version de Vivier", remedy)
    return [Decision(**row) for row in record["decisions"]]


def _is_sound(row: Mapping[str, Any]) -> bool:
    """Whether a row says what a decision says."""
    names = {field.name for field in fields(Decision)}
    if set(row) != names or not all(isinstance(value, str) for value in row.values()):
        return False
    return row["verdict"] in WORDS.get(row["kind"], ())
