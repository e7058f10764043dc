"""Every byte of some folders, packed ones unpacked too."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import numpy as np
import pyarrow.parquet as pq


def all_bytes(folders: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    """Each file with its name and bytes, and what is packed within it."""
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            data = path.read_bytes()
            yield path, bytes(path.relative_to(folder)) + data
            yield from ((path, piece) for piece in _unpacked(path, data))


def _unpacked(path: Path, data: bytes) -> Iterator[bytes]:
    if is_zipfile(io.BytesIO(data)):
        with ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if data[:4] == data[-4:] == b"PAR1":
        table = pq.read_table(io.BytesIO(data))
        yield repr(table.schema.metadata).encode()
        for column in table.columns:
            values = column.to_pylist()
            yield b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in values)
    if path.suffix == ".npy":
        array = np.load(io.BytesIO(data))
        if array.dtype.kind in "SU":
            yield b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in array.tolist())


def tellings(*texts: str) -> list[re.Pattern[bytes]]:
    """How texts may stand in bytes: with and without accents, in UTF-8 and UTF-16; the digits of a
    number in any grouping.
    """
    found = []
    for text in texts:
        bare = "".join(
            c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
        )
        for form in {text, bare}:
            found += [
                re.compile(re.escape(form.encode(code)), re.I) for code in ("utf-8", "utf-16-le")
            ]
        digits = re.sub(r"\D", "", text)
        if len(digits) >= 6:
            found.append(re.compile(rb"[ .\-/]?".join(d.encode() for d in digits[-6:])))
    return found


def found_in(folders: Iterable[Path], wanted: list[re.Pattern[bytes]]) -> list[tuple[str, bytes]]:
    """The files in which something wanted stands, with it."""
    return [
        (path.name, hit[0])
        for path, data in all_bytes(folders)
        for pattern in wanted
        if (hit := pattern.search(data))
    ]
