"""The posts of a career beside what is asked: how near each is, how long and how long ago it was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.profiles.career import Post
from pipeline.profiles.profile import Passage
from pipeline.ranking.similarity import Vector
from pipeline.ranking.told import Told

FRESH, FADING, FADED = 5, 0.04, 0.8
"""Years since the end of a post after which it fades, the share that each year more takes, what is
left of it at the least.
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A post with the line that names it, and how near it is to what is asked, in [0, 1]."""

    post: Post
    passage: Passage
    near: float


def held_posts(told: Told, near: Vector) -> list[Held]:
    """The posts of a CV with the lines that name them; `near` is the nearness of its contexts."""
    found = []
    for post, close in zip(told.profile.career.posts, near[1:], strict=True):
        line = _naming(post, told)
        if line is not None:
            found.append(Held(post, line, float(close)))
    return found


def _naming(post: Post, told: Told) -> Passage | None:
    """The line that names a post: the one with its title, else the first that heads it."""
    numbers = (*post.title_lines, *post.lines)
    lines = [told.lines[told.places[n]] for n in numbers if n in told.places]
    named = (line for line in lines if post.title and post.title in line.text)
    return next(named, lines[0] if lines else None)


def recency(told: Told, last_year: int | None) -> float:
    """What a dated use is worth by the years since: FRESH of them take nothing away, so that a
    break does not count.

    Another post never makes a use older (law 5): it is measured against the date of the run, not
    against the rest of the career.
    """
    if last_year is None:
        return 1.0
    years = told.profile.career.read_in - last_year - FRESH
    return max(1.0 - FADING * max(years, 0), FADED)


def recencies(told: Told) -> Vector:
    """What each line is worth by the years since its post ended, shape (lines,)."""
    posts = told.profile.career.posts
    ended = [None if p.post is None else posts[p.post].last_year for p in told.lines]
    return np.array([recency(told, year) for year in ended])
