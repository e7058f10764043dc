"""Which words name an action: verbs, the nouns of the same action, their English forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import Table
from pipeline.lexicon.words import english_forms, fold, masculine

_NOUN_ENDING = re.compile(
    r"(?:tions?|ments?|ages?|eurs?|euses?|trices?|ances?|ences?|ures?|ices?|ifs?|ives?|iques?"
    r"|aires?|al|aux|ales?)$"
)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A verb, the nouns of its action, English verbs and their irregular past forms, other verbs
    that recruiters read as the same.
    """

    verb: str
    nouns: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


ACTIONS = Table("actions", ActionRow, lambda row: row.verb)


@dataclass(frozen=True, slots=True)
class Actions:
    """Verbs by the key of their forms; a word that ends like a noun must be one of the nouns of the
    table.

    `participles` are the keys of English past forms and participles, which name an action where
    they begin a line: "Led a team" does, "éclairage LED" and "planning" do not.
    """

    verbs: dict[str, str]
    nouns: frozenset[str]
    participles: frozenset[str]

    def verb_of(self, word: str, key: str) -> str:
        """The verb that names the action of a word, "" where the word names none: "applications"
        are not "appliquer".
        """
        verb = self.verbs.get(key, "")
        other_noun = _NOUN_ENDING.search(plain(word)) and masculine(word) not in self.nouns
        return "" if verb and other_noun else verb


@cache
def actions(language: str = "") -> Actions:
    """The actions of the lexicon.

    In a text known to be French ("fr") English forms are none: "type" is no typing, "pays" nothing
    paid.
    """
    verbs: dict[str, str] = {}
    nouns: set[str] = set()
    inflected: dict[str, str] = {}
    for row in ACTIONS.rows:
        english = () if language == "fr" else _single(row.english)
        past = () if language == "fr" else row.past
        nouns |= {masculine(noun) for noun in row.nouns}
        for form in _single((row.verb, *row.nouns, *english, *row.same)):
            verbs.setdefault(fold(form), row.verb)
        regular = (form for verb in english for form in english_forms(verb))
        for form in (*past, *regular):
            inflected.setdefault(fold(form), row.verb)
    participles = frozenset(inflected.keys() - verbs.keys())
    return Actions({**inflected, **verbs}, frozenset(nouns), participles)


def _single(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form for form in forms if " " not in form)
