"""The words of one line, and the names, missions and occupations in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from pipeline.documents import Document, Field, MissionMention, Rival, SkillMention, TradeMention
from pipeline.lexicon.matching import Found, Token
from pipeline.nlp import english
from pipeline.nlp.missions import MissionFound
from pipeline.nlp.model import Model, with_framed
from pipeline.nlp.qualifiers import qualifier
from pipeline.nlp.tagging import SOFT, Marked
from pipeline.nlp.terms import content_terms

BULLET = "- "
SILENT = frozenset(("name", "contact", "int", "ref", "lang"))
"""Lines that tell no skill."""
NOT_SKILLS = frozenset(("organisation", "place", "date", "duration"))
"""Fields of an entry that tell no skill."""
HEADS = frozenset(("post", "mission", "headline"))


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

    def may_tell(self, mark: Found | Marked) -> bool:
        """Whether a skill stands outside the names of employers, places and the like."""
        start, end = self.tokens[mark.first].start, self.tokens[mark.last].end
        return not any(a < end and start < b for a, b in self._others)

    @cached_property
    def fields(self) -> list[Field]:
        """The fields of the entry that the line heads, those that stand in it."""
        fields = (f for e in self.document.entries if self.number in e.head for f in e.fields)
        return [f for f in fields if f.line == self.number]

    @cached_property
    def _others(self) -> list[tuple[int, int]]:
        return [(f.start, f.end) for f in self.fields if f.kind in NOT_SKILLS]

    def of_table(self, found: Found, span: Found | Marked) -> SkillMention:
        """A skill of the tables, where it stands."""
        skill = self.model.skills[found.concept]
        return SkillMention(
            concept=found.concept,
            kind=skill.kind,
            domain=skill.domain,
            implies=skill.implies,
            qualifier=qualifier(self.tokens, found),
            **self._place(span),
        )

    def of_text(self, mark: Marked) -> SkillMention:
        """A marked skill by its own words."""
        place = self._place(mark)
        return SkillMention(
            concept=place["surface"].lower(),
            kind="soft" if mark.kind == SOFT else "hard",
            qualifier=qualifier(self.tokens, Found("", mark.first, mark.last)),
            **place,
        )

    @cached_property
    def matched(self) -> list[Found]:
        """The names of the tables that stand in the line."""
        return self.model.names.skill_matcher.find(self.tokens)

    @cached_property
    def tabled(self) -> list[Found]:
        """The skills of the tables in the line: by name, or told by a frame alone."""
        return with_framed(self.model.names, self.tokens, self.matched)

    @cached_property
    def named(self) -> list[Found]:
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
