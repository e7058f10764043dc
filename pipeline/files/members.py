"""The names and the size of what lies inside a container."""

from __future__ import annotations

from pathlib import PurePosixPath

from pipeline.errors import one_line

LARGEST_MEMBER = 60 * 1024 * 1024
_IGNORED = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini", "winmail.dat")


def safe_name(path: str) -> str:
    """A member's name that leads nowhere: no drive, no root, no way up."""
    parts = [
        p
        for p in PurePosixPath(path.replace("\\", "/")).parts
        if p not in ("/", "..", ".") and not p.endswith(":")
    ]
    return one_line("/".join(parts)) or "sans nom"


def is_ignored(path: str) -> bool:
    """Whether a member is what a system leaves beside documents."""
    parts = path.lower().replace("\\", "/").split("/")
    return any(p in _IGNORED for p in parts) or parts[-1].startswith(("._", "~$"))
