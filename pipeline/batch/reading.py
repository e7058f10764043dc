"""Files to documents and profiles: the room that leads one file through reading, annotation and
understanding, within limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pipeline.batch.run import Unread
from pipeline.documents import Document
from pipeline.errors import UnreadableDocument
from pipeline.files.folder import Found, find_files, may_hold_others, unpack
from pipeline.files.isolation import Limits, Stopped, isolated, workers
from pipeline.files.reader import load, parse_document
from pipeline.files.remote import Remote
from pipeline.profiles.understanding import Candidate, Understanding
from pipeline.store.scratch import scratch
from pipeline.structure.entries import structured

Outcome = Candidate | Unread
Result = TypeVar("Result", covariant=True)


class Work(Protocol[Result]):
    """What is done with each file, and what a process must do before its first one."""

    def __call__(self, found: Found) -> Result | Unread:
        """The outcome of a file."""

    def prepare(self) -> None:
        """Made ready once in each process."""


@dataclass(frozen=True, slots=True)
class TextReader:
    """One file to its document, in whatever process."""

    kind: str

    def __call__(self, found: Found) -> Document | Unread:
        """The document of a file; whatever is wrong with it ends as an Unread."""
        return guarded(found, self._read)

    def _read(self, found: Found) -> Document:
        return structured(parse_document(load(found.path, found.name), found.name, self.kind))

    def prepare(self) -> None:
        """What a process needs before its first document: nothing."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One file to its profile, in whatever process."""

    kind: str
    understand: Understanding

    def __call__(self, found: Found) -> Outcome:
        """The outcome of a file; whatever is wrong with it ends as an Unread."""
        return guarded(found, self._read)

    def _read(self, found: Found) -> Candidate:
        return self.understand(parse_document(load(found.path, found.name), found.name, self.kind))

    def prepare(self) -> None:
        """What a process needs before its first document: the model."""
        self.understand.prepare()


def guarded(found: Found, read: Callable[[Found], Result]) -> Result | Unread:
    """What `read` makes of a file; whatever is wrong with it ends as an Unread."""
    try:
        return read(found)
    except UnreadableDocument as error:
        return Unread.of(error)
    except (
        RecursionError,
        ArithmeticError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
    ) as error:
        fact = f"erreur inattendue ({type(error).__name__})"
        return Unread(found.name, "error", fact, "signaler ce fichier, demander un PDF")


def read_files(
    files: Sequence[Found], reader: Work[Result], jobs: int = 1, limits: Limits | None = None
) -> Iterator[Result | Unread]:
    """Every file's outcome, in the order of `files` whatever the number of processes; without
    `limits`, in this process.
    """
    if limits is None:
        yield from map(reader, files)
        return
    done = isolated(reader, files, limits, workers(jobs), reader.prepare)
    for found, outcome in zip(files, done, strict=True):
        yield _ended(found, outcome) if isinstance(outcome, Stopped) else outcome


def _ended(found: Found, outcome: Stopped) -> Unread:
    return Unread(found.name, outcome.reason, outcome.fact, outcome.remedy)


@contextmanager
def opened(
    places: Sequence[Path | Remote], limits: Limits | None = None
) -> Iterator[tuple[list[Found], list[Unread]]]:
    """The documents of folders, those inside archives and mails unpacked for as long as the block
    lasts, and what cannot be opened.

    Raises NoDocuments as `find_files` does.
    """
    found, closed = find_files(places)
    unread = [Unread.of(error) for error in closed]
    with scratch() as folder:
        files: list[Found] = []
        for n, f in enumerate(found):
            for member in (
                _unpacked(f, Path(folder, str(n)), limits) if may_hold_others(f) else (f,)
            ):
                if isinstance(member, Found):
                    files.append(member)
                else:
                    unread.append(member)
        yield files, unread


def _unpacked(found: Found, into: Path, limits: Limits | None) -> list[Found | Unread]:
    into.mkdir()
    if limits is None:
        inside: Any = _unpack((found, into))
    else:
        inside = next(isolated(_unpack, [(found, into)], limits))
    if isinstance(inside, Stopped):
        return [_ended(found, inside)]
    return list(inside)


def _unpack(task: tuple[Found, Path]) -> list[Found | Unread]:
    try:
        return [
            member if isinstance(member, Found) else Unread.of(member) for member in unpack(*task)
        ]
    except UnreadableDocument as error:
        return [Unread.of(error)]


def read_single(
    path: Path, kind: str, understand: Understanding, limits: Limits | None = None
) -> Candidate:
    """The profile of one offer or CV.

    Raises UnreadableDocument where the file cannot be read.
    """
    if not path.is_file():
        load(path, str(path))
    outcome = next(read_files([Found(path, path.name)], Reader(kind, understand), 1, limits))
    if isinstance(outcome, Unread):
        raise outcome.error(path, "l'offre n'est pas lisible, " if kind == "offer" else "")
    return outcome
