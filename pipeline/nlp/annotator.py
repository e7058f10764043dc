"""From a Document to its Annotations: every line's terms, skills, missions and occupations, with their section and qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.documents import Annotations, Document, Mention
from pipeline.nlp import english
from pipeline.nlp.lexicon import carries_meaning
from pipeline.nlp.matching import Found, Token
from pipeline.nlp.model import Model
from pipeline.nlp.skills import beside, listed, qualifier
from pipeline.nlp.words import fold

BULLET = "- "
LISTING = "skills"
"""The section whose lines list skills, those that the lexicon does not know too."""


SEVERAL = 2
"""An action and an object with so many commas between them in a list are two items of it."""

TOLD = ("experience", "projects", "missions", "activities", "profile", "skills")
"""The sections whose lines tell which tools were or will be used."""


MISSIONS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "cv": (frozenset({"experience", "projects"}), frozenset({"skills", "languages", "education", "certifications", "interests"})),
    "offer": (frozenset({"missions", "activities"}), frozenset({"header", "employer", "conditions", "contact"})),
}
"""For each kind of document the sections that tell missions, and those that never do."""
_AFTER_LABEL = re.compile(r":\s+\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def annotate(document: Document, model: Model) -> Annotations:
    """The mentions of a document, line by line, and the folded content words of each line."""
    mentions: list[Mention] = []
    terms: list[tuple[str, ...]] = []
    sections = [document.section_of(n) for n in range(len(document.lines))]
    places = _mission_sections(document)
    language = document.reading.language
    for number, line in enumerate(document.lines):
        tokens = model.tokens(line.text)
        terms.append(content_terms(tokens, language))
        tells = sections[number] in places and not _is_title(document, number)
        mentions += _mentions(line.text, tokens, number, sections[number], document, model, tells)
    return Annotations(tuple(mentions), tuple(terms))


def _further(named: list[Found], translated: list[Found]) -> list[Found]:
    """What is found in the French words of a line alone."""
    taken = {n for f in named for n in range(f.first, f.last + 1)}
    concepts = {f.concept for f in named}
    return [f for f in translated if f.concept not in concepts and taken.isdisjoint(range(f.first, f.last + 1))]


def _trades(tokens: list[Token], model: Model, foreign: bool) -> list[Found]:
    """The trades of a line; in English by the French of its words where that names more: "JavaScript developer", not "developer"."""
    named = model.find_occupations(tokens)
    translated = english.found_in_french(tokens, model.find_occupations) if foreign else []
    return max(named, translated, key=lambda found: sum(f.last - f.first + 1 for f in found))


def _mission_sections(document: Document) -> frozenset[str]:
    """The kinds of sections that tell missions; in a document without its usual ones, all but those that tell something else."""
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
    keys = (fold(w) for t in words for w in english.french_words(t.text)) if language == english.LANGUAGE else (t.key for t in words)
    return tuple(key for key in keys if carries_meaning(key))


def _mentions(
    line: str, tokens: list[Token], number: int, section: str, document: Document, model: Model, tells: bool
) -> Iterator[Mention]:
    def mention(label: str, concept: str, found: Found, said: str = "", data: tuple[str, ...] = ()) -> Mention:
        start, end = tokens[found.first].start, tokens[found.last].end
        return Mention(label, concept, start, end, number, section, line[start:end], said, data)

    foreign = document.reading.language == english.LANGUAGE
    named = model.find_skills(tokens)
    if foreign:
        named += _further(named, english.found_in_french(tokens, model.find_skills))
    if section == LISTING:
        named = [f for f in named if sum(t.text == "," for t in tokens[f.first : f.last + 1]) < SEVERAL]
    for found in named:
        skill = model.skills[found.concept]
        yield mention("skill", found.concept, found, qualifier(tokens, found), (skill.kind, skill.domain, *skill.implies))
    unknown: list[Found] = []
    if section == LISTING and document.kind == "cv":
        unknown = listed(line, tokens, named)
    elif section in TOLD and (line.startswith(BULLET) or document.kind == "offer"):
        unknown = beside(line, tokens, named, model.tools)
    kinds = {model.skills[f.concept].kind for f in named}
    for found in unknown:
        yield mention("skill", found.concept, found, qualifier(tokens, found), ("soft" if kinds == {"soft"} else "hard", ""))
    for mission in model.find_missions(tokens, document.reading.language) if tells else ():
        yield mention(
            "mission",
            mission.action,
            Found(mission.action, mission.first, mission.last),
            data=(mission.object, *content_terms(list(mission.words), document.reading.language)),
        )
    if not line.startswith(BULLET):
        for found in _trades(tokens, model, foreign):
            trade = model.occupations[found.concept]
            rival = model.occupations.get(trade.rival)
            yield mention(
                "occupation", trade.title, found, data=(trade.rome, *((rival.title, rival.rome, trade.rival_domain) if rival else ()))
            )
