"""Against paraphrases: lines that follow the missions of an offer one by one, in its order and in
other words, are told, and count nothing where the post is of another trade without them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.documents import Warning
from pipeline.profiles.profile import without_lines
from pipeline.ranking.asked import Question
from pipeline.ranking.nearness import nearness
from pipeline.ranking.told import Told

Table = NDArray[np.bool_]
MEANT = 0.3
"""Cosine from which on a line says what a mission says."""
LEAST, SHARE, WIDEST = 4, 0.75, 12
"""So many lines, and this share of the lines between them, of at most so many. Of 4,100 pairs of
honest CVs and offers four reached it, all of people near the trade; below MEANT .25 it were 33.
"""


def unfollowed(question: Question, told: Told) -> Told:
    """What a CV tells, with a warning where it follows the offer, and without the lines that do so
    in a post which is of another trade without them.
    """
    found = {place: _followed(question, told, place) for place in set(told.context)}
    lines = frozenset(n for numbers in found.values() for n in numbers)
    if not lines:
        return told
    fact = f"{len(lines)} ligne(s) suivent les missions de l'offre une à une, dans son ordre"
    warnings = (*told.profile.warnings, Warning("offer_followed", fact))
    near = nearness(question, _without(told, lines, warnings))
    idle = frozenset(n for place, numbers in found.items() if not near[place] for n in numbers)
    return _without(told, idle, warnings)


def _without(told: Told, lines: frozenset[int], warnings: tuple[Warning, ...]) -> Told:
    return Told(without_lines(told.profile, lines, warnings), told.space)


def _followed(question: Question, told: Told, place: int) -> frozenset[int]:
    """The numbers of the lines of a context that follow the missions of the offer."""
    missions = [n for n, (c, _) in enumerate(question.rows) if c.kind == "mission"]
    lines = [n for n, own in enumerate(told.context) if own == place and not _heads(told, n)]
    if len(missions) < LEAST or len(lines) < LEAST:
        return frozenset()
    alike: Table = told.latent[lines] @ question.latent[missions].T >= MEANT
    found = {n for first, last in _windows(alike) for n in lines[first:last]}
    return frozenset(told.lines[n].number for n in found)


def _heads(told: Told, line: int) -> bool:
    return told.is_title(told.lines[line])


def _windows(alike: Table) -> Iterator[tuple[int, int]]:
    """The runs of lines most of which say what a mission says, each a later one than the line
    before; `alike` has shape (lines, missions).
    """
    told = [bool(row.any()) for row in alike]
    for first in (n for n, is_told in enumerate(told) if is_told):
        for last in range(first + LEAST, min(len(alike), first + WIDEST) + 1):
            if told[last - 1] and _longest(alike[first:last]) >= max(LEAST, SHARE * (last - first)):
                yield first, last


def _longest(alike: Table) -> int:
    """The length of the longest chain of lines whose missions stand in the same order."""
    best = np.zeros(alike.shape[1] + 1, dtype=int)
    for row in alike:
        taken = np.maximum(best[1:], best[:-1] + row)
        best = np.maximum.accumulate(np.concatenate([[0], taken]))
    return int(best[-1])
