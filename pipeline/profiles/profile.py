"""What a CV or an offer is about: occupation, skills, missions, career, diploma, languages,
requirements. No identity.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date

from pipeline.documents import Annotations, Document, Warning
from pipeline.profiles import genres
from pipeline.profiles.asks import Ask, cut_sentences, read_asks
from pipeline.profiles.career import Career, read_career
from pipeline.profiles.diplomas import Diploma, highest, read_diplomas
from pipeline.profiles.headers import read_title
from pipeline.profiles.identity import Identity, find_identity
from pipeline.profiles.missions import Mission, missions_of
from pipeline.profiles.occupations import (
    Occupation,
    occupations_held,
    occupations_offered,
    title_held,
)
from pipeline.profiles.requirements import Requirements, read_licences, read_requirements
from pipeline.profiles.skills import SkillUse, skills_used
from pipeline.profiles.tongues import read_languages


@dataclass(frozen=True, slots=True)
class Passage:
    """A line that may be scored: its text, place, section and folded content words; `post` is an
    index in the career.
    """

    number: int
    text: str
    page: int
    section: str
    terms: tuple[str, ...]
    post: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the ranker may know of a CV or an offer."""

    id: str
    file: str
    kind: str
    language: str
    title: str
    occupations: tuple[Occupation, ...]
    skills: tuple[SkillUse, ...]
    missions: tuple[Mission, ...]
    career: Career
    diploma: str
    diplomas: tuple[Diploma, ...]
    languages: tuple[tuple[str, str], ...]
    requirements: Requirements
    passages: tuple[Passage, ...]
    warnings: tuple[Warning, ...] = ()
    asks: tuple[Ask, ...] = ()
    """What an offer asks, of which its grid is made; empty for a CV."""

    @property
    def told_skills(self) -> tuple[SkillUse, ...]:
        """The skills that the document names; the others stand in it in passing."""
        return tuple(s for s in self.skills if s.told)

    def passage(self, line: int) -> Passage | None:
        """The passage on a line, None where the line is withheld."""
        return next((p for p in self.passages if p.number == line), None)


def profile_of(
    document: Document, annotations: Annotations, today: date
) -> tuple[Profile, Identity]:
    """The profile of a document, and apart from it the identity of the person; posts that last are
    read at `today`.
    """
    if document.kind == "cv":
        return _of_cv(document, annotations, today)
    return _of_offer(document, annotations), Identity()


def _of_cv(document: Document, annotations: Annotations, today: date) -> tuple[Profile, Identity]:
    identity, withheld = find_identity(document)
    career = read_career(document, today)
    leaves = {n for post in career.posts if post.kind == "leave" for n in post.title_lines}
    headings = {s.start for s in document.sections if s.title}
    passages = _passages(document, annotations, career, withheld | leaves | headings)
    found = annotations.on({p.number for p in passages})
    diplomas = read_diplomas(document, today)
    is_personal = bool(career.posts or diplomas or identity.email or identity.phone)
    profile = Profile(
        id=document.id,
        file=document.file,
        kind=document.kind,
        language=document.reading.language,
        title=title_held(document, career),
        occupations=occupations_held(career, found),
        skills=skills_used(found.skills, career),
        missions=missions_of(found.missions),
        career=career,
        diploma=highest(diplomas),
        diplomas=diplomas,
        languages=read_languages(document),
        requirements=read_licences(document),
        passages=passages,
        warnings=document.reading.warnings + genres.warnings_of(document, career, is_personal),
    )
    return profile, identity


def _of_offer(document: Document, annotations: Annotations) -> Profile:
    career = Career()
    passages = _passages(document, annotations, career, frozenset())
    found = annotations.on({p.number for p in passages})
    asks = read_asks(document)
    title = read_title(document)
    return Profile(
        id=document.id,
        file=document.file,
        kind=document.kind,
        language=document.reading.language,
        title=title,
        occupations=occupations_offered(document, found.trades, title),
        skills=skills_used(found.skills, career),
        missions=missions_of(found.missions),
        career=career,
        diploma=highest(()),
        diplomas=(),
        languages=read_languages(document),
        requirements=read_requirements(document, asks),
        passages=passages,
        warnings=(
            *document.reading.warnings,
            *genres.warnings_of_offer(document),
            *cut_sentences(document),
        ),
        asks=asks,
    )


def _passages(
    document: Document, annotations: Annotations, career: Career, without: Set[int]
) -> tuple[Passage, ...]:
    """The lines of a document that may be scored: all `without` some."""
    return tuple(
        Passage(
            number=n,
            text=line.text,
            page=line.page,
            section=document.section_of(n),
            terms=annotations.terms[n],
            post=career.post_of(n),
        )
        for n, line in enumerate(document.lines)
        if n not in without
    )


def without_lines(
    profile: Profile, lines: frozenset[int], warnings: tuple[Warning, ...]
) -> Profile:
    """The profile as if some lines were not there, with other warnings."""
    kept = tuple(
        replace(s, lines=left)
        for s in profile.skills
        if (left := tuple(n for n in s.lines if n not in lines))
    )
    return replace(
        profile,
        passages=tuple(p for p in profile.passages if p.number not in lines),
        skills=kept,
        missions=tuple(m for m in profile.missions if m.line not in lines),
        occupations=tuple(o for o in profile.occupations if o.line not in lines),
        warnings=warnings,
    )


def without_lists(profile: Profile) -> Profile:
    """The profile as if its sections of skills were not there."""
    return without_lines(
        profile,
        frozenset(p.number for p in profile.passages if p.section == "skills"),
        profile.warnings,
    )
