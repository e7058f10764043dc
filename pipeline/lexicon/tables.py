"""Where the tables of French words and the trained files lie, how a table is read, how words are
written, and what a dictionary knows.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import simplemma

_PACKAGE = Path(__file__).resolve().parents[1]


def _home(name: str) -> Path:
    packaged = _PACKAGE / "_shipped" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


LEXICON = _home("data") / "lexicon"
MODELS = _home("models")
NOTEBOOKS = _home("notebooks")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/lexicon/NAME.csv` (UTF-8, semicolons, `#` comments); a row knows its line
    number as `_line`.
    """
    path = LEXICON / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        numbered = [
            (n, text)
            for n, text in enumerate(stream, 1)
            if text.strip() and not text.startswith("#")
        ]
    header = next(csv.reader([numbered[0][1]], delimiter=";"))
    found = []
    for number, text in numbered[1:]:
        values = [value.strip() for value in next(csv.reader([text], delimiter=";"))]
        values += [""] * (len(header) - len(values))
        found.append({**dict(zip(header, values, strict=False)), "_line": str(number)})
    return tuple(found)


def items(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by `|`."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a list (`data/lexicon/NAME.txt`), comments left out."""
    lines = (LEXICON / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(w for line in lines if not line.startswith("#") for w in line.split())


def plain(text: str) -> str:
    """Text without case, accents, ligatures or typographic apostrophes.

    >>> plain("Chargé d’Œuvre")
    "charge d'oeuvre"
    """
    lowered = (
        text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").casefold()
    )
    return "".join(
        c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)
    )


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether a French or English dictionary (simplemma's) has a word in small letters."""
    return any(simplemma.is_known(word.lower(), lang=code) for code in ("fr", "en"))


def english_lemma(word: str) -> str:
    """The dictionary form of an English word in small letters (simplemma's)."""
    return str(simplemma.lemmatize(word, lang="en"))
