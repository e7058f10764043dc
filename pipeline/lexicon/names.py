"""Which words name a skill, an action or an occupation: the tables of `data/lexicon`, checked and
compiled.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.errors import BadTable
from pipeline.lexicon import tables
from pipeline.lexicon.tables import plain
from pipeline.lexicon.words import english_forms, fold, masculine, stop_words

LINKS = frozenset(
    fold(w) for w in ["de", "du", "des", "d", "la", "le", "l", "les", "un", "une", "of", "the"]
) | {"d", "l"}
"""Words that may stand or not stand inside a name: "gestion de projet", "gestion du projet"."""


def carries_meaning(key: str) -> bool:
    """Whether a folded word says something by itself: no stop word, no number, no single letter."""
    return (
        len(key) > 1
        and key not in stop_words()
        and key not in LINKS
        and any(c.isalpha() for c in key)
    )


@dataclass(frozen=True, slots=True)
class Skill:
    """A concept of the lexicon: `kind` is "hard", "soft" or "tool"; `implies` are concepts that
    come with it.
    """

    concept: str
    kind: str
    aliases: tuple[str, ...]
    implies: tuple[str, ...]
    row: str

    @property
    def domain(self) -> str:
        """The file of `data/lexicon/skills` in which it stands."""
        return self.row.split("/")[1].split(":")[0]


@dataclass(frozen=True, slots=True)
class Occupation:
    """A title with the code of its ROME job sheet, and the occupation to which it gives way in a
    field of skills.
    """

    title: str
    rome: str
    rival: str = ""
    rival_domain: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A concept told by an action on an object (a skill) or a role in a field (a trade); without
    actions, by a number of objects.
    """

    concept: str
    actions: frozenset[tuple[str, ...]]
    objects: frozenset[tuple[str, ...]]


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


Words = Callable[[str], list[str]]
"""What splits a name into its words, in the way of the model's tokenizer."""


def skills() -> tuple[Skill, ...]:
    """All skills of `data/lexicon/skills/*.csv`.

    Raises BadTable where a concept stands twice or implies a concept that no row defines.
    """
    found: dict[str, Skill] = {}
    for path in sorted((tables.LEXICON / "skills").glob("*.csv")):
        name = f"skills/{path.stem}"
        for row in tables.rows(name):
            skill = Skill(
                row["concept"],
                row["kind"],
                tables.items(row["aliases"]),
                tables.items(row["implies"]),
                f"{name}:{row['_line']}",
            )
            if skill.concept in found:
                raise _twice(skill.concept, found[skill.concept].row, skill.row)
            found[skill.concept] = skill
    for skill in found.values():
        for implied in skill.implies:
            if implied not in found:
                raise BadTable(
                    skill.row,
                    f"« {skill.concept} » implique « {implied} », inconnu",
                    "ajouter ce concept ou corriger la ligne",
                )
    return tuple(found.values())


def _twice(name: str, first: str, second: str) -> BadTable:
    return BadTable(
        second, f"« {name} » est déjà à la ligne {first}", "garder une seule des deux lignes"
    )


@cache
def ambiguous() -> frozenset[str]:
    """Names that are common words too and are therefore found with their capitals only."""
    return frozenset(tables.words("ambiguous"))


def skill_entries(found: tuple[Skill, ...], words: Words) -> list[Entry]:
    """Every name of every skill, ready to be looked for; a concept with itself among its aliases
    (`=X`) is found as that alone.

    Raises BadTable where two concepts claim one name.
    """
    entries: list[Entry] = []
    owners: dict[tuple[tuple[str, ...], str], Skill] = {}
    for skill in found:
        own = () if f"={skill.concept}" in skill.aliases else (skill.concept,)
        for alias in (*own, *skill.aliases):
            surface = alias.lstrip("=")
            exact = (
                surface
                if alias.startswith("=") or surface in ambiguous() or len(surface) == 1
                else ""
            )
            entry = entry_of(surface, skill.concept, exact, words)
            owner = owners.setdefault((entry.keys, exact + entry.whole), skill)
            if owner.concept != skill.concept:
                raise _twice(surface, owner.row, skill.row)
            entries.append(entry)
    return entries


def entry_of(name: str, concept: str, exact: str, words: Words) -> Entry:
    """A name compiled."""
    keys = keys_of(name, words)
    return Entry(
        keys, concept, exact, masculine(name) if len(keys) == 1 and " " not in name else ""
    )


def keys_of(name: str, words: Words) -> tuple[str, ...]:
    """The folded words of a name without LINKS; all its words where nothing else is left."""
    keys = tuple(k for w in words(name) if (k := fold(w)) not in LINKS)
    return keys or tuple(fold(w) for w in words(name))


@dataclass(frozen=True, slots=True)
class Actions:
    """Verbs by the key of their forms; a word that ends like a noun must be one of the nouns of the
    table.

    `participles` are the keys of English past forms and participles, which name an action where
    they begin a line: "Led a team" does,
    "éclairage LED" and "planning" do not.
    """

    verbs: dict[str, str]
    nouns: frozenset[str]
    participles: frozenset[str]

    def verb_of(self, word: str, key: str) -> str:
        """The verb that names the action of a word, "" where the word names none: "applications"
        are not "appliquer".
        """
        verb = self.verbs.get(key, "")
        return (
            ""
            if verb and _NOUN_ENDING.search(plain(word)) and masculine(word) not in self.nouns
            else verb
        )


_NOUN_ENDING = re.compile(
    r"(?:tions?|ments?|ages?|eurs?|euses?|trices?|ances?|ences?|ures?|ices?|ifs?|ives?|iques?|aires?|al|aux|ales?)$"
)


@cache
def actions(language: str = "") -> Actions:
    """The actions of `data/lexicon/actions.csv`: verb, nouns, English forms and verbs that mean the
    same.

    In a text known to be French ("fr") English forms are none: "type" is no typing, "pays" nothing
    paid.
    """
    french = language == "fr"
    verbs: dict[str, str] = {}
    nouns: set[str] = set()
    inflected: dict[str, str] = {}
    for row in tables.rows("actions"):
        named = tables.items(row["nouns"])
        english = (
            [] if french else [verb for verb in tables.items(row["english"]) if " " not in verb]
        )
        past = () if french else tables.items(row["past"])
        nouns |= {masculine(n) for n in named}
        for form in (row["verb"], *named, *english, *tables.items(row["same"])):
            if " " not in form:
                verbs.setdefault(fold(form), row["verb"])
        for form in (*past, *(form for verb in english for form in english_forms(verb))):
            inflected.setdefault(fold(form), row["verb"])
    return Actions(
        {**inflected, **verbs}, frozenset(nouns), frozenset(inflected.keys() - verbs.keys())
    )


def frames(words: Words) -> tuple[Frame, ...]:
    """The frames, in the order of their table."""

    return tuple(
        Frame(r["concept"], _keyed(r["actions"], words), _keyed(r["objects"], words, masculine))
        for r in tables.rows("frames")
    )


def occupation_frames(words: Words) -> tuple[Frame, ...]:
    """The trades told by a role in a field, in the order of their table."""
    return tuple(
        Frame(r["title"], _keyed(r["roles"], words), _keyed(r["fields"], words, masculine))
        for r in tables.rows("occupation_frames")
    )


def _keyed(cell: str, words: Words, by: Callable[[str], str] = fold) -> frozenset[tuple[str, ...]]:
    """The names of a cell as compared words: actions by their stem, objects (nouns) by their
    masculine singular.
    """
    names = (
        [w for w in words(item) if fold(w) not in LINKS] or words(item)
        for item in tables.items(cell)
        if item != "*"
    )
    return frozenset(tuple(by(w) for w in name) for name in names)


def occupation_entries(words: Words) -> tuple[list[Entry], dict[str, Occupation]]:
    """The names of occupations, ours before those of ROME, and the occupation that each stands for."""
    entries: list[Entry] = []
    found: dict[str, Occupation] = {}
    taken: set[tuple[str, ...]] = set()
    for occupation, names in occupation_titles():
        title = occupation.title
        found.setdefault(title, occupation)
        for name in names:
            keys = keys_of(name, words)
            if keys not in taken:
                taken.add(keys)
                exact = name if name.isupper() and len(name) <= 4 else ""
                entries.append(entry_of(name, title, exact, words))
    return entries, found


def occupation_titles() -> Iterator[tuple[Occupation, tuple[str, ...]]]:
    """Each occupation with its names, ours before those of ROME."""
    for row in tables.rows("occupations"):
        names = (row["title"], row["feminine"], *tables.items(row["aliases"]))
        yield Occupation(row["title"], row["rome"], row["rival"], row["rival_domain"]), names
    for title, rome in rome_titles():
        yield Occupation(title, rome), (title,)


def rome_titles() -> Iterator[tuple[str, str]]:
    """The titles of ROME in the masculine, with the code of their job sheet."""
    path = tables.LEXICON / "rome_titles.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        yield from (
            (title, rome)
            for title, rome in csv.reader(
                (x for x in stream if not x.startswith("#")), delimiter=";"
            )
        )
