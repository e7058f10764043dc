"""An offer as its grid says it: what the ranker compares CVs with after people changed the grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pipeline.documents import Document, Line, Reading, Section
from pipeline.lexicon.spelling import plain
from pipeline.profiles.asks import Ask
from pipeline.profiles.languages import levels_in
from pipeline.profiles.profile import Passage, Profile
from pipeline.profiles.requirements import required
from pipeline.profiles.understanding import Candidate
from pipeline.ranking.criteria import BUDGETS, Criterion, Grid
from pipeline.ranking.ranker import Weights

SECTIONS = (
    ("header", "title", ("occupation",)),
    ("missions", "mission", ("mission",)),
    ("profile", "profile", ("skill", "experience", "diploma", "language", "licence", "residence")),
)
"""The sections of an offer, the label of their lines, the kinds of criteria that stand there."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "occupation": ("occupation",),
    "missions": ("mission",),
    "skills": ("skill", "mission"),
    "meaning": ("mission",),
    "text": ("mission", "skill"),
    "career": ("experience",),
    "diploma": ("diploma",),
    "languages": ("language",),
    "semantic": ("mission",),
}
"""The kinds of criteria that each part of the score measures: skills stand in missions too."""
OTHER = "other"


def wanted(grid: Grid, offer: Profile, noted: Callable[[Document], Candidate]) -> Profile:
    """The profile of an offer that asks what its grid asks, and nothing else; `noted` is what notes
    skills, missions and trades in a document whose sections are known.

    The text of the offer itself stays, as what a CV may have copied; it counts for nothing.
    """
    rows = [c for _, _, kinds in SECTIONS for c in grid.of(*kinds)]
    asks = tuple(_asks(rows))
    made = noted(_document(offer, rows)).profile
    return replace(
        offer,
        occupations=made.occupations,
        skills=made.skills,
        missions=made.missions,
        languages=tuple(_languages(asks)),
        requirements=required(asks, offer.requirements),
        passages=(*made.passages, *_copied(offer, len(rows))),
        asks=asks,
    )


def weights_under(grid: Grid, weights: Weights) -> Weights:
    """Weights of the parts changed as the grid weighs what each measures, beside what a proposed
    grid would give it.

    Raises BadSetting where nothing is left.
    """
    said = {c.kind for c in grid}
    given = dict.fromkeys(BUDGETS, 0.0)
    for c in grid:
        given[c.kind] += c.weight if c.counts else 0.0
    factors = {}
    for part, kinds in PARTS.items():
        usual = sum(BUDGETS[kind] for kind in kinds if kind in said)
        factors[part] = sum(given[kind] for kind in kinds) / usual if usual else 0.0
    known = {part: factor for part, factor in factors.items() if part in weights.values}
    return weights.times(known)


def _asks(rows: list[Criterion]) -> Iterator[Ask]:
    """The criteria as asks, each on its own line; they weigh 1 where their kind has its budget and
    its criteria share it alike.
    """
    for n, c in enumerate(rows, 1):
        usual = BUDGETS[c.kind] / sum(o.kind == c.kind for o in rows) or 1.0
        yield Ask(_said(c), c.kind, c.need, c.any_of, c.level, n, c.weight / usual)


def _said(c: Criterion) -> str:
    """The words of a criterion, with the level and the alternatives that its text leaves out."""
    told = plain(c.text)
    more = [name for name in (*c.any_of, c.level) if name and plain(name) not in told]
    return f"{c.text} ({', '.join(more)})" if more else c.text


def _document(offer: Profile, rows: list[Criterion]) -> Document:
    """The criteria as the lines of an offer, in sections."""
    lines = tuple(Line(_said(c)) for c in rows)
    labels, sections, start = [], [], 0
    for section, label, kinds in SECTIONS:
        size = sum(c.kind in kinds for c in rows)
        labels += [label] * size
        if size:
            sections.append(Section(section, "", start, start + size))
        start += size
    reading = Reading("grid", language=offer.language)
    return Document(
        offer.id, offer.file, "offer", lines, tuple(sections), reading, labels=tuple(labels)
    )


def _languages(asks: tuple[Ask, ...]) -> Iterator[tuple[str, str]]:
    for ask in asks:
        if ask.kind == "language":
            yield from levels_in(ask.text)


def _copied(offer: Profile, start: int) -> Iterator[Passage]:
    """The passages of an offer behind those of its grid, in no section that asks anything."""
    for passage in offer.passages:
        yield replace(passage, number=passage.number + start, section=OTHER)
