"""The skills of a document, each with the lines, sections and dated posts in which it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.documents import SkillMention
from pipeline.profiles.career import Career

STRENGTH = {
    "": 1.0,
    "mastered": 1.0,
    "notions": 0.4,
    "learning": 0.3,
    "supervised": 0.3,
    "negated": 0.0,
}
"""What a skill counts by its qualifier."""
LISTS = frozenset({"skills", "certifications"})
"""The sections of a CV that list skills."""


@dataclass(frozen=True, slots=True)
class SkillUse:
    """A skill with its context: `months` and `last_year` of the dated posts in which it stands."""

    concept: str
    surface: str
    kind: str
    qualifier: str
    sections: tuple[str, ...]
    implies: tuple[str, ...]
    lines: tuple[int, ...]
    months: int = 0
    last_year: int | None = None
    told: bool = True


def skills_used(mentions: Iterable[SkillMention], career: Career) -> tuple[SkillUse, ...]:
    """The mentions of each skill as one, in the order in which the skills are first named."""
    grouped: dict[str, list[SkillMention]] = {}
    for m in mentions:
        grouped.setdefault(m.concept, []).append(m)
    return tuple(_use(concept, found, career) for concept, found in grouped.items())


def _use(concept: str, found: list[SkillMention], career: Career) -> SkillUse:
    best = max(found, key=lambda m: (STRENGTH[m.qualifier], m.section in LISTS))
    posts = {p for m in found if (p := career.post_of(m.line)) is not None}
    ends = [career.posts[p].last_year for p in posts]
    return SkillUse(
        concept,
        best.surface,
        best.kind,
        best.qualifier,
        tuple(dict.fromkeys(m.section for m in found)),
        best.implies,
        tuple(dict.fromkeys(m.line for m in found)),
        sum(career.posts[p].months for p in posts),
        max((y for y in ends if y), default=None),
        any(m.told for m in found),
    )
