"""From labelled lines to sections and entries: what stands together, and where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents import Document, Entry, Field, Section
from pipeline.lexicon.education import begins_with_diploma
from pipeline.structure.calendar import YEAR
from pipeline.structure.chains import HEADING, Tag
from pipeline.structure.fields import mark_fields
from pipeline.structure.heads import moved, moves
from pipeline.structure.lines import BODY, label_lines
from pipeline.structure.marks import Field as Mark
from pipeline.structure.nesting import nested
from pipeline.structure.offers import label_offer, offer_sections
from pipeline.structure.personal import CONTACT, LEAVE
from pipeline.structure.seen import Seen

OTHER = "other"
SECTIONS = {
    "name": "identity",
    "headline": "identity",
    "contact": "identity",
    "summary": "summary",
    "post": "experience",
    "mission": "experience",
    "edu": "education",
    "skill": "skills",
    "lang": "languages",
    "cert": "certifications",
    "proj": "projects",
    "int": "interests",
    "ref": "references",
}
"""The kind of section in which a line of each label stands; all others are "other"."""
HEADINGS = {
    "identity", "summary", "experience", "education", "skills", "languages", "certifications",
    "projects", "interests", "references",
}  # fmt: skip
ENTRIES = frozenset(("post", "mission", "edu", "cert", "proj", "vol", "ref", "pub", LEAVE))
MARKED = frozenset(("post", "mission", "edu", "cert", "proj", "vol"))
"""Entries whose heads hold fields."""
KINDS = {
    "t": "title",
    "o": "organisation",
    "p": "place",
    "d": "date",
    "dur": "duration",
    "c": "contract",
    "dip": "diploma",
    "m": "honours",
    "cert": "certification",
}
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_INSIDE = {"mission": "post"}
"""Entries that stand within another one."""
LOOSE = frozenset((OTHER, CONTACT, LEAVE))
"""Lines that end no entry."""


def structured(document: Document) -> Document:
    """A document that was read, with its sections; a CV with the labels of its lines and its
    entries.
    """
    if document.kind != "cv":
        return _offer(document)
    lines = [Seen(line) for line in document.lines]
    tags, entries = understood(lines)
    labels = tuple(tag.label for tag in tags)
    return replace(
        document,
        sections=tuple(sections_of(document, labels)),
        entries=tuple(nested(lines, entries)),
        labels=labels,
    )


def understood(lines: Sequence[Seen]) -> tuple[list[Tag], list[Entry]]:
    """The labels of the lines of a CV and its entries, their heads made whole."""
    tags = label_lines(lines)
    found = list(entries_of(lines, tags))
    tried = list(moves(lines, tags, found))
    if not tried:
        return tags, found
    made = list(entries_of(lines, moved(tags, tried)))
    tags = moved(tags, [move for move in tried if move.holds(made)])
    told = {(e.kind, e.head): e for e in found}
    return tags, [told.get((e.kind, e.head), e) for e in entries_of(lines, tags)]


def _offer(document: Document) -> Document:
    labels = tuple(tag.label for tag in label_offer(document.lines))
    sections = tuple(offer_sections(document.lines, labels)) if labels else ()
    return replace(document, sections=sections, labels=labels)


def section_kind(label: str) -> str:
    """The kind of section in which a line with a label stands."""
    if label.startswith(HEADING):
        kind = label.removeprefix(HEADING)
        return kind if kind in HEADINGS else OTHER
    return SECTIONS.get(label.removesuffix(BODY), OTHER)


def sections_of(document: Document, labels: Sequence[str]) -> Iterator[Section]:
    """Lines of one kind of section that stand together; a heading begins a new one."""
    start, kind = 0, ""
    for n, label in enumerate([*labels, ""]):
        own = kind if label == LEAVE else section_kind(label) if label else ""
        heads = label.startswith(HEADING) and not _same_heading(labels, n)
        if n == len(labels) or own != kind or heads:
            if n > start:
                titled = labels[start].startswith(HEADING)
                title = document.lines[start].text if titled else ""
                yield Section(kind, title, start, n)
            start, kind = n, own


def _same_heading(labels: Sequence[str], n: int) -> bool:
    """Whether a heading goes on that of the line before."""
    return n > 0 and labels[n - 1] == labels[n]


def entries_of(lines: Sequence[Seen], tags: Sequence[Tag]) -> Iterator[Entry]:
    """The entries of labelled lines: heads with what stands below them."""
    apart = [g for group in _grouped(tags) for g in _apart(lines, *group)]
    groups = list(_with_versions(lines, apart))
    heads = [(kind, [lines[n] for n in head]) for kind, head, _ in groups if kind in MARKED]
    found = iter(mark_fields(heads))
    for kind, head, body in groups:
        marks = next(found) if kind in MARKED else []
        fields = tuple(_field(lines, head, mark) for mark in marks)
        yield Entry(kind, tuple(head), tuple(body), fields, tags[head[0]].probability)


def _grouped(tags: Sequence[Tag]) -> list[tuple[str, list[int], list[int]]]:
    """Kind, head and body lines of each entry."""
    found: list[tuple[str, list[int], list[int]]] = []
    for n, tag in enumerate(tags):
        kind, is_body = tag.label.removesuffix(BODY), tag.label.endswith(BODY)
        if kind not in ENTRIES:
            continue
        current = next((e for e in reversed(found) if e[0] == kind), None)
        if current is not None and not _goes_on(tags, current, n):
            current = None
        if is_body and current is not None:
            current[2].append(n)
        elif not is_body and current is not None and not tag.begins:
            current[1].append(n)
        elif not is_body:
            found.append((kind, [n], []))
    return found


def _apart(
    lines: Sequence[Seen], kind: str, head: list[int], body: list[int]
) -> Iterator[tuple[str, list[int], list[int]]]:
    """A head of two lines that each name a trade and its dates is two entries, one of two lines
    that each begin with their dates, and one of two lines that each begin with a diploma, the first
    of them dated.
    """
    ranged = [n for n in head if any(p.is_range for p in lines[n].periods)]
    whole = [n for n in ranged if lines[n].trades]
    dated = [n for n in ranged if _begins_with_dates(lines[n])]
    starts = sorted({*whole[1:], *dated[1:]}) if kind == "post" else []
    if kind == "edu":
        named = [n for n in head if begins_with_diploma(lines[n].text)]
        pairs = zip(named, named[1:], strict=False)
        starts = [n for before, n in pairs if lines[before].periods]
    bounds = [head[0], *starts, max([*head, *body]) + 1]
    for first, end in zip(bounds, bounds[1:], strict=False):
        yield (
            kind,
            [n for n in head if first <= n < end],
            [n for n in body if first <= n < end],
        )


def _begins_with_dates(seen: Seen) -> bool:
    """Whether a line begins with a period, and tells something behind it."""
    return seen.periods[0].begin == 0 and any(c.isalpha() for c in seen.rest)


Group = tuple[str, list[int], list[int]]


def _with_versions(lines: Sequence[Seen], groups: Sequence[Group]) -> Iterator[Group]:
    """A head whose years are all those of versions or norms is none: it goes on the dated post
    above it.
    """
    above: Group | None = None
    for kind, head, body in groups:
        dated = any(lines[n].periods for n in head)
        versions = any(_YEAR.search(lines[n].text) for n in head)
        if kind == "post" and above is not None and versions and not dated:
            above[2].extend([*head, *body])
            continue
        group = kind, head, body
        above = group if kind == "post" and dated else None if kind == "post" else above
        yield group


def _goes_on(tags: Sequence[Tag], entry: tuple[str, list[int], list[int]], n: int) -> bool:
    """Whether only lines of the same entry, of one inside it, or loose ones stand between it and a
    line.
    """
    last = max([*entry[1], *entry[2]])
    between = (tag.label.removesuffix(BODY) for tag in tags[last + 1 : n])
    return all(_INSIDE.get(label) == entry[0] or label in LOOSE for label in between)


def _field(lines: Sequence[Seen], head: Sequence[int], found: Mark) -> Field:
    """A field of a head as one of the document, its characters those of the whole line."""
    number = head[found.line]
    shift = len(lines[number].line.text) - len(lines[number].text)
    start, end = found.start + shift, found.end + shift
    return Field(KINDS[found.kind], found.text, number, start, end, found.probability)
