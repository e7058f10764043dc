"""What each part of the score measures. A part on which the offer is silent is None."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.ranking import background
from pipeline.ranking.abilities import skills
from pipeline.ranking.deeds import missions
from pipeline.ranking.matches import Part
from pipeline.ranking.sentences import meaning, semantic, text
from pipeline.ranking.side import Side
from pipeline.ranking.trades import occupation

Measure = Callable[[Side, Side], Part | None]

MEASURES: dict[str, Measure] = {
    "occupation": occupation,
    "missions": missions,
    "skills": skills,
    "meaning": meaning,
    "text": text,
    "career": background.career,
    "diploma": background.diploma,
    "languages": background.languages,
    "semantic": semantic,
}
"""The parts of the score by name, in the order in which they are shown."""
UNFITTED = {"semantic": 0.15}
"""Parts that are there only where the user brings what they need; no such thing is shipped, so that
their weight is a choice.
"""
