"""What the dates of a career claim that cannot be, and what people should ask about: a post of the
future, a post that covers the others.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Warning
from pipeline.profiles.career import Career, Post

COVERED = 2
"""A post within which so many of other employers lie is to be asked about."""
LONG = 60
"""Months from which on it is."""


def unreal(career: Career) -> list[Post]:
    """The posts that begin after the year in which the CV is read."""
    return [p for p in career.posts if p.start is not None and p.start[0] > career.read_in]


def doubts(career: Career) -> Iterator[Warning]:
    """A warning for posts that are to come, and for each that covers others."""
    coming = unreal(career)
    if coming:
        fact = f"« {_short(coming[0])} » commence en {(coming[0].start or (0,))[0]}, non compté"
        yield Warning("future_post", fact)
    for post in career.posts:
        inside = [p for p in career.posts if _covers(post, p)]
        if len(inside) >= COVERED:
            fact = f"« {_short(post)} » recouvre {len(inside)} autres postes ; dates à vérifier"
            yield Warning("overlap", fact)


def _covers(post: Post, other: Post) -> bool:
    """Whether another post, of another employer, lies within a long one."""
    if other is post or post.kind != "post" or other.kind != "post" or post.months < LONG:
        return False
    if post.start is None or other.start is None or not other.months:
        return False
    if post.organisation == other.organisation:
        return False
    first, last = post.fewest
    return first <= other.fewest[0] and other.fewest[1] <= last


def _short(post: Post) -> str:
    title = post.title or post.text
    return title if len(title) <= 60 else title[:57] + "..."
