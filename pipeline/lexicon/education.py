"""The names of diplomas and what they are worth on the French ladder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import Table


@dataclass(frozen=True, slots=True)
class DiplomaRow:
    """A rung of the ladder, and words that name its diplomas; of diplomas obtained before the year
    `until` where it is given. "generic" words count where no other name stands, a "school" where it
    is named alone.
    """

    level: Literal["cap", "bac", "bac+2", "bac+3", "bac+4", "bac+5", "bac+8"]
    words: tuple[str, ...]
    kind: Literal["diploma", "generic", "school"] = "diploma"
    until: int = 0


DIPLOMAS = Table("diplomas", DiplomaRow)


@dataclass(frozen=True, slots=True)
class DiplomaStatusRow:
    """What a line says of a diploma beside its name, as a pattern on plain text."""

    status: Literal[
        "running",
        "missed",
        "foreign",
        "foreign_name",
        "french_school",
        "quebec",
        "none",
        "mastery",
        "aside",
        "partial",
    ]
    pattern: re.Pattern[str]


DIPLOMA_STATUS = Table("diploma_status", DiplomaStatusRow)


@cache
def _first_names() -> re.Pattern[str]:
    words = sorted(
        {plain(w) for row in DIPLOMAS.rows for w in row.words}, key=lambda w: (-len(w), w)
    )
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![a-z0-9])")


def begins_with_diploma(text: str) -> bool:
    """Whether a line begins with the name of a diploma.

    >>> begins_with_diploma("DU Protection de l'enfance"), begins_with_diploma("Durée : 3 mois")
    (True, False)
    """
    return bool(_first_names().match(plain(text)))
