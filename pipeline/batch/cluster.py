"""Dask as the place where the work is done: `--engine dask://host:port`, or a cluster of this
machine. The extra `[cluster]` brings it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from pipeline.batch.climb import Climb, Task
from pipeline.batch.engines import Engine, EngineOf
from pipeline.batch.pool import Map
from pipeline.errors import BadSetting
from pipeline.files.isolation import Stopped

SCHEME = "dask://"
WAIT = 15
"""Seconds in which a scheduler must answer."""


def dask_engine(address: str) -> EngineOf:
    """The engine of a cluster whose scheduler listens at "dask://host:port".

    A task whose worker dies is done by another one; one that has killed several
    (`distributed.scheduler.allowed-failures`) is one unread
    document. Raises BadSetting as `connected` does.
    """

    @contextmanager
    def engine(work: Climb) -> Iterator[Engine]:
        with connected(address) as client:
            yield _Cluster(client, work)

    return engine


def dask_map(address: str) -> Map[Any, Any]:
    """`map` over a cluster whose workers see the folder of the pool; errors as in `connected`."""

    def over(work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        with connected(address) as client:
            yield from client.gather(client.map(work, list(items), pure=False))

    return over


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of the scheduler at "dask://host:port".

    Raises BadSetting for another address, where dask is not installed, and where no scheduler
    answers.
    """
    if not address.startswith(SCHEME):
        raise BadSetting(
            f"--engine {address}",
            "ce moteur n'existe pas",
            "écrire dask://hôte:port, ou retirer l'option",
        )
    try:
        import distributed
    except ImportError:
        raise BadSetting(
            f"--engine {address}", "Dask n'est pas installé", 'pip install "vivier[cluster]"'
        ) from None
    try:
        connect: Any = distributed.Client
        client = connect(f"tcp://{address.removeprefix(SCHEME)}", timeout=WAIT)
    except (OSError, TimeoutError, ValueError):
        raise BadSetting(
            f"--engine {address}",
            "aucun ordonnanceur Dask ne répond",
            "lancer dask scheduler et dask worker",
        ) from None
    with client:
        yield client


class _Cluster:
    def __init__(self, client: Any, work: Climb) -> None:
        self._client = client
        self._work = work

    def submit(self, item: Task) -> Future[Any]:
        future: Future[Any] = self._client.submit(_do, self._work, item, pure=False)
        return future

    def outcome(self, future: Future[Any]) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return Stopped(
                "crash",
                "la lecture arrête les processus de la grappe",
                "signaler ce fichier, demander un PDF",
            )


def _do(work: Climb, task: Task) -> Any:
    return work(task)
