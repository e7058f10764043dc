"""What a CV or an offer is about: occupation, skills, missions, career, diploma, languages,
requirements. No identity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.documents import (
    Annotations,
    Document,
    MissionMention,
    SkillMention,
    TradeMention,
    Warning,
)
from pipeline.profiles import requirements as offers
from pipeline.profiles.asks import Ask, cut_sentences, read_asks
from pipeline.profiles.career import Career, Post, bare, read_career
from pipeline.profiles.diplomas import Diploma, highest, read_diplomas
from pipeline.profiles.headers import names_occupation, read_title
from pipeline.profiles.identity import Identity, find_identity
from pipeline.profiles.languages import read_languages
from pipeline.profiles.requirements import Requirements

STRENGTH = {
    "": 1.0,
    "mastered": 1.0,
    "notions": 0.4,
    "learning": 0.3,
    "supervised": 0.3,
    "negated": 0.0,
}
"""What a skill counts by its qualifier."""
UNNAMED = 0.5
"""The share of its weight that a post of unknown trade keeps, and the weight of a trade that no
post confirms.
"""
HEAD_LINES = 12
"""The head of a CV ends here at the latest."""
_HEAD = ("identity", "summary")
_NOT_HELD = ("leave", "volunteer", "civic")
"""Kinds of posts that are nobody's current title."""
LISTS = frozenset({"skills", "certifications"})
"""The sections of a CV that list skills."""


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
class SkillUse:
    """A skill with its context: `months` and `last_year` of the dated posts in which it stands."""

    concept: str
    surface: str
    kind: str
    qualifier: str
    sections: tuple[str, ...]
    implies: tuple[str, ...]
    lines: tuple[int, ...]
    months: int = 0
    last_year: int | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class Mission:
    """An action (a verb) and its object with its folded content words, on line `line`."""

    action: str
    object: str
    terms: tuple[str, ...]
    text: str
    line: int
    section: str


@dataclass(frozen=True, slots=True)
class Occupation:
    """A title, its ROME code, and where it stands; `weight` is the share of the career spent in it."""

    title: str
    rome: str
    line: int
    surface: str
    weight: float = 1.0


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
    is_cv = document.kind == "cv"
    identity, withheld = find_identity(document) if is_cv else (Identity(), frozenset())
    career = read_career(document, today) if is_cv else Career()
    leaves = {n for post in career.posts if post.kind == "leave" for n in post.title_lines}
    headings = {s.start for s in document.sections if s.title}
    passages = tuple(
        Passage(
            n, line.text, line.page, document.section_of(n), annotations.terms[n], career.post_of(n)
        )
        for n, line in enumerate(document.lines)
        if n not in withheld and n not in leaves and not (is_cv and n in headings)
    )
    open_lines = {p.number for p in passages}
    found = annotations.on(open_lines)
    diplomas = read_diplomas(document, today) if is_cv else ()
    asks = () if is_cv else read_asks(document)
    needs = offers.read_licences(document) if is_cv else offers.read_requirements(document, asks)
    title = _cv_title(document, career) if is_cv else read_title(document)
    occupations = (
        _cv_occupations(career, found)
        if is_cv
        else _offer_occupations(document, found.trades, title)
    )
    warnings = document.reading.warnings + (() if is_cv else cut_sentences(document))
    if is_cv and not career.posts and not diplomas and not (identity.email or identity.phone):
        warnings += (
            Warning(
                "not_a_cv", "ne ressemble pas à un CV : ni poste daté, ni diplôme, ni coordonnées"
            ),
        )
    profile = Profile(
        document.id,
        document.file,
        document.kind,
        document.reading.language,
        title,
        occupations,
        _skills(found.skills, career),
        tuple(_mission(m) for m in found.missions),
        career,
        highest(diplomas),
        diplomas,
        read_languages(document),
        needs,
        passages,
        warnings,
        asks,
    )
    return profile, identity


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


def _mission(found: MissionMention) -> Mission:
    return Mission(
        found.concept, found.object, found.terms, found.surface, found.line, found.section
    )


def _skills(mentions: Iterable[SkillMention], career: Career) -> tuple[SkillUse, ...]:
    grouped: dict[str, list[SkillMention]] = {}
    for m in mentions:
        grouped.setdefault(m.concept, []).append(m)
    return tuple(_use(concept, found, career) for concept, found in grouped.items())


def _use(concept: str, found: list[SkillMention], career: Career) -> SkillUse:
    best = max(found, key=lambda m: (STRENGTH[m.qualifier], m.section in LISTS))
    posts = {p for m in found if (p := career.post_of(m.line)) is not None}
    ends = [career.posts[p].last_year for p in posts]
    return SkillUse(
        concept,
        best.surface,
        best.kind,
        best.qualifier,
        tuple(dict.fromkeys(m.section for m in found)),
        best.implies,
        tuple(dict.fromkeys(m.line for m in found)),
        sum(career.posts[p].months for p in posts),
        max((y for y in ends if y), default=None),
        any(m.told for m in found),
    )


def _cv_title(document: Document, career: Career) -> str:
    """The title of the post now held, else of the last one; without posts, the headline."""
    told = [p for p in career.posts if p.title and p.kind not in _NOT_HELD]
    held = [p for p in told if p.kind != "mission"] or told
    lasting = sorted((p for p in held if p.lasts), key=_as_main)
    if held:
        return (lasting or held)[0].title
    headlines = (n for n, label in enumerate(document.labels) if label == "headline")
    return next((bare(document.lines[n].text) for n in headlines), "")


def _as_main(post: Post) -> tuple[bool, int]:
    """Among posts held now, the one that names its employer, told first, is the main one."""
    return not post.organisation, min(post.title_lines, default=0)


def _cv_occupations(career: Career, annotations: Annotations) -> tuple[Occupation, ...]:
    """The trades of the posts, weighted by their length and age; those of the head only where no
    post names one.

    A post whose title names no known trade keeps half of its weight, which no trade gets.
    """
    found = annotations.trades
    named = [
        (n, [m for m in found if m.line in post.title_lines and _in_title(m, post)])
        for n, post in enumerate(career.posts)
    ]
    weights = _weights(career)
    total = sum(weights[n] * (1.0 if trades else UNNAMED) for n, trades in named)
    out = []
    for n, trades in named:
        for m in trades:
            title, rome = _settled(m, n, annotations.skills, career)
            out.append(Occupation(title, rome, m.line, m.surface, weights[n] / total / len(trades)))
    if out:
        return tuple(out)
    heads = [m for m in found if m.section in _HEAD and m.line < HEAD_LINES]
    return tuple(
        Occupation(m.concept, m.rome, m.line, m.surface, UNNAMED / len(heads)) for m in heads
    )


def _in_title(trade: TradeMention, post: Post) -> bool:
    """Whether a trade stands in the title of a post, not in the name of the employer."""
    return trade.surface in post.title or trade.surface not in post.organisation


def _settled(
    trade: TradeMention, post: int, skills: Iterable[SkillMention], career: Career
) -> tuple[str, str]:
    """The trade of a title, or its rival where the skills of the post are mostly those of the
    rival's field.
    """
    rival = trade.rival
    if rival is None:
        return trade.concept, trade.rome
    telling = [m for m in skills if m.domain and m.kind != "soft"]
    fields = Counter(m.domain for m in telling if career.post_of(m.line) == post)
    fields = fields or Counter(m.domain for m in telling)
    others = max(
        (n for field, n in fields.items() if field not in (rival.domain, "gestion")), default=0
    )
    return (
        (rival.title, rival.rome) if fields[rival.domain] > others else (trade.concept, trade.rome)
    )


def _weights(career: Career) -> list[float]:
    """What each post weighs, by its length and age; a leave weighs nothing and makes no other post
    older.
    """
    found, place = [], 0
    for post in career.posts:
        length: float = min(max(post.months, 3), 96)
        share = {"project": 0.0, "leave": 0.0, "post": 1.0}.get(post.kind, 0.35)
        found.append(length * share * 0.75**place)
        place += post.kind != "leave"
    return found


def _offer_occupations(
    document: Document, trades: Sequence[TradeMention], title: str
) -> tuple[Occupation, ...]:
    lines = {n for n, line in enumerate(document.lines) if title and title in line.text}
    lines |= {n + 1 for n, line in enumerate(document.lines) if names_occupation(line.text)}
    lines |= {n for n, line in enumerate(document.lines) if names_occupation(line.text)}
    named = (
        [m for m in trades if m.line in lines]
        or [m for m in trades if m.section == "header"]
        or trades[:1]
    )
    unique = {m.concept: m for m in reversed(named)}
    return tuple(
        Occupation(m.concept, m.rome, m.line, m.surface) for m in reversed(unique.values())
    )
