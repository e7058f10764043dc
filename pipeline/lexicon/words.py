"""How words are compared: case, accents, apostrophes, inflection and gender folded to one key. The
only place that decides it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import Table, WordList


@dataclass(frozen=True, slots=True)
class IrregularRow:
    """A word, and the forms that no rule brings back to it."""

    word: str
    forms: tuple[str, ...]


IRREGULAR = Table("irregular", IrregularRow, lambda row: row.word)
STOP_WORDS = WordList("stopwords")
WHOLE_NAMES = WordList("whole_names")
"""Names of products that a tokenizer must not split."""
_GENDERED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"trices?$"), "teur"),
    (re.compile(r"(?:euses?|eures?|eux)$"), "eur"),
    (re.compile(r"ennes?$"), "en"),
    (re.compile(r"onnes?$"), "on"),
    (re.compile(r"elles?$"), "el"),
    (re.compile(r"ettes?$"), "et"),
    (re.compile(r"ieres?$"), "ier"),
    (re.compile(r"(?<=[ghlr])eres?$"), "er"),
    (re.compile(r"annes?$"), "an"),
    (re.compile(r"ites?$"), "it"),
    (re.compile(r"(?<=[aeiu])ves?$"), "f"),
    (re.compile(r"ffes?$"), "f"),
    (re.compile(r"ees?$"), "e"),
)
_MUTE_E = re.compile(r"(?<=[a-z])([ae]nt|al)e(?=s?$)")
"""The feminine of these differs by an e that the stemmer of `fold` takes away by itself."""
_IN_BRACKETS = re.compile(r"\((?:e|ne|le|se|rice|trice|euse|fe|ière|ère|ice|s|es|x)\)", re.I)


def english_forms(verb: str) -> tuple[str, ...]:
    """The regular past and present participle of an English verb.

    >>> english_forms("plan"), english_forms("manage"), english_forms("supply")
    (('planned', 'planning'), ('managed', 'managing'), ('supplied', 'supplying'))
    """
    if verb.endswith("e"):
        return f"{verb}d", f"{verb[:-1]}ing"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied", f"{verb}ing"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb)
    stem = verb + verb[-1] if short else verb
    return f"{stem}ed", f"{stem}ing"


def without_double_gender(text: str) -> str:
    """Inclusive spellings reduced to one form, character for character with blanks, so that offsets
    stay true.

    >>> without_double_gender("chargé(e) de projet")
    'chargé    de projet'
    """
    text = _IN_BRACKETS.sub(lambda m: " " * len(m[0]), text)
    return re.sub(r"(?<=\w)[·•](?:\w{1,5})(?:[·•]s)?", lambda m: " " * len(m[0]), text)


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("french")


@cache
def _irregular() -> dict[str, str]:
    return {plain(form): plain(row.word) for row in IRREGULAR.rows for form in row.forms}


def _male(bare: str) -> str:
    """A plain word with a feminine ending as its masculine, as far as rules and the table of
    irregular forms tell.
    """
    bare = _irregular().get(bare, bare)
    if len(bare) > 3:
        for ending, masculine_ending in _GENDERED:
            shorter, found = ending.subn(masculine_ending, bare)
            if found and len(shorter) >= 3:
                return shorter
    return bare


@lru_cache(maxsize=200_000)
def masculine(word: str) -> str:
    """A word in the masculine singular; nothing else is folded."""
    bare = plain(word)
    if not bare.isalpha():
        return bare
    bare = _MUTE_E.sub(r"\1", _male(bare))
    return bare.rstrip("sx") if len(bare) > 3 else bare


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The key by which a word is compared; equal for all inflections and both genders of a word.

    >>> fold("développeuses") == fold("développeur"), fold("conçu") == fold("concevoir"), fold("C#")
    (True, True, 'c#')
    """
    bare = plain(word)
    if not bare.isalpha():
        return bare
    bare = _male(bare)
    if len(bare) <= 3:
        return bare
    stem: str = _stemmer().stemWord(bare)
    return stem[:-1] if len(stem) > 4 and stem.endswith("e") else stem


@cache
def stop_words() -> frozenset[str]:
    """Folded words that carry no meaning of their own."""
    words = STOP_WORDS.words
    return frozenset(map(fold, words)) | frozenset(map(plain, words))
