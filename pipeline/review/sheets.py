"""The grid of criteria as a file that people change: a workbook, an open document, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from pipeline.errors import BadSetting
from pipeline.ranking.criteria import Grid
from pipeline.review import opendocument
from pipeline.review.grids import (
    HELP,
    KIND,
    KINDS,
    NEED,
    NEEDS,
    TITLES,
    WEIGHT,
    grid_from,
    rows_from,
    rows_of,
)
from pipeline.review.json_records import as_record
from pipeline.review.workbook import coded, undated
from pipeline.runs.cells import safe

SHEET, GUIDE = "Grille", "Mode d'emploi"
_HEADER = PatternFill("solid", fgColor="2F5D8A")
_WIDTHS = (5, 70, 14, 15, 8, 36, 16, 10)
_FREE_ROWS = 200
"""Rows below the grid in which the lists to choose from stand too."""
_MOST_ROWS = 5000
"""A sheet of more rows is not a grid."""
_WRITTEN_AT = datetime(2000, 1, 1)
"""The date in every workbook: the same grid gives the same bytes."""


def write_grid(grid: Grid, path: Path) -> None:
    """Write a grid into a file; its ending says the format.

    Raises BadSetting for another ending, and where the file cannot be written.
    """
    data = _format(path)[0](grid)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        fact = f"ce fichier ne s'écrit pas ({error.strerror})"
        raise BadSetting(str(path), fact, "le fermer, ou choisir un autre nom") from None


def read_grid(path: Path) -> Grid:
    """The grid of a file that people may have changed.

    Raises BadSetting for a file that is no sheet, and with file, row, column and remedy for the
    first mistake in it.
    """
    reader = _format(path)[1]
    try:
        data = path.read_bytes()
    except OSError:
        raise BadSetting(str(path), "ce fichier ne s'ouvre pas", "vérifier le nom") from None
    return reader(path.name, data)


def _format(path: Path) -> tuple[Callable[[Grid], bytes], Callable[[str, bytes], Grid]]:
    known = FORMATS.get(path.suffix.casefold())
    if known is None:
        fact = "ce n'est pas un format de grille"
        raise BadSetting(str(path), fact, f"choisir parmi {', '.join(FORMATS)}")
    return known


def as_json(grid: Grid) -> bytes:
    """The grid as the records of `classement.json`, for programs."""
    return as_record({"criteria": grid.records})


def from_json(file: str, data: bytes) -> Grid:
    """The grid of records; errors as in `read_grid`."""
    try:
        records = json.loads(data)["criteria"]
        table = [list(TITLES), *(_cells(record) for record in records)]
    except (ValueError, KeyError, TypeError, AttributeError):
        fact = "ce n'est pas une grille en JSON"
        raise BadSetting(file, fact, "partir de vivier criteria OFFRE -o grille.json") from None
    return grid_from(file, rows_from(file, table))


def _cells(record: Mapping[str, Any]) -> list[str]:
    """A record in the words of the sheet; unknown words stay, to be told."""
    kind, need = str(record["kind"]), str(record.get("need", ""))
    return [
        "",
        safe(str(record["text"])),
        KINDS.get(kind, kind),
        NEEDS.get(need, need),
        str(record.get("weight", "")),
        safe("|".join(record.get("any_of") or ())),
        safe(str(record.get("level") or "")),
        str(record.get("line") or ""),
    ]


def as_csv(grid: Grid) -> bytes:
    """The grid as CSV for spreadsheets in French: UTF-8 with its mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(TITLES)
    writer.writerows([_shown(cell) for cell in row] for row in rows_of(grid))
    return out.getvalue().encode("utf-8-sig")


def _shown(cell: str | int | float) -> str:
    """A cell as people write it: a comma in a number, no end of line in a text."""
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return " ".join(str(cell).split())


def from_csv(file: str, data: bytes) -> Grid:
    """The grid of a CSV, semicolons or commas, UTF-8 or the code page of Windows; errors as in
    `read_grid`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    sign = ";" if ";" in text.split("\n", 1)[0] else ","
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    return grid_from(file, rows_from(file, table))


def as_xlsx(grid: Grid) -> bytes:
    """The grid as a workbook: lists to choose from, and a second sheet that explains."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(TITLES)
    for row in rows_of(grid):
        sheet.append([coded(cell) if isinstance(cell, str) else cell for cell in row])
    _styled(sheet)
    for title, words in ((KIND, KINDS), (NEED, NEEDS)):
        _listed(sheet, title, list(words.values()))
    _weighed(sheet)
    _explained(book.create_sheet(GUIDE))
    book.properties.created = book.properties.modified = _WRITTEN_AT
    made, out = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(made, "w")).save()
    undated(made, out)
    return out.getvalue()


def _styled(sheet: Worksheet) -> None:
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEADER
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(cell.value, str):
                cell.data_type = "s"


def _listed(sheet: Worksheet, title: str, words: Sequence[str]) -> None:
    """A list to choose from in a column."""
    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    rule.error, rule.errorTitle = f"Choisir parmi : {', '.join(words)}", title
    _over(sheet, title, rule)


def _weighed(sheet: Worksheet) -> None:
    rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    rule.allow_blank, rule.error, rule.errorTitle = True, "Un nombre, 0 ou plus", WEIGHT
    _over(sheet, WEIGHT, rule)


def _over(sheet: Worksheet, title: str, rule: DataValidation) -> None:
    column = get_column_letter(TITLES.index(title) + 1)
    rule.add(f"{column}2:{column}{sheet.max_row + _FREE_ROWS}")
    sheet.add_data_validation(rule)


def _explained(sheet: Worksheet) -> None:
    for row in HELP:
        sheet.append(row)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    for name, text in sheet.iter_rows():
        name.font = Font(bold=True)
        name.alignment = text.alignment = Alignment(vertical="top", wrap_text=True)


def from_xlsx(file: str, data: bytes) -> Grid:
    """The grid of the first sheet of a workbook; errors as in `read_grid`."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        table = list(_texts(book.worksheets[0]))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError):
        fact = "ce classeur est illisible"
        raise BadSetting(file, fact, "l'enregistrer à nouveau au format .xlsx") from None
    return grid_from(file, rows_from(file, table))


def _texts(sheet: Worksheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=len(TITLES) + 8, values_only=True):
        yield ["" if value is None else unescape(str(value)) for value in row]


def as_ods(grid: Grid) -> bytes:
    """The grid as an open document: lists to choose from, and a second sheet that explains."""
    lists = {TITLES.index(KIND): list(KINDS.values()), TITLES.index(NEED): list(NEEDS.values())}
    sheets = [
        opendocument.Sheet(SHEET, [list(TITLES), *rows_of(grid)], lists),
        opendocument.Sheet(GUIDE, [list(row) for row in HELP], {}),
    ]
    return opendocument.as_ods(sheets)


def from_ods(file: str, data: bytes) -> Grid:
    """The grid of the first sheet of an open document; errors as in `read_grid`."""
    return grid_from(file, rows_from(file, opendocument.first_table(file, data)))


FORMATS: Mapping[str, tuple[Callable[[Grid], bytes], Callable[[str, bytes], Grid]]] = {
    ".xlsx": (as_xlsx, from_xlsx),
    ".ods": (as_ods, from_ods),
    ".csv": (as_csv, from_csv),
    ".json": (as_json, from_json),
}
"""How a grid is written and read, by the ending of the file."""
