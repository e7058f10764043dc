"""The workbook of a run: ranking, evidence, requirements, reading, settings."""

from __future__ import annotations

import io
from datetime import datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.review import tables
from pipeline.review.labels import PARTS
from pipeline.review.run import Run

_HEADER = PatternFill("solid", fgColor="2F5D8A")
_STRIPE = PatternFill("solid", fgColor="EEF3F8")
_WIDEST = 60
_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))


def as_xlsx(run: Run) -> bytes:
    """The bytes of the workbook; cells hold text and numbers, never formulas."""
    book = Workbook()
    book.remove(book.active)
    sheets = {
        "Classement": tables.ranking_table(run),
        "Preuves": tables.evidence_table(run),
        "Exigences": tables.requirements_table(run),
        "Lecture": tables.reading_table(run),
        "Réglages": tables.settings_table(run),
    }
    for name, table in sheets.items():
        _fill(book.create_sheet(name), table)
    _decorate_ranking(book["Classement"], sheets["Classement"])
    book.properties.created = book.properties.modified = datetime.fromisoformat(run.started).replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(vertical="top", wrap_text=len(cell.value) > 40)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), _HEADER, Alignment(wrap_text=True, vertical="center")
    sheet.freeze_panes = "A2"
    if table.shape[1]:
        sheet.auto_filter.ref = sheet.dimensions
    for n, name in enumerate(table.columns, 1):
        longest = max([len(str(name)), *(len(str(v)) for v in table[name].head(200))])
        sheet.column_dimensions[get_column_letter(n)].width = min(longest + 3, _WIDEST)


def _cell(value: object) -> object:
    if isinstance(value, str):
        return tables.safe(value.translate(_UNPRINTABLE))[:32000]
    return None if value is None or value != value else value


def _decorate_ranking(sheet: Worksheet, table: pd.DataFrame) -> None:
    sheet.freeze_panes = "D2"
    rows = len(table) + 1
    for n, name in enumerate(table.columns, 1):
        column = get_column_letter(n)
        if name == "Score" or name in PARTS.values():
            for cell in sheet[column][1:]:
                cell.number_format = "0.0%"
            if rows > 1:
                rule = DataBarRule(start_type="num", start_value=0, end_type="max", color="7AA33A" if name == "Score" else "9DB8D2")
                sheet.conditional_formatting.add(f"{column}2:{column}{rows}", rule)
    for number, band in enumerate(table.get("Groupe", []), 2):
        if band % 2 == 0:
            for cell in sheet[number]:
                cell.fill = _STRIPE
