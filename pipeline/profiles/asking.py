"""The words of what an offer asks: skills, missions and trades of each ask, noted as on the lines of
a document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.documents import Annotations, Document, Line, Reading, Section
from pipeline.lexicon.spelling import plain
from pipeline.profiles.asks import Ask, Words
from pipeline.profiles.career import Career
from pipeline.profiles.missions import missions_of
from pipeline.profiles.skills import skills_used

PLACES = {"occupation": ("header", "title"), "mission": ("missions", "mission")}
"""The section of an offer, and the label of a line, where asks of a kind stand."""
PROFILE = ("profile", "profile")


def document_of(asks: Sequence[Ask], language: str) -> Document:
    """The asks as the lines of an offer, one a line, in sections."""
    lines = tuple(Line(said_whole(ask)) for ask in asks)
    places = [PLACES.get(ask.kind, PROFILE) for ask in asks]
    sections = tuple(_sections([section for section, _ in places]))
    labels = tuple(label for _, label in places)
    reading = Reading("grid", language=language)
    return Document("asks", "asks", "offer", lines, sections, reading, labels=labels)


def said_whole(ask: Ask) -> str:
    """The words of an ask, with the level and the alternatives that its text leaves out."""
    told = plain(ask.text)
    more = [name for name in (*ask.any_of, ask.level) if name and plain(name) not in told]
    return f"{ask.text} ({', '.join(more)})" if more else ask.text


def _sections(names: Sequence[str]) -> Iterator[Section]:
    start = 0
    for name, run in groupby(names):
        size = len(list(run))
        yield Section(name, "", start, start + size)
        start += size


def with_words(asks: Sequence[Ask], annotations: Annotations) -> tuple[Ask, ...]:
    """The asks with what was noted of each on its line of `document_of`."""
    return tuple(replace(ask, words=_words(n, annotations)) for n, ask in enumerate(asks))


def _words(n: int, annotations: Annotations) -> Words:
    found = annotations.on({n})
    trades = tuple(dict.fromkeys((m.concept, m.rome) for m in found.trades))
    skills = skills_used(found.skills, Career())
    return Words(annotations.terms[n], skills, missions_of(found.missions), trades)
