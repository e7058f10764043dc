"""What the posts of a CV say of each other: an employer named once above several posts is that of
all, and a mission ends with its post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.documents import Document, Entry
from pipeline.structure.chains import HEADING

if TYPE_CHECKING:
    from pipeline.profiles.career import Post

POST, MISSION = "post", "mission"


def settled(document: Document, posts: Sequence[Post], entries: Sequence[Entry]) -> list[Post]:
    """The posts of entries, in their order, with what the others say of them."""
    return list(_ended(_with_employers(document, posts, entries)))


def _with_employers(
    document: Document, posts: Sequence[Post], entries: Sequence[Entry]
) -> Iterator[Post]:
    """Posts below an employer that is named once above them have it too, up to the next heading;
    one that stands alone with its length, above posts with their own, is no post ("Cabinet Armel",
    "5 ans 3 mois").
    """
    shared, is_alone, is_whole, last = "", False, False, 0
    for n, (post, entry) in enumerate(zip(posts, entries, strict=True)):
        above, first = _stands_above(entry), entry.head[0]
        if any(label.startswith(HEADING) for label in document.labels[last:first]):
            shared, is_alone = "", False
        last = first
        if _is_employer(post, entry) and n + 1 < len(posts) and _may_share(posts[n + 1]):
            shared, is_alone = post.organisation, True
            continue
        if post.organisation and (above or not is_alone or not post.title):
            shared, is_alone = post.organisation if above else "", False
            is_whole = above and _tells_stay(entry)
        elif shared and entry.kind == POST and (is_alone or is_whole or _tells_title(entry)):
            post = replace(post, organisation=shared)
        yield post


def _is_employer(post: Post, entry: Entry) -> bool:
    """Whether an entry tells an employer and how long one stayed, and nothing else."""
    return bool(post.organisation and entry.first("duration")) and not (post.title or post.start)


def _may_share(post: Post) -> bool:
    return post.kind == POST and bool(post.title and post.start)


def _stands_above(entry: Entry) -> bool:
    """Whether the employer of an entry stands on a line of its own above the title."""
    title, organisation = entry.first("title"), entry.first("organisation")
    return bool(title and organisation and organisation.line < title.line)


def _tells_stay(entry: Entry) -> bool:
    """Whether an entry tells above its title how long one stayed with its employer."""
    title, stay = entry.first("title"), entry.first("duration")
    return bool(title and stay and stay.line < title.line)


def _tells_title(entry: Entry) -> bool:
    """Whether the head of an entry tells a title, no place, and above the title nothing but
    fields: another employer may stand there else.
    """
    title = entry.first("title")
    if title is None or entry.first("place") is not None:
        return False
    told = {f.line for f in entry.fields}
    return told.issuperset(n for n in entry.head if n < title.line)


def _ended(posts: Iterator[Post]) -> Iterator[Post]:
    """Posts; a mission that lasts, below a post that ended, ended with it."""
    above: Post | None = None
    for post in posts:
        if post.kind == POST:
            above = post
        elif post.kind == MISSION and above is not None and _outlasts(post, above):
            left = max(_month(above) - _first(post), 0)
            until = post.most[0], above.most[1]
            post = replace(
                post,
                end=above.end,
                months=left,
                last_year=above.last_year,
                fewest=until,
                most=until,
            )
        yield post


def _outlasts(mission: Post, post: Post) -> bool:
    if mission.start is None or post.start is None or post.end is None:
        return False
    return mission.end is None and post.start < mission.start <= post.end


def _first(post: Post) -> int:
    assert post.start is not None
    return post.start[0] * 12 + post.start[1]


def _month(post: Post) -> int:
    """The month behind the last one of a post that ended."""
    assert post.end is not None
    return post.end[0] * 12 + post.end[1] + 1
