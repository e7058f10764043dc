"""From a Document to its Annotations: every line's terms, skills, missions and occupations, with their section and qualifier."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents import Annotations, Document, Mention
from pipeline.nlp.lexicon import LINKS
from pipeline.nlp.matching import Found, Token
from pipeline.nlp.model import Model
from pipeline.nlp.skills import qualifier
from pipeline.nlp.words import stop_words

BULLET = "- "


def annotate(document: Document, model: Model) -> Annotations:
    """The mentions of a document, line by line, and the folded content words of each line."""
    mentions: list[Mention] = []
    terms: list[tuple[str, ...]] = []
    sections = [document.section_of(n) for n in range(len(document.lines))]
    for number, line in enumerate(document.lines):
        tokens = model.tokens(line.text)
        terms.append(content_terms(tokens))
        mentions += _mentions(line.text, tokens, number, sections[number], model)
    return Annotations(tuple(mentions), tuple(terms))


def content_terms(tokens: list[Token]) -> tuple[str, ...]:
    """Keys of the words that carry meaning: no stop words, no numbers, no single letters."""
    stops = stop_words()
    return tuple(
        t.key
        for t in tokens
        if t.is_word and len(t.key) > 1 and t.key not in stops and t.key not in LINKS and any(c.isalpha() for c in t.key)
    )


def _mentions(line: str, tokens: list[Token], number: int, section: str, model: Model) -> Iterator[Mention]:
    def mention(kind: str, concept: str, found: Found, said: str = "", data: tuple[str, ...] = ()) -> Mention:
        start, end = tokens[found.first].start, tokens[found.last].end
        return Mention(kind, concept, start, end, number, section, line[start:end], said, data)

    for found in model.find_skills(tokens):
        skill = model.skills[found.concept]
        yield mention("skill", found.concept, found, qualifier(tokens, found), (skill.kind, skill.domain, *skill.implies))
    for mission in model.find_missions(tokens):
        yield mention(
            "mission",
            mission.action,
            Found(mission.action, mission.first, mission.last),
            data=(mission.object, *content_terms(list(mission.words))),
        )
    if not line.startswith(BULLET):
        for found in model.find_occupations(tokens):
            trade = model.occupations[found.concept]
            rival = model.occupations.get(trade.rival)
            yield mention(
                "occupation", trade.title, found, data=(trade.rome, *((rival.title, rival.rome, trade.rival_domain) if rival else ()))
            )
