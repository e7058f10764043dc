"""Start-up: how long a command takes beside `import spacy`, in turns, on the same machine.

    python benchmarks/startup.py [--rounds 5] [--rank]

Each figure is the least wall time of the rounds, and its ratio to that of `import spacy`: other
work on the machine only adds to it. `--rank` also ranks the 53 sample CVs, cold and then warm.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HOME = Path(__file__).parents[1]
VIVIER = [sys.executable, "-m", "pipeline"]
BESIDE = "import spacy"
COMMANDS = {
    BESIDE: [sys.executable, "-c", BESIDE],
    "vivier --help": [*VIVIER, "--help"],
    "vivier read one.pdf": [*VIVIER, "read", "data/cvs/c002.pdf"],
    "vivier profile one.pdf": [*VIVIER, "profile", "data/cvs/c002.pdf"],
}


def seconds(command: list[str]) -> float:
    """The wall time of a command.

    Raises CalledProcessError where it fails.
    """
    start = time.perf_counter()
    subprocess.run(command, cwd=HOME, check=True, capture_output=True)
    return time.perf_counter() - start


def ranked(folder: Path, rounds: int) -> dict[str, float]:
    """The wall times of the demonstration with an empty store, and with a full one."""
    offer, cvs = "data/offers/chef_projet_moe.txt", "data/cvs"
    command = [*VIVIER, "rank", offer, cvs, "-o", str(folder), "--jobs", "-1", "--quiet"]
    cold, warm = [], []
    for _ in range(rounds):
        shutil.rmtree(folder, ignore_errors=True)
        cold.append(seconds(command))
        warm.append(seconds(command))
    return {"vivier rank, 53 CVs, cold": min(cold), "the same, warm": min(warm)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rank", action="store_true")
    asked = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(asked.rounds):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    best = {name: min(found) for name, found in times.items()}
    if asked.rank:
        with TemporaryDirectory() as folder:
            best |= ranked(Path(folder, "demo"), min(asked.rounds, 2))
    for name, least in best.items():
        print(f"{name:28} {least:7.2f} s {least / best[BESIDE]:6.2f} times {BESIDE}")


if __name__ == "__main__":
    main()
