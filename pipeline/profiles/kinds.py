"""What each piece of an offer asks: a task, a skill, experience, a diploma, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.documents import Line
from pipeline.lexicon.needs import Kind, cue, said
from pipeline.lexicon.tables import MODELS
from pipeline.profiles.amounts import diploma_asked, years_asked
from pipeline.profiles.items import Item
from pipeline.profiles.languages import levels_in
from pipeline.profiles.licences import LICENCE
from pipeline.structure.chains import chain
from pipeline.structure.seen import Seen
from pipeline.structure.traits import traits_of

FILE = "criteria/asks.crf"
OUTRIGHT = ("residence", "licence")
"""Kinds too rare to be learned, and named by their own words."""
NONE = "none"
"""The kind of a sentence that asks nothing."""
_CUES: tuple[Kind, ...] = (
    "asset", "essential", "head", "level", "beginner", "since", "ceiling", "licence", "residence",
    "language", "diploma", "experience", "context", "nothing",
)  # fmt: skip
_FIRST = 12
"""Letters within which a cue stands first."""
_BRACKETS = re.compile(r"\([^()]*\)")
_YOU = re.compile(r"\b(?:vous|tu|t)\b")
_LEAD = re.compile(r"^(?:\S+\s+){0,3}(?:vous|tu)$|\b(?:charge|consistent a|suivantes?|suivants)$")
"""What leads to a list of tasks, its colon left out."""
_DOING = re.compile(r"^\w+(?:er|ir|oir|dre|tre|ez|tion|tions|age|ment|ance|ise)\b")
_SUBJECT = re.compile(r"(?:les?|la|l'|notre|nos|sa|son|ses|cette|ce|cet)\b")
_TASK = re.compile(r"(?:les?|la|l')\s?\w+(?:tion|tions|age|ment|ments|ance|ence|ure|ise|ien)\b")
_LONGEST_NAME = 14
"""Words of the longest task that begins with an article."""
_FEWEST = 2
"""Words of the shortest task."""


def kinds_of(pieces: Sequence[Item]) -> list[str]:
    """The kind of each piece of one offer, NONE for what asks nothing."""
    told = chain(MODELS / FILE).tags(sequence(pieces))
    return [settled(piece, tag.label) for piece, tag in zip(pieces, told, strict=True)]


def settled(piece: Item, learned: str) -> str:
    """The kind of a piece: what it names outright, else what was learned."""
    named = named_kind(piece)
    if piece.label == "mission" or named in OUTRIGHT:
        return named
    return NONE if _is_aside(said(piece.text)) else learned


def named_kind(piece: Item) -> str:
    """The kind that the words of a piece name outright."""
    low = said(piece.text)
    if piece.label == "mission":
        if LICENCE.search(low) and cue("essential").search(low):
            return "licence"
        return NONE if _is_context(low, piece) else "mission"
    bare = _BRACKETS.sub(" ", low)
    if cue("nothing").search(low) or _is_aside(low):
        return NONE
    if cue("licence").search(low):
        return "licence"
    if cue("residence").search(low):
        return "residence"
    years = years_asked(piece.text) is not None
    diploma = bool(cue("diploma").search(bare)) or bool(diploma_asked(piece.text))
    first = cue("experience").search(low)
    if diploma and not (first and first.start() < _FIRST):
        return "diploma"
    if levels_in(bare) or cue("language").search(bare):
        return "language"
    if years or first:
        return "experience"
    return "skill"


def _is_aside(low: str) -> bool:
    """Whether a piece of the profile tells of others, or of how little is enough."""
    return bool(cue("ours").match(low) or cue("ceiling").match(low))


def _is_context(low: str, piece: Item) -> bool:
    """Whether a sentence among the tasks tells of the post, not of what is to be done."""
    if cue("nothing").search(low):
        return True
    if len(low.split()) < _FEWEST or _LEAD.search(low):
        return True
    if piece.listed:
        return False
    past = cue("past").search(low)
    if past and not _DOING.match(low) and not _YOU.search(low[: past.start()]):
        return True
    hit = cue("context").search(low)
    if not hit:
        return _tells_of_others(low)
    return not re.search(r",\s*(?:vous|tu)\b|\bcharge\b|:", low[hit.end() :])


def _tells_of_others(low: str) -> bool:
    """Whether a sentence has a subject of its own that is neither who holds the post nor a task."""
    if cue("holder").search(low) or not _SUBJECT.match(low):
        return False
    return not (_TASK.match(low) and len(low.split()) <= _LONGEST_NAME)


def sequence(pieces: Sequence[Item]) -> list[list[str]]:
    """The traits of each piece, those of its neighbours beside them."""
    own = [_traits(piece) for piece in pieces]
    found = []
    for n, traits in enumerate(own):
        near = [f"{step}:{t}" for step in (-1, 1) for t in _shared(own, n + step)]
        found.append(sorted([*traits, *near]))
    return found


def _shared(own: Sequence[set[str]], n: int) -> Iterator[str]:
    if not 0 <= n < len(own):
        yield "none"
        return
    yield from (t for t in own[n] if t.startswith(("label=", "named=")))


def _traits(piece: Item) -> set[str]:
    low = said(piece.text)
    seen = Seen(Line(piece.text), "offer")
    found = {f"label={piece.label}", f"listed={piece.listed}", f"named={named_kind(piece)}"}
    found |= {t for t in traits_of(seen) if not t.startswith(("letters=", "4=", "table="))}
    found |= {f"under={word}" for word in said(piece.heading).split() if len(word) > 2}
    for kind in _CUES:
        if hit := cue(kind).search(low):
            found.add(f"cue={kind}")
            if hit.start() < _FIRST:
                found.add(f"cue={kind} first")
    if _YOU.match(low):
        found.add("you first")
    return found
