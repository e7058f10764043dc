"""What each line of an offer is: a linear chain tells the employer's presentation from what is to
be done and what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents import Line, Section
from pipeline.lexicon.tables import MODELS
from pipeline.structure.chains import HEADING, Tag, chain
from pipeline.structure.lines import in_places
from pipeline.structure.look import looks_of
from pipeline.structure.seen import Seen, headings, letters_of
from pipeline.structure.traits import traits_of

FILE = "structure/offers.crf"
SECTIONS = {
    "title": "header",
    "header": "header",
    "employer": "employer",
    "mission": "missions",
    "profile": "profile",
    "condition": "conditions",
    "apply": "contact",
}
"""The kind of section in which a line of each label stands; all others are "other"."""
SURE = 0.5
"""Below this probability a line of a list is not told apart from the one above it."""
FINER = {"missions": "activities", "profile": "skills"}
"""Kinds that a heading of the table may tell apart within another one."""


def label_offer(lines: Sequence[Line]) -> list[Tag]:
    """The label of each line of an offer; an item of a list is what the one above it is, where the
    chain is not sure of another.
    """
    tags = chain(MODELS / FILE).tags(sequence([Seen(line, "offer") for line in lines]))
    for n in range(1, len(tags)):
        if _is_item(lines[n - 1]) and _is_item(lines[n]) and tags[n].probability < SURE:
            tags[n] = replace(tags[n], label=tags[n - 1].label)
    return tags


def _is_item(line: Line) -> bool:
    return line.text.startswith("- ") and not line.look.heading


def sequence(lines: Sequence[Seen], look: bool = True) -> list[list[str]]:
    """The traits of each line with those of its neighbours and its place."""
    own = [traits_of(seen) for seen in lines]
    if look:
        looks = looks_of([seen.line for seen in lines])
        own = [traits | more for traits, more in zip(own, looks, strict=True)]
    return in_places(own)


def offer_sections(lines: Sequence[Line], labels: Sequence[str]) -> Iterator[Section]:
    """Lines of one kind that stand together; a heading begins a new section."""
    start = 0
    for n in range(1, len(lines) + 1):
        if n == len(lines) or _begins(labels, n):
            titled = labels[start].startswith(HEADING)
            title = lines[start].text if titled else ""
            yield Section(_kind(labels[start], title), title, start, n)
            start = n


def _begins(labels: Sequence[str], n: int) -> bool:
    """Whether a section begins on a line."""
    label, before = labels[n], labels[n - 1]
    if label.startswith(HEADING):
        return label != before
    return _section(label) != _section(before)


def _section(label: str) -> str:
    return SECTIONS.get(label.removeprefix(HEADING), "other")


def _kind(label: str, title: str) -> str:
    kind = _section(label)
    named = headings("offer").get(letters_of(title), "")
    return named if named == FINER.get(kind) else kind
