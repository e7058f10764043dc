"""The file of decisions: SQLite, each row with its checksum and all of them under one seal.

A damaged file is kept beside, told in one line, and its whole rows go on in a new one.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.errors import BadSetting
from pipeline.store.aside import ASIDE, set_aside

Row = tuple[str, ...]
"""The values of COLUMNS, in their order."""
COLUMNS = (
    "file", "id", "verdict", "comment", "author", "at", "run", "competition", "kind", "criterion",
    "after",
)  # fmt: skip
"""What a row says: of whom, what, why, by whom, when, of which ranking and competition, of which
kind, on which criterion, and after which others.
"""
_ALWAYS = 7
"""Columns that every row has had; the others count in its checksum where they are filled."""
_WAIT = 15.0
"""Seconds for which a writer waits for another one."""
_COLUMNS = ", ".join(COLUMNS)
_TABLES = f"""
create table if not exists decisions (
    number integer primary key, {"".join(f"{name} text not null default ''," for name in COLUMNS)}
    sum text not null default '');
create table if not exists seal (one integer primary key, sum text not null);
create trigger if not exists grows before update on decisions
    begin select raise(abort, 'a decision is never changed'); end;
"""
_ALL = f"select {_COLUMNS}, sum from decisions order by number"
_MOST = 1 << 28
"""Bytes of a file of decisions, at most."""
_SHORTEST = 128
"""Bytes that a row takes at least: so many can be in a file that cannot say how many it has."""
_NOT_DAMAGE = {
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
"""What SQLite says of a file that it may not read or write."""


class _Damaged(Exception):
    """A file whose rows are not those that were written."""


class Ledger:
    """Rows in the order in which they were added."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self) -> list[Row]:
        """All rows, oldest first.

        Raises BadSetting where the file may not be read.
        """
        if not self._path.exists():
            return []
        with self._opened() as base:
            base.execute("begin")
            return _whole(base)

    def add(self, rows: Sequence[Row]) -> list[Row]:
        """Add the rows that are not there yet, all or none; those that were added.

        Raises BadSetting where the file may not be written.
        """
        with self._opened() as base:
            base.execute("begin immediate")
            there = set(map(mark, _whole(base)))
            new = [row for row in rows if mark(row) not in there]
            _insert(base, new)
            _seal(base)
        return new

    def remove(self, files: Iterable[str]) -> None:
        """Remove the rows of some files to the last byte; errors as in `add`."""
        if not self._path.exists():
            return
        with self._opened() as base:
            base.execute("pragma secure_delete = on")
            base.executemany("delete from decisions where file = ?", [(file,) for file in files])
            _seal(base)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, checked; one transaction."""
        try:
            self._mend()
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as base, base:
                _make_tables(base)
                yield base
        except (sqlite3.Error, OSError):
            raise BadSetting(
                str(self._path),
                "les décisions ne peuvent pas être lues ou écrites",
                "vérifier les droits du dossier",
            ) from None

    def _mend(self) -> None:
        """Set a damaged file aside, and go on with its whole rows."""
        if not self._path.exists():
            return
        self._adopt()
        if not self._is_damaged():
            return
        kept = self._salvaged()
        said = f"{len(kept)} décision(s) retrouvée(s), qui restent"
        set_aside([self._path], self._path.parent / ASIDE, said)
        if self._path.exists():
            raise OSError(self._path)
        with closing(sqlite3.connect(self._path, timeout=_WAIT)) as base, base:
            _make_tables(base)
            _insert(base, kept)
            _seal(base)

    def _adopt(self) -> None:
        """Give a file of an earlier version the columns it lacks, and its checksums."""
        with closing(sqlite3.connect(self._path, timeout=_WAIT)) as base, base:
            try:
                names = {row[1] for row in base.execute("pragma table_info(decisions)")}
                missing = [name for name in (*COLUMNS, "sum") if name not in names]
                if not names or not missing:
                    return
                base.execute("drop trigger if exists grows")
                for name in missing:
                    base.execute(f"alter table decisions add column {name} text default ''")
                if "sum" in missing:
                    rows = base.execute(f"select {_COLUMNS}, number from decisions").fetchall()
                    sums = [(mark(row[:-1]), row[-1]) for row in rows]
                    base.executemany("update decisions set sum = ? where number = ?", sums)
                base.executescript(_TABLES)
                if "sum" in missing:
                    _seal(base)
            except sqlite3.DatabaseError:
                base.rollback()

    def _is_empty(self, base: sqlite3.Connection) -> bool:
        """Whether the file has nothing at all, and nobody is about to write its first row."""
        if self._path.stat().st_size:
            return False
        base.execute("begin immediate")
        base.rollback()
        return not self._path.stat().st_size

    def _is_damaged(self) -> bool:
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as base:
                if self._is_empty(base):
                    return True
                base.execute("begin")
                if base.execute("pragma quick_check").fetchone() != ("ok",):
                    return True
                _whole(base)
        except _Damaged:
            return True
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGE:
                raise
            return True
        return False

    def _salvaged(self) -> list[Row]:
        """The rows of a damaged file that are as they were written."""
        found: list[Row] = []
        data = _padded(self._path.read_bytes())
        if not data:
            return found
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(data)
            for number in range(1, self._last(base) + 1):
                asked = f"select {_COLUMNS}, sum from decisions where number = ?"
                try:
                    row = base.execute(asked, (number,)).fetchone()
                except sqlite3.Error:
                    continue
                if row is not None and mark(row[:-1]) == row[-1]:
                    found.append(row[:-1])
        return found

    def _last(self, base: sqlite3.Connection) -> int:
        """The highest number that a row can have."""
        most = self._path.stat().st_size // _SHORTEST
        try:
            told: int = base.execute("select max(number) from decisions").fetchone()[0] or most
        except sqlite3.Error:
            return most
        return min(told, 2 * most)


def _padded(data: bytes) -> bytes:
    """A file that was cut, with empty pages for those it lost, as far as its header can be trusted:
    SQLite reads nothing of a file that is too short.
    """
    size = int.from_bytes(data[16:18], "big") * int.from_bytes(data[28:32], "big")
    return data.ljust(size if size < _MOST else 0, b"\0")


def _make_tables(base: sqlite3.Connection) -> None:
    """Make the tables that are not there, all at once: nobody sees some of them."""
    there = {name for (name,) in base.execute("select name from sqlite_master")}
    if not there >= {"decisions", "seal", "grows"}:
        base.executescript(f"begin immediate; {_TABLES} commit;")


def _whole(base: sqlite3.Connection) -> list[Row]:
    """All rows of a file, within a transaction; raises _Damaged where one is changed or gone."""
    rows = base.execute(_ALL).fetchall()
    sealed = base.execute("select sum from seal").fetchall()
    sums = [row[-1] for row in rows]
    if any(mark(row[:-1]) != row[-1] for row in rows):
        raise _Damaged
    if [(_sum(sums),)] != sealed and (rows or sealed):
        raise _Damaged
    return [row[:-1] for row in rows]


def _insert(base: sqlite3.Connection, rows: Sequence[Row]) -> None:
    base.executemany(
        f"insert into decisions ({_COLUMNS}, sum) values ({'?, ' * len(COLUMNS)}?)",
        [(*row, mark(row)) for row in rows],
    )


def _seal(base: sqlite3.Connection) -> None:
    """Say which rows there are."""
    sums = [value for (value,) in base.execute("select sum from decisions order by number")]
    base.execute("insert or replace into seal values (1, ?)", (_sum(sums),))


def mark(row: Row) -> str:
    """The checksum of a row, by which it is known on every machine; columns of later versions count
    where they are filled.
    """
    filled = max((n for n, value in enumerate(row, 1) if value), default=0)
    return _sum(row[: max(filled, _ALWAYS)])


def _sum(values: Sequence[object]) -> str:
    return hashlib.sha256("\0".join(map(str, values)).encode()).hexdigest()[:32]
