"""Tables in blocks of rows, so that one of any length is written in little memory; as CSV for
French spreadsheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import pandas as pd

from pipeline.errors import harmless
from pipeline.runs.cells import safe

BLOCK = 1000


def in_blocks(rows: Iterable[Any], titles: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Frames of BLOCK rows each, and at least one, so that a table of any length is written in
    little memory; values stay as they are.
    """
    left = iter(rows)
    block = list(islice(left, BLOCK))
    while True:
        yield pd.DataFrame(block, columns=list(titles), dtype=object)
        block = list(islice(left, BLOCK))
        if not block:
            return


def whole(blocks: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Blocks of one table as one frame, as notebooks show it."""
    return _harmless(pd.concat(blocks, ignore_index=True))


def framed(rows: Iterable[Any], titles: Sequence[str] | None = None) -> pd.DataFrame:
    """Rows as a frame whose texts command nothing where it is shown."""
    return _harmless(pd.DataFrame(rows, columns=titles, dtype=object))


def _harmless(table: pd.DataFrame) -> pd.DataFrame:
    kept = table.map(lambda value: harmless(value) if isinstance(value, str) else value)
    return kept.infer_objects()


def as_csv(blocks: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    """Blocks of one table as UTF-8 with byte order mark, semicolons, decimal commas, nothing that a
    spreadsheet would run.
    """
    yield b"\xef\xbb\xbf"
    for n, block in enumerate(blocks):
        text: str = block.map(_cell).to_csv(
            index=False, header=n == 0, sep=";", lineterminator="\r\n"
        )
        yield text.encode()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if value != value else str(value).replace(".", ",")
    return safe(value)
