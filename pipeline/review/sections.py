"""A paper as sections of sentences and tables, whatever the form in which it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

FREE = "…………………………"
"""A place that is filled by hand."""
Rows = Callable[[], Iterable[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles, made when they are written; `widths` are those of the columns beside each
    other, `numbers` the places of the columns that hold numbers.
    """

    titles: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Rows
    numbers: tuple[int, ...] = ()

    @property
    def shares(self) -> list[float]:
        """The widths in hundredths of the whole."""
        whole = sum(self.widths)
        return [round(100 * width / whole, 2) for width in self.widths]


@dataclass(frozen=True, slots=True)
class Section:
    """A title, sentences, a table."""

    title: str
    said: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """All that the minutes say: `signed` has who signs, with what they are."""

    employer: str
    title: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    done: str
    signed: tuple[tuple[str, str], ...]
