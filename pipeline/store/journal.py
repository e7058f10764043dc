"""The journal of a run folder: what was done when, in counts and versions; nothing of a person, not
even a file name.

Each line ends with its checksum: a journal with a damaged line is kept beside, and its other lines
go on.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.store.aside import ASIDE, set_aside

JOURNAL = "journal.jsonl"
_SUM = "sum"


class Journal:
    """Lines of JSON added to `journal.jsonl`; without a folder nothing is written."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._checked = False

    def write(self, event: str, **facts: Any) -> None:
        """Add an event with its time. A journal that cannot be written stops nothing: the results
        say the same problem.
        """
        if self._folder is None:
            return
        time = datetime.now().astimezone().isoformat(timespec="milliseconds")
        line = {"time": time, "event": event, **facts}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._mend(self._folder / JOURNAL)
            with (self._folder / JOURNAL).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({**line, _SUM: _sum(line)}, ensure_ascii=False) + "\n")
        except OSError:
            return

    def _mend(self, path: Path) -> None:
        """Set a damaged journal aside, once in the life of this object, and keep its good lines."""
        if self._checked or not path.exists():
            return
        self._checked = True
        lines = path.read_bytes().splitlines(keepends=True)
        good = [line for line in lines if _is_whole(line)]
        if len(good) == len(lines):
            return
        set_aside(
            [path], path.parent / ASIDE, f"{len(good)} ligne(s) sur {len(lines)} sont gardées"
        )
        path.write_bytes(b"".join(good))


def _is_whole(line: bytes) -> bool:
    """Whether a line is as it was written."""
    try:
        said = json.loads(line)
        return line.endswith(b"\n") and said.pop(_SUM) == _sum(said)
    except (ValueError, LookupError, AttributeError):
        return False


def _sum(line: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(line, ensure_ascii=False).encode()).hexdigest()[:16]
