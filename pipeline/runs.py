"""The folder of a run: its files by name, written whole or not at all, opened again, and cleared of a person or of what is old."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, TypeVar

from pipeline import fingerprints
from pipeline.assembly import assembled
from pipeline.documents import content_id, file_id
from pipeline.errors import BadSetting
from pipeline.gathered import Gathered
from pipeline.intake import candidate, key_for, recalled
from pipeline.profiles.packing import NotPacked, from_json, pack
from pipeline.profiles.store import PROFILES_FOLDER as PROFILES
from pipeline.profiles.store import Store
from pipeline.review import records, report, tables, workbook
from pipeline.review.anonymity import anonymous
from pipeline.review.decisions import DECISIONS, Decision, Decisions
from pipeline.review.declarations import declared
from pipeline.review.evaluation import stem
from pipeline.review.run import Declared, Run, Settings

CLASSEMENT_JSON = "classement.json"
CLASSEMENT_CSV = "classement.csv"
CLASSEMENT_XLSX = "classement.xlsx"
RAPPORT = "rapport.html"
LECTURE = "lecture.csv"
PROCES_VERBAL = "proces-verbal.html"
RUN = "run.json"
KEY = "cle.csv"
WRITTEN = (CLASSEMENT_JSON, CLASSEMENT_CSV, CLASSEMENT_XLSX, RAPPORT, PROCES_VERBAL, LECTURE)
FILES = (*WRITTEN, RUN, KEY, DECISIONS)
Made = TypeVar("Made")
STORE = "reserve"
"""The folder of a run in which what was read is kept, so that the next run is instant."""


def write_run(run: Run, out: Path) -> list[Path]:
    """Write the files of a run into a folder, with what was decided there, each whole or not at all; their paths.

    Where they are there already, made of the same inputs, settings, code and decisions, nothing is written.

    Raises BadSetting where the folder cannot be written.
    """
    made = Decisions(out)
    history, decided = made.history(), made.current()
    state = _state(run, history)
    if _is_written(out, state):
        return [*(out / name for name in WRITTEN), out / RUN]
    contents: dict[str, Callable[[], Iterable[bytes]]] = {
        CLASSEMENT_JSON: lambda: records.ranking_chunks(run),
        CLASSEMENT_CSV: lambda: tables.as_csv(tables.ranking_blocks(run)),
        CLASSEMENT_XLSX: lambda: workbook.as_xlsx(run, history),
        RAPPORT: lambda: [report.as_html(run, decided).encode()],
        PROCES_VERBAL: lambda: report.minutes(run, decided),
        LECTURE: lambda: tables.as_csv(tables.reading_blocks(run)),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        digests = {name: _write(out / name, chunks()) for name, chunks in contents.items()}
        _write(out / RUN, records.run_chunks(run, state, digests))
    except OSError:
        raise BadSetting(str(out), "le dossier de sortie ne peut pas être écrit", "en choisir un autre avec -o") from None
    return [*(out / name for name in contents), out / RUN]


def _state(run: Run, history: Sequence[Decision]) -> str:
    """All that the files of a run are made of, as one digest."""
    made = (
        fingerprints.reading(),
        fingerprints.understanding(run.settings.today, run.settings.base),
        fingerprints.scoring(run.settings.semantic),
        fingerprints.showing(),
    )
    digest = hashlib.sha256(pack((run.settings, run.offer.file, run.unread, run.versions, tuple(history), run.declared, made)))
    for item in run.hashes.items():
        digest.update(pack(item))
    return digest.hexdigest()


def _is_written(out: Path, state: str) -> bool:
    try:
        made = _mapped(out, RUN, records.Written)
        return made.state == state and all(file_id(out / name) == digest for name, digest in made.outputs.items())
    except (BadSetting, OSError):
        return False


def _write(path: Path, chunks: Iterable[bytes]) -> str:
    """Write a file whole and then name it; the id of its content."""
    part, digest = path.with_name(f".{path.name}.part"), hashlib.sha256()
    with part.open("wb") as stream:
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
    part.replace(path)
    return digest.hexdigest()


def write_key(key: Iterable[tuple[str, str, str]], out: Path) -> Path:
    """Write who is who in an anonymous run, for HR alone."""
    path = out / KEY
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([("Alias", "Fichier", "Nom"), *(tuple(map(tables.safe, row)) for row in key)])
    path.chmod(0o600)
    return path


def read_record(out: Path) -> dict[str, Any]:
    """The content of `run.json`.

    Raises BadSetting where the folder holds no run.
    """
    try:
        record: dict[str, Any] = json.loads((out / RUN).read_text(encoding="utf-8"))
        return record
    except (OSError, ValueError):
        raise _no_run(out, RUN) from None


def read_listing(out: Path) -> records.Listing:
    """Who is ranked in a run folder and who is not, from `classement.json`.

    Raises BadSetting where the folder holds no run.
    """
    return _mapped(out, CLASSEMENT_JSON, records.Listing)


def ranking_id(out: Path) -> str:
    """The content id of the ranking of a run folder, empty where there is none."""
    try:
        return file_id(out / CLASSEMENT_JSON)
    except OSError:
        return ""


def _mapped(out: Path, name: str, kind: type[Made]) -> Made:
    """A part of the JSON of a run folder, the rest of which takes no memory. Raises BadSetting where it cannot be read."""
    try:
        with (out / name).open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
            return from_json(data, kind)
    except (OSError, ValueError):
        raise _no_run(out, name) from None


def _no_run(out: Path, name: str) -> BadSetting:
    return BadSetting(str(out), f"pas de {name} lisible dans ce dossier", "donner le dossier de vivier rank -o")


def read_ranking(out: Path) -> tuple[str, list[str]]:
    """The offer and the candidates of a run folder, as ids (file names without suffix), best first.

    Raises BadSetting where the folder holds no run.
    """
    listing = read_listing(out)
    return stem(listing.offer.file), [stem(c.file) for c in listing.candidates]


def store_of(out: Path) -> Path:
    """The folder in which the run kept what it read.

    Raises BadSetting where the run kept nothing, as an anonymous one does.
    """
    named = Path(read_record(out)["settings"].get("store") or "")
    found = next((p for p in (out / STORE, named) if p != Path() and (p / PROFILES).is_dir()), None)
    if found is None:
        raise BadSetting(str(out), "ce classement n'a pas gardé ce qui a été lu", "relancer vivier rank avec -o, sans --anonymous")
    return found


def reopen(out: Path, without: frozenset[str] = frozenset()) -> Run:
    """The run of a folder, from what it kept: nothing is read again; files named in `without` are left out.

    Raises BadSetting where the folder holds no run, or one of a version that cannot be read any more.
    """
    listing, made = read_listing(out), read_record(out)
    store, asked = Store(store_of(out)), made["settings"]
    name = Path(asked["offer"]).name
    try:
        offer = candidate(store, key_for(made["offer_hash"], name), "offer", name).profile
        listed = listing.files - without
        hashes = {file: digest for file, digest in made["hashes"].items() if file in listed}
        gathered = Gathered().add(recalled(store, _keys(store, hashes), "cv", pack(offer), asked.get("semantic", "")))
        there = {*gathered.hashes}
        missing = {c.file for c in listing.candidates} - there - without
        if missing:
            raise KeyError(min(missing))
        rest = [u for u in listing.unread if u.file in listed - there]
        given = {"today": date.fromisoformat(asked["today"]), "cvs": tuple(asked["cvs"]), "offer_id": made["offer_hash"]}
        run = assembled(Settings(**{**asked, **given}), offer, gathered, rest, store, made["started"])
    except (KeyError, TypeError, NotPacked):
        fact = "ce classement vient d'une autre version, ou sa réserve est incomplète"
        raise BadSetting(str(out), fact, "relancer vivier rank") from None
    run = replace(declared(run, declarations(made)), versions=made["versions"], seconds=made["seconds"], hashes=hashes)
    return anonymous(run)[0] if run.settings.anonymous else run


def declarations(made: dict[str, Any]) -> dict[str, Declared]:
    """What HR had declared, from the content of `run.json`."""
    return {file: Declared(**said) for file, said in made.get("declared", {}).items()}


def _keys(store: Store, hashes: dict[str, str]) -> dict[str, str]:
    """The key in the store of each file, by its content; the suffix decides where one content has several."""
    known: dict[str, list[str]] = {}
    for key, kind in store.profiles.listed():
        if kind == "cv":
            known.setdefault(key[:64], []).append(key)
    return {
        file: next((k for k in found if k == key_for(digest, file)), found[0])
        for file, digest in hashes.items()
        if (found := known.get(digest))
    }


def source_of(run: Run) -> Callable[[str], bytes | None]:
    """The bytes of a candidate's file by its name, as long as it lies where it was read and is the same; None else."""
    places = [Path(place) for place in run.settings.cvs]

    def source(file: str) -> bytes | None:
        for path in (q / file if q.is_dir() else q for p in places for q in (p, *p.parents)):
            try:
                data = path.read_bytes()
            except OSError:
                continue
            if content_id(data) == run.hashes.get(file):
                return data
        return None

    return source
