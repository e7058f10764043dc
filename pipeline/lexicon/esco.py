"""The concepts of ESCO (European Commission) that the skills and trades of the lexicon are, from
`data/lexicon/esco.csv`.
"""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import tables

PLACE = "http://data.europa.eu/esco/"
"""What the identifiers of ESCO begin with: a kind ("skill" or "occupation") and a UUID follow."""


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
    return {
        (row["kind"], row["name"]): f"{PLACE}{row['kind']}/{row['code']}"
        for row in tables.rows("esco")
    }
