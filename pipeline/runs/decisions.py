"""What people decided: kept apart from the ranking, one SQLite file for each run folder; a decision
never changes a score.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.errors import BadSetting

DECISIONS = "decisions.sqlite"
VERDICTS = {"keep": "retenir", "review": "à revoir", "reject": "écarter"}
_WAIT = 15.0
"""Seconds for which a writer waits for another one."""
_TABLE = """create table if not exists decisions (
    number integer primary key, file text not null, id text not null, verdict text not null,
    comment text not null, author text not null, at text not null)"""


@dataclass(frozen=True, slots=True)
class Decision:
    """What `author` decided of the candidate of `file` (content `id`), when and why; `verdict` is a
    key of VERDICTS, or "" for none.
    """

    file: str
    id: str
    verdict: str
    comment: str
    author: str
    at: str


def standing(history: Iterable[Decision]) -> dict[str, Decision]:
    """The last decision of each candidate, by file, of a history (oldest first); those taken back
    are left out.
    """
    last = {d.file: d for d in history}
    return {file: decision for file, decision in last.items() if decision.verdict}


class Decisions:
    """The decisions of a run folder. All are kept; the last one of a candidate counts."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / DECISIONS

    def decide(
        self, file: str, content: str, verdict: str, comment: str = "", author: str = ""
    ) -> Decision:
        """Add a decision.

        Raises BadSetting for an unknown verdict and a folder that cannot be written.
        """
        if verdict and verdict not in VERDICTS:
            raise BadSetting(
                verdict, "cette décision n'existe pas", f"choisir parmi {', '.join(VERDICTS)}"
            )
        made = Decision(
            file,
            content,
            verdict,
            comment.strip(),
            author.strip(),
            datetime.now().astimezone().isoformat(timespec="seconds"),
        )
        with self._open() as base:
            base.execute(
                "insert into decisions (file, id, verdict, comment, author, at)"
                " values (?, ?, ?, ?, ?, ?)",
                (made.file, made.id, made.verdict, made.comment, made.author, made.at),
            )
        return made

    def history(self) -> list[Decision]:
        """All decisions, oldest first."""
        if not self._path.exists():
            return []
        with self._open() as base:
            return [
                Decision(*row)
                for row in base.execute(
                    "select file, id, verdict, comment, author, at from decisions order by number"
                )
            ]

    def current(self) -> dict[str, Decision]:
        """The last decision of each candidate, by file; those taken back are left out."""
        return standing(self.history())

    def forget(self, files: Iterable[str]) -> None:
        """Remove all decisions on some candidates, to the last byte."""
        if self._path.exists():
            with self._open() as base:
                base.execute("pragma secure_delete = on")
                base.executemany(
                    "delete from decisions where file = ?", [(file,) for file in files]
                )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            base = sqlite3.connect(self._path, timeout=_WAIT)
            try:
                with base:
                    base.execute(_TABLE)
                    yield base
            finally:
                base.close()
        except sqlite3.Error:
            raise BadSetting(
                str(self._path),
                "les décisions ne peuvent pas être lues ou écrites",
                "vérifier les droits du dossier",
            ) from None
