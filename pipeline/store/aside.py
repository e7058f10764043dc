"""Damaged files kept beside: nothing is lost in silence, and nothing stops because of them."""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import SetAside

ASIDE = "écarté"
"""The folder, beside what it comes from, that has the damaged files."""


def set_aside(paths: Sequence[Path], home: Path, follows: str) -> None:
    """Move damaged files into `home`, and tell it in one line; `follows` is French.

    A file that cannot be moved stays where it is; one that another process took away is not told.
    """
    found = [path for path in paths if path.exists()]
    if not found:
        return
    moved = [_moved(path, home) for path in found]
    place = home if all(moved) else found[0].parent
    said = str(found[0]) if len(found) == 1 else f"{len(found)} fichiers de {found[0].parent}"
    fact = f"{'endommagé' if len(found) == 1 else 'endommagés'}, mis de côté dans {place}"
    warnings.warn(SetAside(said, fact, follows), stacklevel=2)


def _moved(path: Path, home: Path) -> bool:
    try:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        path.rename(home / f"{time.time_ns()}-{path.name}")
    except OSError:
        return False
    return True
