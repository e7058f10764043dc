"""What diplomas are worth on the French ladder, by their names."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon.education import DIPLOMA_STATUS, DIPLOMAS
from pipeline.lexicon.spelling import plain

LADDER = ("aucun", "cap", "bac", "bac+2", "bac+3", "bac+4", "bac+5", "bac+8")
REGISTER = re.compile(
    r"\b(?:rncp|titre|niveau)\b(?:[^.;]|(?<=\bpro)\.|(?<=\bprof)\.){0,60}?"
    r"\b(?:niveau|niv\.?)\s*([3-8])\b|\brncp\s*([3-8])\b"
)
_REGISTER_LEVELS = {3: "cap", 4: "bac", 5: "bac+2", 6: "bac+3", 7: "bac+5", 8: "bac+8"}
_BAC_PLUS = re.compile(r"\bbac\s*\+\s*(\d)")


Names = tuple[tuple[re.Pattern[str], str, int], ...]


@cache
def _names(kind: str) -> Names:
    """Each name of a kind as a pattern, with its level and length."""
    rows = [row for row in DIPLOMAS.rows if row.kind == kind and not row.until]
    return tuple((_pattern(w), row.level, len(w)) for row in rows for w in row.words)


@cache
def _former() -> Names:
    """The names whose level has changed, with the former level and the year of the change."""
    rows = [row for row in DIPLOMAS.rows if row.until]
    return tuple((_pattern(w), row.level, row.until) for row in rows for w in row.words)


def _pattern(word: str) -> re.Pattern[str]:
    genders = re.sub(r"[a-z]{6,}[enrt]\b", _both_genders, re.escape(plain(word)))
    name = genders.replace(r"\ ", r"[\s.]*").replace("'", "['’ ]?")
    return re.compile(rf"(?<![a-z0-9+]){name}(?:e?s)?(?![a-z0-9])")


def _both_genders(word: re.Match[str]) -> str:
    """A pattern for a plain word of seven letters or more and its feminine: "ingenieure",
    "educatrice", "technicienne", "diplomee".
    """
    text = word[0]
    if text.endswith("teur"):
        return text[:-4] + "(?:teure?|teuse|trice)"
    if text.endswith("eur"):
        return text[:-3] + "(?:eure?|euse)"
    return text + ("(?:ne)?" if text.endswith("n") else "e?")


@cache
def said(status: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of what a line may say of a diploma."""
    return tuple(row.pattern for row in DIPLOMA_STATUS.rows if row.status == status)


def says(status: str, low: str) -> bool:
    """Whether a plain text says something of a diploma."""
    return any(pattern.search(low) for pattern in said(status))


def level_of(text: str, studies: bool = False) -> str:
    """The level of the first diploma that a text names, "" where it names none; "bac+n" and levels
    of the national register (RNCP) win over names. Where a text tells of `studies`, "Maîtrise de
    droit" is a diploma.

    >>> level_of("Licence de droit"), level_of("Titre professionnel niveau 5"), level_of("Permis B")
    ('bac+3', 'bac+2', '')
    """
    low = _undotted(plain(text))
    if direct := _BAC_PLUS.search(low):
        return _rung(int(direct[1]))
    if registered := registered_level(low):
        return registered
    if says("quebec", low) and "baccalaureat" in low:
        return "bac+3"
    if says("quebec", low) and re.search(r"\bdec\b", low):
        return "bac+2"
    is_mastery = not (studies and low.startswith("maitrise"))
    for pattern in (*said("none"), *(said("mastery") if is_mastery else ())):
        low = pattern.sub(" ", low)
    return named_level(low, "diploma") or named_level(low, "generic")


def registered_level(low: str) -> str:
    """The level that a plain text gives by the national register (RNCP), "" for none."""
    found = REGISTER.search(low)
    return _REGISTER_LEVELS[int(found[1] or found[2])] if found else ""


def named_level(low: str, kind: str) -> str:
    """The level of the first name of a kind in a plain text, the longest one that begins there."""
    hits = [(m.start(), -n, level) for name, level, n in _names(kind) if (m := name.search(low))]
    return min(hits)[2] if hits else ""


def begins_with_name(low: str, kind: str) -> bool:
    """Whether a plain text begins with a name of a kind."""
    return any(name.match(low) for name, _, _ in _names(kind))


def level_then(text: str, level: str, year: int | None) -> str:
    """The level of a diploma in the year in which it was obtained."""
    if not year or not level:
        return level
    low = plain(text)
    return next((old for name, old, until in _former() if year < until and name.search(low)), level)


def _undotted(low: str) -> str:
    """Abbreviations without their stops: "b.t.s." is "bts"."""
    return re.sub(r"\b((?:[a-z]\.){2,})", lambda m: m[1].replace(".", ""), low)


def _rung(years: int) -> str:
    if years >= 8:
        return "bac+8"
    if years >= 5:
        return "bac+5"
    return "bac" if years < 2 else f"bac+{years}"
