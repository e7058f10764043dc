"""The level on the European scale (CEFR) that a piece of text tells: words, tests, gauges."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon.languages import LANGUAGES
from pipeline.structure.calendar import plain

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2", "natif")
_DIRECT = re.compile(r"(?<![\w.])([abc][12])\s?\+?(?![\w])")
_FULL, _EMPTY = "●◉★■▪▮█⬤◆✦⚫🌕", "○◯☆□▫▯░▒◇⚪✩"
_SIGNS = re.compile(rf"[{_FULL}{_EMPTY}]+")
_SHARE = re.compile(r"(\d{1,3})\s?%|(?<![\d/.])(\d(?:[.,]\d)?)\s?/\s?(5|10)(?![\d/])")
_GAUGE = ((0.2, "A1"), (0.4, "A2"), (0.65, "B1"), (0.85, "B2"), (0.95, "C1"), (1.0, "C2"))
"""The level that a filled share of a gauge stands for; gauges have no scale of their own."""


def level_of(piece: str) -> str:
    """The level that a piece of text tells: written as such, by words, a test or a gauge."""
    low = plain(piece)
    return said_level(low) or _tested_level(low) or _gauge(piece)


def said_level(low: str) -> str:
    """The level that a plain text tells as such or by words, the first one."""
    if direct := _DIRECT.search(low):
        return direct[1].upper()
    found = ((p.search(low), name) for name, p in patterns("level"))
    hits = [(m.start(), m.start() - m.end(), name) for m, name in found if m]
    return min(hits)[2] if hits else ""


def _tested_level(low: str) -> str:
    name = named_test(low)
    if not name:
        return ""
    behind = low[low.index(name) + len(name) :]
    numbers = re.findall(r"\d+(?:[.,]\d)?", behind)
    for score, level in _tests()[name]:
        if not score[0].isdigit():
            if re.search(rf"(?<!\w){score}(?!\w)", behind):
                return level
        elif numbers and float(numbers[0].replace(",", ".")) >= float(score):
            return level
    return ""


def _gauge(piece: str) -> str:
    """The level that dots, stars, bars or a share stand for."""
    share = _share(piece)
    if share is None:
        return ""
    return next(level for limit, level in _GAUGE if share <= limit)


def _share(piece: str) -> float | None:
    signs = "".join(_SIGNS.findall(piece))
    if len(signs) > 2:
        return sum(sign in _FULL for sign in signs) / len(signs)
    if found := _SHARE.search(piece):
        if found[1]:
            return min(int(found[1]) / 100, 1.0)
        return min(float(found[2].replace(",", ".")) / int(found[3]), 1.0)
    return None


def named_test(low: str) -> str:
    """The test that a line names, "" for none."""
    return next((name for name in _tests() if name in low), "")


@cache
def _tests() -> dict[str, tuple[tuple[str, str], ...]]:
    """The thresholds of each test, the highest first: score (or name of an exam) and level."""
    rows = (row for row in LANGUAGES.rows if row.type == "test")
    return {row.name: tuple(_threshold(cell) for cell in row.words) for row in rows}


def _threshold(cell: str) -> tuple[str, str]:
    score, _, level = cell.partition("=")
    return plain(score), level


@cache
def languages_of_tests() -> dict[str, str]:
    """The language of each test."""
    return {row.name: row.words[0] for row in LANGUAGES.rows if row.type == "of"}


@cache
def patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The names of one kind of the table of languages, each with the pattern of its words in a
    plain text.
    """
    found = []
    for row in (row for row in LANGUAGES.rows if row.type == kind):
        words = "|".join(
            re.escape(plain(word)) for word in sorted(row.words, key=len, reverse=True)
        )
        found.append((row.name, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")))
    return tuple(found)
