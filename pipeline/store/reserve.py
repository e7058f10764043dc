"""The store: what was read of each file, kept by the file's content, so that no file is read twice
and no finished work is lost.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import finalize

from pipeline.store.aside import ASIDE
from pipeline.store.columns import MATCHES, PROFILES
from pipeline.store.table import Table

PROFILES_FOLDER = "profils"
MATCHES_FOLDER = "rapprochements"


class Store:
    """The tables of a folder: profiles (with what was read) and matches. Personal data: the folder
    is closed to other users.

    `home` is a temporary folder that goes with the store.
    """

    def __init__(self, folder: Path, home: TemporaryDirectory[str] | None = None) -> None:
        self.folder = folder
        if home is not None:
            finalize(self, home.cleanup)
        self.profiles = Table(folder / PROFILES_FOLDER, PROFILES)
        self.matches = Table(folder / MATCHES_FOLDER, MATCHES)
        folder.chmod(0o700)

    def forget_aside(self) -> None:
        """Remove the damaged files that were set aside: what they hold of whom cannot be told."""
        shutil.rmtree(self.folder / ASIDE, ignore_errors=True)

    def flush(self) -> None:
        """Put everything on the disk."""
        self.profiles.flush()
        self.matches.flush()

    def close(self) -> None:
        """Put everything on the disk and merge small fragments."""
        self.profiles.compact()
        self.matches.compact()
