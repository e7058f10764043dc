"""Folders for a while: private, and none stays behind a process that was killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

HOLD = """
import sys, time
from pipeline.store.scratch import scratch
with scratch() as folder:
    open(folder + "/cv.txt", "w").write("quelqu'un")
    print(folder, flush=True)
    if len(sys.argv) > 1:
        time.sleep(60)
"""


def held(root: Path, home: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, *more],
        cwd=root,
        env={"XDG_CACHE_HOME": str(home), "PATH": ""},
        stdout=subprocess.PIPE,
        text=True,
    )


def place_of(process: subprocess.Popen[str]) -> Path:
    assert process.stdout is not None
    with process.stdout as said:
        return Path(said.readline().strip())


@pytest.mark.skipif(sys.platform == "win32", reason="signals and modes of POSIX")
def test_what_a_kill_left_goes_at_the_next_start_and_the_living_keep_theirs(
    root: Path, tmp_path: Path
) -> None:
    killed, living = held(root, tmp_path, "wait"), held(root, tmp_path, "wait")
    try:
        left, kept = place_of(killed), place_of(living)
        assert all(p.parent.stat().st_mode & 0o777 == 0o700 for p in (left, kept))
        assert left.is_relative_to(tmp_path) and left.parent.parent.stat().st_mode & 0o077 == 0
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert (left / "cv.txt").exists()
        third = held(root, tmp_path)
        own = place_of(third)
        assert third.wait() == 0
        assert not left.parent.exists() and (kept / "cv.txt").exists() and not own.parent.exists()
    finally:
        living.kill()
        living.wait()
