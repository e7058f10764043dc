"""Limits: a document over them is ended and said; its neighbours are read."""

from __future__ import annotations

import os
import time

from pipeline.files.isolation import Limits, Stopped, isolated


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
