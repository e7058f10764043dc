"""What a command writes is for its user alone: folders 0700, files 0600, and the same for all that
it needs for a while.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

_CLOSED = 0o077
_TMPDIR = "TMPDIR"


@contextmanager
def private(shared: bool) -> Iterator[None]:
    """For as long as the block lasts, in this process and those that it starts: files for this user
    alone, or as the user's own mask says where they are `shared`; temporary files in the user's
    private folder.
    """
    from pipeline.store.scratch import room

    before, mask = os.environ.get(_TMPDIR), os.umask(_CLOSED)
    os.environ[_TMPDIR] = tempfile.tempdir = str(room())
    if shared:
        os.umask(mask)
    try:
        yield
    finally:
        os.umask(mask)
        tempfile.tempdir = None
        if before is None:
            del os.environ[_TMPDIR]
        else:
            os.environ[_TMPDIR] = before
