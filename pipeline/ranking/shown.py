"""Answers that lines give: the missions and the skills that an offer asks, shown by what a CV tells."""

from __future__ import annotations

from pipeline.profiles.asks import Words
from pipeline.profiles.profile import Passage
from pipeline.ranking.answers import Answer, Evidence, answer
from pipeline.ranking.background import evidence_of
from pipeline.ranking.clues import link_of
from pipeline.ranking.criteria import Criterion
from pipeline.ranking.posts import FADED
from pipeline.ranking.similarity import Vector
from pipeline.ranking.told import DATED, Told

LISTED, CLAIMED = FADED, 0.45
"""What a line counts that lists or teaches a thing (as one that tells of work long ago), or only
claims it, against 1 for one that tells of work.
"""
CLAIMS = ("summary",)
LINKS = {
    "experience": "dans un poste",
    "projects": "dans un projet",
    "skills": "cité dans une liste",
    "education": "dans une formation",
    "certifications": "certification",
    "summary": "annoncé dans le résumé",
}
ELSEWHERE = "dans une autre rubrique"


def by_lines(
    criterion: Criterion, words: Words, told: Told, strengths: Vector, recencies: Vector
) -> Answer:
    """The lines that show a criterion, the strongest first: work before lists, lists before claims,
    lately before long ago.
    """
    found = []
    for n in strengths.nonzero()[0]:
        line = told.lines[n]
        value = float(strengths[n]) * _standing(line) * float(recencies[n])
        found.append(_evidence(words, told, line, value))
    return answer(criterion, max((e.value for e in found), default=0.0), found)


def _standing(line: Passage) -> float:
    if line.post is not None or line.section in DATED:
        return 1.0
    return CLAIMED if line.section in CLAIMS else LISTED


def _evidence(words: Words, told: Told, line: Passage, value: float) -> Evidence:
    links = [
        (link_of(need, use), use.surface)
        for use in told.profile.skills
        if line.number in use.lines
        for need in words.skills
    ]
    best, surface = max(links, default=(0.0, ""), key=lambda found: found[0])
    matched = surface if best else ""
    return evidence_of(matched, LINKS.get(_place(line), ELSEWHERE), line, value)


def _place(line: Passage) -> str:
    return "experience" if line.post is not None else line.section
