"""The papers of a run written anew after decisions, beside the work of people."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from pipeline.errors import BadSetting

QUIET = 3.0
"""Seconds without a decision after which the papers are written."""


class Publisher:
    """Writes the papers when decisions have come and people are quiet, and at the end.

    `fault` says why the papers could not be written the last time, "" where they were.
    """

    def __init__(self, write: Callable[[], object], quiet: float = QUIET) -> None:
        self._write = write
        self._quiet = quiet
        self._asked, self._ended = Event(), Event()
        self._news = Event()
        self.fault = ""
        self._thread = Thread(target=self._work, name="papiers", daemon=True)
        self._thread.start()

    def ask(self) -> None:
        """Say that there is a new decision."""
        self._asked.set()
        self._news.set()

    def close(self) -> None:
        """Write what is left to write."""
        self._ended.set()
        self._news.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._ended.is_set():
            self._news.wait()
            self._await_quiet()
            if self._asked.is_set():
                self._asked.clear()
                self._publish()

    def _await_quiet(self) -> None:
        while True:
            self._news.clear()
            if self._ended.is_set() or not self._news.wait(self._quiet):
                return

    def _publish(self) -> None:
        try:
            self._write()
            self.fault = ""
        except BadSetting as error:
            self.fault = str(error)
