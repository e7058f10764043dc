"""From a Document to its Annotations: every line's terms, skills, missions and occupations, with
their section and qualifier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from pipeline.documents import (
    Annotations,
    Document,
    MissionMention,
    Rival,
    SkillMention,
    TradeMention,
)
from pipeline.lexicon.entries import LINKS, carries_meaning
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.words import fold
from pipeline.nlp import english
from pipeline.nlp.missions import MissionFound
from pipeline.nlp.model import Model
from pipeline.nlp.skills import beside, qualifier
from pipeline.nlp.tagging import (
    HARD,
    SOFT,
    SURE,
    TOOL,
    Around,
    Marked,
    is_common,
    mark_skills,
    tools_of,
)

BULLET = "- "
ASKED = ("missions", "activities", "profile", "skills")
"""The sections of an offer whose lines tell which tools will be used."""
MISSIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "cv": (
        frozenset({"experience", "projects"}),
        frozenset({"skills", "languages", "education", "certifications", "interests"}),
    ),
    "offer": (
        frozenset({"missions", "activities"}),
        frozenset({"header", "employer", "conditions", "contact"}),
    ),
}
"""For each kind of document the sections that tell missions, and those that never do."""
SILENT = frozenset(("name", "contact", "int", "ref", "lang"))
"""Lines that tell no skill."""
NOT_SKILLS = frozenset(("organisation", "place", "date", "duration"))
"""Fields of an entry that tell no skill."""
COVERS = 0.5
"""A name of a table that covers this share of a skill's words is what the skill is called."""
HEADS = frozenset(("post", "mission", "headline"))
_AFTER_LABEL = re.compile(r":\s+\S")


class _Place(TypedDict):
    """Where a mention stands, as the keywords of `Mention`."""

    start: int
    end: int
    line: int
    section: str
    surface: str


def annotate(document: Document, model: Model) -> Annotations:
    """The mentions of a document, line by line, and the folded content words of each line."""
    places = _mission_sections(document)
    lines = [_line(document, n, model) for n in range(len(document.lines))]
    trades = _trades_around(document, lines)
    tools = tools_of(((line.tokens, line.tabled) for line in lines), model.names)
    skills: list[SkillMention] = []
    missions: list[MissionMention] = []
    for line, trade in zip(lines, trades, strict=True):
        skills += line.skills(Around(line.label, trade, tools))
        if line.section in places and not _is_title(document, line.number):
            missions += line.missions()
    named = [trade for line in lines for trade in line.trades]
    terms = tuple(content_terms(line.tokens, line.language) for line in lines)
    return Annotations(tuple(skills), tuple(missions), tuple(named), terms)


def _line(document: Document, number: int, model: Model) -> _Words:
    text = document.lines[number].text
    return _Words(document, number, document.section_of(number), text, model.tokens(text), model)


def _trades_around(document: Document, lines: Sequence[_Words]) -> list[str]:
    """For each line the ROME code of its post, else of most titles of the CV; "" for none."""
    counts = Counter(t.rome for line in lines if line.label in HEADS for t in line.trades)
    usual = counts.most_common(1)[0][0] if counts else ""
    found = [usual] * len(lines)
    for entry in (e for e in document.entries if e.kind in HEADS):
        own = [t.rome for n in entry.head for t in lines[n].trades]
        for n in (*entry.head, *entry.body) if own else ():
            found[n] = own[0]
    return found


def _further(named: list[Found], translated: list[Found]) -> list[Found]:
    """What is found in the French words of a line alone."""
    taken = {n for f in named for n in range(f.first, f.last + 1)}
    concepts = {f.concept for f in named}
    fresh = (f for f in translated if f.concept not in concepts)
    return [f for f in fresh if taken.isdisjoint(range(f.first, f.last + 1))]


def _mission_sections(document: Document) -> frozenset[str]:
    """The kinds of sections that tell missions; in a document without its usual ones, all but those
    that tell something else.
    """
    usual, others = MISSIONS[document.kind]
    kinds = {s.kind for s in document.sections}
    return usual if usual & kinds else frozenset(kinds) - others


def _is_title(document: Document, number: int) -> bool:
    """Headings, and the heads of entries in a CV, name what they stand over."""
    if document.labels and document.kind == "cv":
        return not document.labels[number].endswith(".body")
    line = document.lines[number].text
    heads = any(s.title and s.start == number for s in document.sections)
    return heads and not _AFTER_LABEL.search(line)


def content_terms(tokens: list[Token], language: str = "") -> tuple[str, ...]:
    """Keys of the words that carry meaning; those of English words are French ones."""
    words = (t for t in tokens if t.is_word)
    if language == english.LANGUAGE:
        keys = (fold(w) for t in words for w in english.french_words(t.text))
    else:
        keys = (t.key for t in words)
    return tuple(key for key in keys if carries_meaning(key))


@dataclass(frozen=True)
class _Words:
    """The words of one line, and what they name."""

    document: Document
    number: int
    section: str
    text: str
    tokens: list[Token]
    model: Model

    @property
    def label(self) -> str:
        """What the line is, in a CV."""
        return self.document.labels[self.number] if self.document.labels else ""

    @property
    def language(self) -> str:
        return self.document.reading.language

    @property
    def foreign(self) -> bool:
        return self.language == english.LANGUAGE

    def _place(self, found: Found | MissionFound | Marked) -> _Place:
        start, end = self.tokens[found.first].start, self.tokens[found.last].end
        return {
            "start": start,
            "end": end,
            "line": self.number,
            "section": self.section,
            "surface": self.text[start:end],
        }

    def skills(self, around: Around) -> Iterator[SkillMention]:
        """The skills of the line: in a CV those that it names and, apart, those of the tables that
        stand there in passing; in an offer those of the tables and what stands beside them.
        """
        if self.document.kind != "cv":
            yield from self._asked_skills()
        elif self.label not in SILENT and not self.label.startswith("h:"):
            yield from self._told_skills(around)

    def _asked_skills(self) -> Iterator[SkillMention]:
        named = self._named
        for found in named:
            yield self._of_table(found, found)
        if self.section in ASKED:
            for found in beside(self.text, self.tokens, named, self.model.tools):
                yield self._of_text(Marked(HARD, found.first, found.last, 1.0))

    def _told_skills(self, around: Around) -> Iterator[SkillMention]:
        marks = [m for m in mark_skills(self.tokens, around, self.model.names) if self._may_tell(m)]
        for mark in (*marks, *self._certified(marks)):
            own = [f for f in self._named if mark.first <= f.first and f.last <= mark.last]
            if self._share(own, mark) < COVERS:
                yield self._of_text(mark)
                continue
            for found in own:
                span = mark if len(own) == 1 else found
                if mark.probability >= SURE or not self._has_other_sense(found):
                    yield self._of_table(found, span)
                elif self.model.skills[found.concept].kind != TOOL:
                    yield self._of_text(mark)

    def _has_other_sense(self, found: Found) -> bool:
        """Whether a name of the tables is one word of the language: a tool, or another concept."""
        skill = self.model.skills[found.concept]
        word = self.tokens[found.first]
        return is_common(self.tokens, found) and (
            skill.kind == TOOL
            or fold(skill.concept) != word.key
            or plain(skill.concept) != plain(word.text)
        )

    def _certified(self, marks: Sequence[Marked]) -> Iterator[Marked]:
        """The certifications of the line in which no skill is marked: they are skills as a whole."""
        fields = (f for e in self.document.entries if self.number in e.head for f in e.fields)
        for field in (f for f in fields if f.line == self.number and f.kind == "certification"):
            within = [n for n, t in enumerate(self.tokens) if field.start <= t.start < field.end]
            if within and not any(m.first <= within[-1] and within[0] <= m.last for m in marks):
                yield Marked(HARD, within[0], within[-1], field.confidence)

    def _may_tell(self, mark: Marked) -> bool:
        """Whether a skill stands outside the names of employers, places and the like."""
        start, end = self.tokens[mark.first].start, self.tokens[mark.last].end
        return not any(a < end and start < b for a, b in self._others)

    @cached_property
    def _others(self) -> list[tuple[int, int]]:
        fields = (f for e in self.document.entries if self.number in e.head for f in e.fields)
        return [(f.start, f.end) for f in fields if f.line == self.number and f.kind in NOT_SKILLS]

    def _share(self, own: Sequence[Found], mark: Marked) -> float:
        """The share of a skill's words that names of the tables cover."""
        words = [n for n in range(mark.first, mark.last + 1) if self._counts(n)]
        covered = {n for f in own for n in range(f.first, f.last + 1)}
        return sum(n in covered for n in words) / max(len(words), 1)

    def _counts(self, n: int) -> bool:
        return self.tokens[n].is_word and self.tokens[n].key not in LINKS

    def _of_table(self, found: Found, span: Found | Marked) -> SkillMention:
        skill = self.model.skills[found.concept]
        return SkillMention(
            concept=found.concept,
            kind=skill.kind,
            domain=skill.domain,
            implies=skill.implies,
            qualifier=qualifier(self.tokens, found),
            **self._place(span),
        )

    def _of_text(self, mark: Marked) -> SkillMention:
        place = self._place(mark)
        return SkillMention(
            concept=place["surface"].lower(),
            kind="soft" if mark.kind == SOFT else "hard",
            qualifier=qualifier(self.tokens, Found("", mark.first, mark.last)),
            **place,
        )

    @cached_property
    def tabled(self) -> list[Found]:
        """The skills of the tables whose names stand in the line."""
        return self.model.find_skills(self.tokens)

    @cached_property
    def _named(self) -> list[Found]:
        """The names of the tables, in an English text those of its French words too."""
        named = list(self.tabled)
        if self.foreign:
            named += _further(named, english.found_in_french(self.tokens, self.model.find_skills))
        return named

    def missions(self) -> Iterator[MissionMention]:
        """Actions and their objects."""
        for found in self.model.find_missions(self.tokens, self.language):
            yield MissionMention(
                concept=found.action,
                object=found.object,
                terms=content_terms(list(found.words), self.language),
                **self._place(found),
            )

    @cached_property
    def trades(self) -> list[TradeMention]:
        """Occupations, outside bullets of an offer; in English by the French of the words where that
        names more.
        """
        if self.text.startswith(BULLET) and self.label not in HEADS:
            return []
        named = self.model.find_occupations(self.tokens)
        if self.foreign:
            french = english.found_in_french(self.tokens, self.model.find_occupations)
            named = max(named, french, key=lambda found: sum(f.last - f.first + 1 for f in found))
        return [self._trade(found) for found in named]

    def _trade(self, found: Found) -> TradeMention:
        trade = self.model.occupations[found.concept]
        other = self.model.occupations.get(trade.rival)
        rival = Rival(other.title, other.rome, trade.rival_domain) if other else None
        return TradeMention(concept=trade.title, rome=trade.rome, rival=rival, **self._place(found))
