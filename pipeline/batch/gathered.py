"""What came of the files of a folder, as they come and in any order: a card, a match and a hash of
each, kept on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.batch.intake import Taken
from pipeline.batch.run import Dossier, Unread
from pipeline.profiles.dossiers import People
from pipeline.ranking.spool import Spool
from pipeline.store.disk import Lookup, database
from pipeline.store.packing import pack, unpack

_TABLE = (
    "CREATE TABLE files (file TEXT PRIMARY KEY, key TEXT, digest TEXT, dossier BLOB) WITHOUT ROWID"
)
_READ = "dossier IS NOT NULL"


class Gathered:
    """The files of a folder: those that were read have a key in the store, a dossier and a match,
    the others are `unread`.
    """

    def __init__(self) -> None:
        self.unread: list[Unread] = []
        self.spool = Spool()
        self.people = People()
        self._rows = database(_TABLE)

    def add(self, taken: Iterable[Taken]) -> Gathered:
        """Keep what is known of each file."""
        for t in taken:
            dossier = None
            if isinstance(t.card, Unread):
                self.unread.append(t.card)
            else:
                dossier = pack(t.card.dossier)
                self.people.add(t.card.paper)
                self.spool.add(t.found.name, t.match)
            self._rows.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                (t.found.name, t.key, t.id or t.key[:64], dossier),
            )
        return self

    @property
    def hashes(self) -> Mapping[str, str]:
        """The content id of every file; empty where it could not be loaded."""
        return self._lookup("digest", "TRUE")

    @property
    def keys(self) -> Mapping[str, str]:
        """The key in the store of every file that was read."""
        return self._lookup("key", _READ)

    @property
    def dossiers(self) -> Mapping[str, Dossier]:
        """The dossier of every file that was read, as it came."""
        packed = self._lookup("dossier", _READ)
        return Lookup(packed.__iter__, len(packed), lambda file: unpack(packed[file], Dossier))

    def of_content(self, digest: str) -> list[str]:
        """The files that were read and have some content, by its id."""
        asked = f"SELECT file FROM files WHERE digest = ? AND {_READ} ORDER BY file"
        return [file for (file,) in self._rows.execute(asked, (digest,))]

    def _lookup(self, column: str, which: str) -> Mapping[str, Any]:
        """A column of the files, by name and in their order."""

        def names() -> Iterator[str]:
            return (
                file
                for (file,) in self._rows.execute(
                    f"SELECT file FROM files WHERE {which} ORDER BY file"
                )
            )

        def value(file: str) -> Any:
            found = self._rows.execute(
                f"SELECT {column} FROM files WHERE file = ? AND {which}", (file,)
            ).fetchone()
            if found is None:
                raise KeyError(file)
            return found[0]

        return Lookup(
            names,
            self._rows.execute(f"SELECT count(*) FROM files WHERE {which}").fetchone()[0],
            value,
        )
