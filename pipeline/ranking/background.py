"""Answers that facts give: trade, experience, diploma, languages, licences, residence.

More than is asked adds nothing and takes nothing away: long experience is no merit of its own and
no fault either, and would tell age.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from pipeline.lexicon.words import fold
from pipeline.profiles.amounts import diploma_asked, years_asked
from pipeline.profiles.diplomas import Diploma
from pipeline.profiles.ladder import LADDER
from pipeline.profiles.languages import OWN, levels_in
from pipeline.profiles.levels import CEFR
from pipeline.profiles.licences import licences_in
from pipeline.profiles.profile import Passage
from pipeline.ranking.answers import TO_CHECK, Answer, Evidence, answer
from pipeline.ranking.criteria import Criterion
from pipeline.ranking.posts import Held, held_posts, recency, showing_posts
from pipeline.ranking.similarity import Vector
from pipeline.ranking.subjects import closeness, field_of, subject_of
from pipeline.ranking.told import Told

SEASONED = 60
"""Months in near trades after which more of them add nothing."""
SHARE = 0.4
"""What the share of a career spent in near trades counts, beside the months spent in them."""
QUOTED = 0.7
"""How near a post is that is quoted, at the least, beside the nearest one."""
SAME = 0.6
"""How near a post is, at the least, that a person would call the same as what is asked."""
PAID = ("post", "mission")
UNPAID = 0.35
"""What a post of another kind counts beside one of the same months."""
SOME_YEARS = 2.0
"""The years meant where an offer asks for experience without saying how much."""
BELOW = 0.35
"""What each rung of the ladder of diplomas below the one asked takes away."""
NEAR_FIELD = 0.4
"""What a diploma of the level asked counts at the least where its field is near the one asked."""
RUNGS = {"obtained": 0, "to_check": 0, "running": 1}
"""How many rungs a diploma of each status stands below its level."""
LOWER = "niveau inférieur"
"""How evidence of a level below the one asked is linked to it; such an answer is one in part."""
LEVEL = 0.25
"""What each level of a language below the one asked takes away."""
UNSAID = "B1"
"""The level meant where an offer names a language without one."""
FLUENT = "C1"
"""The level meant by "courant"."""
_WORD = re.compile(r"[^\W\d_][\w+#-]*")


def evidence_of(matched: str, link: str, passage: Passage, value: float) -> Evidence:
    """Evidence from a line of a CV, its bullet left out."""
    quote = passage.text.removeprefix("- ")
    return Evidence(matched, link, quote, passage.page, passage.number + 1, round(value, 4))


def occupation(criterion: Criterion, told: Told, strengths: Vector, near: Vector) -> Answer:
    """How near the posts are to the trade asked, weighted by their months and by how recent they
    are.
    """
    posts = held_posts(told, near)
    if not posts:
        return _headline(criterion, told, strengths)
    weights = [_weight(held, told) for held in posts]
    months = sum(weight * held.near for weight, held in zip(weights, posts, strict=True))
    share = months / sum(weights) if sum(weights) else 0.0
    value = SHARE * share + (1 - SHARE) * min(months / SEASONED, 1.0)
    return answer(criterion, value, _posts_shown(posts), in_part=_are_near(posts))


def _weight(held: Held, told: Told) -> float:
    paid = 1.0 if held.post.kind in PAID else UNPAID
    return paid * max(held.post.months, 3) * recency(told, held.post.last_year)


def _headline(criterion: Criterion, told: Told, strengths: Vector) -> Answer:
    """The trade that a CV without posts claims: half of what a post of it would count."""
    best = int(strengths.argmax()) if len(strengths) else -1
    if best < 0 or not strengths[best]:
        return answer(criterion, 0.0, ())
    value = float(strengths[best]) * SHARE
    found = evidence_of("", "métier annoncé, sans poste daté", told.lines[best], value)
    return answer(criterion, value, [found])


def _posts_shown(posts: Sequence[Held]) -> list[Evidence]:
    """The posts as evidence; beside near ones those are not quoted that are much less so."""
    least = QUOTED * max((held.near for held in posts), default=0.0)
    return [
        evidence_of(held.post.title, _length(held), held.passage, held.near * held.post.months)
        for held in posts
        if held.near > 0 and held.near >= least
    ]


def _are_near(posts: Sequence[Held]) -> bool:
    """Whether posts are near what is asked at the best, none the same."""
    return max((held.near for held in posts), default=0.0) < SAME


def _length(held: Held) -> str:
    years, months = divmod(held.post.months, 12)
    told = [f"{years} an{'s' if years > 1 else ''}"] if years else []
    told += [f"{months} mois"] if months else []
    return " et ".join(told) or "durée non dite"


def experience(criterion: Criterion, told: Told, strengths: Vector, near: Vector) -> Answer:
    """The months in posts that show what is asked, against the years asked: by a line that names
    it, or by their trade, where the criterion asks for years in the trade of the offer.
    """
    asked = years_asked(f"{criterion.level} d'expérience") or years_asked(criterion.text)
    names = subject_of(criterion.text)
    close = near if asked or not names else np.zeros(len(near))
    posts = [h for h in showing_posts(told, names, strengths, close) if h.post.kind in PAID]
    months = sum(h.near * h.post.months for h in posts)
    months = min(months, float(told.profile.career.months))
    value = min(months / (12 * (asked or SOME_YEARS)), 1.0)
    return answer(criterion, value, _posts_shown(posts), TO_CHECK, _are_near(posts))


def diploma(criterion: Criterion, told: Told, strengths: Vector, near: Vector) -> Answer:
    """The highest diploma obtained against the one asked; one in progress stands a rung lower."""
    asked = diploma_asked(criterion.level) or diploma_asked(criterion.text)
    if not asked:
        return _by_words(criterion, told, strengths)
    found = [e for d in told.profile.diplomas for e in _held(criterion, asked, d, told, strengths)]
    best = max(found, key=lambda e: (e.value, -e.line), default=None)
    if best is None:
        return answer(criterion, 0.0, (), TO_CHECK)
    return answer(criterion, best.value, [best], TO_CHECK, best.link == LOWER)


def _held(
    criterion: Criterion, asked: str, held: Diploma, told: Told, strengths: Vector
) -> Iterator[Evidence]:
    """A diploma as evidence, where it counts: by its level, and by how near its field is."""
    passage = told.profile.passage(held.line)
    if passage is None or not held.level or held.status not in RUNGS:
        return
    place = told.places.get(passage.number)
    shown = float(strengths[place]) if place is not None else 0.0
    own = field_of(held.title) or field_of(passage.text.replace(held.school, " "))
    near = closeness(field_of(criterion.text), own, shown, told.space)
    rung = LADDER.index(held.level) - RUNGS[held.status]
    missing = max(LADDER.index(asked) - rung, 0)
    value = max(0.0, 1 - BELOW * missing) * (NEAR_FIELD + (1 - NEAR_FIELD) * near if near else 0)
    if value:
        yield evidence_of(f"{held.title} ({held.level})", _rung(held, missing), passage, value)


def _rung(held: Diploma, missing: int) -> str:
    if held.status == "to_check":
        return "à vérifier"
    return LOWER if missing else "niveau demandé"


def language(criterion: Criterion, told: Told, strengths: Vector, near: Vector) -> Answer:
    """The languages asked, French apart, at the levels asked; the least known one counts."""
    asked = [
        (name, level)
        for name, level in levels_in(f"{criterion.text} {criterion.level}")
        if name != OWN
    ]
    spoken = dict(told.profile.languages)
    found, values = [], []
    for name, level in asked:
        passage = _passage_on(name, told) if name in spoken else None
        value = 0.0
        if passage is not None:
            lacks = max(_level(level, UNSAID) - _level(spoken[name], FLUENT), 0)
            value = max(0.0, 1 - LEVEL * lacks)
            matched = f"{name} ({spoken[name]})"
            link = LOWER if lacks else "langue demandée"
            found.append(evidence_of(matched, link, passage, value))
        values.append(value)
    best = max if criterion.any_of else min
    value = best(values, default=0.0)
    return answer(criterion, value, found if value else (), TO_CHECK, value < 1)


def _passage_on(name: str, told: Told) -> Passage | None:
    """The first line that names a language, those of the section on languages before the others."""
    passages = sorted(told.profile.passages, key=lambda p: (p.section != "languages", p.number))
    return next((p for p in passages if name in dict(levels_in(p.text))), None)


def _level(level: str, unsaid: str) -> int:
    return CEFR.index(level if level in CEFR else unsaid)


def licence(criterion: Criterion, told: Told, strengths: Vector, near: Vector) -> Answer:
    """The driving licences asked, where the CV names them."""
    asked = set(licences_in(criterion.text))
    if not asked:
        return _by_words(criterion, told, strengths)
    named = ((p, set(licences_in(p.text))) for p in told.profile.passages)
    found = [evidence_of("", "permis demandé", p, 1.0) for p, names in named if names & asked]
    return answer(criterion, 1.0 if found else 0.0, found, TO_CHECK)


def residence(criterion: Criterion, told: Told, strengths: Vector, near: Vector) -> Answer:
    """Nothing of a CV tells it: people check it."""
    return answer(criterion, 0.0, (), TO_CHECK)


def _by_words(criterion: Criterion, told: Told, strengths: Vector) -> Answer:
    """What no fact answers, a certificate for one: the lines that show it and name it."""
    names = {fold(word) for word in _WORD.findall(criterion.text) if _names(word)}
    shown = [n for n in strengths.nonzero()[0] if names & set(told.lines[n].terms)]
    found = [evidence_of("", "", told.lines[n], float(strengths[n])) for n in shown]
    return answer(criterion, max((e.value for e in found), default=0.0), found, TO_CHECK)


def _names(word: str) -> bool:
    """Whether a word names a certificate: an abbreviation or a proper name, "CACES", "PSC1"."""
    return len(word) > 1 and (word[1:] != word[1:].lower() or any(c.isdigit() for c in word))


BY_FACT: Mapping[str, Callable[[Criterion, Told, Vector, Vector], Answer]] = {
    "occupation": occupation,
    "experience": experience,
    "diploma": diploma,
    "language": language,
    "licence": licence,
    "residence": residence,
}
"""Who answers the criteria of a kind; the others are answered by lines."""
