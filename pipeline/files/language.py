"""The language of a document, by its commonest words, and the share of its words that a dictionary
knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.documents import Warning
from pipeline.lexicon.english import COMMON_WORDS
from pipeline.lexicon.spelling import is_word

GARBLED = 0.5
"""Where a dictionary knows a smaller share of the words, the text was probably misread."""
_MUCH = 1.3
"""Another language must have so many times more common words than French to be taken for the
language of a document.
"""
_FEW = 12
"""Fewer words than this tell nothing."""
_SHORT = 2
"""A word of so many letters may be anything."""
_SAMPLE = 400
_WORD = re.compile(r"[^\W\d_]+")
_LOWER = re.compile(r"(?<![\w@./'’-])[a-zß-öø-ÿĀ-ſ]{3,}(?![\w@/])")
"""Words without capitals: names of people and products are in no dictionary."""
UNKNOWN = "und"
"""The code of a language that is written in other letters than Latin ones."""
_OTHERS = {
    "ARABIC": "arabes",
    "CJK": "chinois ou japonais",
    "CYRILLIC": "cyrilliques",
    "DEVANAGARI": "devanagari",
    "GREEK": "grecs",
    "HANGUL": "coréens",
    "HEBREW": "hébreux",
    "HIRAGANA": "japonais",
    "KATAKANA": "japonais",
    "THAI": "thaïs",
}
"""What French calls the letters of other scripts, by the names that Unicode gives them."""
_TAUGHT = "CJK"
"""The script that engines read besides Latin letters."""


@cache
def _common() -> dict[str, frozenset[str]]:
    return {row.code: frozenset(row.words) for row in COMMON_WORDS.rows}


@cache
def _names() -> dict[str, str]:
    return {row.code: row.name for row in COMMON_WORDS.rows}


def script_of(lines: Sequence[str]) -> str:
    """What French calls the letters of most of a text; "" for Latin ones."""
    letters = Counter(c for line in lines for c in line if c.isalpha())
    if not letters:
        return ""
    scripts: Counter[str] = Counter()
    for letter, times in letters.items():
        scripts[unicodedata.name(letter, "OTHER").split()[0]] += times
    (script, times), *_ = scripts.most_common(1)
    foreign = script != "LATIN" and times > scripts.total() / 2
    return _OTHERS.get(script, "d'une autre écriture") if foreign else ""


def of(lines: Sequence[str]) -> str:
    """The code of the language with the most common words; "fr" where no other one is well ahead;
    UNKNOWN for a text in other letters than Latin ones.
    """
    if script_of(lines):
        return UNKNOWN
    words = [w.casefold() for line in lines for w in _WORD.findall(line)]
    counts = {code: sum(w in common for w in words) for code, common in _common().items()}
    best = max(counts, key=lambda code: (counts[code], code == "fr"))
    return best if counts[best] > _MUCH * counts["fr"] else "fr"


def known_share(lines: Sequence[str]) -> float:
    """The share of the words that a French or English dictionary (simplemma's) knows; 1 where there
    are too few to tell.
    """
    words = [w for line in lines for w in _LOWER.findall(line)][:_SAMPLE]
    if len(words) < _FEW:
        return 1.0
    return round(sum(map(is_word, words)) / len(words), 3)


def is_garbled(lines: Sequence[str]) -> bool:
    """Whether a text is no language: very few of its words are French or English, and no other
    language has them.
    """
    return of(lines) in ("fr", "en") and known_share(lines) < GARBLED / 2


def is_misread(lines: Sequence[str]) -> bool:
    """Whether what was recognised on a picture is not what stands there: no word, no language, or
    letters that no engine was taught.
    """
    if not any(len(word) > _SHORT for line in lines for word in _WORD.findall(line)):
        return script_of(lines) != _OTHERS[_TAUGHT]
    return is_garbled(lines) or script_of(lines) not in ("", _OTHERS[_TAUGHT])


def remarks(lines: Sequence[str], code: str, known: float) -> list[Warning]:
    """Warnings where the document is not in French, or where few of its words are words."""
    found = []
    if code == UNKNOWN:
        told = f"document en caractères {script_of(lines)}, que Vivier ne comprend pas"
        found.append(Warning("language", told))
    elif code != "fr":
        found.append(Warning("language", f"document en {_names()[code]}"))
    if known < GARBLED and code in ("fr", "en"):
        found.append(
            Warning(
                "garbled",
                f"{100 * known:.0f} % des mots sont connus d'un dictionnaire : "
                "le texte est peut-être mal lu",
            )
        )
    return found
