"""A pool handed to the engine of others, and the CVs that such an engine found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.batch.pool import indexed
from pipeline.errors import BadSetting
from pipeline.runs.cells import as_json
from pipeline.store.exports import STORED, row_of, write_lines, write_parquet
from pipeline.store.reserve import Store

NDJSON, PARQUET = "ndjson", "parquet"
_BLOCK = 256
_NAME = "profils"


def hand_over(pool: Path, form: str, folder: Path) -> tuple[Path, int]:
    """Write what a pool says of its CVs into a folder, in one file of a form (NDJSON or PARQUET):
    the file and how many CVs it has.

    Raises BadSetting where the folder is no pool, where a CV is no longer in it, and where the file
    cannot be written.
    """
    files = indexed(pool)
    path = folder / f"{_NAME}.{form}"
    blocks = _blocks(pool, files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if form == PARQUET:
            write_parquet(blocks, path)
        else:
            write_lines((as_json(row) for rows in blocks for row in rows), path)
    except OSError:
        remedy = "libérer de la place, ou choisir un autre dossier"
        raise BadSetting(str(path), "ce fichier ne peut pas être écrit", remedy) from None
    return path, len(files)


def _blocks(pool: Path, files: dict[str, str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of a pool in the order of their files, so many at a time."""
    store, left = Store(pool), iter(sorted(files.items()))
    while block := list(islice(left, _BLOCK)):
        asked = [(key, "cv") for key in {key for _, key in block}]
        rows = {row["key"]: row for row in store.profiles.get(asked, STORED)}
        lost = [file for file, key in block if key not in rows]
        if lost:
            fact, remedy = "ce CV n'est plus dans la réserve du vivier", "relancer vivier index"
            raise BadSetting(lost[0], fact, remedy)
        yield [row_of(file, rows[key]) for file, key in block]


def found_elsewhere(path: Path) -> list[str]:
    """The names of CVs in a text file, one a line, as another engine found them.

    Raises BadSetting where it holds none.
    """
    try:
        names = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        names = []
    found = [name.removesuffix("\r") for name in names if name.strip()]
    if not found:
        fact, remedy = "aucun nom de CV dans ce fichier", "écrire un nom de fichier par ligne"
        raise BadSetting(str(path), fact, remedy)
    return found
