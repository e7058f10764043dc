"""The review of a run as a page on this machine: a server that lives as long as its `with` block."""

from __future__ import annotations

import importlib.util
import os
import secrets
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BadSetting
from pipeline.lexicon import tables
from pipeline.runs.reopening import store_of

HOST = "127.0.0.1"
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "connect-src 'self' ws://127.0.0.1:*; frame-ancestors 'self'"
)
_HEADERS = str({"headers": {"Content-Security-Policy": _POLICY}})
"""The browser fetches nothing from elsewhere: Voilà's own template names fonts on a public server."""
_STARTS = 60.0
"""Seconds in which the page must answer."""
_NEEDED = ("voila", "ipywidgets", "itables", "anywidget")


@dataclass(frozen=True)
class Page:
    """A page that is served."""

    address: str
    server: subprocess.Popen[bytes]

    def show(self) -> None:
        """Open it in the browser."""
        webbrowser.open(self.address)

    def wait(self) -> None:
        """Wait until the server ends, or Ctrl-C is pressed."""
        with suppress(KeyboardInterrupt):
            self.server.wait()


@contextmanager
def served(out: Path, port: int = 0) -> Iterator[Page]:
    """The page of a run folder, on this machine alone; `port` 0 takes a free one.

    Raises BadSetting where the folder holds no run, and where the page cannot be started.
    """
    store_of(out)
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        remedy = 'pip install "vivier[notebooks]"'
        raise BadSetting("vivier review", "Voilà n'est pas installé", remedy)
    chosen, token = port or _free_port(), secrets.token_urlsafe(24)
    server = _started(out, chosen, token)
    try:
        _await(server, chosen)
        yield Page(f"http://{HOST}:{chosen}/?token={token}", server)
    finally:
        server.terminate()
        server.wait()


def _started(out: Path, port: int, token: str) -> subprocess.Popen[bytes]:
    notebook = tables.NOTEBOOKS / "01_revue_du_classement.ipynb"
    words = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--token={token}"]
    words += [f"--port={port}", f"--Voila.ip={HOST}", "--show_tracebacks=False"]
    words.append(f"--Voila.tornado_settings={_HEADERS}")
    environment = {**os.environ, "VIVIER_RUN": str(out.resolve())}
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(words, env=environment, stdout=nowhere, stderr=nowhere)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _STARTS
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise BadSetting("vivier review", "la page ne démarre pas", "choisir un autre port avec --port")
