"""The posts of a career beside what is asked: how near each is, how long and how long ago it was."""

from __future__ import annotations

from collections.abc import Collection
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

SURE = 0.7
"""From this strength on a line shows a criterion whatever words it uses."""
NAMED = 0.2
"""The share of what experience is asked of that a line or a post names."""
OF_TRADE = 0.5
"""How near a post is at the least that shows years in the trade of an offer."""


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


def showing_posts(
    told: Told, subject: Collection[str], strengths: Vector, near: Vector
) -> list[Held]:
    """The posts that show what a criterion asks, by a line that shows it and names its `subject`,
    or by their trade, where they speak of it; each with the line that says so.
    """
    found = []
    for place, post in enumerate(told.profile.career.posts, 1):
        best = _telling(told, place, subject, strengths)
        shown = float(strengths[best]) if best is not None else 0.0
        of_trade = near[place] >= OF_TRADE and names(told, told.contexts[place], subject)
        close = float(near[place]) if of_trade else 0.0
        line = _naming(post, told) if best is None or close >= shown else told.lines[best]
        if line is not None and max(shown, close) > 0:
            found.append(Held(post, line, max(shown, close)))
    return found


def _telling(told: Told, place: int, subject: Collection[str], strengths: Vector) -> int | None:
    """The place of the line of a context that shows a criterion best, among those that name its
    subject or show it surely; None where it has no subject.
    """
    if not subject:
        return None
    of_post = (n for n, context in enumerate(told.context) if context == place and strengths[n])
    lines = [
        n for n in of_post if strengths[n] >= SURE or names(told, told.lines[n].terms, subject)
    ]
    return max(lines, key=lambda n: (strengths[n], -n), default=None)


def names(told: Told, words: Collection[str], subject: Collection[str]) -> bool:
    """Whether some words name enough of a subject; where it is empty, all do."""
    idf = told.space.idf
    whole = sum(idf(word) for word in sorted(subject))
    return sum(idf(word) for word in sorted(subject) if word in set(words)) >= NAMED * whole


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
