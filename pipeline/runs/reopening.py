"""A run opened again from what it kept: nothing is read a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.batch.assembly import assembled
from pipeline.batch.gathered import Gathered
from pipeline.batch.intake import candidate, key_for, recalled
from pipeline.batch.run import Declared, Run, Settings, Unread
from pipeline.documents import content_id
from pipeline.errors import BadSetting
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.asked import Asked
from pipeline.ranking.criteria import Grid
from pipeline.ranking.wanted import asked_by
from pipeline.runs.anonymity import anonymous
from pipeline.runs.declarations import declared
from pipeline.runs.folder import STORE, read_listing, read_record
from pipeline.store.packing import NotPacked, pack
from pipeline.store.reserve import PROFILES_FOLDER as PROFILES
from pipeline.store.reserve import Store


def store_of(out: Path) -> Path:
    """The folder in which the run kept what it read.

    Raises BadSetting where the run kept nothing, as an anonymous one does.
    """
    named = read_record(out)["settings"].get("store") or STORE
    found = next((p for p in (out / STORE, out / named) if (p / PROFILES).is_dir()), None)
    if found is None:
        raise BadSetting(
            str(out),
            "ce classement n'a pas gardé ce qui a été lu",
            "relancer vivier rank avec -o, sans --anonymous",
        )
    return found


def reopen(out: Path, without: frozenset[str] = frozenset()) -> Run:
    """The run of a folder, from what it kept: nothing is read again; files named in `without` are
    left out.

    Raises BadSetting where the folder holds no run, or one of a version that cannot be read any
    more.
    """
    listing, made = read_listing(out), read_record(out)
    store, asked = Store(store_of(out)), made["settings"]
    name = Path(asked["offer"]).name
    try:
        offer = candidate(store, key_for(made["offer_hash"], name), "offer", name).profile
        sought = _sought(offer, asked)
        listed = listing.files - without
        hashes = {file: digest for file, digest in made["hashes"].items() if file in listed}
        gathered = Gathered().add(recalled(store, _keys(store, hashes), "cv", pack(sought)))
        there = {*gathered.hashes}
        missing = {c.file for c in listing.candidates} - there - without
        if missing:
            raise KeyError(min(missing))
        aside = (Unread(**u) for u in made["aside"])
        rest = [u for u in aside if u.file in listed - there]
        given = {
            "today": date.fromisoformat(asked["today"]),
            "cvs": tuple(asked["cvs"]),
            "store": str(store.folder.resolve()),
            "offer_id": made["offer_hash"],
            "criteria": tuple(asked.get("criteria", ())),
            "proposed": tuple(asked.get("proposed", ())),
            "include": tuple(asked.get("include", ())),
        }
        run = assembled(
            Settings(**{**asked, **given}), sought.offer, gathered, rest, store, made["started"]
        )
    except (KeyError, TypeError, NotPacked):
        fact = "ce classement vient d'une autre version, ou sa réserve est incomplète"
        raise BadSetting(str(out), fact, "relancer vivier rank") from None
    run = replace(
        declared(run, declarations(made)),
        versions=made["versions"],
        hashes=hashes,
    )
    return anonymous(run)[0] if run.settings.anonymous else run


def _sought(offer: Profile, asked: dict[str, Any]) -> Asked:
    """What a run asked, by its settings."""
    if not asked.get("criteria"):
        return Asked.of(offer)
    understand = Understanding(date.fromisoformat(asked["today"]), asked["base"])
    grid = Grid.from_records(asked["criteria"])
    return asked_by(grid, offer, understand)


def declarations(made: dict[str, Any]) -> dict[str, Declared]:
    """What HR had declared, from the content of `run.json`."""
    return {file: Declared(**said) for file, said in made.get("declared", {}).items()}


def _keys(store: Store, hashes: dict[str, str]) -> dict[str, str]:
    """The key in the store of each file, by its content; the suffix decides where one content has
    several.
    """
    known: dict[str, list[str]] = {}
    for key, kind in store.profiles.listed():
        if kind == "cv":
            known.setdefault(key[:64], []).append(key)
    return {
        file: next((k for k in found if k == key_for(digest, file)), found[0])
        for file, digest in hashes.items()
        if (found := known.get(digest))
    }


def texts_of(run: Run, out: Path) -> Iterator[tuple[str, str]]:
    """The file and the text of each candidate of a run folder, one paragraph or bullet a line, in
    no order; an anonymous run gives masked texts.
    """
    if run.settings.anonymous:
        yield from ((file, run.read(file).document.text) for file in run.candidates)
        return
    store = Store(store_of(out))
    files: dict[str, list[str]] = {}
    hashes = {file: run.hashes[file] for file in run.candidates}
    for file, key in _keys(store, hashes).items():
        files.setdefault(key, []).append(file)
    for row in store.profiles.get([(key, "cv") for key in files], ["text"]):
        yield from ((file, row["text"]) for file in files[row["key"]])


def source_of(run: Run) -> Callable[[str], bytes | None]:
    """The bytes of a candidate's file by its name, as long as it lies where it was read and is the
    same; None else.
    """
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
