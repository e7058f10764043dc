"""The journal of a run folder: what was done when, in counts and versions; nothing of a person, not
even a file name.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

JOURNAL = "journal.jsonl"


class Journal:
    """Lines of JSON added to `journal.jsonl`; without a folder nothing is written."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def write(self, event: str, **facts: Any) -> None:
        """Add an event with its time. A journal that cannot be written stops nothing: the results
        say the same problem.
        """
        if self._folder is None:
            return
        line = {
            "time": datetime.now().astimezone().isoformat(timespec="milliseconds"),
            "event": event,
            **facts,
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / JOURNAL).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError:
            return
