"""Work done in processes with limits: one that takes too long, too much memory, or dies, is ended
and said; the others go on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.files.lineage import context, end_with_parent

Item = TypeVar("Item")
Result = TypeVar("Result")

MIB = 1024 * 1024
_LARGEST_LOAD = 2048 * MIB
"""What is loaded for all documents may take as much, before it is measured."""
_SIMPLER = "demander un document plus simple, en PDF"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: `seconds` of time, and `memory` in MiB over what an idle worker
    holds.
    """

    seconds: float = 90.0
    memory: int = 640


@dataclass(frozen=True, slots=True)
class Stopped:
    """Work that was ended: `reason` is "timeout", "memory" or "crash"; fact and remedy are French."""

    reason: str
    fact: str
    remedy: str


class Pool:
    """Processes that do `work`, each item within `limits`; to be used in a `with` block.

    `work`, items and results must be picklable; `prepare` runs once in each process, before its
    memory is measured.
    """

    def __init__(
        self,
        work: Callable[[Any], Any],
        limits: Limits,
        jobs: int = 1,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._work = work
        self._limits = limits
        self._pool = ProcessPool(
            max_workers=jobs,
            initializer=_begin,
            initargs=(limits.memory, prepare),
            context=context(),
        )

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        end: Callable[[], None] = self._pool.close if kind is None else self._pool.stop
        end()
        self._pool.join()

    def submit(self, item: Any) -> Future[Any]:
        """Begin the work on an item."""
        future: Future[Any] = self._pool.schedule(
            self._work, args=[item], timeout=self._limits.seconds
        )
        return future

    def outcome(self, future: Future[Any]) -> Any:
        """The result of an item, or a Stopped that says why there is none."""
        return _outcome(future, self._limits)


def workers(jobs: int) -> int:
    """So many processes, one for each core where `jobs` is not above 0."""
    return jobs if jobs > 0 else os.cpu_count() or 1


def isolated(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    limits: Limits,
    jobs: int = 1,
    prepare: Callable[[], object] | None = None,
) -> Iterator[Result | Stopped]:
    """The result of `work` for each item, in the order of `items`, each computed within `limits` by
    one of `jobs` processes.
    """
    with Pool(work, limits, min(jobs, len(items)) or 1, prepare) as pool:
        futures = [pool.submit(item) for item in items]
        for future in futures:
            yield pool.outcome(future)


def _outcome(future: Future[Any], limits: Limits) -> Result | Stopped:
    try:
        result: Result = future.result()
        return result
    except TookTooLong:
        return Stopped("timeout", f"la lecture dure plus de {limits.seconds:g} s", _SIMPLER)
    except MemoryError:
        return Stopped(
            "memory", f"la lecture prend plus de {limits.memory} Mio de mémoire", _SIMPLER
        )
    except ProcessExpired:
        return Stopped(
            "crash", "la lecture s'est arrêtée d'elle-même", "signaler ce fichier, demander un PDF"
        )


def _begin(memory: int, prepare: Callable[[], object] | None) -> None:
    end_with_parent()
    if prepare is not None:
        prepare()
    limit_memory(memory)


def limit_memory(more: int) -> None:
    """Let this process take at most `more` MiB over what it holds; without effect where the system
    has no such limit.
    """
    held = _held()
    if held:
        _limit(held + more * MIB)


def beyond_limit(load: Callable[[], object]) -> None:
    """Load what serves all documents of this process; a limit of its memory moves up by what that
    holds.
    """
    limit, before = _limit(), _held()
    if limit is None or not before:
        load()
        return
    _limit(limit + _LARGEST_LOAD)
    load()
    _limit(limit + max(_held() - before, 0))


def _held() -> int:
    """The bytes of addresses that this process holds; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    import resource

    return pages * resource.getpagesize()


def _limit(new: int | None = None) -> int | None:
    """The bytes of addresses that this process may hold, set to `new` where that is given; None
    where there is no limit.
    """
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if new is not None:
        soft = new if hard == resource.RLIM_INFINITY else min(new, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    return None if soft == resource.RLIM_INFINITY else soft
