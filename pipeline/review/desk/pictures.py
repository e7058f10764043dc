"""Pictures of pages kept for a while: the last ones that were looked at, in bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from pipeline.files.pictures import page_picture

MOST_BYTES = 48 * 1024 * 1024


class Pictures:
    """The last pictures of pages, at most `most` bytes of them; nothing is put on the disk."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return self._size

    def kept(self, key: str, page: int) -> bytes | None:
        """A picture that is still kept."""
        with self._lock:
            found = self._kept.get((key, page))
            if found is not None:
                self._kept.move_to_end((key, page))
            return found

    def drawn(self, key: str, page: int, data: bytes) -> bytes | None:
        """The picture of a page (from 1) of a file, kept from now on; None where it has none."""
        made = page_picture(data, page)
        if made is not None and len(made) <= self._most:
            self._keep((key, page), made)
        return made

    def _keep(self, name: tuple[str, int], made: bytes) -> None:
        with self._lock:
            self._size += len(made) - len(self._kept.pop(name, b""))
            self._kept[name] = made
            while self._size > self._most:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped)
