"""One fragment of a table: a Parquet file written whole and then named after its own checksums, so
that a bit that changed, a cut or another's file is seen before anything is read of it.

The name says when it was made, the checksum of its footer and that of all its bytes. The footer
has the heads of the rows (key, kind, fingerprints): a table is opened without reading its rows.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SUFFIX = ".parquet"
PART = ".part"
"""The ending of a file that is being written."""
_NAME = re.compile(r"(\d{20})-([0-9a-f]{16})-([0-9a-f]{16})\.parquet")
_HEADS = b"vivier"
_MAGIC, _LENGTH = b"PAR1", 4
_END = _LENGTH + len(_MAGIC)

Head = tuple[str, str, str]
"""Key, kind and fingerprints (between tabs) of a row."""


class Damaged(ValueError):
    """A file that is no fragment, or not the one that was written."""


def written(
    folder: Path, rows: Sequence[dict[str, Any]], heads: Sequence[Head], schema: pa.Schema, at: int
) -> str:
    """The name of a new fragment, on the disk when this ends; `at` is in nanoseconds.

    Raises OSError where it cannot be written.
    """
    said = json.dumps(heads, ensure_ascii=False, separators=(",", ":"))
    table = pa.Table.from_pylist(list(rows), schema=schema)
    buffer = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({_HEADS: said}), buffer, compression="zstd")
    data = buffer.getvalue().to_pybytes()
    name = f"{at:020d}-{_sum(_footer(data))}-{_sum(data)}{SUFFIX}"
    path = folder / name
    try:
        _put(part_of(path), data, path)
    except FileNotFoundError:
        _put(part_of(path), data, path)
    return name


def part_of(path: Path) -> Path:
    """Where a file is written before it takes its place, beside it."""
    return path.with_name(f".{path.name}{PART}")


def _put(part: Path, data: bytes, path: Path) -> None:
    """Write a file whole, then name it; another process may take away a part that it holds for one
    of a dead process, once.
    """
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def made_at(name: str) -> int:
    """When a fragment was made, in nanoseconds; 0 for the name of another file."""
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0


def heads_of(path: Path) -> list[Head]:
    """The heads of the rows of a fragment, of which only the footer is read.

    Raises Damaged where the footer is not as it was written, FileNotFoundError where it is gone.
    """
    name = _named(path)
    with _opened(path) as stream:
        stream.seek(0, os.SEEK_END)
        size = stream.tell()
        stream.seek(max(0, size - _END))
        length = int.from_bytes(stream.read(_LENGTH), "little") + _END
        stream.seek(max(0, size - length))
        footer = stream.read()
    if _sum(footer) != name[2]:
        raise Damaged(path)
    metadata = pq.read_metadata(pa.BufferReader(_MAGIC + footer)).metadata or {}
    return [(key, kind, made) for key, kind, made in json.loads(metadata.get(_HEADS, b"[]"))]


def rows_of(path: Path, columns: Sequence[str], checked: set[str]) -> pa.Table:
    """Columns of a fragment, every byte of which is checked but for those of the names `checked`.

    Raises Damaged where it is not as it was written, FileNotFoundError where it is gone.
    """
    name = _named(path)
    with _opened(path) as stream:
        if path.name in checked:
            return pq.read_table(stream, columns=list(columns))
        data = stream.read()
    if _sum(data) != name[3]:
        raise Damaged(path)
    checked.add(path.name)
    return pq.read_table(pa.BufferReader(data), columns=list(columns))


def _named(path: Path) -> re.Match[str]:
    name = _NAME.fullmatch(path.name)
    if name is None:
        raise Damaged(path)
    return name


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise
    except OSError:
        raise Damaged(path) from None


def _footer(data: bytes) -> bytes:
    length = int.from_bytes(data[-_END : -len(_MAGIC)], "little")
    return data[-length - _END :]


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
