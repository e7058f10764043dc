"""The level on the European scale (CEFR) that a piece of text tells: words, tests, gauges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.lexicon.languages import LANGUAGES
from pipeline.structure.calendar import plain

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2", "natif")
_DIRECT = re.compile(r"(?<![\w.])([abc][12])\s?\+?(?![\w])")
SPEAKING = "speaking"
_FULL, _EMPTY = "●◉★■▪▮█⬤◆✦⚫🌕🟢🔵🟣🟠🟡🟩🟦⭐", "○◯☆□▫▯░▒◇⚪✩⬜"
_SCORE = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d)?(?!\d)")
"""A number that no year is."""
_SIGNS = re.compile(rf"[{_FULL}{_EMPTY}]+")
_SHARE = re.compile(r"(\d{1,3})\s?%|(?<![\d/.])(\d(?:[.,]\d)?)\s?/\s?(5|10)(?![\d/])")
_GAUGE = ((0.2, "A1"), (0.4, "A2"), (0.65, "B1"), (0.85, "B2"), (0.95, "C1"), (1.0, "C2"))
"""The level that a filled share of a gauge stands for; gauges have no scale of their own."""


def level_of(piece: str) -> str:
    """The level that a piece of text tells: written as such, by words, a test or a gauge; of levels
    told apart for reading, speaking and writing, that of speaking.

    >>> level_of("lu C1, parlé B1, écrit B2"), level_of("TOEIC (2019) : 850 points")
    ('B1', 'B2')
    """
    low = plain(piece)
    return spoken(low) or said_level(low) or tested_level(low) or _gauge(piece)


def said_level(low: str) -> str:
    """The level that a plain text tells as such or by words: the first one, unless it weighs the
    word behind it ("bon niveau scolaire").
    """
    if direct := [found[1].upper() for found in _DIRECT.finditer(low)]:
        return of_columns(direct)
    hits = list(matches(low, "level"))
    for (start, end, level), (behind, _, _) in pairwise(hits):
        if low[end:behind].strip() or low[start:end] not in words_of("weigh"):
            return level
    return hits[-1][2] if hits else ""


def of_columns(levels: Sequence[str]) -> str:
    """The level of speaking in a row of Europass: understanding, speaking, writing, or listening,
    reading, conversation, speaking, writing; of two levels the first.
    """
    return levels[len(levels) // 2 if len(levels) > 2 else 0]


def spoken(low: str) -> str:
    """The level of speaking where a plain text tells it apart, "" where it does not."""
    uses = list(matches(low, "use"))
    if len(uses) < 2:
        return ""
    starts = [*(start for start, _, _ in uses), len(low)]
    places = zip([0, *(end for _, end, _ in uses)], starts, strict=True)
    pieces = [_marked_level(low[at:until]) for at, until in places]
    levels = pieces[:-1] if pieces[0] else pieces[1:]
    told = (level for level, use in zip(levels, uses, strict=True) if use[2] == SPEAKING)
    return next((level for level in told if level), "")


def _marked_level(low: str) -> str:
    """The level that stands in a column: said, or by a letter ("TB")."""
    letters = low.strip(" :,;()/=-\t")
    return said_level(low) or next(
        (row.name for row in LANGUAGES.rows if row.type == "mark" and letters in row.words), ""
    )


def in_column(cells: Sequence[str], uses: Sequence[str]) -> str:
    """The level of speaking in a row of cells below the names of their uses, "" for none."""
    if SPEAKING not in uses or len(cells) != len(uses):
        return ""
    return _marked_level(plain(cells[uses.index(SPEAKING)]))


def tested_level(low: str) -> str:
    """The level that the score of a test tells in a plain text, "" for none."""
    found = _test_in(low)
    if not found:
        return ""
    name = found[0]
    numbers = [*_SCORE.findall(low[found.end() :]), *_SCORE.findall(low[: found.start()])]
    for score, level in _tests()[name]:
        if not score[0].isdigit():
            if re.search(rf"(?<!\w){score}(?!\w)", low[found.end() :]):
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


def scaled(lines: Sequence[str]) -> list[str]:
    """Lines whose gauges show full signs alone ("★★★", "★★"), with the empty ones that the longest
    of them makes likely.
    """
    text = "".join(lines)
    runs = [len(run) for run in re.findall(rf"[{_FULL}]+", text)]
    if not runs or min(runs) == max(runs) or any(sign in _EMPTY for sign in text):
        return list(lines)
    whole = 5 if max(runs) > 3 else 3
    return [re.sub(rf"[{_FULL}]+", lambda m: m[0].ljust(whole, "☆"), line) for line in lines]


def _share(piece: str) -> float | None:
    signs = "".join(_SIGNS.findall(piece))
    if len(signs) > 2:
        return sum(sign in _FULL for sign in signs) / len(signs)
    if found := _SHARE.search(piece):
        if found[1]:
            return min(int(found[1]) / 100, 1.0)
        return min(float(found[2].replace(",", ".")) / int(found[3]), 1.0)
    return None


def _test_in(low: str) -> re.Match[str] | None:
    return _test_names().search(low)


@cache
def _test_names() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(_tests())})(?![a-z])")


def language_tested(low: str) -> str:
    """The language of the test that a line names, "" for none or one of several languages."""
    found = _test_in(low)
    return _languages_of_tests().get(found[0], "") if found else ""


@cache
def _tests() -> dict[str, tuple[tuple[str, str], ...]]:
    """The thresholds of each test, the highest first: score (or name of an exam) and level."""
    rows = (row for row in LANGUAGES.rows if row.type == "test")
    return {row.name: tuple(_threshold(cell) for cell in row.words) for row in rows}


def _threshold(cell: str) -> tuple[str, str]:
    score, _, level = cell.partition("=")
    return plain(score), level


@cache
def _languages_of_tests() -> dict[str, str]:
    return {row.name: row.words[0] for row in LANGUAGES.rows if row.type == "of"}


@cache
def words_of(kind: str) -> frozenset[str]:
    """All words of one kind of the table of languages, plain."""
    return frozenset(plain(w) for row in LANGUAGES.rows if row.type == kind for w in row.words)


def matches(low: str, kind: str) -> Iterator[tuple[int, int, str]]:
    """Where words of one kind stand in a plain text, with their names; longer ones before those
    inside them.
    """
    found = ((m, name) for name, pattern in patterns(kind) for m in pattern.finditer(low))
    at = 0
    for start, end, name in sorted((m.start(), -m.end(), name) for m, name in found):
        if start >= at:
            at = -end
            yield start, at, name


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
