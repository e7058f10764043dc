"""Processes that are born of this one: where they are forked from, and that they end with it."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any

from pipeline.files import preloading

FORKED = "forkserver"
_LONGEST = 64
"""Signs of a folder of temporary files in which a socket still has a path that systems take."""
_SHORT = "/tmp"


def context() -> multiprocessing.context.BaseContext:
    """How processes are begun: forked from a clean one where the system can, else anew."""
    if FORKED not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    _end_with_us()
    return multiprocessing.get_context(FORKED)


def warm(modules: Sequence[str]) -> None:
    """Begin to import what processes will need, in the clean one from which they are forked where
    the system can fork.
    """
    if FORKED not in multiprocessing.get_all_start_methods():
        return
    from multiprocessing import forkserver

    _end_with_us()
    multiprocessing.get_context(FORKED).set_forkserver_preload([preloading.__name__])
    with preloading.asked(modules):
        forkserver.ensure_running()


def end_with_parent() -> None:
    """End this process when the one that began its work is gone, whatever it is doing."""
    threading.Thread(target=_await_parent, daemon=True).start()


def _await_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _end_with_us() -> None:
    """See to it, once, that no process of ours outlives this one."""
    _shorten_sockets()
    atexit.register(_end_servers, os.getpid())


def _shorten_sockets() -> None:
    """Where the path of temporary files is too long for a socket, a folder of the system's, closed
    to others, holds the sockets and nothing else.
    """
    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    if os.name == "posix" and len(tempfile.gettempdir()) > _LONGEST and not config.get("tempdir"):
        config["tempdir"] = tempfile.mkdtemp(prefix="vivier-", dir=_SHORT)
        atexit.register(_remove, config["tempdir"], os.getpid())


def _remove(place: str, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(place, ignore_errors=True)


def _end_servers(owner: int) -> None:
    """End the process from which others are forked, even while it still imports, and the one that
    tracks what they share.
    """
    if os.getpid() != owner:
        return
    from multiprocessing import forkserver, resource_tracker

    server: Any = forkserver._forkserver
    tracker: Any = resource_tracker._resource_tracker
    with suppress(OSError):
        if server._forkserver_pid is not None:
            os.kill(server._forkserver_pid, signal.SIGTERM)
        server._stop()
        tracker._stop()
