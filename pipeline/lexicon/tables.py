"""Tables of French words: where they lie, and how a file becomes typed rows.

A table is a CSV that a recruiter may edit and save in Excel or LibreOffice: UTF-8 with or without a
byte order mark, any ends of lines, semicolons or commas, lines that begin with "#" left out. Its
columns are the fields of a frozen dataclass; a cell of several values separates them by "|".
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin, get_type_hints

from pipeline.errors import BadTable

_PACKAGE = Path(__file__).resolve().parents[1]


def _home(name: str) -> Path:
    packaged = _PACKAGE / "_shipped" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


OWN = "VIVIER_LEXICON"
"""The variable of the environment that names a folder of tables of one's own."""
LEXICON = Path(os.environ.get(OWN) or _home("data") / "lexicon")
MODELS = _home("models")
SEVERAL = "|"
"""Between the values of a cell that holds several."""
LINE = "line"
"""The field of a row that knows its line in the file; it is no column."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a table, and what to do about it."""

    file: str
    line: int
    fact: str
    remedy: str

    def error(self) -> BadTable:
        """The same as an error."""
        return BadTable(f"{self.file}, ligne {self.line}", self.fact, self.remedy)


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A file of the lexicon (its path without ".csv") whose rows are of type `kind`.

    Fields are text, int, compiled patterns (`re.Pattern[str]`), several values (`tuple[str, ...]`)
    or one of some words (`Literal`); those without a default must not be empty. `key` gives what no
    two rows may share.
    """

    name: str
    kind: type[Row]
    key: Callable[[Row], object] | None = None
    folder: Path = field(default=LEXICON)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{self.name}.csv"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows.

        Raises BadTable for the first line that is wrong.
        """
        found = []
        for made in self._read():
            if isinstance(made, Fault):
                raise made.error()
            found.append(made)
        return tuple(found)

    def faults(self) -> list[Fault]:
        """All that is wrong with the file."""
        return [made for made in self._read() if isinstance(made, Fault)]

    def _read(self) -> Iterator[Row | Fault]:
        try:
            lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            remedy = "l'enregistrer en CSV, encodage UTF-8"
            yield Fault(self.path.name, 1, "cette table ne se lit pas", remedy)
            return
        numbered = [(n, text) for n, text in enumerate(lines, 1) if _counts(text)]
        wrong, titles, sign = self._titles(numbered)
        if wrong:
            yield wrong
            return
        seen: dict[object, int] = {}
        for number, text in numbered[1:]:
            made = self._row(number, next(csv.reader([text], delimiter=sign)), titles)
            yield self._double(made, number, seen) or made

    def _titles(self, lines: list[tuple[int, str]]) -> tuple[Fault | None, list[str], str]:
        """The titles of the columns and the sign between them, or what is wrong with them."""
        number, text = lines[0] if lines else (1, "")
        sign = ";" if ";" in text else ","
        titles = [title.strip() for title in next(csv.reader([text], delimiter=sign), [])]
        titles = titles[: max((n for n, title in enumerate(titles, 1) if title), default=0)]
        wanted = [f.name for f in fields(self.kind) if f.name != LINE]  # type: ignore[arg-type]
        odd = [t for t in titles if t not in wanted] + [t for t in wanted if t not in titles]
        if odd:
            fact = f"colonne en trop ou absente : {', '.join(odd)}"
            remedy = f"garder les colonnes {';'.join(wanted)}"
            return Fault(self.path.name, number, fact, remedy), [], sign
        return None, titles, sign

    def _row(self, number: int, cells: list[str], titles: list[str]) -> Row | Fault:
        if any(cell.strip() for cell in cells[len(titles) :]):
            fact = f"{len(cells)} cellules pour {len(titles)} colonnes"
            return Fault(self.path.name, number, fact, "enlever ce qui est de trop")
        cells += [""] * (len(titles) - len(cells))
        said = {title: cell.strip() for title, cell in zip(titles, cells, strict=False)}
        values: dict[str, Any] = {}
        for column, kind in self._columns.items():
            try:
                values[column] = _value(said[column], kind, column in self._needed)
            except ValueError as wrong:
                fact, remedy = wrong.args
                return Fault(self.path.name, number, f"colonne {column} : {fact}", remedy)
        if LINE in self._hints:
            values[LINE] = number
        return self.kind(**values)

    def _double(self, made: Row | Fault, number: int, seen: dict[object, int]) -> Fault | None:
        if self.key is None or isinstance(made, Fault):
            return None
        key = self.key(made)
        first = seen.setdefault(key, number)
        if first == number:
            return None
        named = key if isinstance(key, str) else " ; ".join(map(str, key))  # type: ignore[call-overload]
        fact = f"« {named} » est déjà à la ligne {first}"
        return Fault(self.path.name, number, fact, "garder une seule des deux lignes")

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return get_type_hints(self.kind)

    @cached_property
    def _columns(self) -> dict[str, Any]:
        return {name: kind for name, kind in self._hints.items() if name != LINE}

    @cached_property
    def _needed(self) -> frozenset[str]:
        described = fields(self.kind)  # type: ignore[arg-type]
        return frozenset(f.name for f in described if f.default is MISSING)


def _counts(text: str) -> bool:
    """Whether a line is a row; spreadsheets put comments into quotes and add signs behind them."""
    bare = text.strip(" ;,\t")
    return bool(bare) and not bare.startswith(("#", '"#'))


def _value(cell: str, kind: Any, needed: bool) -> Any:
    """The value of a cell; ValueError (fact, remedy) where it cannot be one of this kind."""
    if needed and not cell:
        raise ValueError("cellule vide", "la remplir ou enlever la ligne")
    if get_origin(kind) is tuple:
        return tuple(part.strip() for part in cell.split(SEVERAL) if part.strip())
    if get_origin(kind) is Literal:
        allowed = get_args(kind)
        if cell not in allowed:
            raise ValueError(f"« {cell} » inconnu", f"choisir parmi {', '.join(allowed)}")
        return cell
    if kind is int:
        if not cell.isdigit():
            raise ValueError(f"« {cell} » n'est pas un nombre", "écrire un nombre entier")
        return int(cell)
    if kind is re.Pattern or get_origin(kind) is re.Pattern:
        return _pattern(cell)
    return cell


def _pattern(cell: str) -> re.Pattern[str]:
    try:
        return re.compile(cell)
    except re.error as wrong:
        raise ValueError(f"motif illisible ({wrong})", "corriger l'expression régulière") from None


@dataclass(frozen=True)
class WordList:
    """A list of words (`data/lexicon/NAME.txt`): one or several a line, comments left out."""

    name: str
    folder: Path = field(default=LEXICON)

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{self.name}.txt"

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words."""
        lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        return tuple(word for line in lines if not line.startswith("#") for word in line.split())
