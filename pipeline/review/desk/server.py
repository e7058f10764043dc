"""The desk as a server on this machine, that lives as long as its `with` block."""

from __future__ import annotations

import signal
import socket
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import uvicorn

from pipeline.errors import BadSetting
from pipeline.review.desk.access import Gate
from pipeline.review.desk.desk import Desk
from pipeline.review.desk.publishing import Publisher
from pipeline.review.desk.routes import application
from pipeline.review.papers import publish
from pipeline.runs.competitions import competition_of
from pipeline.runs.decisions import Decisions
from pipeline.runs.folder import ranking_id
from pipeline.runs.organisation import organisation_of
from pipeline.runs.reopening import reopen, source_of, texts_of

HOST = "127.0.0.1"
_STARTS = 30.0
"""Seconds in which the server must answer."""
_LINGERS = 2
"""Seconds that requests under way are given at the end."""
_LOOKS = 0.2
"""Seconds between looks at whether it is told to end."""
_ENDS = ("SIGINT", "SIGTERM", "SIGHUP")
"""What ends the desk: Ctrl-C, an order to end, the terminal that closes."""


@dataclass(frozen=True, slots=True)
class Page:
    """A desk that is served: the `address` opens it once, the file `door` as often as one likes."""

    address: str
    door: Path
    is_open: Callable[[], bool]

    def show(self) -> None:
        """Open it in the browser; the address stands in a file, never in the list of processes."""
        webbrowser.open(self.door.as_uri())

    def wait(self) -> None:
        """Wait until it is told to end."""
        while self.is_open():
            time.sleep(_LOOKS)


@contextmanager
def served(out: Path, port: int = 0) -> Iterator[Page]:
    """The desk of a run folder, on this machine alone; `port` 0 takes a free one.

    Raises BadSetting where the folder holds no run, and where the port cannot be taken.
    """
    with (
        _told_to_end() as ended,
        _bound(port) as door,
        tempfile.TemporaryDirectory(prefix="vivier-") as private,
    ):
        run = reopen(out)
        texts = partial(texts_of, run, out)
        log = Decisions(out, competition_of(run))
        at, organisation = ranking_id(out), organisation_of(out)
        desk = Desk(run, log, source_of(run), texts, at, organisation)
        gate = Gate(f"{HOST}:{door.getsockname()[1]}")
        publisher = Publisher(lambda: publish(reopen(out), out))
        file = Path(private) / "ouvrir-vivier.html"
        gate.changed = lambda: _write_door(file, gate.address)
        gate.changed()
        server = uvicorn.Server(_config(desk, gate, publisher))
        running = threading.Thread(target=server.run, kwargs={"sockets": [door]}, name="serveur")
        running.start()
        try:
            _await(server, running)
            threading.Thread(target=desk.index, name="index", daemon=True).start()
            yield Page(gate.address, file, lambda: running.is_alive() and not ended())
        finally:
            server.should_exit = True
            running.join()
            publisher.close()


def _config(desk: Desk, gate: Gate, publisher: Publisher) -> uvicorn.Config:
    return uvicorn.Config(
        application(desk, gate, publisher),
        log_config=None,
        access_log=False,
        lifespan="on",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=_LINGERS,
    )


@contextmanager
def _told_to_end() -> Iterator[Callable[[], bool]]:
    """Whether the process was told to end; nothing else happens then.

    What a signal interrupts may hold any lock: its handler takes none.
    """
    told: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    signals = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]
    before = {s: signal.signal(s, lambda number, _: told.append(number)) for s in signals}
    try:
        yield lambda: bool(told)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _bound(port: int) -> Iterator[socket.socket]:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except (OSError, OverflowError):
            remedy = "en choisir un autre avec --port"
            raise BadSetting(f"--port {port}", "ce port n'est pas libre", remedy) from None
        yield door


def _write_door(file: Path, address: str) -> None:
    """The file that opens the desk, for its owner alone (the folder is closed to others)."""
    file.touch(mode=0o600)
    to = escape(address)
    file.write_text(
        '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Vivier</title>'
        f'<meta http-equiv="refresh" content="0;url={to}"><a href="{to}">Ouvrir Vivier</a></html>',
        encoding="utf-8",
    )


def _await(server: uvicorn.Server, running: threading.Thread) -> None:
    end = time.monotonic() + _STARTS
    while not server.started:
        if not running.is_alive() or time.monotonic() > end:
            remedy = "choisir un autre port avec --port"
            raise BadSetting("vivier review", "la page ne démarre pas", remedy)
        time.sleep(0.02)
