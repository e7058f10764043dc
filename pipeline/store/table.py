"""A table of the store: a folder of Parquet fragments, each written whole and then named; pandas,
DuckDB and Spark read the folder as it is.

Parquet was chosen over Delta because nothing here needs a log of transactions: rows are never
changed, the newest row of a key counts, and several runs may write at once since no two fragments
have one name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock

from pipeline.errors import BadSetting
from pipeline.store import fragments
from pipeline.store.aside import ASIDE, set_aside
from pipeline.store.disk import database
from pipeline.store.fragments import Head

FLUSH_ROWS = 64
FLUSH_SECONDS = 0.5
"""A finished row is on the disk at the latest after so many more, or so long."""
MERGED_ROWS = 512
MOST_FRAGMENTS = 64
"""More fragments than this, and than twice what the rows need, are merged when the run ends."""
_READ_AGAIN = "ce qui manque est relu dans les fichiers, au besoin au prochain vivier rank"

Row = Mapping[str, Any]

_INDEX = """CREATE TABLE places (
    key TEXT, kind TEXT, fragment TEXT, row INTEGER, made TEXT, PRIMARY KEY (key, kind)
) WITHOUT ROWID"""
"""The fragment of each row, its place in it, and the fingerprints that made it."""


class Table:
    """Rows by key and kind; the newest counts. Several processes may read and write the same
    folder.
    """

    def __init__(self, folder: Path, schema: Any) -> None:
        self.folder = folder
        self.schema = schema
        self._versions = [name for name in ("reading", "understanding") if name in schema.names]
        self._pending: list[Row] = []
        self._checked: set[str] = set()
        self._refused: set[str] = set()
        self._flushed = time.monotonic()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise _full(folder) from None
        self._load()

    def _load(self) -> None:
        self._index = database(_INDEX)
        damaged: list[Path] = []
        for path in self.fragments():
            try:
                self._note(path.name, fragments.heads_of(path))
            except FileNotFoundError:
                continue
            except fragments.Damaged:
                damaged.append(path)
        self._set_aside(damaged)

    def _set_aside(self, damaged: Sequence[Path]) -> None:
        """Go on without some fragments: their rows are as if they had never been."""
        self._refused |= {path.name for path in damaged}
        for path in damaged:
            self._index.execute("DELETE FROM places WHERE fragment = ?", (path.name,))
        set_aside(damaged, self.folder.parent / ASIDE, _READ_AGAIN)

    def _note(self, fragment: str, heads: Iterable[Head]) -> None:
        """Index the rows of a fragment."""
        places = ((key, kind, fragment, n, made) for n, (key, kind, made) in enumerate(heads))
        self._index.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)", places)

    def _head(self, row: Row) -> Head:
        return row["key"], row["kind"], "\t".join(row[v] for v in self._versions)

    def _place(self, key: str, kind: str) -> tuple[str, int] | None:
        """The fragment that has the newest row of a key, and the place of the row in it."""
        found: tuple[str, int] | None = self._index.execute(
            "SELECT fragment, row FROM places WHERE key = ? AND kind = ?", (key, kind)
        ).fetchone()
        return found

    def fragments(self) -> list[Path]:
        """The fragments, oldest first.

        Raises BadSetting where the folder is gone.
        """
        try:
            found = [p for p in self.folder.iterdir() if p.suffix == fragments.SUFFIX]
        except OSError:
            raise _full(self.folder) from None
        return sorted(
            p for p in found if not p.name.startswith(".") and p.name not in self._refused
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
            name = self._write(self._pending)
            self._note(name, map(self._head, self._pending))
            self._pending = []
        self._flushed = time.monotonic()

    def _write(self, rows: Sequence[Row]) -> str:
        """A new fragment, newer than those that are there whatever the clock says; its name."""
        last = max((fragments.made_at(p.name) for p in self.fragments()), default=0)
        at = max(time.time_ns(), last + 1)
        heads = [self._head(row) for row in rows]
        try:
            return fragments.written(self.folder, [*map(dict, rows)], heads, self.schema, at)
        except OSError:
            raise _full(self.folder) from None

    def get(
        self, keys: Sequence[tuple[str, str]], columns: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """The columns (key and kind are always among them) of rows, fragment by fragment; unknown
        keys, and those of a damaged fragment, are left out.
        """
        self.flush()
        wanted = [c for c in self.schema.names if c in {*columns, "key", "kind"}]
        places: dict[str, dict[int, tuple[str, str]]] = {}
        for key in keys:
            if place := self._place(*key):
                places.setdefault(place[0], {})[place[1]] = key
        for name in sorted(places):
            path = self.folder / name
            try:
                table = fragments.rows_of(path, wanted, self._checked)
            except FileNotFoundError:
                self._load()
                yield from self.get(list(places[name].values()), columns)
            except fragments.Damaged:
                self._set_aside([path])
            else:
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
            for row in self._newest(old):
                if not kept(row):
                    left_out += 1
                    continue
                buffer.append(row)
                if len(buffer) >= MERGED_ROWS:
                    self._write(buffer)
                    buffer = []
            if buffer:
                self._write(buffer)
            for path in [*old, *self.folder.glob(f".*{fragments.PART}")]:
                path.unlink(missing_ok=True)
            self._load()
        return left_out

    def _newest(self, paths: Sequence[Path]) -> Iterator[Row]:
        """The newest row of each key, in some fragments; a damaged one is set aside."""
        for path in paths:
            try:
                rows = fragments.rows_of(path, self.schema.names, self._checked).to_pylist()
            except fragments.Damaged:
                self._set_aside([path])
                continue
            for n, row in enumerate(rows):
                if self._place(row["key"], row["kind"]) == (path.name, n):
                    yield row


def _full(folder: Path) -> BadSetting:
    return BadSetting(
        str(folder),
        "la réserve ne peut pas être écrite",
        "libérer de la place sur le disque ou en choisir une autre",
    )
