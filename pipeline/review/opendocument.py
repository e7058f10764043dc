"""Tables as an open document (.ods): the few parts of the format that a sheet of text needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.errors import BadSetting

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_NS = {name: f"{_URN}{name}:1.0" for name in ("office", "table", "text", "manifest")}
_MOMENT = (2000, 1, 1, 0, 0, 0)
"""The date of every member: the same tables give the same bytes."""
_LARGEST = 20_000_000
"""Bytes of the largest content that is read."""
_MOST_ROWS, _MOST_CELLS = 5000, 32


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name; `lists` are the words to choose from, by the number of the column."""

    name: str
    rows: Sequence[Sequence[str | int | float]]
    lists: Mapping[int, Sequence[str]]


def as_ods(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a document that holds these sheets."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "mimetype", _TYPE.encode(), zipfile.ZIP_STORED)
        _put(archive, "META-INF/manifest.xml", _manifest())
        _put(archive, "content.xml", _content(sheets))
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = how
    archive.writestr(info, data)


def _named(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


def _made(parent: Any, name: str, **attributes: str) -> Any:
    """An element below another; attributes are named like "table_name"."""
    made = etree.SubElement(parent, _named(name)) if parent is not None else None
    if made is None:
        used = {key: value for key, value in _NS.items() if key != "manifest"}
        made = etree.Element(_named(name), nsmap=used)
    for key, value in attributes.items():
        made.set(_named(key.replace("_", ":", 1).replace("_", "-")), value)
    return made


def _bytes(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def _manifest() -> bytes:
    root = etree.Element(_named("manifest:manifest"), nsmap={"manifest": _NS["manifest"]})
    root.set(_named("manifest:version"), "1.3")
    for path, kind in (("/", _TYPE), ("content.xml", "text/xml")):
        _made(root, "manifest:file-entry", manifest_full_path=path, manifest_media_type=kind)
    return _bytes(root)


def _content(sheets: Sequence[Sheet]) -> bytes:
    root = _made(None, "office:document-content", office_version="1.3")
    body = _made(_made(root, "office:body"), "office:spreadsheet")
    rules = [(s, column, words) for s in sheets for column, words in s.lists.items()]
    if rules:
        listed = _made(body, "table:content-validations")
        for sheet, column, words in rules:
            _rule(listed, sheet, column, words)
    for sheet in sheets:
        _table(body, sheet)
    return _bytes(root)


def _rule(parent: Any, sheet: Sheet, column: int, words: Sequence[str]) -> None:
    shown = ";".join(f'"{word}"' for word in words)
    _made(
        parent,
        "table:content-validation",
        table_name=f"{sheet.name}-{column}",
        table_condition=f"of:cell-content-is-in-list({shown})",
        table_allow_empty_cell="true",
        table_display_list="unsorted",
    )


def _table(parent: Any, sheet: Sheet) -> None:
    table = _made(parent, "table:table", table_name=sheet.name)
    for number, cells in enumerate(sheet.rows):
        row = _made(table, "table:table-row")
        for column, value in enumerate(cells):
            cell = _cell(row, value)
            if number and column in sheet.lists:
                cell.set(_named("table:content-validation-name"), f"{sheet.name}-{column}")


def _cell(row: Any, value: str | int | float) -> Any:
    if value == "":
        return _made(row, "table:table-cell")
    if isinstance(value, str):
        cell = _made(row, "table:table-cell", office_value_type="string")
    else:
        cell = _made(row, "table:table-cell", office_value_type="float", office_value=f"{value:g}")
    _made(cell, "text:p").text = " ".join(str(value).split())
    return cell


def first_table(file: str, data: bytes) -> list[list[str]]:
    """The texts of the first sheet of a document, row by row.

    Raises BadSetting where the file is no such document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = archive.getinfo("content.xml")
            content = archive.read(member) if member.file_size <= _LARGEST else b""
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        table = next(root.iter(_named("table:table")))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, StopIteration):
        fact = "ce classeur est illisible"
        raise BadSetting(file, fact, "l'enregistrer à nouveau au format .ods") from None
    return _without_tail(list(_rows(table)))


def _rows(table: Any) -> Iterator[list[str]]:
    made = 0
    for row in table.iter(_named("table:table-row")):
        cells = list(_texts(row))
        times = _repeated(row, "table:number-rows-repeated")
        for _ in range(min(times, _MOST_ROWS - made)):
            made += 1
            yield cells


def _texts(row: Any) -> Iterator[str]:
    made = 0
    cells = {_named("table:table-cell"), _named("table:covered-table-cell")}
    for cell in row:
        if cell.tag not in cells:
            continue
        text = "\n".join("".join(p.itertext()) for p in cell.iter(_named("text:p")))
        number = cell.get(_named("office:value"))
        for _ in range(min(_repeated(cell, "table:number-columns-repeated"), _MOST_CELLS - made)):
            made += 1
            yield number if number is not None else text


def _repeated(element: Any, name: str) -> int:
    said = element.get(_named(name), "1")
    return int(said) if said.isdigit() else 1


def _without_tail(rows: list[list[str]]) -> list[list[str]]:
    """Rows up to the last one that says something."""
    last = max((n for n, row in enumerate(rows, 1) if any(row)), default=0)
    return rows[:last]
