"""The seal of `run.json`: its last entry is the checksum of all that stands before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from mmap import mmap

_BEFORE = b',\n "checksum": "'
_AFTER = b'"\n}\n'
_HEX = 64
_LENGTH = len(_BEFORE) + _HEX + len(_AFTER)


def sealed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A JSON object in pieces, which lacks its last brace, closed with the checksum of the rest."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        yield chunk
    yield _BEFORE + digest.hexdigest().encode() + _AFTER


def is_whole(data: bytes | mmap) -> bool:
    """Whether what was sealed is as it was written."""
    start = max(0, len(data) - _LENGTH)
    with memoryview(data) as view:
        digest = hashlib.sha256(view[:start]).hexdigest().encode()
    return bytes(data[start:]) == _BEFORE + digest + _AFTER
