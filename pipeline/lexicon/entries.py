"""Names as they are looked for: folded words without the small ones between them, and frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.lexicon.words import fold, masculine, stop_words

_SMALL = ("de", "du", "des", "d", "la", "le", "l", "les", "un", "une", "of", "the")
LINKS = frozenset(map(fold, _SMALL)) | {"d", "l"}
"""Words that may stand or not stand inside a name: "gestion de projet", "gestion du projet"."""
NOUN = "ée"
"""How nouns end that lose what tells them from other words where their gender is folded."""
ANY = "*"
"""In a frame: whatever the action."""

Words = Callable[[str], list[str]]
"""What splits a name into its words, in the way of the model's tokenizer."""


def carries_meaning(key: str) -> bool:
    """Whether a folded word says something by itself: no stop word, no number, no single letter."""
    small = len(key) <= 1 or key in stop_words() or key in LINKS
    return not small and any(c.isalpha() for c in key)


@dataclass(frozen=True, slots=True)
class Entry:
    """A name to look for: folded keys without LINKS; `exact` is the spelling required, empty for
    any.

    A name of one word must agree in its masculine singular too (`whole`): "serveurs" are not
    "servir".
    """

    keys: tuple[str, ...]
    concept: str
    exact: str
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A concept told by an action on an object (a skill) or a role in a field (a trade); without
    actions, by a number of objects.
    """

    concept: str
    actions: frozenset[tuple[str, ...]]
    objects: frozenset[tuple[str, ...]]


def entry_of(name: str, concept: str, exact: str, words: Words) -> Entry:
    """A name compiled."""
    keys = keys_of(name, words)
    alone = len(keys) == 1 and " " not in name
    return Entry(keys, concept, exact, whole_of(name) if alone else "")


def whole_of(word: str) -> str:
    """The masculine singular of a word; of a feminine noun in "ée" with that ending, as "plongée"
    is not "plonge".

    >>> whole_of("plongée"), whole_of("plonge"), whole_of("formé")
    ('plongée', 'plong', 'form')
    """
    return masculine(word) + (NOUN if word.endswith(NOUN) else "")


def agrees(text: str, whole: str) -> bool:
    """Whether a word of a text is a name of one word (see `whole_of`) in whatever number, gender
    and case; the "ée" of a noun must be heard in it.
    """
    own = masculine(text)
    if own == whole:
        return True
    heard = text.casefold().rstrip("s").endswith(("ée", "ee", "é"))
    return whole.endswith(NOUN) and heard and own == whole.removesuffix(NOUN)


def keys_of(name: str, words: Words) -> tuple[str, ...]:
    """The folded words of a name without LINKS; all its words where nothing else is left."""
    folded = [fold(word) for word in words(name)]
    return tuple(key for key in folded if key not in LINKS) or tuple(folded)


def frame_of(concept: str, actions: Iterable[str], objects: Iterable[str], words: Words) -> Frame:
    """A frame compiled: actions are compared by their stem, objects (nouns) by their masculine
    singular.
    """
    return Frame(concept, _keyed(actions, words, fold), _keyed(objects, words, masculine))


def _keyed(
    names: Iterable[str], words: Words, by: Callable[[str], str]
) -> frozenset[tuple[str, ...]]:
    found = set()
    for name in names:
        if name == ANY:
            continue
        meant = [word for word in words(name) if fold(word) not in LINKS]
        found.add(tuple(by(word) for word in meant or words(name)))
    return frozenset(found)
