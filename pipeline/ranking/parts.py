"""What each part of the score measures. A part on which the offer is silent is None."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.words import fold
from pipeline.nlp.english import LANGUAGE, french_words
from pipeline.profiles.profile import STRENGTH, Mission, Passage, SkillUse
from pipeline.ranking import background
from pipeline.ranking.matches import Evidence, Part
from pipeline.ranking.side import ASKED, ASKED_DONE, DONE, Side, evidence_of
from pipeline.ranking.similarity import Vector, occupation_closeness

FULL_TEXT = 0.45
"""A cosine of this size is as near as a CV comes to an offer by its words."""
LATENT_SHARE = 0.3
"""How much of the closeness of two sentences comes from the latent space; the rest is the cosine of
their words.
"""
CEILING = 0.6
"""A sentence this close to a mission says the same thing."""
SAYS_THE_SAME = 0.85
"""The cosine of a sentence model at which two sentences say the same thing."""
ANOTHER_ACTION = 0.6
"""What the object of a mission counts where the CV does something else to it."""
FAR_TRADE = 0.4
"""What a line counts in a post of a trade that has nothing in common with that of the offer."""
LISTED, CLAIMED = 0.55, 0.35
"""What a skill counts that is only listed, or only claimed in the head of a CV, against 1 for one
used in a dated entry.
"""
IMPLIED, BROADER, NEAR = 0.8, 0.5, 0.15
FRESH, FADING, FADED = 5, 0.04, 0.6
"""Years without use after which a dated use fades towards a listed one, the share that each year
more takes, what is left at the least.
"""
NEIGHBOUR = "outil voisin"
"""A tool of the same family as the one asked: it counts a little, and the one asked is still
missing.
"""
SOFT = 0.25
IN_MISSIONS = 1.3
"""What a skill weighs that the missions of the offer name, against 1 for one of a list."""
SEASONED_MONTHS = 60
"""Months in close trades after which more of them add nothing."""
SHOWN = 0.25
"""Evidence weaker than this is called missing."""
MOST_EVIDENCE = 12

Measure = Callable[[Side, Side], Part | None]


def text(offer: Side, cv: Side) -> Part | None:
    """TF-IDF cosine between what the offer asks and what the CV tells, the idf from the background."""
    asked = [t for p in offer.asked for t in p.terms]
    if not asked:
        return None
    told = [t for p in cv.told for t in p.terms]
    rows = offer.space.tfidf([asked, told])
    products = rows[0] * rows[1]
    names = offer.space.words
    best = [int(n) for n in np.argsort(-products, kind="stable")[:MOST_EVIDENCE] if products[n] > 0]
    evidence = []
    for n in best:
        passage = next((p for p in cv.told if names[n] in p.terms), None)
        if passage:
            written, link = _written(names[n], [passage], cv)
            evidence.append(
                evidence_of(
                    _written(names[n], offer.asked, offer)[0],
                    written,
                    link,
                    passage,
                    float(products[n]),
                )
            )
    return Part("text", min(float(products.sum()) / FULL_TEXT, 1.0), 0.0, tuple(evidence))


def _written(term: str, passages: Sequence[Passage], side: Side) -> tuple[str, str]:
    """A folded word as it is written in the first passage that has it, and whether it stands there
    itself or in English.
    """
    passage = next((p for p in passages if term in p.terms), None)
    text = "" if passage is None else passage.text
    pieces = "".join(c if c.isalnum() or c in "+#./-" else " " for c in text).split()
    words = [word for piece in pieces if (word := piece.strip(".-/"))]
    alike = [word for word in words if plain(word)[:3] == term[:3]]
    if alike:
        return min(alike, key=lambda word: fold(word) != term), "mot commun"
    if side.profile.language == LANGUAGE:
        return next(
            ((w, "mot traduit") for w in words if term in map(fold, french_words(w))),
            (term, "mot traduit"),
        )
    return term, "mot commun"


def meaning(offer: Side, cv: Side) -> Part | None:
    """For each mission of the offer, the passage of the CV that says what is nearest to it; their
    mean.
    """
    if not offer.missions:
        return None
    if not cv.done:
        return _nothing_done("meaning", offer)
    words, latent = (a @ b.T for a, b in zip(offer.rows_missions, cv.rows_done, strict=True))
    return _nearest(
        "meaning",
        "sens proche",
        ((1 - LATENT_SHARE) * words + LATENT_SHARE * latent) / CEILING,
        offer,
        cv,
    )


def semantic(offer: Side, cv: Side) -> Part | None:
    """What `meaning` measures, by a model of sentences given by the user: 0 at what is usual
    between strangers, 1 at SAYS_THE_SAME.
    """
    if offer.encoder is None or not offer.missions:
        return None
    if not cv.done:
        return _nothing_done("semantic", offer)
    usual = offer.strangeness[:, None]
    close = (offer.encoded_missions @ cv.encoded_done.T - usual) / np.maximum(
        SAYS_THE_SAME - usual, 0.05
    )
    return _nearest("semantic", "sens proche (modèle)", close, offer, cv)


def _nothing_done(name: str, offer: Side) -> Part:
    """The part of a CV that tells of no work: every mission is missing."""
    unmet = tuple(p.text.removeprefix("- ").rstrip(" ;,.:") for p in offer.missions)
    return Part(name, 0.0, 0.0, (), unmet, ((1.0, 0.0),) * len(unmet))


def _nearest(name: str, link: str, close: Vector, offer: Side, cv: Side) -> Part:
    """The part of the nearest passages; `close` is how close each mission is to each passage done,
    shape (missions, passages).
    """
    close = np.clip(close, 0, 1) * np.array([_trade(p, offer, cv) for p in cv.done])
    evidence, missing, criteria = [], [], []
    for n, asked in enumerate(offer.missions):
        best = int(np.argmax(close[n]))
        value = float(close[n, best])
        criteria.append((1.0, value))
        if value >= SHOWN:
            evidence.append(
                evidence_of(
                    asked.text.removeprefix("- "),
                    cv.done[best].text.removeprefix("- "),
                    link,
                    cv.done[best],
                    value,
                )
            )
        else:
            missing.append(asked.text.removeprefix("- ").rstrip(" ;,.:"))
    return Part(name, _mean(criteria), 0.0, _top(evidence), tuple(missing), tuple(criteria))


def missions(offer: Side, cv: Side) -> Part | None:
    """For each action and object of the offer, the line of the CV with the most of the object,
    better under the same action.
    """
    needs = [m for m in offer.profile.missions if m.section in ASKED_DONE] or list(
        offer.profile.missions
    )
    asked = [(m, terms) for m in _distinct(needs) if (terms := _object_terms(m, offer))]
    if not asked:
        return None
    evidence, missing, criteria = [], [], []
    for mission, terms in asked:
        weight = sum(offer.space.idf(t) for t in terms) ** 0.5
        value, passage, same = _best_line(mission.action, terms, offer, cv)
        criteria.append((weight, value))
        name = f"{mission.action} : {mission.object}"
        if passage and value >= SHOWN:
            link = "même action" if same else "même objet"
            evidence.append(
                evidence_of(name, passage.text.removeprefix("- "), link, passage, weight * value)
            )
        else:
            missing.append(name)
    return Part("missions", _mean(criteria), 0.0, _top(evidence), tuple(missing), tuple(criteria))


def _best_line(
    action: str, terms: tuple[str, ...], offer: Side, cv: Side
) -> tuple[float, Passage | None, bool]:
    best: tuple[float, Passage | None, bool] = (0.0, None, False)
    whole = sum(offer.space.idf(t) for t in terms)
    for passage in cv.done:
        shared = sum(offer.space.idf(t) for t in terms if t in passage.terms) / whole
        if shared:
            same = action in cv.actions.get(passage.number, ())
            value = shared * (1.0 if same else ANOTHER_ACTION) * _trade(passage, offer, cv)
            if value > best[0]:
                best = (value, passage, same)
    return best


def _distinct(found: list[Mission]) -> list[Mission]:
    return list({(m.action, m.object): m for m in found}.values())


def _object_terms(mission: Mission, side: Side) -> tuple[str, ...]:
    """The content words of a mission's object, each once, taken from those of its line."""
    passage = side.profile.passage(mission.line)
    return tuple(dict.fromkeys(t for t in mission.terms if passage and t in passage.terms))


def _trade(passage: Passage, offer: Side, cv: Side) -> float:
    """What a passage counts by the trade of its post; outside posts, by the nearest trade of the
    career.
    """
    wanted = [w.rome for w in offer.profile.occupations]
    if not wanted:
        return 1.0
    own = [
        o
        for o in cv.profile.occupations
        if cv.profile.career.post_of(o.line) == passage.post and passage.post is not None
    ]
    near = max(
        (occupation_closeness(o.rome, w) for o in own or cv.profile.occupations for w in wanted),
        default=0.0,
    )
    return FAR_TRADE + (1 - FAR_TRADE) * near


def skills(offer: Side, cv: Side) -> Part | None:
    """The asked skills found in the CV: exact, implied, broader or near; used in a dated entry, and
    lately, before listed or claimed.
    """
    asked = [s for s in offer.profile.skills if set(s.sections) & set(ASKED)]
    if not asked:
        return None
    evidence, missing, criteria = [], [], []
    for need in asked:
        weight = (SOFT if need.kind == "soft" else 1.0) * (
            IN_MISSIONS if set(need.sections) & set(ASKED_DONE) else 1.0
        )
        value, link, use = _best_use(need, offer, cv)
        criteria.append((weight, value))
        passage = _best_passage(use, cv) if use else None
        if use and passage:
            evidence.append(evidence_of(need.concept, use.surface, link, passage, weight * value))
        if need.kind != "soft" and (passage is None or link == NEIGHBOUR):
            missing.append(need.concept)
    return Part("skills", _mean(criteria), 0.0, _top(evidence), tuple(missing), tuple(criteria))


def _best_use(need: SkillUse, offer: Side, cv: Side) -> tuple[float, str, SkillUse | None]:
    best: tuple[float, str, SkillUse | None] = (0.0, "", None)
    for use in cv.profile.skills:
        if use.concept == need.concept:
            factor, link = 1.0, "exact"
        elif need.concept in use.implies:
            factor, link = IMPLIED, "implique"
        elif use.concept in need.implies:
            factor, link = BROADER, "plus large"
        elif need.kind == use.kind == "tool" and set(use.implies) & set(need.implies):
            factor, link = NEAR, NEIGHBOUR
        else:
            continue
        value = factor * _context(use, offer, cv) * STRENGTH[use.qualifier]
        if value > best[0]:
            best = (value, link, use)
    return best


def _context(use: SkillUse, offer: Side, cv: Side) -> float:
    """What a skill counts by where it stands: in a dated entry from LISTED to 1, by the trade of
    the post and how long ago it was.
    """
    passages = [
        p
        for n in use.lines
        if (p := cv.profile.passage(n)) and (p.section in DONE or p.post is not None)
    ]
    if passages:
        return LISTED + (1 - LISTED) * _recency(use, cv) * max(
            _trade(p, offer, cv) for p in passages
        )
    return (
        CLAIMED
        if set(use.sections) <= {"identity", "summary", "interests", "references"}
        else LISTED
    )


def _recency(use: SkillUse, cv: Side) -> float:
    """What a dated use is worth by the years since: FRESH of them take nothing away, so that a
    break does not count.

    Another post never makes a use older (law 5): it is measured against the date of the run, not
    against the rest of the career.
    """
    return (
        1.0
        if use.last_year is None
        else max(1.0 - FADING * max(cv.profile.career.read_in - use.last_year - FRESH, 0), FADED)
    )


def _best_passage(use: SkillUse, cv: Side) -> Passage | None:
    found = [p for n in use.lines if (p := cv.profile.passage(n))]
    return min(found, key=lambda p: (p.section not in DONE, p.number), default=None)


def occupation(offer: Side, cv: Side) -> Part | None:
    """How close the trades of the posts are to that of the offer (ROME), and for how many months
    they were held.
    """
    wanted = offer.profile.occupations
    if not wanted:
        return None
    evidence, share, months = [], 0.0, 0.0
    for held in cv.profile.occupations:
        close, target = max((occupation_closeness(held.rome, w.rome), w.title) for w in wanted)
        share += held.weight * close
        post = cv.profile.career.post_of(held.line)
        if post is not None and cv.profile.career.posts[post].kind == "post":
            months += close * cv.profile.career.posts[post].months
        passage = cv.profile.passage(held.line)
        if close > 0 and passage:
            evidence.append(
                evidence_of(
                    target,
                    held.surface,
                    f"métier proche à {close:.0%}".replace("%", " %"),
                    passage,
                    held.weight * close,
                )
            )
    value = share * (0.4 + 0.6 * min(months / SEASONED_MONTHS, 1.0))
    return Part("occupation", value, 0.0, _top(evidence), () if evidence else (wanted[0].title,))


def _mean(criteria: Sequence[tuple[float, float]]) -> float:
    """The weighted mean of what the criteria got."""
    return sum(weight * value for weight, value in criteria) / sum(weight for weight, _ in criteria)


def _top(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda e: (-e.value, e.line, e.criterion)))[:MOST_EVIDENCE]


MEASURES: dict[str, Measure] = {
    "occupation": occupation,
    "missions": missions,
    "skills": skills,
    "meaning": meaning,
    "text": text,
    "career": background.career,
    "diploma": background.diploma,
    "languages": background.languages,
    "semantic": semantic,
}
"""The parts of the score by name, in the order in which they are shown."""
UNFITTED = {"semantic": 0.15}
"""Parts that are there only where the user brings what they need; no such thing is shipped, so that
their weight is a choice.
"""
