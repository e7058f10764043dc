"""The words of one line, and the skills, missions and occupations that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypedDict

from pipeline.documents import Document, Field, MissionMention, Rival, SkillMention, TradeMention
from pipeline.lexicon.entries import LINKS
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.words import fold
from pipeline.nlp import english, tagging
from pipeline.nlp.missions import MissionFound
from pipeline.nlp.model import Model, with_framed
from pipeline.nlp.neighbours import beside
from pipeline.nlp.qualifiers import qualifier
from pipeline.nlp.tagging import HARD, SOFT, SURE, Around, Marked
from pipeline.nlp.terms import content_terms
from pipeline.structure.chains import HEADING

BULLET = "- "
ASKED = ("missions", "activities", "profile", "skills")
"""The sections of an offer whose lines tell which tools will be used."""
SILENT = frozenset(("name", "contact", "int", "ref", "lang"))
"""Lines that tell no skill."""
NOT_SKILLS = frozenset(("organisation", "place", "date", "duration"))
"""Fields of an entry that tell no skill."""
COVERS = 0.5
"""A name of a table that covers this share of a skill's words is what the skill is called."""
HEADS = frozenset(("post", "mission", "headline"))
COMPUTING = "M18"
"""The ROME domain of those to whom the names of tools mean tools."""


class _Place(TypedDict):
    """Where a mention stands, as the keywords of `Mention`."""

    start: int
    end: int
    line: int
    section: str
    surface: str


@dataclass(frozen=True)
class LineWords:
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
        """The language in which the document is written."""
        return self.document.reading.language

    @property
    def foreign(self) -> bool:
        """Whether the words are English ones, to be looked for in French too."""
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
        elif self.label not in SILENT and not self.label.startswith(HEADING):
            yield from self._told_skills(around)

    def _asked_skills(self) -> Iterator[SkillMention]:
        named = self._named
        for found in named:
            yield self._of_table(found, found)
        if self.section in ASKED:
            for found in beside(self.text, self.tokens, named, self.model.tools):
                yield self._of_text(Marked(HARD, found.first, found.last, 1.0))

    def _told_skills(self, around: Around) -> Iterator[SkillMention]:
        at_home = around.trade.startswith(COMPUTING)
        told = tagging.mark_skills(self.tokens, around, self.model.names, self._matched)
        marks = [mark for mark in told if self._may_tell(mark)]
        marks += [*self._certified(marks), *(self._tools(marks) if at_home else ())]
        for mark in marks:
            yield from self._marked(mark, at_home)
        for found in self._in_passing(marks):
            yield replace(self._of_table(found, found), told=False)

    def _marked(self, mark: Marked, at_home: bool) -> Iterator[SkillMention]:
        """A marked skill by the names of the tables that cover it, else by its own words."""
        own = [f for f in self._named if mark.first <= f.first and f.last <= mark.last]
        if self._share(own, mark) < COVERS:
            yield self._of_text(mark)
            return
        for found in own:
            is_sure = at_home or mark.probability >= SURE
            if is_sure or not self._has_other_sense(found):
                yield self._of_table(found, mark if len(own) == 1 else found)
            elif found.concept not in self.model.tools:
                yield self._of_text(mark)

    def _in_passing(self, marks: Sequence[Marked]) -> Iterator[Found]:
        """Names of the tables that stand in the line unmarked, and mean nothing else."""
        for found in self._named:
            if not self._has_other_sense(found) and self._is_free(found, marks):
                yield found

    def _has_other_sense(self, found: Found) -> bool:
        """Whether a name of the tables is one word of the language: a tool, or another concept."""
        concept, word = found.concept, self.tokens[found.first]
        return tagging.is_common(self.tokens, found) and (
            concept in self.model.tools
            or fold(concept) != word.key
            or plain(concept) != plain(word.text)
        )

    def _tools(self, marks: Sequence[Marked]) -> Iterator[Marked]:
        """The tools of the tables in a line of someone who works with computers, marked or not."""
        for found in self.tabled:
            if found.concept in self.model.tools and self._is_free(found, marks):
                yield Marked(HARD, found.first, found.last, 1.0)

    def _certified(self, marks: Sequence[Marked]) -> Iterator[Marked]:
        """The certifications of the line without a marked skill: they are skills as a whole."""
        for field in (f for f in self._fields if f.kind == "certification"):
            within = [n for n, t in enumerate(self.tokens) if field.start <= t.start < field.end]
            whole = Marked(HARD, within[0], within[-1], field.confidence) if within else None
            if whole and not _overlaps(whole, marks):
                yield whole

    def _is_free(self, found: Found, marks: Sequence[Marked]) -> bool:
        """Whether a name stands where no skill is marked, and one may be told."""
        return self._may_tell(found) and not _overlaps(found, marks)

    def _may_tell(self, mark: Found | Marked) -> bool:
        """Whether a skill stands outside the names of employers, places and the like."""
        start, end = self.tokens[mark.first].start, self.tokens[mark.last].end
        return not any(a < end and start < b for a, b in self._others)

    @cached_property
    def _fields(self) -> list[Field]:
        fields = (f for e in self.document.entries if self.number in e.head for f in e.fields)
        return [f for f in fields if f.line == self.number]

    @cached_property
    def _others(self) -> list[tuple[int, int]]:
        return [(f.start, f.end) for f in self._fields if f.kind in NOT_SKILLS]

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
    def _matched(self) -> list[Found]:
        """The names of the tables that stand in the line."""
        return self.model.names.skill_matcher.find(self.tokens)

    @cached_property
    def tabled(self) -> list[Found]:
        """The skills of the tables in the line: by name, or told by a frame alone."""
        return with_framed(self.model.names, self.tokens, self._matched)

    @cached_property
    def _named(self) -> list[Found]:
        """The names of the tables, in an English text those of its French words too."""
        if not self.foreign:
            return self.tabled
        return english.with_french(self.tabled, self.tokens, self.model.find_skills)

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
        """Occupations, outside bullets of an offer; in English by the French of the words where
        that names more.
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


def _overlaps(found: Found | Marked, marks: Sequence[Marked]) -> bool:
    return any(m.first <= found.last and found.first <= m.last for m in marks)
