"""Limits: a document over them is ended and said; its neighbours are read."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipeline.files.isolation import MIB, Limits, Stopped, beyond_limit, isolated


def work(task: str) -> str:
    if task == "hang":
        time.sleep(60)
    if task == "greedy":
        return str(len(bytearray(4 * 1024**3)))
    if task == "die":
        os._exit(9)
    return task.upper()


def test_work_over_its_limits_is_ended_and_the_rest_goes_on() -> None:
    tasks = ["a", "hang", "b", "greedy", "die", "c"]
    found = list(isolated(work, tasks, Limits(seconds=2, memory=256), jobs=2))
    assert [f if isinstance(f, str) else f.reason for f in found] == [
        "A",
        "timeout",
        "B",
        "memory",
        "crash",
        "C",
    ]
    assert all(
        isinstance(f, Stopped) and f.fact and f.remedy for f in found if not isinstance(f, str)
    )


def test_results_keep_the_order_of_the_work() -> None:
    tasks = [f"t{n}" for n in range(40)]
    assert list(isolated(work, tasks, Limits(), jobs=3)) == [t.upper() for t in tasks]


def loading(task: str) -> int:
    """What is loaded for all documents, then a document that takes less than the limit or more."""
    kept: list[bytearray] = []
    beyond_limit(lambda: kept.append(bytearray(300 * MIB)))
    return len(bytearray((100 if task == "small" else 600) * MIB))


def test_what_is_loaded_for_all_documents_does_not_count_as_theirs() -> None:
    small, large = isolated(loading, ["small", "large"], Limits(memory=256))
    assert small == 100 * MIB
    assert isinstance(large, Stopped) and large.reason == "memory"


def resting(place: str) -> None:
    """Say which process this is, and take long."""
    Path(place).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(60)


def working(place: str) -> None:
    list(isolated(resting, [place], Limits()))


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_a_worker_ends_when_the_process_that_asked_for_its_work_is_killed(tmp_path: Path) -> None:
    place = tmp_path / "worker"
    asking = get_context("spawn").Process(target=working, args=(str(place),))
    asking.start()
    worker = ""
    while not worker:
        time.sleep(0.05)
        worker = place.read_text(encoding="utf-8") if place.exists() else ""
    began = time.monotonic()
    asking.kill()
    asking.join()
    while Path("/proc", worker).exists() and time.monotonic() - began < 30:
        time.sleep(0.05)
    assert not Path("/proc", worker).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the process in /proc")
def test_what_still_loads_ends_with_the_process_that_asked_for_it(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(300)\n", encoding="utf-8")
    code = (
        "import time\n"
        "from multiprocessing import forkserver\n"
        "from pipeline.files.lineage import warm\n"
        "warm(('slow',))\n"
        "print(forkserver._forkserver._forkserver_pid, flush=True)\n"
        "time.sleep(300)\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    asking = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=env)
    assert asking.stdout is not None
    with asking.stdout as said:
        server = Path("/proc", said.readline().decode().strip())
    time.sleep(1.0)
    assert server.exists()
    asking.kill()
    asking.wait()
    began = time.monotonic()
    while server.exists() and time.monotonic() - began < 60:
        time.sleep(0.05)
    assert not server.exists()


@pytest.mark.skipif(os.name != "posix", reason="sockets of the file system")
def test_processes_begin_where_the_path_of_temporary_files_is_long(tmp_path: Path) -> None:
    long = tmp_path / ("d" * 90)
    long.mkdir()
    code = (
        "from pipeline.files.isolation import Limits, isolated\n"
        "print(*isolated(str.upper, ['a'], Limits()))\n"
    )
    env = {**os.environ, "TMPDIR": str(long), "PYTHONPATH": os.pathsep.join(sys.path)}
    asked = [sys.executable, "-c", code]
    assert subprocess.run(asked, capture_output=True, env=env, text=True).stdout == "A\n"


@pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="no server of forks here"
)
def test_no_process_is_left_when_a_command_ends() -> None:
    """Not even the one from which others are forked, where it is still importing."""
    code = (
        "from multiprocessing import forkserver\n"
        "from pipeline.files.lineage import warm\n"
        "warm(('pandas', 'spacy'))\n"
        "print(forkserver._forkserver._forkserver_pid)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(ended.stdout), 0)
