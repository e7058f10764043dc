"""How far long work is: one bar on stderr, where a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pipeline.batch.means import Progress

Item = TypeVar("Item")

_FORMAT = "{desc} : {n_fmt}/{total_fmt} |{bar:30}| {elapsed}, encore {remaining}"
_PATIENCE = 1.0
"""Seconds after which work is long."""


def progress_of(quiet: bool) -> Progress:
    """A bar with the kind of work, the files done and the time left; nothing where it is not
    wanted, or where no person looks at stderr.
    """
    return _bar if sys.stderr.isatty() and not quiet else _silent


def progress_beside() -> Progress:
    """A bar beside results that are printed one by one: nothing where these are seen themselves."""
    return progress_of(sys.stdout.isatty())


def _silent(items: Iterable[Item], total: int, doing: str = "") -> Iterable[Item]:
    return items


def _bar(items: Iterable[Item], total: int, doing: str = "Lecture") -> Iterable[Item]:
    from tqdm import tqdm

    shown: Iterable[Item] = tqdm(
        items,
        desc=doing,
        total=total,
        file=sys.stderr,
        bar_format=_FORMAT,
        delay=_PATIENCE,
        leave=False,
    )
    return shown
