"""A run killed at random moments, then run again: is every file of its folder, to the byte, that of
a run that nobody disturbed, how long do its workers live on, and what stays in the folder of work?

    python benchmarks/kills.py [--number 100] [--cvs 10] [--jobs 2]

Every third time a worker is killed instead of the run; that run must end by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OFFER = ROOT / "data/offers/chef_projet_moe.txt"
LEFT_OUT = (".lock", "journal.jsonl")
"""What holds moments, or nothing."""


@dataclass(frozen=True)
class Place:
    """The folders of one measurement."""

    home: Path
    jobs: int

    @property
    def out(self) -> Path:
        return self.home / "out"

    def start(self) -> subprocess.Popen[bytes]:
        """A run in a session of its own."""
        words = ["rank", str(OFFER), str(self.home / "cvs"), "-o", str(self.out), "-q"]
        asked = [sys.executable, "-m", "pipeline", *words, "--jobs", str(self.jobs)]
        env = {**os.environ, "XDG_CACHE_HOME": str(self.home / "cache")}
        silent = subprocess.DEVNULL
        return subprocess.Popen(
            [*asked, "--today", "2026-11-24"], cwd=ROOT, env=env, stdout=silent,
            stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def finish(self) -> None:
        """A run that nobody disturbs; once more where the machine was too busy to read in time."""
        for _ in range(3):
            assert self.start().wait() == 0
            if "timeout" not in {reason for _, reason in self.unread()}:
                return

    def content(self) -> dict[str, bytes]:
        """The files of the run."""
        files = (p for p in self.out.iterdir() if p.is_file() and p.name not in LEFT_OUT)
        return {p.name: p.read_bytes() for p in files}

    def unread(self) -> list[tuple[str, str]]:
        """The files that were not read, and why: a machine that is too busy ends a reading."""
        record = json.loads((self.out / "run.json").read_text(encoding="utf-8"))
        return [(u["file"], u["reason"]) for u in record["unread"]]

    def work(self) -> list[str]:
        """What lies in the folder of work."""
        return [p.name for p in (self.home / "cache/vivier/travail").iterdir() if p.is_dir()]


def family(session: int) -> list[int]:
    """The processes of a session (Linux)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def lived_on(session: int) -> float:
    """Seconds until no process of a session is left."""
    began = time.monotonic()
    while family(session) and time.monotonic() - began < 60:
        time.sleep(0.02)
    return time.monotonic() - began


def killed(place: Place, moment: float, chance: random.Random, main: bool) -> tuple[float, str]:
    """Kill a run, or one of its workers, at a moment: how long the rest lived on, and what the run
    said.
    """
    process = place.start()
    time.sleep(moment)
    others = [p for p in family(process.pid) if p != process.pid]
    victim = process.pid if main or not others else chance.choice(others)
    if process.poll() is None or not main:
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    if main:
        process.wait()
        return lived_on(process.pid), ""
    _, said = process.communicate()
    return lived_on(process.pid), said.decode(errors="replace")


def measured(place: Place, number: int) -> None:
    chance = random.Random(22)
    began = time.monotonic()
    place.finish()
    whole = time.monotonic() - began
    undisturbed = place.content()
    print(f"undisturbed in {whole:.1f} s, not read: {place.unread()}", flush=True)
    longest, differing, tracebacks = 0.0, 0, 0
    for turn in range(number):
        if turn % 2 == 0:
            shutil.rmtree(place.out)
        moment = chance.uniform(0, whole)
        rest, said = killed(place, moment, chance, main=turn % 3 != 0)
        place.finish()
        longest = max(longest, rest)
        tracebacks += "Traceback" in said
        changed = sorted(n for n, data in place.content().items() if data != undisturbed.get(n))
        differing += bool(changed)
        told = [*changed, place.unread()] if changed else []
        print(f"{turn + 1:>4} at {moment:5.1f} s: rest {rest:.2f} s", *told, flush=True)
    print(f"{number} kills over {whole:.1f} s: {differing} runs with another byte afterwards,")
    print(f"{tracebacks} tracebacks, workers ended within {longest:.2f} s, left: {place.work()}")


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--number", type=int, default=100)
    asked.add_argument("--cvs", type=int, default=10)
    asked.add_argument("--jobs", type=int, default=2)
    given = asked.parse_args(words)
    with tempfile.TemporaryDirectory() as home:
        place = Place(Path(home), given.jobs)
        (place.home / "cvs").mkdir()
        for path in sorted((ROOT / "data/cvs").iterdir())[: given.cvs]:
            shutil.copy(path, place.home / "cvs")
        measured(place, given.number)


if __name__ == "__main__":
    main()
