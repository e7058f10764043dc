"""The names of diplomas and what they are worth on the French ladder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.lexicon.tables import Table


@dataclass(frozen=True, slots=True)
class DiplomaRow:
    """A rung of the ladder, and words that name its diplomas."""

    level: Literal["cap", "bac", "bac+2", "bac+3", "bac+4", "bac+5", "bac+8"]
    words: tuple[str, ...]


DIPLOMAS = Table("diplomas", DiplomaRow)


@dataclass(frozen=True, slots=True)
class DiplomaStatusRow:
    """What a line says of a diploma beside its name, as a pattern on plain text."""

    status: Literal[
        "running", "missed", "foreign", "foreign_name", "french_school", "quebec", "none"
    ]
    pattern: re.Pattern[str]


DIPLOMA_STATUS = Table("diploma_status", DiplomaStatusRow)
