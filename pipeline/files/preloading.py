"""What the process from which others are forked loads; while it loads, it sees nothing else, and
so a thread ends it when the one that began it is gone.

It loads when this room is imported where it was `asked` to: so Python begins such a process.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module

_ASKED = "VIVIER_PRELOAD"
_EVERY = 0.25
"""Seconds between two looks at who is there."""


@contextmanager
def asked(modules: Sequence[str]) -> Iterator[None]:
    """For as long as the block lasts, a process that begins and imports this room loads them."""
    os.environ[_ASKED] = " ".join([str(os.getpid()), *modules])
    try:
        yield
    finally:
        del os.environ[_ASKED]


def _load(parent: int, modules: Sequence[str]) -> None:
    done = threading.Event()
    watching = threading.Thread(target=_watch, args=(parent, done), daemon=True)
    watching.start()
    for name in modules:
        with suppress(ImportError):
            import_module(name)
    done.set()
    watching.join()
    atexit.register(os._exit, 0)  # nothing here needs to be taken down, which takes long


def _watch(parent: int, done: threading.Event) -> None:
    while not done.wait(_EVERY):
        if os.getppid() != parent:
            os._exit(1)


if _ASKED in os.environ:
    _parent, *_modules = os.environ.pop(_ASKED).split()
    _load(int(_parent), _modules)
