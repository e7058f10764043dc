"""Files to rows of the store and matches: what is known is not done again, what is new is done
where the engine says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from queue import SimpleQueue
from typing import Any

from pipeline.batch.climb import Card, Climb, Step, Task, offer_key
from pipeline.batch.engines import Engine, EngineOf
from pipeline.batch.run import Unread
from pipeline.documents import Document, content_id
from pipeline.errors import UnreadableDocument
from pipeline.files.folder import Found
from pipeline.files.isolation import Stopped
from pipeline.files.loading import load
from pipeline.profiles.dossiers import filed
from pipeline.profiles.identity import Identity
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Candidate
from pipeline.store.packing import unpack
from pipeline.store.reserve import Store
from pipeline.store.table import Row

BLOCK = 256
"""Files whose rows are looked up together."""
WINDOW = 128
"""Files that may be under way at once, so that memory does not grow with the folder."""
_SHOWN = ("at", "reason", "fact", "remedy", "id", "card")
PASSING = frozenset({"timeout", "memory", "crash", "permission", "missing", "error"})
"""Reasons that may be gone at the next run: such a file is tried again."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in: its key in the store, its content id, and its card or why there is
    none.
    """

    found: Found
    key: str
    id: str
    card: Card | Unread
    match: bytes = b""


def take_in(
    files: Sequence[Found],
    store: Store,
    work: Climb,
    engine_of: EngineOf,
    at: str,
    keys: Mapping[str, str] | None = None,
) -> Iterator[Taken]:
    """Every file once, as it is done; rows and matches go to the store. No engine is started where
    everything is known.

    `keys` (by name) spares looking at the files where the store has them all.
    """
    engine: Engine | None = None
    done: SimpleQueue[tuple[Task, Future[Any]]] = SimpleQueue()
    under_way = 0
    with ExitStack() as stack:
        for item in _planned(files, store, work, at, keys):
            if isinstance(item, Taken):
                yield item
                continue
            engine = engine or stack.enter_context(engine_of(work))
            future = engine.submit(item)
            future.add_done_callback(partial(_put, done, item))
            under_way += 1
            while under_way >= WINDOW or not done.empty():
                yield _finished(*done.get(), engine, store, work)
                under_way -= 1
        while under_way and engine:
            yield _finished(*done.get(), engine, store, work)
            under_way -= 1
    store.flush()


def _put(done: SimpleQueue[tuple[Task, Future[Any]]], task: Task, future: Future[Any]) -> None:
    done.put((task, future))


def _planned(
    files: Sequence[Found], store: Store, work: Climb, at: str, known: Mapping[str, str] | None
) -> Iterator[Taken | Task]:
    """Files in blocks: what is known of them, and a task for each of the others."""
    for start in range(0, len(files), BLOCK):
        block = files[start : start + BLOCK]
        keys = {}
        for found in block:
            try:
                keys[found] = known[found.name] if known else key_of(found)
            except UnreadableDocument as error:
                yield Taken(found, "", "", Unread.of(error))
        yield from _known(keys, store, work, at)


def key_of(found: Found) -> str:
    """The key of a file in the store: its content and, since it can decide how it is read, its
    suffix.

    Raises UnreadableDocument where the file cannot be loaded.
    """
    return key_for(content_id(load(found.path, found.name)), found.name)


def _known(keys: dict[Found, str], store: Store, work: Climb, at: str) -> Iterator[Taken | Task]:
    reading, understanding = work.made_by
    offer = offer_key(work.offer)
    made = {key: store.profiles.made_by(key, work.kind) for key in keys.values()}
    read = {key for key, by in made.items() if by and by[0] == reading}
    whole = {key for key in read if made[key] == (reading, understanding)}
    matched = {key for key in whole if store.matches.made_by(key, offer) == (work.matched_by,)}
    asked = [(key, offer) for key in matched]
    matches = {r["key"]: r["match"] for r in store.matches.get(asked, ["match"])}
    done = {*matches} if work.offer else whole
    rows = _rows(store, work.kind, done, _SHOWN) | _rows(
        store, work.kind, read - done, (*_SHOWN, "document", "profile")
    )
    for found, key in keys.items():
        row = rows.get(key)
        if row is not None and (row["reason"] or key in done):
            yield _taken(found, row, matches.get(key, b""))
        else:
            yield Task(found, key, row["at"] if row else at, row, key in whole)


def _rows(store: Store, kind: str, keys: set[str], columns: Sequence[str]) -> dict[str, Row]:
    return {row["key"]: row for row in store.profiles.get([(key, kind) for key in keys], columns)}


def _taken(found: Found, row: Row, match: bytes = b"") -> Taken:
    if row["reason"]:
        return Taken(
            found,
            row["key"],
            row["id"],
            Unread(found.name, row["reason"], row["fact"], row["remedy"]),
        )
    card = unpack(row["card"], Card)
    named = Card(replace(card.dossier, file=found.name), filed(card.paper, found.name))
    return Taken(found, row["key"], row["id"], named, match)


def _finished(task: Task, future: Future[Any], engine: Engine, store: Store, work: Climb) -> Taken:
    outcome: Step | Unread | Stopped = engine.outcome(future)
    if isinstance(outcome, Stopped):
        outcome = Unread(task.found.name, outcome.reason, outcome.fact, outcome.remedy)
    if isinstance(outcome, Unread):
        return Taken(task.found, task.key, "", outcome)
    if outcome.new and outcome.row["reason"] not in PASSING:
        store.profiles.put(outcome.row)
    if outcome.match:
        kind = offer_key(work.offer)
        store.matches.put(
            {
                "key": task.key,
                "kind": kind,
                "understanding": work.matched_by,
                "match": outcome.match,
            }
        )
    return _taken(task.found, outcome.row, outcome.match)


def candidate(store: Store, key: str, kind: str, file: str) -> Candidate:
    """The document and profile of a file that was taken in.

    Raises KeyError where the store does not have it, NotPacked where it is of another version.
    """
    for row in store.profiles.get([(key, kind)], ["document", "profile", "identity"]):
        document, profile = unpack(row["document"], Document), unpack(row["profile"], Profile)
        return Candidate(
            replace(document, file=file),
            replace(profile, file=file),
            unpack(row["identity"], Identity),
        )
    raise KeyError(file)


def recalled(store: Store, keys: dict[str, str], kind: str, offer: bytes) -> Iterator[Taken]:
    """The files that the store has (name to key) with their matches for a packed offer, whatever
    version made them.

    Raises NotPacked where they are of a version that cannot be read any more.
    """
    found = sorted(keys.items())
    for start in range(0, len(found), BLOCK):
        block = dict(found[start : start + BLOCK])
        rows = _rows(store, kind, set(block.values()), _SHOWN)
        asked = [(key, offer_key(offer)) for key in set(block.values())]
        matches = {r["key"]: r["match"] for r in store.matches.get(asked, ["match"])}
        for name, key in block.items():
            if key in rows and (rows[key]["reason"] or key in matches):
                yield _taken(Found(Path(name), name), rows[key], matches.get(key, b""))


def key_for(digest: str, name: str) -> str:
    """The key in the store of content with this id, in a file of this name."""
    return digest + PurePath(name).suffix.lower()[:12]
