"""What grows with the number of files, kept on disk: pieces by place, rows by key, in nameless
files that go with the process.
"""

from __future__ import annotations

import sqlite3
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar
from weakref import finalize

IN_MEMORY = 32 * 1024 * 1024
"""Bytes of a pile above which it goes to a file."""
Value = TypeVar("Value", covariant=True)
_CACHE = 16 * 1024
"""KiB of a database that stay in memory."""


class Pile:
    """Pieces of bytes in the order in which they came."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (lives as long as the pile)
        self._ends = array("Q", [0])
        finalize(self, self._file.close)

    def add(self, piece: bytes) -> None:
        """Put a piece on the pile."""
        self._file.seek(self._ends[-1])
        self._file.write(piece)
        self._ends.append(self._ends[-1] + len(piece))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> bytes:
        start, end = self._ends[place], self._ends[place + 1]
        self._file.seek(start)
        return self._file.read(end - start)


class _Database(sqlite3.Connection):
    """A database that is closed when nothing needs it any more."""

    def __del__(self) -> None:
        self.close()


def database(schema: str) -> sqlite3.Connection:
    """An empty database with some tables, for this process alone: one transaction that is never
    committed.
    """
    made = sqlite3.connect("", isolation_level=None, check_same_thread=False, factory=_Database)
    made.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
        f"PRAGMA cache_size = -{_CACHE}; {schema}; BEGIN"
    )
    return made


class Lookup(Mapping[str, Value]):
    """A mapping that holds nothing: `names` goes through its names, `make` gives the value of one
    or raises KeyError.
    """

    def __init__(
        self, names: Callable[[], Iterable[str]], number: int, make: Callable[[str], Value]
    ) -> None:
        self._names = names
        self._number = number
        self._make = make

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return self._number

    def __getitem__(self, name: str) -> Value:
        return self._make(name)
