"""The store: what was read of each file, kept by the file's content, so that no file is read twice
and no finished work is lost.

A table is a folder of Parquet fragments, each written whole and then named; pandas, DuckDB and
Spark read the folder as it is. Parquet was
chosen over Delta because nothing here needs a log of transactions: rows are never changed, the
newest row of a key counts, and several
runs may write at once since no two fragments have one name.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from pipeline.errors import BadSetting
from pipeline.store.disk import database

FLUSH_ROWS = 64
FLUSH_SECONDS = 0.5
"""A finished row is on the disk at the latest after so many more, or so long."""
MERGED_ROWS = 512
MOST_FRAGMENTS = 64
"""More fragments than this, and than twice what the rows need, are merged when the run ends."""
_SUFFIX = ".parquet"
PROFILES_FOLDER = "profils"

Row = Mapping[str, Any]

_INDEX = "CREATE TABLE places (key TEXT, kind TEXT, fragment TEXT, row INTEGER, made TEXT, PRIMARY KEY (key, kind)) WITHOUT ROWID"
"""The fragment of each row, its place in it, and the fingerprints that made it."""

PROFILES = pa.schema(
    [
        ("key", pa.string()),
        ("id", pa.string()),
        ("kind", pa.string()),
        ("at", pa.string()),
        ("reading", pa.string()),
        ("understanding", pa.string()),
        ("reason", pa.string()),
        ("fact", pa.string()),
        ("remedy", pa.string()),
        ("format", pa.string()),
        ("pages", pa.int32()),
        ("language", pa.string()),
        ("title", pa.string()),
        ("diploma", pa.string()),
        ("experience_years", pa.float64()),
        ("rome", pa.list_(pa.string())),
        ("skills", pa.list_(pa.string())),
        ("text", pa.string()),
        ("document", pa.large_binary()),
        ("profile", pa.large_binary()),
        ("identity", pa.large_binary()),
        ("card", pa.large_binary()),
    ]
)
"""One row a file and kind: how it was read and understood (fingerprints), what it says for queries,
and the packed data.
"""
MATCHES = pa.schema(
    [
        ("key", pa.string()),
        ("kind", pa.string()),
        ("understanding", pa.string()),
        ("match", pa.large_binary()),
    ]
)
"""One row a CV and offer (`kind` is the key of the offer, `understanding` the fingerprint of all
that made the match).
"""


class Table:
    """Rows by key and kind; the newest counts. Several processes may read and write the same
    folder.
    """

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        self.folder = folder
        self.schema = schema
        self._versions = [name for name in ("reading", "understanding") if name in schema.names]
        self._pending: list[Row] = []
        self._flushed = time.monotonic()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise _full(folder) from None
        self._load()

    def _load(self) -> None:
        self._index = database(_INDEX)
        for path in self.fragments():
            try:
                rows = pq.read_table(path, columns=["key", "kind", *self._versions]).to_pylist()
            except FileNotFoundError:
                continue
            except (pa.ArrowInvalid, OSError):
                raise BadSetting(
                    str(path),
                    "ce fichier de la réserve est endommagé",
                    "le supprimer : ses CV seront relus au prochain lancement",
                ) from None
            self._note(path.name, rows)

    def _note(self, fragment: str, rows: Iterable[Row]) -> None:
        """Index the rows of a fragment."""
        places = (
            (r["key"], r["kind"], fragment, n, "\t".join(r[v] for v in self._versions))
            for n, r in enumerate(rows)
        )
        self._index.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)", places)

    def _place(self, key: str, kind: str) -> tuple[str, int] | None:
        """The fragment that has the newest row of a key, and the place of the row in it."""
        found: tuple[str, int] | None = self._index.execute(
            "SELECT fragment, row FROM places WHERE key = ? AND kind = ?", (key, kind)
        ).fetchone()
        return found

    def fragments(self) -> list[Path]:
        """The fragments, oldest first."""
        return sorted(
            p for p in self.folder.iterdir() if p.suffix == _SUFFIX and not p.name.startswith(".")
        )

    def __len__(self) -> int:
        number: int = self._index.execute("SELECT count(*) FROM places").fetchone()[0]
        return number

    def made_by(self, key: str, kind: str) -> tuple[str, ...] | None:
        """The fingerprints (reading and understanding, as far as the table has them) of the newest
        row of a key, None where none is.
        """
        found = self._index.execute(
            "SELECT made FROM places WHERE key = ? AND kind = ?", (key, kind)
        ).fetchone()
        return tuple(found[0].split("\t")) if found else None

    def put(self, row: Row) -> None:
        """Add a row; it is on the disk after FLUSH_SECONDS at the latest if others follow, and
        after `flush`.
        """
        self._pending.append(row)
        if len(self._pending) >= FLUSH_ROWS or time.monotonic() - self._flushed >= FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what is pending as one fragment."""
        if self._pending:
            self._note(self._write(self._pending), self._pending)
            self._pending = []
        self._flushed = time.monotonic()

    def _write(self, rows: Sequence[Row]) -> str:
        name = f"{time.time_ns():020d}-{uuid.uuid4().hex[:8]}{_SUFFIX}"
        part = self.folder / f".{name}.part"
        try:
            with part.open("wb") as stream:
                pq.write_table(
                    pa.Table.from_pylist([dict(r) for r in rows], schema=self.schema),
                    stream,
                    compression="zstd",
                )
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(self.folder / name)
        except OSError:
            part.unlink(missing_ok=True)
            raise _full(self.folder) from None
        return name

    def get(
        self, keys: Sequence[tuple[str, str]], columns: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """The columns (key and kind are always among them) of rows, fragment by fragment; unknown
        keys are left out.
        """
        self.flush()
        places: dict[str, dict[int, tuple[str, str]]] = {}
        for key in keys:
            if place := self._place(*key):
                places.setdefault(place[0], {})[place[1]] = key
        for name in sorted(places):
            try:
                table = pq.read_table(
                    self.folder / name,
                    columns=[c for c in self.schema.names if c in {*columns, "key", "kind"}],
                )
            except FileNotFoundError:
                self._load()
                yield from self.get(list(places[name].values()), columns)
                continue
            yield from table.take(sorted(places[name])).to_pylist()

    def listed(self) -> list[tuple[str, str]]:
        """Key and kind of every row, in order."""
        return self._index.execute("SELECT key, kind FROM places ORDER BY key, kind").fetchall()

    def compact(self) -> None:
        """Merge the fragments where they are many, leaving out rows that newer ones replaced."""
        self.flush()
        if len(self.fragments()) > MOST_FRAGMENTS + 2 * len(self) // MERGED_ROWS:
            self.rewrite(lambda row: True)

    def rewrite(self, kept: Callable[[Row], bool]) -> int:
        """Write all rows anew but those that are not `kept`; the number of rows left out. Readers
        at work find the new fragments.
        """
        self.flush()
        with FileLock(str(self.folder / ".lock")):
            self._load()
            old = self.fragments()
            buffer: list[Row] = []
            left_out = 0
            for path in old:
                for n, row in enumerate(pq.read_table(path).to_pylist()):
                    if self._place(row["key"], row["kind"]) != (path.name, n):
                        continue
                    if kept(row):
                        buffer.append(row)
                    else:
                        left_out += 1
                    if len(buffer) >= MERGED_ROWS:
                        self._write(buffer)
                        buffer = []
            if buffer:
                self._write(buffer)
            for path in old:
                path.unlink(missing_ok=True)
            self._load()
        return left_out


class Store:
    """The tables of a folder: profiles (with what was read) and matches. Personal data: the folder
    is closed to other users.

    `home` is what must live as long as the store, for example a temporary folder.
    """

    def __init__(self, folder: Path, home: object = None) -> None:
        self.folder = folder
        self.home = home
        self.profiles = Table(folder / PROFILES_FOLDER, PROFILES)
        self.matches = Table(folder / "rapprochements", MATCHES)
        folder.chmod(0o700)

    def flush(self) -> None:
        """Put everything on the disk."""
        self.profiles.flush()
        self.matches.flush()

    def close(self) -> None:
        """Put everything on the disk and merge small fragments."""
        self.profiles.compact()
        self.matches.compact()


def _full(folder: Path) -> BadSetting:
    return BadSetting(
        str(folder),
        "la réserve ne peut pas être écrite",
        "libérer de la place sur le disque ou en choisir une autre",
    )
