"""Languages and their levels on the European scale (CEFR)."""

from __future__ import annotations

import re
from functools import cache

from pipeline.documents import Document
from pipeline.lexicon.languages import LANGUAGES
from pipeline.profiles.dates import plain

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2", "natif")
DEFAULT = "courant"
"""A language named without a level."""
OWN = "français"
"""The language in which a CV is taken to be written."""


@cache
def _table(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            row.name,
            re.compile(
                r"(?<![a-z])(?:" + "|".join(re.escape(plain(w)) for w in row.words) + r")(?![a-z])"
            ),
        )
        for row in LANGUAGES.rows
        if row.type == kind
    )


def read_languages(document: Document) -> tuple[tuple[str, str], ...]:
    """Pairs of language and level, from the sections on languages, or for an offer and where there
    is none, from all lines.

    In a CV a language without a level is taken for the mother tongue where it is learnt at home, or
    stands first; French that a CV
    in French does not name is its writer's own.
    """
    sections = [n for n in range(len(document.lines)) if document.section_of(n) == "languages"]
    wanted = sections or [
        n for n in range(len(document.lines)) if _mentions_level(document.lines[n].text)
    ]
    found: dict[str, str] = {}
    for n in wanted:
        for name, level in levels_in(document.lines[n].text):
            if name not in found or (not found[name] and level):
                found[name] = level
    if document.kind == "cv":
        found = _with_mother_tongue(found, document.reading.language)
    return tuple((name, level or DEFAULT) for name, level in found.items())


def _with_mother_tongue(found: dict[str, str], written: str) -> dict[str, str]:
    names = list(found)
    spoken = "natif" in found.values()
    out = dict(found)
    for n, name in enumerate(names):
        learnt_at_home = name in _home() or (n == 0 and (len(names) > 1 or name == OWN))
        if not found[name] and learnt_at_home and not (spoken and name not in _home()):
            out[name] = "natif"
    if written == "fr" and OWN not in out and not spoken:
        return {OWN: "natif", **out}
    return out


@cache
def _home() -> frozenset[str]:
    return frozenset(name for row in LANGUAGES.rows if row.type == "home" for name in row.words)


def _mentions_level(text: str) -> bool:
    low = plain(text)
    return bool(
        re.search(
            r"\b[abc][12]\b|langue|courant|bilingue|toeic|maternelle|language|fluent|native|bilingual|mother tongue",
            low,
        )
    ) and any(p.search(low) for _, p in _table("language"))


def levels_in(text: str) -> list[tuple[str, str]]:
    """The languages of a line, each with the nearest level that stands after it, or before it in
    the same piece; "" for none.

    What stands in brackets tells a level, not a language: "anglais C1 (clients néerlandais)".
    """
    low = plain(text)
    bare = re.sub(r"\([^)]*\)", lambda m: " " * len(m[0]), low)
    out: list[tuple[str, str]] = []
    places = _places(bare)
    for n, (start, end, name) in enumerate(places):
        limit = places[n + 1][0] if n + 1 < len(places) else len(low)
        piece = low[end:limit]
        separated = re.search(r"[;.·|]| - (?=\S)|,(?=\s*$)|,\s(?=et )", piece)
        own = piece[: separated.start()] if separated else piece
        out.append(
            (name, _level(own) or _shared(low, places, n) or _before(low, start) or _of_trade(own))
        )
    return out


def _places(low: str) -> list[tuple[int, int, str]]:
    """Where the languages of a line stand, longer names before the shorter ones inside them."""
    found = sorted(
        (m.start(), -m.end(), name)
        for name, pattern in _table("language")
        for m in [pattern.search(low)]
        if m
    )
    out: list[tuple[int, int, str]] = []
    for start, end, name in found:
        if not out or start >= out[-1][1]:
            out.append((start, -end, name))
    return out


def _of_trade(piece: str) -> str:
    """ "Anglais de cuisine": what a trade needs."""
    return "B1" if re.match(r"\s+(?:de|du|d')\s*\w", piece) else ""


def _level(piece: str) -> str:
    direct = re.search(r"\b([abc][12])\b", piece)
    if direct:
        return direct[1].upper()
    hits = [
        (m.start(), -(m.end() - m.start()), name)
        for name, pattern in _table("level")
        for m in [pattern.search(piece)]
        if m
    ]
    return min(hits)[2] if hits else ""


def _shared(low: str, places: list[tuple[int, int, str]], n: int) -> str:
    """ "Français et vietnamien, langues maternelles": a level after the second of two joined
    languages is shared.
    """
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
