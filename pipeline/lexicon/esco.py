"""The concepts of ESCO (European Commission) that the skills and trades of the lexicon are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.tables import Table

PLACE = "http://data.europa.eu/esco/"
"""What the identifiers of ESCO begin with: a kind ("skill" or "occupation") and a UUID follow."""


@dataclass(frozen=True, slots=True)
class EscoRow:
    """A name of the lexicon, the ESCO concept that it is, and how sure that is."""

    kind: Literal["skill", "occupation"]
    name: str
    code: str
    link: Literal["exact", "close", "broad", "narrow", "near", "same"]


ESCO = Table("esco", EscoRow, lambda row: (row.kind, row.name))


def skill_uri(concept: str) -> str:
    """The ESCO skill that a concept of the lexicon is, empty where none has its name."""
    return _uris().get(("skill", concept), "")


def occupation_uri(title: str) -> str:
    """The ESCO occupation that a title of the lexicon is, or is nearest to by the crosswalk of
    France Travail; empty where none is.
    """
    return _uris().get(("occupation", title), "")


@cache
def _uris() -> dict[tuple[str, str], str]:
    return {(row.kind, row.name): f"{PLACE}{row.kind}/{row.code}" for row in ESCO.rows}
