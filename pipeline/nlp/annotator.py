"""From a Document to its Annotations: every line's terms, skills, missions and occupations, with
their section and qualifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from pipeline.documents import (
    Annotations,
    Document,
    MissionMention,
    Rival,
    SkillMention,
    TradeMention,
)
from pipeline.lexicon.entries import carries_meaning
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.words import fold
from pipeline.nlp import english
from pipeline.nlp.missions import MissionFound
from pipeline.nlp.model import Model
from pipeline.nlp.skills import beside, listed, qualifier

BULLET = "- "
LISTING = "skills"
"""The section whose lines list skills, those that the lexicon does not know too."""


SEVERAL = 2
"""An action and an object with so many commas between them in a list are two items of it."""

TOLD = ("experience", "projects", "missions", "activities", "profile", "skills")
"""The sections whose lines tell which tools were or will be used."""


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
_AFTER_LABEL = re.compile(r":\s+\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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
    skills: list[SkillMention] = []
    missions: list[MissionMention] = []
    trades: list[TradeMention] = []
    terms: list[tuple[str, ...]] = []
    for number, line in enumerate(document.lines):
        section = document.section_of(number)
        words = _Words(document, number, section, line.text, model.tokens(line.text), model)
        terms.append(content_terms(words.tokens, words.language))
        skills += words.skills()
        if section in places and not _is_title(document, number):
            missions += words.missions()
        if not line.text.startswith(BULLET):
            trades += words.trades()
    return Annotations(tuple(skills), tuple(missions), tuple(trades), tuple(terms))


def _further(named: list[Found], translated: list[Found]) -> list[Found]:
    """What is found in the French words of a line alone."""
    taken = {n for f in named for n in range(f.first, f.last + 1)}
    concepts = {f.concept for f in named}
    return [
        f
        for f in translated
        if f.concept not in concepts and taken.isdisjoint(range(f.first, f.last + 1))
    ]


def _trades(tokens: list[Token], model: Model, foreign: bool) -> list[Found]:
    """The trades of a line; in English by the French of its words where that names more:
    "JavaScript developer", not "developer".
    """
    named = model.find_occupations(tokens)
    translated = english.found_in_french(tokens, model.find_occupations) if foreign else []
    return max(named, translated, key=lambda found: sum(f.last - f.first + 1 for f in found))


def _mission_sections(document: Document) -> frozenset[str]:
    """The kinds of sections that tell missions; in a document without its usual ones, all but those
    that tell something else.
    """
    usual, others = MISSIONS[document.kind]
    kinds = {s.kind for s in document.sections}
    return usual if usual & kinds else frozenset(kinds) - others


def _is_title(document: Document, number: int) -> bool:
    """Headings, and the dated titles of posts in a CV, name what they stand over."""
    line = document.lines[number].text
    dated = document.kind == "cv" and not line.startswith(BULLET) and bool(_YEAR.search(line))
    heads = any(s.title and s.start == number for s in document.sections)
    return dated or (heads and not _AFTER_LABEL.search(line))


def content_terms(tokens: list[Token], language: str = "") -> tuple[str, ...]:
    """Keys of the words that carry meaning; those of English words are French ones."""
    words = (t for t in tokens if t.is_word)
    keys = (
        (fold(w) for t in words for w in english.french_words(t.text))
        if language == english.LANGUAGE
        else (t.key for t in words)
    )
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
    def language(self) -> str:
        return self.document.reading.language

    @property
    def foreign(self) -> bool:
        return self.language == english.LANGUAGE

    def _place(self, found: Found | MissionFound) -> _Place:
        start, end = self.tokens[found.first].start, self.tokens[found.last].end
        return {
            "start": start,
            "end": end,
            "line": self.number,
            "section": self.section,
            "surface": self.text[start:end],
        }

    def skills(self) -> Iterator[SkillMention]:
        """Skills of the tables, then those that are only listed or told beside others."""
        named = self._named_skills()
        for found in named:
            skill = self.model.skills[found.concept]
            yield SkillMention(
                concept=found.concept,
                kind=skill.kind,
                domain=skill.domain,
                implies=skill.implies,
                qualifier=qualifier(self.tokens, found),
                **self._place(found),
            )
        kinds = {self.model.skills[f.concept].kind for f in named}
        for found in self._unknown_skills(named):
            yield SkillMention(
                concept=found.concept,
                kind="soft" if kinds == {"soft"} else "hard",
                qualifier=qualifier(self.tokens, found),
                **self._place(found),
            )

    def _named_skills(self) -> list[Found]:
        named = self.model.find_skills(self.tokens)
        if self.foreign:
            named += _further(named, english.found_in_french(self.tokens, self.model.find_skills))
        if self.section == LISTING:
            named = [f for f in named if self._commas(f) < SEVERAL]
        return named

    def _commas(self, found: Found) -> int:
        return sum(t.text == "," for t in self.tokens[found.first : found.last + 1])

    def _unknown_skills(self, named: list[Found]) -> list[Found]:
        is_cv = self.document.kind == "cv"
        if self.section == LISTING and is_cv:
            return listed(self.text, self.tokens, named)
        if self.section in TOLD and (self.text.startswith(BULLET) or not is_cv):
            return beside(self.text, self.tokens, named, self.model.tools)
        return []

    def missions(self) -> Iterator[MissionMention]:
        """Actions and their objects."""
        for found in self.model.find_missions(self.tokens, self.language):
            yield MissionMention(
                concept=found.action,
                object=found.object,
                terms=content_terms(list(found.words), self.language),
                **self._place(found),
            )

    def trades(self) -> Iterator[TradeMention]:
        """Occupations; in English by the French of the words where that names more."""
        for found in _trades(self.tokens, self.model, self.foreign):
            trade = self.model.occupations[found.concept]
            other = self.model.occupations.get(trade.rival)
            rival = Rival(other.title, other.rome, trade.rival_domain) if other else None
            yield TradeMention(
                concept=trade.title, rome=trade.rome, rival=rival, **self._place(found)
            )
