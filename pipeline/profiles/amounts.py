"""How much an offer asks: years of experience, and levels."""

from __future__ import annotations

import re

from pipeline.lexicon.needs import cue, said
from pipeline.profiles.ladder import LADDER, level_of

_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20,
}  # fmt: skip
_NUMBER = rf"(\d{{1,2}}(?:[.,]\d)?|{'|'.join(_WORDS)})"
_LENGTH = re.compile(
    rf"(?<![\w.,+]){_NUMBER}\s*\+?\s*(?:(?:a|ou|-|–|et)\s*{_NUMBER}\s*)?"
    r"(ans?\b|annees?\b|an\(s\)|mois\b|years?\b|months?\b)"
)
_WORK = re.compile(
    r"experience|pratique|experimente|exerce|\bpostes?\b|travaille|\bpass[ée]|anciennete"
    r"|en tant que|years of|an\(s\)|chantier|developpement|\bmetier|encadrement|en agence"
    r"|residence|dans (?:un|une|le|la|les|des)\b"
)
_NEARBY = 24
"""Letters before a length within which a word changes what it means."""
_CEFR = re.compile(r"(?<!\w)([abc][12])\s?\+?(?!\w)")
_BAC = re.compile(r"\bbac\s*\+\s*(\d)")
MONTHS_A_YEAR = 12


def years_asked(text: str) -> float | None:
    """The years of experience that a text asks, the fewest of a range; None where it asks none: a
    ceiling ("moins de 2 ans"), or the age of something ("depuis 10 ans").

    >>> years_asked("3 à 5 ans d'expérience"), years_asked("24 mois sur un poste similaire")
    (3.0, 2.0)
    >>> years_asked("moins de 2 ans d'expérience"), years_asked("société fondée il y a 50 ans")
    (None, None)
    """
    low = said(text)
    if not _WORK.search(low):
        return None
    for found in _LENGTH.finditer(low):
        before = low[max(found.start() - _NEARBY, 0) : found.start()]
        if cue("ceiling").search(before) or cue("since").search(before):
            continue
        number = float(_WORDS.get(found[1]) or found[1].replace(",", "."))
        return number / MONTHS_A_YEAR if found[3].startswith("mo") else number
    return None


def length_said(years: float) -> str:
    """Years as a sheet says them: "3 ans", "6 mois"."""
    if years < 1:
        return f"{round(years * MONTHS_A_YEAR)} mois"
    shown = f"{years:g}".replace(".", ",")
    return f"{shown} an" if years < 2 else f"{shown} ans"


def diploma_asked(text: str) -> str:
    """The lowest level of diploma that a text asks, "" where it names none; "maîtrise" is mastery
    there, no degree.

    >>> diploma_asked("bac+3 à bac+5 en informatique"), diploma_asked("maîtrise de SQL")
    ('bac+3', '')
    """
    low = re.sub(r"\bmaitris\w*", "", said(text))
    several = [int(n) for n in _BAC.findall(low)]
    several += [
        int(n)
        for m in _BAC.finditer(low)
        for n in re.findall(r"^\s*(?:a|ou|/|-)\s*(\d)\b", low[m.end() :])
    ]
    if several:
        return level_of(f"bac+{min(several)}")
    rungs = [level_of(part) for part in re.split(r",|\bou\b|/", low)]
    known = [LADDER.index(rung) for rung in rungs if rung in LADDER[1:]]
    return LADDER[min(known)] if known else ""


def mastery_asked(text: str) -> str:
    """How well something is to be known, in the words of the offer; a level of the European frame
    where it names one.

    >>> mastery_asked("Anglais lu et écrit (niveau B2)"), mastery_asked("Notions de comptabilité")
    ('B2', 'notions')
    """
    low = said(text)
    if frame := _CEFR.search(low):
        return frame[1].upper()
    found = cue("level").search(low)
    return found[0] if found else ""
