"""What a pool says of its CVs as one table for the engines of others: NDJSON or Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.fragments import PART

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
    part = path.with_name(f".{path.name}{PART}")
    try:
        with pq.ParquetWriter(part, SCHEMA, compression="zstd") as writer:
            for rows in blocks:
                writer.write_table(pa.Table.from_pylist([*map(dict, rows)], schema=SCHEMA))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Write lines of text in UTF-8, whole or not at all; errors as in `write_parquet`."""
    part = path.with_name(f".{path.name}{PART}")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in lines)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
