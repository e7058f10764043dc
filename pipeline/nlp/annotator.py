"""From a Document to its Annotations: every line's terms, skills, missions and occupations, with
their section and qualifier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.documents import Annotations, Document, MissionMention, SkillMention
from pipeline.nlp.mentions import HEADS, LineWords
from pipeline.nlp.model import Model
from pipeline.nlp.senses import listed_tools
from pipeline.nlp.tagging import Around, tools_of
from pipeline.nlp.telling import skills_of
from pipeline.nlp.terms import content_terms
from pipeline.structure.lines import BODY

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


def annotate(document: Document, model: Model) -> Annotations:
    """The mentions of a document, line by line, and the folded content words of each line."""
    places = _mission_sections(document)
    lines = [_line(document, n, model) for n in range(len(document.lines))]
    trades = _trades_around(document, lines)
    tools = tools_of(((line.tokens, line.tabled) for line in lines), model.names)
    listed = listed_tools(
        ((line.tokens, line.tabled) for line in lines if _may_list(line.label)), model.names
    )
    skills: list[SkillMention] = []
    missions: list[MissionMention] = []
    for line, trade in zip(lines, trades, strict=True):
        skills += skills_of(line, Around(line.label, trade, tools, listed))
        if line.section in places and not _is_title(document, line.number):
            missions += line.missions()
    named = [trade for line in lines for trade in line.trades]
    terms = tuple(content_terms(line.tokens, line.language) for line in lines)
    return Annotations(tuple(skills), tuple(missions), tuple(named), terms)


def _line(document: Document, number: int, model: Model) -> LineWords:
    text = document.lines[number].text
    return LineWords(document, number, document.section_of(number), text, model.tokens(text), model)


def _may_list(label: str) -> bool:
    """Whether a line of a CV may name tools by themselves; those of an offer may."""
    return label in ("", "skill", "cert") or label.endswith(BODY)


def _trades_around(document: Document, lines: Sequence[LineWords]) -> list[str]:
    """For each line the ROME code of its post, else of most titles of the CV; in an offer that of
    the first title; "" for none.
    """
    if document.kind != "cv":
        named = (trade.rome for line in lines for trade in line.trades)
        return [next(named, "")] * len(lines)
    counts = Counter(t.rome for line in lines if line.label in HEADS for t in line.trades)
    usual = counts.most_common(1)[0][0] if counts else ""
    found = [usual] * len(lines)
    for entry in (e for e in document.entries if e.kind in HEADS):
        own = [t.rome for n in entry.head for t in lines[n].trades]
        for n in (*entry.head, *entry.body) if own else ():
            found[n] = own[0]
    return found


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
