"""What each line of a CV is: a linear chain over lines labels it, and tells where entries begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.lexicon.tables import MODELS
from pipeline.structure.chains import FirstLook, Tag, chain, first_look
from pipeline.structure.concord import in_concord
from pipeline.structure.look import LOOK, looks_of
from pipeline.structure.manners import BEGINNINGS, second_look
from pipeline.structure.personal import CONTACT, HEAD, LEAVE, apart, names_among
from pipeline.structure.seen import BULLET, Seen
from pipeline.structure.traits import traits_of

FIRST, FILE = "structure/lines_first.crf", "structure/lines.crf"
BODY = ".body"
HEADED = frozenset(("post", "mission", "edu", "proj", "vol"))
"""Entries that have a body."""
NAME_LIKE = "name-like"
NAME = "name"
_TABLE = "table="
_NEAR = (-2, -1, 1, 2)
_SHARED = frozenset(
    (
        "bullet", "caps", "colon last", "label", "stop last", "comma last", "commas", "bars",
        "wide gap", "dash", "mail", "phone", "gauge", "CEFR", "date", "range",
        "date alone", "date first", "date last", "duration", "infinitive", "action noun", "trade",
        "trade word", "trade whole", "skill", "skill most", "upper first", "lower first",
        "language first", "hyphen last", "lasting", "name-like",
    )
)  # fmt: skip
"""Traits of neighbours that a line sees."""
_SHARED_KINDS = ("words=", "hint=", "table=", "letters=", "first=", LOOK)


def label_lines(lines: Sequence[Seen]) -> list[Tag]:
    """The label of each line of a CV; lines of the person's own affair are told by code, and change
    nothing for the others.
    """
    set_aside = {n: kind for n, seen in enumerate(lines) if (kind := apart(seen))}
    kept = [seen for n, seen in enumerate(lines) if n not in set_aside]
    own = own_traits(kept)
    first = first_look(chain(MODELS / FIRST), in_places(own), BEGINNINGS)
    tags = chain(MODELS / FILE).tags(looked_again(own, first))
    for n in names_among(kept):
        if n >= HEAD:
            tags[n] = Tag(NAME, False, 1.0)
    labelled = iter(in_concord(kept, list(below_bullets(kept, tags))))
    found: list[Tag] = []
    for n in range(len(lines)):
        found.append(_aside(set_aside[n], found) if n in set_aside else next(labelled))
    return found


def below_bullets(lines: Sequence[Seen], tags: Sequence[Tag]) -> Iterator[Tag]:
    """The tags of lines; one that a bullet begins goes on no head that none begins: it is below."""
    bare = ""
    for seen, tag in zip(lines, tags, strict=True):
        bulleted = seen.line.text.startswith(BULLET)
        if tag.begins:
            bare = "" if bulleted else tag.label
        if bulleted and tag.label == bare and tag.label in HEADED:
            tag = replace(tag, label=tag.label + BODY)
        yield tag


def _aside(kind: str, before: Sequence[Tag]) -> Tag:
    """The label of a line set aside: a referee's contact is a referee's."""
    if kind == LEAVE:
        return Tag(LEAVE, True, 1.0)
    last = before[-1].label if before else ""
    return Tag("ref" if last in ("ref", "h:references") else CONTACT, False, 1.0)


def own_traits(lines: Sequence[Seen]) -> list[set[str]]:
    """What each line shows by itself and by its look; a name shows nothing else."""
    named = set(names_among(lines))
    looks = looks_of([seen.line for seen in lines])
    own = [{NAME_LIKE} if n in named else traits_of(seen) for n, seen in enumerate(lines)]
    return [traits | more for traits, more in zip(own, looks, strict=True)]


def looked_again(own: Sequence[set[str]], first: FirstLook) -> list[list[str]]:
    """The traits of each line with what the first labels of all tell of it."""
    both = zip(in_places(own), second_look(own, first), strict=True)
    return [traits + more for traits, more in both]


def in_places(own: Sequence[set[str]]) -> list[list[str]]:
    """The traits of each line with those of its neighbours, its place in the document, and the last
    known heading above it.
    """
    found = [_in_place(own, n) for n in range(len(own))]
    above = ""
    for traits, line in zip(found, own, strict=True):
        traits.append(f"under={above}")
        above = next((t.removeprefix(_TABLE) for t in line if t.startswith(_TABLE)), above)
    return found


def _in_place(own: Sequence[set[str]], n: int) -> list[str]:
    found = list(own[n])
    size = len(own)
    found.append(f"place={10 * n // size}")
    found.append(f"length={'short' if size < 16 else 'long' if size > 60 else 'middle'}")
    if n < 6:
        found.append(f"line {n}")
    if size - n <= 3:
        found.append(f"line -{size - n}")
    for step in _NEAR:
        other = n + step
        if not 0 <= other < size:
            found.append(f"{step}:none")
            continue
        found += [f"{step}:{trait}" for trait in own[other] if _is_shared(trait)]
    return sorted(found)


def _is_shared(trait: str) -> bool:
    return trait in _SHARED or trait.startswith(_SHARED_KINDS)
