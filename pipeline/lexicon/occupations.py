"""Which words name an occupation: our titles before those of ROME, and roles in a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.lexicon.entries import Entry, Frame, Words, entry_of, frame_of, keys_of
from pipeline.lexicon.tables import Table

_LONGEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class OccupationRow:
    """A title in both genders, its ROME code, other names, and the title to which it gives way in a
    field of skills."""

    title: str
    feminine: str
    rome: str
    aliases: tuple[str, ...] = ()
    rival: str = ""
    rival_domain: str = ""


@dataclass(frozen=True, slots=True)
class RomeRow:
    """A title of ROME in the masculine, with the code of its job sheet."""

    title: str
    rome: str


@dataclass(frozen=True, slots=True)
class OccupationFrameRow:
    """A title told by a role in a field."""

    title: str
    roles: tuple[str, ...]
    fields: tuple[str, ...]


OCCUPATIONS = Table("occupations", OccupationRow, lambda row: row.title)
ROME = Table("rome_titles", RomeRow)
OCCUPATION_FRAMES = Table("occupation_frames", OccupationFrameRow)


@dataclass(frozen=True, slots=True)
class Occupation:
    """A title with the code of its ROME job sheet, and the occupation to which it gives way in a
    field of skills.
    """

    title: str
    rome: str
    rival: str = ""
    rival_domain: str = ""


def occupation_frames(words: Words) -> tuple[Frame, ...]:
    """The trades told by a role in a field, in the order of their table."""
    return tuple(frame_of(r.title, r.roles, r.fields, words) for r in OCCUPATION_FRAMES.rows)


def occupation_entries(words: Words) -> tuple[list[Entry], dict[str, Occupation]]:
    """The names of occupations, ours before those of ROME, and what each stands for."""
    entries: list[Entry] = []
    found: dict[str, Occupation] = {}
    taken: set[tuple[str, ...]] = set()
    for occupation, names in occupation_titles():
        title = occupation.title
        found.setdefault(title, occupation)
        for name in names:
            keys = keys_of(name, words)
            if keys in taken:
                continue
            taken.add(keys)
            is_acronym = name.isupper() and len(name) <= _LONGEST_ACRONYM
            entries.append(entry_of(name, title, name if is_acronym else "", words))
    return entries, found


def occupation_titles() -> Iterator[tuple[Occupation, tuple[str, ...]]]:
    """Each occupation with its names, ours before those of ROME."""
    for row in OCCUPATIONS.rows:
        names = (row.title, row.feminine, *row.aliases)
        yield Occupation(row.title, row.rome, row.rival, row.rival_domain), names
    for title, rome in rome_titles():
        yield Occupation(title, rome), (title,)


def rome_titles() -> Iterator[tuple[str, str]]:
    """The titles of ROME in the masculine, with the code of their job sheet."""
    return ((row.title, row.rome) for row in ROME.rows)
