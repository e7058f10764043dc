"""What people decided: kept apart from the ranking, one SQLite file for each run folder; a decision
never changes a score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.errors import BadSetting
from pipeline.runs.ledger import Ledger

DECISIONS = "decisions.sqlite"
VERDICTS = {"keep": "retenir", "review": "à revoir", "reject": "écarter"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What `author` decided of the candidate of `file` (content `id`), when and why; `verdict` is a
    key of VERDICTS, or "" for none; `run` is the content id of the ranking that was before them.
    """

    file: str
    id: str
    verdict: str
    comment: str
    author: str
    at: str
    run: str = ""


def standing(history: Iterable[Decision]) -> dict[str, Decision]:
    """The last decision of each candidate, by file, of a history (oldest first); those taken back
    are left out.
    """
    last = {d.file: d for d in history}
    return {file: decision for file, decision in last.items() if decision.verdict}


class Decisions:
    """The decisions of a run folder. All are kept; the last one of a candidate counts."""

    def __init__(self, folder: Path) -> None:
        self._ledger = Ledger(folder / DECISIONS)

    def decide(
        self,
        file: str,
        content: str,
        verdict: str,
        comment: str = "",
        author: str = "",
        run: str = "",
    ) -> Decision:
        """Add a decision.

        Raises BadSetting for an unknown verdict and a folder that cannot be written.
        """
        if verdict and verdict not in VERDICTS:
            raise BadSetting(
                verdict, "cette décision n'existe pas", f"choisir parmi {', '.join(VERDICTS)}"
            )
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        made = Decision(file, content, verdict, comment.strip(), author.strip(), at, run)
        self._ledger.add((file, content, verdict, made.comment, made.author, at, run))
        return made

    def history(self) -> list[Decision]:
        """All decisions, oldest first; those of a damaged file as far as they are whole."""
        return [Decision(*row) for row in self._ledger.rows()]

    def current(self) -> dict[str, Decision]:
        """The last decision of each candidate, by file; those taken back are left out."""
        return standing(self.history())

    def forget(self, files: Iterable[str]) -> None:
        """Remove all decisions on some candidates, to the last byte."""
        self._ledger.remove(files)
