"""Labels of lines that agree with each other: what a line says of the one beside it, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.lexicon.compiled import names
from pipeline.lexicon.headings import HEADINGS
from pipeline.lexicon.spelling import plain
from pipeline.structure.chains import HEADING, Tag
from pipeline.structure.personal import CONTACT
from pipeline.structure.seen import BULLET, Seen, heading_kind

EXPERIENCE = HEADING + "experience"
TOOLS, SKILL = "skills", "skill"
HEADLINE = "headline"
TOP = 6
"""Lines among which a headline stands."""
SUFFIX = 7
"""Letters of a trade that ends a longer word, at least."""
POST = "post"


def in_concord(lines: Sequence[Seen], tags: Sequence[Tag]) -> list[Tag]:
    """The tags of lines, made to agree."""
    found = list(tags)
    for rule in (_lists_apart, _lists_inside, _bullets_below, _employers_above, _headline_told):
        rule(lines, found)
    return found


def _lists_apart(lines: Sequence[Seen], tags: list[Tag]) -> None:
    """A heading of tools heads no post, nor does what stands undated below it: the list ends where
    a post begins, at the next line with a period.
    """
    for n, tag in enumerate(tags):
        if tag.label != POST or not tag.begins or not _lists_tools(lines, n):
            continue
        behind = _head_behind(tags, n)
        starts = [k for k in behind if _has_range(lines[k])]
        if not starts:
            continue
        for k in (n, *behind[: behind.index(starts[0])]):
            tags[k] = replace(tags[k], label=SKILL, begins=True)
        if _heads_tools(lines[n]):
            tags[n] = replace(tag, label=HEADING + TOOLS, begins=False)
        tags[starts[0]] = replace(tags[starts[0]], begins=True)


def _lists_tools(lines: Sequence[Seen], n: int) -> bool:
    """Whether a line is a heading of tools, or stands undated below one."""
    below = n > 0 and _heads_tools(lines[n - 1]) and not lines[n].periods
    return _heads_tools(lines[n]) or below


def _lists_inside(lines: Sequence[Seen], tags: list[Tag]) -> None:
    """A list of tools under a heading that stands again and again below posts is of the post above
    it: "Environnement technique" of each.
    """
    heads = [n for n, seen in enumerate(lines) if _heads_tools(seen) and _is_below(tags, n)]
    times = Counter(lines[n].text for n in heads)
    for n in (n for n in heads if times[lines[n].text] > 1):
        end = n + 1
        while end < len(tags) and tags[end].label == SKILL:
            end += 1
        for k in range(n, end):
            tags[k] = replace(tags[k], label=POST + ".body", begins=False)


def _is_below(tags: Sequence[Tag], n: int) -> bool:
    """Whether a line stands right below a post."""
    return n > 0 and tags[n - 1].label.removesuffix(".body") == POST


def _heads_tools(seen: Seen) -> bool:
    return heading_kind(seen.text, "cv") == TOOLS


def _head_behind(tags: Sequence[Tag], n: int) -> list[int]:
    """The lines that go on the head that begins on a line."""
    end = n + 1
    while end < len(tags) and tags[end].label == tags[n].label and not tags[end].begins:
        end += 1
    return list(range(n + 1, end))


def _has_range(seen: Seen) -> bool:
    return any(period.is_range for period in seen.periods)


def _bullets_below(lines: Sequence[Seen], tags: list[Tag]) -> None:
    """A bullet without a date begins no post where posts begin without bullets: it belongs to the
    one above, and the bare line with dates behind it begins the next.
    """
    bare = False
    for n, tag in enumerate(tags):
        bulleted = lines[n].line.text.startswith(BULLET)
        if tag.label == POST and tag.begins and bare and bulleted and not lines[n].periods:
            behind = _head_behind(tags, n)
            if behind and not _is_bulleted(lines[behind[0]]) and lines[behind[0]].periods:
                tags[n] = replace(tag, label=POST + ".body", begins=False)
                tags[behind[0]] = replace(tags[behind[0]], begins=True)
        elif tag.label == POST and tag.begins:
            bare = not bulleted


def _is_bulleted(seen: Seen) -> bool:
    return seen.line.text.startswith(BULLET)


def _employers_above(lines: Sequence[Seen], tags: list[Tag]) -> None:
    """A heading within the experience that no word of headings tells, right above a post that
    begins with a trade, is its employer.
    """
    for n in range(1, len(tags) - 1):
        tag, behind = tags[n], tags[n + 1]
        inside = tags[n - 1].label.startswith(POST)
        begins = behind.label == POST and behind.begins and lines[n + 1].trades
        if tag.label == EXPERIENCE and inside and begins and not _tells_experience(lines[n]):
            tags[n] = replace(tag, label=POST, begins=True)
            tags[n + 1] = replace(behind, begins=False)


@cache
def _words() -> frozenset[str]:
    """The words of four letters and more of headings of the experience."""
    rows = (row for row in HEADINGS.rows if row.document == "cv" and row.kind == "experience")
    told = (word for row in rows for heading in row.headings for word in plain(heading).split())
    return frozenset(word for word in told if len(word) > 3)


def _tells_experience(seen: Seen) -> bool:
    """Whether a line has a word of a heading, or is set as none of an employer can be."""
    return seen.is_heading or bool(_words() & set(seen.words)) or seen.text.endswith(":")


def _headline_told(lines: Sequence[Seen], tags: list[Tag]) -> None:
    """A word at the top that ends as a trade does, and tells no address, is the headline where
    there is none: "Hydrothérapeute".
    """
    top = range(min(TOP, len(tags)))
    if any(tags[n].label in (HEADLINE, EXPERIENCE) for n in top):
        return
    for n in top:
        if tags[n].label == CONTACT and _ends_as_trade(lines[n]):
            tags[n] = replace(tags[n], label=HEADLINE)
            return


def _ends_as_trade(seen: Seen) -> bool:
    if len(seen.words) != 1 or not seen.text.strip().isalpha():
        return False
    key = seen.keys[0]
    trades = names().trade_words
    ends = (key[cut:] for cut in range(2, len(key) - SUFFIX + 1))
    return key in trades or any(end in trades for end in ends)
