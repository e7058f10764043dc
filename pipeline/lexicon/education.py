"""The names of diplomas and what they are worth on the French ladder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

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
