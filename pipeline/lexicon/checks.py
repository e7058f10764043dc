"""Every table of the lexicon, and all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.errors import BadTable
from pipeline.lexicon import (
    actions,
    calendar,
    careers,
    cues,
    education,
    english,
    esco,
    genders,
    headings,
    languages,
    needs,
    occupations,
    people,
    senses,
    skills,
    words,
)
from pipeline.lexicon.tables import Fault, Table

TABLES: tuple[Table[Any], ...] = (
    actions.ACTIONS,
    calendar.DATES,
    careers.POST_KINDS,
    cues.CUES,
    education.DIPLOMAS,
    education.DIPLOMA_STATUS,
    english.COMMON_WORDS,
    english.ENGLISH,
    esco.ESCO,
    genders.GENDERS,
    headings.HEADINGS,
    languages.LANGUAGES,
    needs.NEEDS,
    occupations.OCCUPATIONS,
    occupations.OCCUPATION_FRAMES,
    occupations.ROME,
    people.PAPERS,
    people.PERSONAL,
    people.TWINS,
    senses.SENSES,
    skills.FRAMES,
    skills.QUALIFIERS,
    words.IRREGULAR,
)


def all_tables() -> tuple[Table[Any], ...]:
    """Every table, those of skills among them."""
    return (*TABLES, *skills.skill_tables())


def faults() -> Iterator[Fault]:
    """All that is wrong: in each table, then between the tables of skills and what names their
    concepts.
    """
    wrong = [fault for table in all_tables() for fault in table.faults()]
    yield from wrong
    if wrong:
        return
    try:
        known = {skill.concept for skill in skills.skills()}
    except BadTable as error:
        place, _, line = error.file.rpartition(", ligne ")
        yield Fault(place, int(line), error.fact, error.remedy)
        return
    for row in skills.FRAMES.rows:
        if row.concept not in known:
            fact = f"« {row.concept} » n'est dans aucune table de compétences"
            remedy = "ajouter ce concept ou corriger le nom"
            yield Fault(skills.FRAMES.path.name, row.line, fact, remedy)
