"""What a pool says of its CVs as one table for the engines of others: NDJSON or Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.fragments import part_of

SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("id", pa.string()),
        ("read", pa.string()),
        ("format", pa.string()),
        ("pages", pa.int32()),
        ("language", pa.string()),
        ("title", pa.string()),
        ("occupations", pa.list_(pa.string())),
        ("skills", pa.list_(pa.string())),
        ("diploma", pa.string()),
        ("experience_years", pa.float64()),
        ("text", pa.string()),
    ]
)
"""One row a CV, told column by column in `docs/commandes.md`."""
_KEPT = {"at": "read", "rome": "occupations"}
"""What columns of the store are called here, where that is not their own name."""
STORED = tuple({new: old for old, new in _KEPT.items()}.get(c, c) for c in SCHEMA.names[1:])
"""The columns of the store that make a row."""


def row_of(file: str, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a CV by its name, of its columns in the store."""
    values = zip(SCHEMA.names[1:], (stored[name] for name in STORED), strict=True)
    return {"file": file, **dict(values)}


def write_parquet(blocks: Iterable[Sequence[Mapping[str, Any]]], path: Path) -> None:
    """Write blocks of rows as one Parquet file, whole or not at all.

    Raises OSError where it cannot be written.
    """
    with (
        _whole(path) as part,
        pq.ParquetWriter(part, SCHEMA, compression="zstd") as writer,
    ):
        for rows in blocks:
            writer.write_table(pa.Table.from_pylist([*map(dict, rows)], schema=SCHEMA))


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Write lines of text in UTF-8, whole or not at all; errors as in `write_parquet`."""
    with _whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in lines)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Where to write a file that takes its place only once it is whole."""
    part = part_of(path)
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
