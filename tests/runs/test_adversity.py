"""A disk that is full, a folder that cannot be written, goes away or is taken: one line, exit code
1, and what an earlier run left stays as it is. The same run is the same to the byte.
"""

from __future__ import annotations

import errno
import gc
import os
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.batch.batch import run_batch
from pipeline.batch.means import Means
from pipeline.cli.main import run
from pipeline.errors import VivierError
from pipeline.review.papers import publish
from pipeline.runs.folder import RUN, STORE, WRITTEN
from pipeline.store.alone import alone
from tests.conftest import CV, NOTICE, TODAY

FILES = (*WRITTEN, RUN)
HALF_WRITTEN = "ignore::pytest.PytestUnraisableExceptionWarning"
"""openpyxl's generators cannot end well what they could not write."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A run of three CVs whose reading is done."""
    home = tmp_path_factory.mktemp("adverse")
    (home / "cvs").mkdir()
    for n in range(3):
        text = CV.replace("Camille Martin", f"Camille Martin{'ez' * n}")
        (home / "cvs" / f"cv{n}.txt").write_text(text, encoding="utf-8")
    (home / "offre.txt").write_text(NOTICE, encoding="utf-8")
    words = ["rank", str(home / "offre.txt"), str(home / "cvs"), "-q", "--store", str(home / "r")]
    assert run(words) == 0
    return words


def content(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


def is_refused(words: list[str], capfd: pytest.CaptureFixture[str]) -> str:
    """The one line with which a command ends."""
    capfd.readouterr()
    assert run(words) == 1
    said = capfd.readouterr().err.strip()
    assert said.count("\n") == 0 and said.count(" ; ") == 1 and "Traceback" not in said, said
    return said


def test_the_same_run_is_the_same_to_the_byte(asked: list[str], tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run([*asked[:-2], "-o", str(tmp_path / name)]) == 0
    assert content(tmp_path / "a") == content(tmp_path / "b")
    assert (tmp_path / "a" / STORE).is_dir()


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """No file of this process may grow over so many bytes: as on a full disk."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        gc.collect()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.filterwarnings(HALF_WRITTEN)
@pytest.mark.parametrize("most", [900, 3000, 7000, 12000])
def test_a_full_disk_leaves_the_earlier_run(
    most: int, asked: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = [*asked, "-o", str(out)]
    assert run(words) == 0
    before = content(out)
    with small_files(most):
        said = is_refused([*words, "--weights", "mission=2"], capfd)
    assert "plein" in said or "écri" in said or "grand" in said, said
    assert content(out) == before and not list(out.glob(".*.part"))
    assert run(words) == 0 and content(out) == before


def test_a_folder_that_cannot_be_written(
    asked: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fichier").write_text("rien", encoding="utf-8")
    is_refused([*asked, "-o", str(tmp_path / "fichier" / "out")], capfd)
    is_refused([*asked, "-o", str(tmp_path / "fichier")], capfd)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_may_only_be_read(
    asked: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run([*asked, "-o", str(out)]) == 0
    before = content(out)
    out.chmod(0o500)
    is_refused([*asked, "-o", str(out), "--weights", "mission=2"], capfd)
    out.chmod(0o700)
    assert content(out) == before


def test_a_folder_that_another_run_has_taken(
    asked: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run([*asked, "-o", str(out)]) == 0
    before, taken, done = content(out), threading.Event(), threading.Event()

    def other() -> None:
        with alone(out):
            taken.set()
            done.wait()

    thread = threading.Thread(target=other)
    thread.start()
    taken.wait()
    said = is_refused([*asked, "-o", str(out), "--weights", "mission=2"], capfd)
    done.set()
    thread.join()
    assert "un autre vivier travaille dans ce dossier" in said and content(out) == before
    assert run([*asked, "-o", str(out)]) == 0


def test_a_folder_that_goes_away_while_a_run_works(asked: list[str], tmp_path: Path) -> None:
    """The run is whole or refused in one line; the next one is whole."""
    out, offer, cvs = tmp_path / "out", Path(asked[1]), Path(asked[2])

    def made(means: Means) -> None:
        publish(run_batch(offer, [cvs], store=out / STORE, means=means), out)

    def taken_away(taken: object, total: int) -> object:
        shutil.rmtree(out)
        return taken

    made(Means(TODAY))
    before = content(out)
    try:
        made(Means(TODAY, progress=taken_away))  # type: ignore[arg-type]
    except VivierError as error:
        assert len(str(error).splitlines()) == 1
    made(Means(TODAY))
    assert content(out) == before


def test_a_clock_that_was_set_back_changes_nothing(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer, cvs = Path(asked[1]), tmp_path / "cvs"
    shutil.copytree(asked[2], cvs)

    def made(out: Path) -> dict[str, bytes]:
        publish(run_batch(offer, [cvs], store=out / STORE, today=TODAY), out)
        return content(out)

    first = made(tmp_path / "a")
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now - 10**18)
    assert made(tmp_path / "a") == first
    (cvs / "cv3.txt").write_text(CV.replace("Java", "Python"), encoding="utf-8")
    (cvs / "cv0.txt").write_text(CV.replace("Java", "PHP"), encoding="utf-8")
    assert made(tmp_path / "a") == made(tmp_path / "b")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("Camille Martin, 06 12 34 56 78"), "erreur inattendue (ValueError)"),
        (
            OSError(errno.ENOSPC, "No space left", "/ailleurs/x"),
            "/ailleurs/x : le disque est plein",
        ),
        (
            sqlite3.OperationalError("disk is full"),
            "fichiers de travail ne peuvent pas être écrits",
        ),
        (MemoryError(), "erreur inattendue (MemoryError)"),
    ],
)
def test_an_error_that_nobody_awaited_is_one_line_that_quotes_nobody(
    error: Exception,
    said: str,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fails(*given: object, **more: object) -> None:
        raise error

    monkeypatch.setattr("pipeline.batch.batch.run_batch", fails)
    line = is_refused(asked, capfd)
    assert said in line and "Camille" not in line
    assert run([*asked, "--trace"]) == 1
    assert "Traceback" in capfd.readouterr().err
