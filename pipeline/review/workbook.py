"""The workbook of a run: ranking, evidence, requirements, reading, settings."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from pipeline.batch.run import Run
from pipeline.review import readings, tables
from pipeline.review.labels import PARTS
from pipeline.runs.cells import safe
from pipeline.runs.decisions import Decision

_HEADER = PatternFill("solid", fgColor="2F5D8A")
_STRIPE = PatternFill("solid", fgColor="EEF3F8")
_WIDEST, _WRAPPED = 48, 40
_CHUNK = 1 << 20
DETAILED = 200
"""Candidates whose evidence and requirements have sheets; `classement.json` has those of all."""
_LONGEST = 32000
"""Signs of a cell; a workbook has room for few more."""
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would read as the number of a character."""


def as_xlsx(run: Run, decisions: Sequence[Decision] = ()) -> Iterator[bytes]:
    """The bytes of the workbook, with a sheet for what was decided; cells hold text and numbers,
    never formulas.

    Rows are written as they come, in little memory. Raises OSError where the disk is full.
    """
    try:
        yield from _written(run, decisions)
    except SerialisationError as error:
        raise OSError(str(error)) from None


def _written(run: Run, decisions: Sequence[Decision]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    _ranking_sheet(book.create_sheet("Classement"), tables.ranking_blocks(run), len(run.ranking))
    evidence, needs = tables.evidence_table(run, DETAILED), tables.requirements_table(run, DETAILED)
    _fill(book.create_sheet("Preuves"), [evidence], len(evidence))
    _fill(book.create_sheet("Exigences"), [needs], len(needs))
    if decisions:
        _fill(
            book.create_sheet("Décisions"), [tables.decisions_table(run, decisions)], len(decisions)
        )
    _fill(
        book.create_sheet("Lecture"),
        readings.reading_blocks(run),
        len(run.candidates) + len(run.aside),
    )
    settings = readings.settings_table(run)
    _fill(book.create_sheet("Réglages"), [settings], len(settings))
    book.properties.created = book.properties.modified = datetime.fromisoformat(
        run.started
    ).replace(tzinfo=None)
    with tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as out:
        ExcelWriter(book, ZipFile(made, "w")).save()
        undated(made, out)
        out.seek(0)
        yield from iter(partial(out.read, _CHUNK), b"")


def undated(made: IO[bytes], out: IO[bytes]) -> None:
    """Copy a workbook without the moment at which openpyxl wrote each of its members: the same run
    gives the same bytes.

    (`Workbook.save` would also put that moment into its properties.)
    """
    with ZipFile(made) as source, ZipFile(out, "w") as target:
        for member in source.infolist():
            info = ZipInfo(member.filename)
            info.compress_type, info.file_size = ZIP_DEFLATED, member.file_size
            with source.open(member) as read, target.open(info, "w") as written:
                shutil.copyfileobj(read, written, _CHUNK)


def _ranking_sheet(sheet: Worksheet, blocks: Iterable[pd.DataFrame], length: int) -> None:
    first, blocks = _peeked(blocks)
    shares = [
        n for n, name in enumerate(first.columns) if name == "Score" or name in PARTS.values()
    ]
    for n in shares if length else ():
        column = get_column_letter(n + 1)
        colour = "7AA33A" if first.columns[n] == "Score" else "9DB8D2"
        rule = DataBarRule(start_type="num", start_value=0, end_type="max", color=colour)
        sheet.conditional_formatting.add(f"{column}2:{column}{length + 1}", rule)
    _fill(
        sheet,
        blocks,
        length,
        "D2",
        dict.fromkeys(shares, "0.0%"),
        list(first.columns).index("Groupe"),
    )


def _peeked(blocks: Iterable[pd.DataFrame]) -> tuple[pd.DataFrame, Iterator[pd.DataFrame]]:
    left = iter(blocks)
    first = next(left)
    return first, chain([first], left)


def _fill(
    sheet: Worksheet,
    blocks: Iterable[pd.DataFrame],
    length: int,
    frozen: str = "A2",
    formats: dict[int, str] | None = None,
    band: int | None = None,
) -> None:
    """A header that stays (on paper too, one page wide), filters, columns as wide as what they
    hold, long texts wrapped.

    `length` is the number of rows in all; rows of every second `band` (the column that tells it)
    stand on a ground of their own.
    """
    table, blocks = _peeked(blocks)
    sheet.freeze_panes = frozen
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if table.shape[1]:
        sheet.auto_filter.ref = f"A1:{get_column_letter(table.shape[1])}{length + 1}"
    for n, name in enumerate(table.columns, 1):
        longest = max([len(str(name)), *(len(str(v)) for v in table[name].head(200))])
        sheet.column_dimensions[get_column_letter(n)].width = min(longest + 3, _WIDEST)
    styles = _Styles(sheet)
    sheet.append([styles.header(str(name)) for name in table.columns])
    for row in (row for block in blocks for row in block.itertuples(index=False, name=None)):
        stripe = band is not None and row[band] % 2 == 0
        sheet.append(
            [
                styles.cell(_cell(value), (formats or {}).get(n, ""), stripe)
                for n, value in enumerate(row)
            ]
        )


class _Styles:
    """Cells with their style, each style worked out once: openpyxl would compare it anew for every
    cell.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._known: dict[tuple[str, bool, bool], Any] = {}

    def header(self, name: str) -> WriteOnlyCell:
        """The title of a column."""
        cell = WriteOnlyCell(self._sheet, as_text(name))
        cell.font, cell.fill, cell.alignment = (
            Font(bold=True, color="FFFFFF"),
            _HEADER,
            Alignment(wrap_text=True, vertical="center"),
        )
        return cell

    def cell(self, value: Any, number_format: str, stripe: bool) -> WriteOnlyCell:
        """A cell of the body; text is never a formula."""
        cell = WriteOnlyCell(self._sheet, value)
        text = isinstance(value, str)
        if text:
            cell.data_type = "s"
        kind = (number_format, stripe, text and len(value) > _WRAPPED)
        if kind not in self._known:
            cell.alignment = Alignment(vertical="top", wrap_text=kind[2])
            cell.number_format = number_format or "General"
            if stripe:
                cell.fill = _STRIPE
            self._known[kind] = cell._style
        cell._style = self._known[kind]
        return cell


def as_text(value: str) -> str:
    """A text as a cell of a workbook holds it: neither a formula nor the number of a character."""
    return coded(safe(value))


def coded(text: str) -> str:
    """A safe text as a cell of a workbook holds it: nothing is the number of a character."""
    return _CODE.sub("_x005F_", text)[:_LONGEST]


def _cell(value: object) -> object:
    if isinstance(value, str):
        return as_text(value)
    return None if value is None or value != value else value
