"""The names of skills and occupations, compiled once and kept beside the model; tables edited since
then are compiled anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pipeline.lexicon import skills as tables_of_skills
from pipeline.lexicon import tables
from pipeline.lexicon.entries import Entry, Frame
from pipeline.lexicon.matching import Matcher
from pipeline.lexicon.occupations import Occupation, occupation_entries, occupation_frames
from pipeline.lexicon.skills import Skill
from pipeline.lexicon.tokens import words

SHIPPED = "fr_vivier"
"""The folder of `models/` that holds the spaCy pipeline."""
FILE = "names.json"
PLACE = "vivier_skills"


@dataclass(frozen=True)
class Names:
    """What the tables name: entries of skills and occupations, and the occupations by title."""

    skill_entries: tuple[Entry, ...]
    occupation_entries: tuple[Entry, ...]
    occupations: dict[str, Occupation]

    @cached_property
    def skills(self) -> dict[str, Skill]:
        """The skills by concept."""
        return {s.concept: s for s in tables_of_skills.skills()}

    @cached_property
    def skill_matcher(self) -> Matcher:
        """Finds skills by name."""
        return Matcher(self.skill_entries)

    @cached_property
    def occupation_matcher(self) -> Matcher:
        """Finds occupations by name."""
        return Matcher(self.occupation_entries)

    @cached_property
    def trade_words(self) -> frozenset[str]:
        """The keys with which titles of occupations begin."""
        return frozenset(entry.keys[0] for entry in self.occupation_entries)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Skills told by an action on an object."""
        return tables_of_skills.frames(words)

    @cached_property
    def occupation_frames(self) -> tuple[Frame, ...]:
        """Occupations told by a role in a field."""
        return occupation_frames(words)

    def to_json(self) -> str:
        """All of it, with the hash of the tables that made it first."""
        record = {
            "tables": tables_hash(),
            "skills": _rows(self.skill_entries),
            "occupations": _rows(self.occupation_entries),
            "trades": [
                [o.title, o.rome, o.rival, o.rival_domain] for o in self.occupations.values()
            ],
        }
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Names:
        """What `to_json` wrote."""
        data = json.loads(text)
        return cls(
            skill_entries=_entries(data["skills"]),
            occupation_entries=_entries(data["occupations"]),
            occupations={row[0]: Occupation(*row) for row in data["trades"]},
        )


def _rows(entries: Sequence[Entry]) -> list[list[object]]:
    return [[list(e.keys), e.concept, e.exact, e.whole] for e in entries]


def _entries(rows: Sequence[list[object]]) -> tuple[Entry, ...]:
    made = []
    for keys, concept, exact, whole in rows:
        made.append(Entry(tuple(keys), concept, exact, whole))  # type: ignore[arg-type]
    return tuple(made)


def compile_names() -> Names:
    """The names that the tables hold now.

    Raises BadTable where a table is wrong.
    """
    found = tables_of_skills.skill_entries(tables_of_skills.skills(), words)
    entries, occupations = occupation_entries(words)
    return Names(tuple(found), tuple(entries), occupations)


@cache
def names() -> Names:
    """The names of the tables: those kept beside the model where no table was edited since.

    Raises BadTable as `compile_names` does.
    """
    kept = kept_at(tables.MODELS / SHIPPED)
    if kept.is_file():
        text = kept.read_text(encoding="utf-8")
        if text.startswith(f'{{"tables":"{tables_hash()}"'):
            return Names.from_json(text)
    return compile_names()


def kept_at(model: Path) -> Path:
    """Where a model keeps the compiled names."""
    return model / PLACE / FILE


@cache
def tables_hash() -> str:
    """SHA-256 over all tables of the lexicon."""
    digest = hashlib.sha256()
    for path in sorted(tables.LEXICON.rglob("*.*")):
        name = path.relative_to(tables.LEXICON).as_posix()
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
