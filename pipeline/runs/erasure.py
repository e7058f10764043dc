"""Erasure and retention: a person, or all that is older than a term, leaves a store and the folder
of a run.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pipeline.batch import pool
from pipeline.batch.run import Run
from pipeline.errors import BadSetting
from pipeline.runs import folder as runs
from pipeline.runs import reopening
from pipeline.runs.decisions import Decisions
from pipeline.runs.retention import days
from pipeline.runs.writing import Papers, forget_parts, write_run
from pipeline.store.alone import alone
from pipeline.store.aside import ASIDE
from pipeline.store.journal import Journal
from pipeline.store.reserve import PROFILES_FOLDER, Store
from pipeline.store.table import Row

SHORTEST_ID = 8
"""Signs of a content id that name a file."""


class NotThere(BadSetting):
    """A candidate that a folder does not have."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What left a folder: rows of the store (profile, text, identity), matches, lines of a ranking;
    `whole` where the run itself went.
    """

    place: Path
    profiles: int
    matches: int
    ranked: int
    whole: bool = False
    others: tuple[str, ...] = ()


def term(text: str, today: date) -> date:
    """The day before which things are too old: "2y" (or "2a"), "6m", "3w", "30d" (or "30j") before
    `today`.

    >>> term("2y", date(2026, 11, 24))
    datetime.date(2024, 11, 23)

    Raises BadSetting for anything else.
    """
    return today - timedelta(days=days(text, "--older-than"))


def erase_candidate(place: Path, named: str, papers: Papers) -> Erased:
    """Remove the candidate with a content id (its first signs suffice) or a file name, and the
    papers attached, from a run or a store.

    Raises BadSetting where the folder is neither, NotThere where nothing in it has that name.
    """
    files: frozenset[str] = frozenset()
    if _is_run(place):
        files = _with_papers(place, named)
        if not files:
            raise _not_there(place, named)
        hashes = runs.read_record(place)["hashes"]
        ids = {hashes.get(file, "") for file in files}
        erased = _erase(place, files, papers, lambda row: row["key"][:64] in ids)
    else:
        filed = pool.indexed(place).get(named) if (place / pool.INDEX).is_dir() else None
        erased = _erase(
            place,
            files,
            papers,
            lambda row: (
                row["key"] == filed or _is_id(named) and row["key"].startswith(named.lower())
            ),
        )
    if not (erased.profiles or erased.ranked or erased.whole):
        raise _not_there(place, named)
    return erased


def erase_older(place: Path, before: date, papers: Papers) -> Erased:
    """Remove all CVs read before a day, and a run started before it.

    Raises BadSetting where the folder is neither a run nor a store.
    """
    limit = before.isoformat()
    if _is_run(place):
        made = runs.read_record(place)
        if made["started"][:10] < limit:
            return _erase_run(place)
        try:
            kept = reopening.store_of(place)
        except BadSetting:
            return Erased(place, 0, 0, 0)
        old = {
            row["key"] for row in _rows(Store(kept)) if row["kind"] == "cv" and row["at"] < limit
        }
        ids = {key[:64] for key in old}
        files = frozenset(file for file, digest in made["hashes"].items() if digest in ids)
    else:
        files = frozenset()
    return _erase(place, files, papers, lambda row: row["at"] < limit)


def _not_there(place: Path, named: str) -> NotThere:
    return NotThere(
        named,
        f"aucun candidat de ce nom dans {place}",
        "donner le fichier ou l'identifiant (SHA-256) du CV",
    )


def _is_run(place: Path) -> bool:
    if (place / runs.RUN).is_file():
        return True
    if (place / PROFILES_FOLDER).is_dir():
        return False
    raise BadSetting(
        str(place),
        "ce n'est ni un classement ni une réserve",
        "donner le dossier de vivier rank -o, ou celui de --store",
    )


def _is_id(named: str) -> bool:
    return len(named) >= SHORTEST_ID and re.fullmatch(r"[0-9a-fA-F]+", named) is not None


def _with_papers(place: Path, named: str) -> frozenset[str]:
    """The files of a candidate in a run: its CV, those of the same content, and what is attached to
    them.
    """
    listing, hashes = runs.read_listing(place), runs.read_record(place)["hashes"]
    ids = {
        digest
        for file, digest in hashes.items()
        if digest and (file == named or _is_id(named) and digest.startswith(named.lower()))
    }
    files = {file for file, digest in hashes.items() if digest in ids}
    return frozenset(
        files | {a for c in listing.candidates if c.file in files for a in c.attachments}
    )


def _erase(
    place: Path, files: frozenset[str], papers: Papers, doomed: Callable[[Row], bool]
) -> Erased:
    with alone(place):
        return _erase_alone(place, files, papers, doomed)


def _erase_alone(
    place: Path, files: frozenset[str], papers: Papers, doomed: Callable[[Row], bool]
) -> Erased:
    ranked = 0
    others: tuple[str, ...] = ()
    run: Run | None = None
    store_place = place
    if _is_run(place):
        try:
            store_place = reopening.store_of(place)
        except BadSetting:
            return _erase_run(place)
        if files:
            ranked, others = len(files), _same_persons(place, files)
            run = reopening.reopen(place, files)
    profiles, matches = _erase_rows(store_place, doomed)
    if run is not None:
        Decisions(place).forget(files)
        _forget_asides(place)
        if not len(run.ranking):
            whole = _erase_run(place)
            profiles, matches = profiles + whole.profiles, matches + whole.matches
            return replace(whole, profiles=profiles, matches=matches)
        write_run(run, place, papers)
    Journal(place).write("erased", profiles=profiles, matches=matches, ranked=ranked)
    return Erased(place, profiles, matches, ranked, others=others)


def _erase_rows(place: Path, doomed: Callable[[Row], bool]) -> tuple[int, int]:
    """Remove rows from a store and its index: first of all, so that a purge that is interrupted can
    be asked for again by the name that the run still has.
    """
    store = Store(place)
    keys = {row["key"] for row in _rows(store) if row["kind"] == "cv" and doomed(row)}
    store.forget_aside()
    profiles = store.profiles.rewrite(lambda row: row["key"] not in keys)
    matches = store.matches.rewrite(lambda row: row["key"] not in keys)
    if (place / pool.INDEX).is_dir():
        left = sorted((file, key) for file, key in pool.indexed(place).items() if key not in keys)
        pool.build(place, left, pool.unread_of(pool.read_meta(place)))
    return profiles, matches


def _same_persons(place: Path, files: frozenset[str]) -> tuple[str, ...]:
    """Other files of a run that are told to be of the same persons."""
    candidates = (c for c in runs.read_listing(place).candidates if c.file in files)
    told = (w for c in candidates for w in c.warnings)
    return tuple(sorted({w.detail for w in told if w.kind == "duplicate"}))


def _rows(store: Store) -> list[Row]:
    return list(store.profiles.get(store.profiles.listed(), ["at"]))


def _forget_asides(place: Path) -> None:
    """Remove what lies beside a run and may name anybody: damaged files, letters."""
    for name in (ASIDE, runs.LETTERS):
        shutil.rmtree(place / name, ignore_errors=True)


def _erase_run(place: Path) -> Erased:
    """Remove the files of a run and what it kept; a folder given by the person is not removed
    itself.
    """
    profiles = matches = 0
    if (place / runs.STORE).is_dir():
        store = Store(place / runs.STORE)
        profiles, matches = len(store.profiles), len(store.matches)
        shutil.rmtree(place / runs.STORE)
    try:
        ranked = len(runs.read_listing(place).candidates)
    except BadSetting:
        ranked = 0
    forget_parts(place)
    _forget_asides(place)
    for name in runs.FILES:
        (place / name).unlink(missing_ok=True)
    Journal(place).write("erased", whole=True, profiles=profiles, matches=matches, ranked=ranked)
    return Erased(place, profiles, matches, ranked, whole=True)
