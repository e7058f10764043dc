"""One at a time in a folder: two processes that wrote into one would mix their files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import BadSetting

WAIT = 2.0
"""Seconds for which a short writing of another process is awaited."""
_LOCK = ".lock"


@contextmanager
def alone(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """For as long as the block lasts, no other process or thread is in such a block of the folder,
    which is made where it is not there.

    Raises BadSetting where one is and goes on for longer than `wait` seconds, and where the folder
    cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _lock(str(folder.resolve() / _LOCK))
        lock.acquire(timeout=wait)
    except Timeout:
        fact, remedy = "un autre vivier travaille dans ce dossier", "attendre qu'il ait fini"
        raise BadSetting(str(folder), fact, f"{remedy}, ou en choisir un autre") from None
    except OSError:
        fact, remedy = "ce dossier ne peut pas être écrit", "vérifier les droits et la place"
        raise BadSetting(str(folder), fact, f"{remedy}, ou en choisir un autre") from None
    try:
        yield
    finally:
        lock.release()


@cache
def _lock(path: str) -> FileLock:
    """The lock of a file, the same for all of this process: a block may stand within another."""
    return FileLock(path)
