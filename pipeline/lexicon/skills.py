"""Which words name a skill: the tables of `data/lexicon/skills`, the frames, and words to beware
of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon import tables
from pipeline.lexicon.entries import Entry, Frame, Words, entry_of, frame_of
from pipeline.lexicon.tables import Fault, Table, WordList

FOLDER = "skills"
TOOL = "tool"
EXACT = "="
"""Before an alias that is found with its capitals only."""


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A concept, its kind, its other names, and the concepts that come with it."""

    concept: str
    kind: Literal["hard", "soft", "tool"]
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A concept told by actions on objects."""

    concept: str
    actions: tuple[str, ...]
    objects: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class QualifierRow:
    """Words that say how well a skill is known."""

    qualifier: Literal["notions", "mastered", "learning", "negated", "supervised"]
    words: tuple[str, ...]


FRAMES = Table("frames", FrameRow)
QUALIFIERS = Table("qualifiers", QualifierRow, lambda row: row.qualifier)
AMBIGUOUS = WordList("ambiguous")


@dataclass(frozen=True, slots=True)
class Skill:
    """A concept of the lexicon: `kind` is "hard", "soft" or "tool", `domain` the file in which it
    stands on line `line`; `implies` are concepts that come with it.
    """

    concept: str
    kind: str
    aliases: tuple[str, ...]
    implies: tuple[str, ...]
    domain: str
    line: int

    @property
    def place(self) -> str:
        """Where it stands, as people read it."""
        return f"{self.domain}.csv, ligne {self.line}"


def skill_tables() -> tuple[Table[SkillRow], ...]:
    """The tables of skills, by name."""
    paths = sorted((tables.LEXICON / FOLDER).glob("*.csv"))
    return tuple(Table(f"{FOLDER}/{p.stem}", SkillRow, lambda row: row.concept) for p in paths)


def skills() -> tuple[Skill, ...]:
    """All skills of the lexicon.

    Raises BadTable where a table is wrong, a concept stands twice or implies one that no row
    defines.
    """
    found = tuple(_skills())
    for fault in contradictions(found):
        raise fault.error()
    return found


def _skills() -> Iterator[Skill]:
    for table in skill_tables():
        domain = table.path.stem
        for row in table.rows:
            yield Skill(row.concept, row.kind, row.aliases, row.implies, domain, row.line)


def contradictions(found: tuple[Skill, ...]) -> Iterator[Fault]:
    """Concepts that stand in two tables, or that imply what no row defines."""
    first: dict[str, Skill] = {}
    for skill in found:
        other = first.setdefault(skill.concept, skill)
        if other is not skill:
            yield _twice(skill.concept, other, skill)
    for skill in found:
        for implied in skill.implies:
            if implied not in first:
                fact = f"« {skill.concept} » implique « {implied} », inconnu"
                remedy = "ajouter ce concept ou corriger la ligne"
                yield Fault(f"{skill.domain}.csv", skill.line, fact, remedy)


def _twice(name: str, first: Skill, second: Skill) -> Fault:
    fact = f"« {name} » est déjà dans {first.place}"
    return Fault(f"{second.domain}.csv", second.line, fact, "garder une seule des deux lignes")


@cache
def ambiguous() -> frozenset[str]:
    """Names that are common words too and are therefore found with their capitals only."""
    return frozenset(AMBIGUOUS.words)


def skill_entries(found: tuple[Skill, ...], words: Words) -> list[Entry]:
    """Every name of every skill, ready to be looked for; a concept with itself among its aliases
    (`=X`) is found as that alone.

    Raises BadTable where two concepts claim one name.
    """
    entries: list[Entry] = []
    owners: dict[tuple[tuple[str, ...], str], Skill] = {}
    for skill in found:
        for alias in _names(skill):
            surface = alias.lstrip(EXACT)
            is_exact = alias.startswith(EXACT) or surface in ambiguous() or len(surface) == 1
            entry = entry_of(surface, skill.concept, surface if is_exact else "", words)
            owner = owners.setdefault((entry.keys, entry.exact + entry.whole), skill)
            if owner.concept != skill.concept:
                raise _twice(surface, owner, skill).error()
            entries.append(entry)
    return entries


def _names(skill: Skill) -> tuple[str, ...]:
    own = () if f"{EXACT}{skill.concept}" in skill.aliases else (skill.concept,)
    return (*own, *skill.aliases)


def frames(words: Words) -> tuple[Frame, ...]:
    """The frames of skills, in the order of their table."""
    return tuple(frame_of(r.concept, r.actions, r.objects, words) for r in FRAMES.rows)
