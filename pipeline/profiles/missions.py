"""A mission: what is done, and to what."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.documents import MissionMention


@dataclass(frozen=True, slots=True)
class Mission:
    """An action (a verb) and its object with its folded content words, on line `line`."""

    action: str
    object: str
    terms: tuple[str, ...]
    text: str
    line: int
    section: str


def missions_of(found: tuple[MissionMention, ...]) -> tuple[Mission, ...]:
    """The missions that a document tells."""
    return tuple(Mission(m.concept, m.object, m.terms, m.surface, m.line, m.section) for m in found)
