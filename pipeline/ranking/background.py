"""Answers that facts give: trade, experience, diploma, languages, licences, residence.

More than is asked adds nothing and takes nothing away: long experience is no merit of its own and
no fault either, and would tell age.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from pipeline.lexicon.entries import carries_meaning
from pipeline.lexicon.needs import cue, keys_of
from pipeline.lexicon.spelling import plain
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
from pipeline.ranking.posts import Held, held_posts, recency
from pipeline.ranking.similarity import Vector
from pipeline.ranking.told import Told

SEASONED = 60
"""Months in near trades after which more of them add nothing."""
SHARE = 0.4
"""What the share of a career spent in near trades counts, beside the months spent in them."""
PAID = ("post", "mission")
UNPAID = 0.35
"""What a post of another kind counts beside one of the same months."""
SOME_YEARS = 2.0
"""The years meant where an offer asks for experience without saying how much."""
BELOW = 0.35
"""What each rung of the ladder of diplomas below the one asked takes away."""
OTHER_FIELD = 0.4
"""What a diploma of the level asked counts in a field that has nothing to do with it."""
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
    return answer(criterion, value, _posts_shown(posts))


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


def _posts_shown(posts: Iterable[Held]) -> list[Evidence]:
    return [
        evidence_of(held.post.title, _length(held), held.passage, held.near * held.post.months)
        for held in posts
        if held.near > 0
    ]


def _length(held: Held) -> str:
    years, months = divmod(held.post.months, 12)
    told = [f"{years} an{'s' if years > 1 else ''}"] if years else []
    told += [f"{months} mois"] if months else []
    return " et ".join(told) or "durée non dite"


def experience(criterion: Criterion, told: Told, strengths: Vector, near: Vector) -> Answer:
    """The months in posts that show what is asked, against the years asked: lines of a post show
    it, or the trade of the post, where the criterion asks for years in the trade of the offer.
    """
    asked = years_asked(f"{criterion.level} d'expérience") or years_asked(criterion.text)
    shown = _shown_by_posts(told, strengths)
    close = np.maximum(shown, near) if asked and _of_trade(criterion, near, told) else shown
    posts = [h for h in held_posts(told, close) if h.post.kind in PAID]
    months = sum(h.near * h.post.months for h in posts)
    months = min(months, float(told.profile.career.months))
    value = min(months / (12 * (asked or SOME_YEARS)), 1.0)
    return answer(criterion, value, _posts_shown(posts), TO_CHECK)


def _shown_by_posts(told: Told, strengths: Vector) -> Vector:
    """How strongly the lines of each context show a criterion, shape (contexts,)."""
    found = np.zeros(len(told.contexts))
    np.maximum.at(found, list(told.context), strengths)
    return found


def _of_trade(criterion: Criterion, near: Vector, told: Told) -> bool:
    """Whether a criterion of experience names nothing, or something that stands in posts near the
    trade of the offer.
    """
    names = {fold(word) for word in _WORD.findall(criterion.text) if carries_meaning(fold(word))}
    names -= keys_of("amount")
    close = {t for n, words in enumerate(told.contexts) if near[n] > 0 for t in words}
    return not names or bool(names & close)


def diploma(criterion: Criterion, told: Told, strengths: Vector, near: Vector) -> Answer:
    """The highest diploma obtained against the one asked; one in progress stands a rung lower."""
    asked = diploma_asked(criterion.level) or diploma_asked(criterion.text)
    if not asked:
        return _by_words(criterion, told, strengths)
    rungs = {"obtained": 0, "to_check": 0, "running": 1}
    held = [
        (LADDER.index(d.level) - rungs[d.status], d)
        for d in told.profile.diplomas
        if d.status in rungs and d.level
    ]
    rung, best = max(held, key=lambda h: (h[0], -h[1].line), default=(0, None))
    passage = told.profile.passage(best.line) if best else None
    if best is None or passage is None:
        return answer(criterion, 0.0, (), TO_CHECK)
    missing = max(LADDER.index(asked) - rung, 0)
    value = max(0.0, 1 - BELOW * missing) * _field(criterion, passage, told, strengths)
    found = evidence_of(f"{best.title} ({best.level})", _rung(best, missing), passage, value)
    return answer(criterion, value, [found] if value else (), TO_CHECK)


def _field(criterion: Criterion, passage: Passage, told: Told, strengths: Vector) -> float:
    """What a diploma counts by its field: how strongly its line shows the criterion."""
    place = told.places.get(passage.number)
    shown = float(strengths[place]) if place is not None else 0.0
    names = {fold(w) for w in _WORD.findall(criterion.text) if _is_field(w)}
    if not names:
        return 1.0
    if not shown and not names & set(passage.terms):
        return 0.0
    return OTHER_FIELD + (1 - OTHER_FIELD) * shown


def _is_field(word: str) -> bool:
    """Whether a word of what an offer asks of a diploma names a field, not a level."""
    key = fold(word)
    level = diploma_asked(word) or cue("diploma").search(plain(word))
    return carries_meaning(key) and key not in keys_of("amount") and not level


def _rung(held: Diploma, missing: int) -> str:
    if held.status == "to_check":
        return "à vérifier"
    return "niveau inférieur" if missing else "niveau demandé"


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
            lacks = _level(level, UNSAID) - _level(spoken[name], FLUENT)
            value = max(0.0, 1 - LEVEL * max(lacks, 0))
            matched = f"{name} ({spoken[name]})"
            found.append(evidence_of(matched, "langue demandée", passage, value))
        values.append(value)
    best = max if criterion.any_of else min
    return answer(criterion, best(values, default=0.0), found, TO_CHECK)


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
