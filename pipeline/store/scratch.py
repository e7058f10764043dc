"""Folders for a while: under the user's own private folder, and removed by the next start where a
kill left them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

_LOCK = ".lock"
_LAST = -1000
"""After multiprocessing has removed its own folder within ours (-100)."""


def scratch() -> TemporaryDirectory[str]:
    """An empty folder that only this user opens."""
    return TemporaryDirectory(dir=room())


@cache
def room() -> Path:
    """The folder of this process for all that it needs for a while; it goes when the process ends.

    Those of processes that ended without removing theirs go first.
    """
    home, held = _home(), None
    try:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        with FileLock(str(home / _LOCK)):
            _sweep(home)
            place = Path(tempfile.mkdtemp(dir=home))
            held = FileLock(str(place / _LOCK))
            held.acquire()
    except OSError:
        place = Path(tempfile.mkdtemp(prefix="vivier-"))
    Finalize(None, _leave, (place, held), exitpriority=_LAST)
    return place


def _home() -> Path:
    cache_home = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache_home) if cache_home else Path.home() / ".cache") / "vivier" / "travail"


def _sweep(home: Path) -> None:
    """Remove the folders whose process is gone: nobody holds their lock."""
    for place in home.iterdir():
        if not place.is_dir():
            continue
        try:
            with FileLock(str(place / _LOCK), timeout=0):
                shutil.rmtree(place, ignore_errors=True)
        except Timeout:
            continue


def _leave(place: Path, lock: FileLock | None) -> None:
    if lock is not None:
        lock.release()
    shutil.rmtree(place, ignore_errors=True)
