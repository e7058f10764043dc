"""Whether a row is the next line of the paragraph above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.pages.labels import DATE
from pipeline.pages.rows import Row

LEADING = 1.75
"""Lines further apart than this many type sizes belong to two paragraphs."""

_BULLET = re.compile(r"^[•▪◦‣●■○∙·➢✓►➤❖⁃–—\-*→»\uf000-\uf0ff](?=\s|$)")
_DATE_GOES_ON = re.compile(
    r"^[-–—]\s*(?:aujourd|auj\b|ce jour|présent|present|now|\d|\w+\.? (?:19|20)\d\d)", re.I
)
_YEAR_FIRST = re.compile(r"^(?:19|20)\d\d\b")
_MONTH_LAST = re.compile(
    r"\b(?:janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c|jan|feb|mar|apr|may|jun|jul|aug|sep|dec)\w*\.?$",
    re.I,
)
_DATED = re.compile(
    r"(?:\b(?:19|20)\d\d|aujourd['’]hui|présent|ce jour)\)?$"
    r"|\((?:\d+ (?:ans?|mois),? ?(?:et )?)+\)$"
)
"""How a line that heads an entry ends: a date, or how long that was."""
_SHORT = 20
"""An item of a narrow list has fewer signs."""
_WHOLE = 60
"""A row of more signs is a whole one in any column."""
_LONGEST_DATE = 30
"""A date that stands apart at the end of a row has fewer signs."""
_GOES_ON = frozenset(",;/&(’'")
"""Behind these a line goes on."""
_DASHES = "-–—→"


def goes_on(block: Sequence[Row], row: Row, edge: float, sure: bool = True) -> bool:
    """Whether a row is the next line of the paragraph: its first word would not have fitted on the
    line before. The column is as wide as `edge` says, `sure` where several rows reach it.
    """
    last = block[-1]
    if row.page == last.page + 1:
        return _turns_page(block, row)
    if row.flow != last.flow or row.page != last.page:
        return False
    if ends_dated(last):
        return _wraps_beside_date(last, row)
    if len(row.segments) > 1 and not DATE.search(row.segments[-1].text):
        return False
    if _BULLET.match(row.text) and not _dash_goes_on(last, row):
        return False
    drop = row.base - last.base
    size, bold = last.segments[-1].tail
    if (
        not 0 < drop < LEADING * row.size
        or min(abs(row.size - last.size), abs(row.size - size)) > 0.12 * row.size
    ):
        return False
    head = block[0]
    if row.bold not in (head.bold, bold):
        return False
    if _YEAR_FIRST.match(row.text) and _MONTH_LAST.search(last.text):
        return True
    indent = row.x0 - head.x0
    bullet = bool(_BULLET.match(head.text))
    if not (-0.5 * row.size < indent < (3.5 if bullet else 0.7) * row.size):
        return bool(
            abs(_middle(row) - _middle(last)) < 2 and row.x0 > head.x0 and last.x1 > edge - 1
        )
    if bullet and len(block) == 1 and indent < 0.3 * row.size and last.x1 < edge - 6 * row.size:
        return False
    if last.text.endswith(("-", "‐", "\u00ad")):
        return True
    if _is_item(last) and _is_item(row):
        return False
    if row.text[:1].isupper() and _ends_item(block, row, sure):
        return False
    return last.x1 + _width_of_first_word(row) > edge - 0.6 * row.size


def _ends_item(block: Sequence[Row], row: Row, sure: bool) -> bool:
    """Whether a row that begins with a capital is no part of what stands above it: a heading, a
    dated line, or the longest of some short lines.
    """
    last = block[-1]
    if last.text[-1:] in _GOES_ON:
        return False
    if last.text.isupper() and not row.text.isupper():
        return True
    if len(block) > 1 or _BULLET.match(last.text):
        return False
    return bool(_DATED.search(last.text)) or not (sure or len(last.text) > _WHOLE)


def _is_item(row: Row) -> bool:
    """Whether a row is short enough, and begins so, that it may be an item of a narrow list."""
    text = row.text
    return len(text) < _SHORT and text[:1].isupper() and not text.isupper()


def _width_of_first_word(row: Row) -> float:
    """The width of the first word of a row with the space before it, roughly."""
    first_word = row.text.split(" ", 1)[0]
    return (row.x1 - row.x0) / max(len(row.text), 1) * (len(first_word) + 1)


def ends_dated(row: Row) -> bool:
    """Whether a date stands apart at the end of a row."""
    if len(row.segments) < 2:
        return False
    tail = row.segments[-1].text
    return len(tail) < _LONGEST_DATE and bool(DATE.search(tail)) and tail[-1] not in _DASHES


def _wraps_beside_date(last: Row, row: Row) -> bool:
    """Whether a row goes on the text left of a date that stands apart: set alike, below it, and its
    first word would not have fitted before the date.
    """
    head, date = last.segments[0], last.segments[-1]
    alike = abs(row.size - head.size) < 0.12 * row.size and row.bold == head.bold
    below = row.base - last.base < LEADING * row.size and abs(row.x0 - head.x0) < 0.7 * row.size
    if not (alike and below and len(row.segments) == 1 and row.x1 < date.x0):
        return False
    if row.text[:1].isupper():
        return False
    end = last.segments[-2].x1
    return end + _width_of_first_word(row) > date.x0 - row.size


def _dash_goes_on(last: Row, row: Row) -> bool:
    """A dash that begins a row without being a bullet: the end of a period, or the employer behind
    a bold title.
    """
    titled = row.text[0] in "–—-" and row.bold and last.bold
    return titled or bool(_DATE_GOES_ON.match(row.text) and DATE.search(last.text[-12:]))


def _turns_page(block: Sequence[Row], row: Row) -> bool:
    """Whether a sentence that a page break interrupted goes on in this row."""
    last = block[-1]
    indent = row.x0 - block[0].x0
    limit = 3.5 if _BULLET.match(block[0].text) else 0.7
    same = (
        row.style == last.style and not _BULLET.match(row.text) and abs(indent) < limit * row.size
    )
    return same and row.text[:1].islower() and not last.text.endswith((".", ";", ":"))


def _middle(row: Row) -> float:
    return (row.x0 + row.x1) / 2
