"""How words are compared: case, accents, apostrophes, inflection and gender folded to one key. The
only place that decides it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(ending), other) for ending, other in pairs)


_SINGULAR = _rules(
    (r"(?<=.)eaux$", "eau"),
    (r"(?<=..)aux$", "al"),
    (r"(?<=[eo]u)x$", ""),
    (r"(?<=[^s])s$", ""),
)
_MASCULINE = _rules(
    (r"ee+$", "e"),
    (r"trice$", "teur"),
    (r"drice$", "deur"),
    (r"woman$", "man"),
    (r"eresse$", "eur"),
    (r"(?<=[aeio])tresse$", "tre"),
    (r"(?<=ai)ss?e$", ""),
    (r"(?<=oi)se$", ""),
    (r"(?<=ou)ss?e$", ""),
    (r"euse$", "eur"),
    (r"e$", ""),
)
_ENDINGS = _rules(
    (r"(?<=[aeio])nn$", "n"),
    (r"(?<=[eu])ll$|(?<=ei)ll$", "l"),
    (r"(?<=[aeo])tt$", "t"),
    (r"ff$", "f"),
    (r"(?<=[iu])f$", "v"),
    (r"(?<=i)c$", "qu"),
    (r"(?<=..)eau$", "el"),
    (r"eu$", "eur"),
)
"""What singular, masculine and the last letters of both genders come to: a feminine is turned into
its masculine in one step, and both go the same way from there, so that they end alike whatever the
word.
"""
_SHORTEST = 3
_BEFORE_E = re.compile(r"(?:iqu|anc|enc|abl|ibl|ism|ist|iv|logi|[aeiou]s)$")
"""Endings that the stemmer knows with the e that both genders lost."""
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
    """What irregular forms come to."""
    found = {}
    for row in IRREGULAR.rows:
        word = plain(row.word)
        for form in map(plain, row.forms):
            if form != word:
                found[form] = found[word] = _reduced(word, {})
    return found


@cache
def _invariable() -> frozenset[str]:
    """Words that the table names as their own only form: "mois", "cours"."""
    return frozenset(plain(row.word) for row in IRREGULAR.rows if row.forms == (row.word,))


def _reduced(bare: str, known: Mapping[str, str]) -> str:
    """A plain word in the masculine singular, without its mute ending."""
    if len(bare) <= _SHORTEST:
        return known.get(bare, bare)
    for pattern, other in (*_SINGULAR, *_MASCULINE, *_ENDINGS):
        if bare in known:
            return known[bare]
        shorter = pattern.sub(other, bare)
        if len(shorter) >= _SHORTEST:
            bare = shorter
    return known.get(bare, bare)


@lru_cache(maxsize=200_000)
def masculine(word: str) -> str:
    """The key of a word in the masculine singular; nothing else is folded."""
    bare = plain(word)
    if not bare.isalpha() or bare in _invariable():
        return bare
    return _apart(_reduced(bare, _irregular()))


def _apart(key: str) -> str:
    """A key that is not that of an invariable word: "course" is not "cours"."""
    return f"{key}e" if key in _invariable() else key


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The key by which a word is compared; equal for all inflections and both genders of a word.

    >>> fold("développeuses") == fold("développeur"), fold("conçu") == fold("concevoir"), fold("C#")
    (True, True, 'c#')
    >>> fold("motivée") == fold("motivé"), fold("ambassadrice") == fold("ambassadeur")
    (True, True)
    """
    key = masculine(word)
    if len(key) <= _SHORTEST or not key.isalpha() or key in _invariable():
        return key
    spelt = f"{key}e" if _BEFORE_E.search(key) else key
    stem: str = _stemmer().stemWord(spelt)
    return _apart(stem[:-1] if len(stem) > 4 and stem.endswith("e") else stem)


@cache
def stop_words() -> frozenset[str]:
    """Folded words that carry no meaning of their own."""
    words = STOP_WORDS.words
    return frozenset(map(fold, words)) | frozenset(map(plain, words))
