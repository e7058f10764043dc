"""A desk that is open, and a browser that looks at it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pipeline.batch.run import Run
from pipeline.review.papers import publish
from tests.conftest import ROOT

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)


@dataclass(frozen=True)
class Served:
    """A desk in a process of its own."""

    process: subprocess.Popen[str]
    address: str
    out: Path

    @property
    def host(self) -> str:
        """Its host and port."""
        return urlsplit(self.address).netloc

    @property
    def origin(self) -> str:
        """Its address without what opens it."""
        return f"http://{self.host}"

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> HTTPResponse:
        """What it answers to a request that names its own host, unless the headers say another."""
        connection = HTTPConnection("127.0.0.1", int(self.host.partition(":")[2]), timeout=60)
        connection.putrequest(method, path, skip_host=True)
        sent = {"Host": self.host, "Content-Length": str(len(body.encode()))}
        for name, value in (sent | {k.replace("_", "-"): v for k, v in headers.items()}).items():
            connection.putheader(name, value)
        connection.endheaders(body.encode())
        answer = connection.getresponse()
        answer.told = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code, once told to end."""
        self.process.send_signal(how)
        assert self.process.stdout is not None
        with self.process.stdout:
            return self.process.wait(timeout=60)


def opened(out: Path) -> Served:
    """The desk of a run folder."""
    words = [sys.executable, "-m", "pipeline.cli.main", "review", str(out), "--no-browser"]
    process = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    return Served(process, process.stdout.readline().strip(), out)


@pytest.fixture(scope="module")
def served(sample_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration on the desk."""
    out = tmp_path_factory.mktemp("bureau")
    publish(sample_run, out)
    found = opened(out)
    yield found
    found.end()


@pytest.fixture(scope="module")
def context(served: Served) -> Iterator[Any]:
    """A browser that was let in."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        made = browser.new_context(viewport={"width": 1500, "height": 1000}, locale="fr-FR")
        made.set_default_timeout(15_000)
        entry = made.new_page()
        entry.goto(served.address)
        entry.wait_for_selector(".candidates")
        entry.close()
        yield made
        browser.close()
