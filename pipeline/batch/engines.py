"""Where tasks are done: in this process, or in others of this machine that have limits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from pipeline.batch.climb import Climb, Task
from pipeline.files.isolation import Limits, Pool, workers


class Engine(Protocol):
    """Where tasks are done: submitted one by one, each outcome a Step, an Unread or a Stopped."""

    def submit(self, item: Task) -> Future[Any]:
        """Begin a task."""

    def outcome(self, future: Future[Any]) -> Any:
        """What came of it."""


class Here:
    """This process: each task is done when it is submitted."""

    def __init__(self, work: Climb) -> None:
        self._work = work

    def submit(self, item: Task) -> Future[Any]:
        """Do a task."""
        future: Future[Any] = Future()
        future.set_result(self._work(item))
        return future

    def outcome(self, future: Future[Any]) -> Any:
        """What came of it."""
        return future.result()


def local_engine(work: Climb, jobs: int, limits: Limits | None) -> AbstractContextManager[Engine]:
    """Processes of this machine, one task at a time within `limits` in each; this process itself
    without limits.
    """
    if limits is None:
        return nullcontext(Here(work))
    return Pool(work, limits, workers(jobs), work.prepare)


EngineOf = Callable[[Climb], AbstractContextManager[Engine]]
