"""Languages and their levels on the European scale (CEFR)."""

from __future__ import annotations

import re
from functools import cache

from pipeline import tables
from pipeline.documents import Document
from pipeline.profiles.career import plain

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2", "natif")
DEFAULT = "courant"
"""A language named without a level."""


@cache
def _table(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["name"], re.compile(r"(?<![a-z])(?:" + "|".join(re.escape(plain(w)) for w in tables.items(row["words"])) + r")(?![a-z])"))
        for row in tables.rows("languages")
        if row["type"] == kind
    )


def read_languages(document: Document) -> tuple[tuple[str, str], ...]:
    """Pairs of language and level, from the sections on languages, or for an offer and where there is none, from all lines."""
    sections = [n for n in range(len(document.lines)) if document.section_of(n) == "languages"]
    wanted = sections or [n for n in range(len(document.lines)) if _mentions_level(document.lines[n].text)]
    found: dict[str, str] = {}
    for n in wanted:
        for name, level in levels_in(document.lines[n].text):
            if name not in found or (found[name] == DEFAULT and level != DEFAULT):
                found[name] = level
    return tuple(found.items())


def _mentions_level(text: str) -> bool:
    low = plain(text)
    return bool(re.search(r"\b[abc][12]\b|langue|courant|bilingue|toeic|maternelle", low)) and any(
        p.search(low) for _, p in _table("language")
    )


def levels_in(text: str) -> list[tuple[str, str]]:
    """The languages of a line, each with the nearest level that stands after it, or before it in the same piece."""
    low = plain(text)
    places = sorted((m.start(), m.end(), name) for name, pattern in _table("language") for m in [pattern.search(low)] if m)
    out: list[tuple[str, str]] = []
    for n, (start, end, name) in enumerate(places):
        limit = places[n + 1][0] if n + 1 < len(places) else len(low)
        piece = low[end:limit]
        separated = re.search(r"[;.·|]| - (?=\S)|,(?=\s*$)|,\s(?=et )", piece)
        own = piece[: separated.start()] if separated else piece
        level = _level(own) or _shared(low, places, n) or _before(low, start)
        out.append((name, level or DEFAULT))
    return out


def _level(piece: str) -> str:
    direct = re.search(r"\b([abc][12])\b", piece)
    if direct:
        return direct[1].upper()
    hits = [(m.start(), -(m.end() - m.start()), name) for name, pattern in _table("level") for m in [pattern.search(piece)] if m]
    return min(hits)[2] if hits else ""


def _shared(low: str, places: list[tuple[int, int, str]], n: int) -> str:
    """ "Français et vietnamien, langues maternelles": a level after the second of two joined languages is shared."""
    if n + 1 >= len(places):
        return ""
    between = low[places[n][1] : places[n + 1][0]]
    if not re.fullmatch(r"\s*(?:et|and|&|/)\s*", between):
        return ""
    limit = places[n + 2][0] if n + 2 < len(places) else len(low)
    return _level(low[places[n + 1][1] : limit])


def _before(low: str, start: int) -> str:
    piece = re.split(r"[,;.:·|(]", low[:start])[-1]
    return _level(piece) if len(piece) < 25 else ""
