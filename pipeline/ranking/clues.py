"""What tells whether a line of a CV shows a criterion of an offer: words, skills, actions, what is
meant, the trade of the post, and where the line stands.

Words meet by their keys (both genders, plural and case are one), skills by their concepts and by
what they imply, missions by action and object, meaning by latent vectors, trades by ROME.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from pipeline.profiles.skills import STRENGTH, SkillUse
from pipeline.ranking.asked import Question
from pipeline.ranking.criteria import KINDS
from pipeline.ranking.similarity import Vector
from pipeline.ranking.told import Told
from pipeline.ranking.trades import alike

IMPLIED, BROADER, NEAR = 0.8, 0.5, 0.15
"""What a skill counts that implies the one asked, that is implied by it, that is of its family."""
SECTIONS = (
    "experience", "projects", "skills", "education", "certifications", "summary", "other",
)  # fmt: skip


def link_of(need: SkillUse, use: SkillUse) -> float:
    """How near a skill of a CV is to one that is asked, in [0, 1]."""
    if use.concept == need.concept:
        return 1.0
    if need.concept in use.implies:
        return IMPLIED
    if use.concept in need.implies:
        return BROADER
    of_a_family = need.kind == use.kind == "tool" and set(use.implies) & set(need.implies)
    return NEAR if of_a_family else 0.0


def clues_of(question: Question, told: Told, near: Vector) -> Vector:
    """All clues for every criterion and line, shape (criteria, lines, clues); `near` is the
    nearness of the contexts to the trade of the offer.
    """
    made = _words(question, told) | _skills(question, told) | _places(question, told)
    made |= {"meaning": question.latent @ told.latent.T, "near": near[list(told.context)]}
    shape = (len(question.rows), len(told.lines))
    found: Vector = np.stack([np.broadcast_to(made[name], shape) for name in NAMES], axis=-1)
    return found


def _words(question: Question, told: Told) -> dict[str, Vector]:
    """How much of the words of each is found in the other."""
    there = np.zeros((len(told.lines), len(question.places)))
    for row, line in zip(there, told.lines, strict=True):
        row[[question.places[t] for t in line.terms if t in question.places]] = 1
    shared = question.idf @ there.T
    asked = np.maximum(question.idf.sum(axis=1), 1e-9)[:, None]
    best = [_most(a, there) for a in question.alternatives]
    return {
        "of_criterion": shared / asked,
        "of_line": shared / np.maximum(told.sizes, 1e-9),
        "rarest": (question.idf[:, None, :] * there[None]).max(axis=-1, initial=0.0),
        "alternative": np.array(best).reshape(len(question.rows), -1),
        "has_choice": _column(len(a) > 0 for a in question.alternatives),
        "criterion_size": _column(np.log1p(len(words.terms)) for _, words in question.rows),
        "line_size": np.log1p(np.array([len(p.terms) for p in told.lines])),
    }


def _most(alternatives: Vector, there: Vector) -> Vector:
    """The share of the best met alternative that each line has, shape (lines,)."""
    if not len(alternatives):
        return np.zeros(len(there))
    whole = np.maximum(alternatives.sum(axis=1), 1e-9)[:, None]
    found: Vector = (alternatives @ there.T / whole).max(axis=0)
    return found


def _column(values: Iterable[float]) -> Vector:
    found: Vector = np.fromiter(values, dtype=np.float64)[:, None]
    return found


def _skills(question: Question, told: Told) -> dict[str, Vector]:
    """Skills that a line shares with a criterion, and actions on the same object."""
    shape = (len(question.rows), len(told.lines))
    hard, mean, soft, action = (np.zeros(shape) for _ in range(4))
    acts = _actions(told)
    for n, (_, words) in enumerate(question.rows):
        needs = [s for s in words.skills if s.kind != "soft"]
        rows = [_met(need, told) for need in needs]
        if rows:
            hard[n], mean[n] = np.max(rows, axis=0), np.mean(rows, axis=0)
        qualities = [_met(need, told) for need in words.skills if need.kind == "soft"]
        if qualities:
            soft[n] = np.max(qualities, axis=0)
        verbs = frozenset(m.action for m in words.missions)
        action[n] = [not verbs.isdisjoint(acts.get(p.number, ())) for p in told.lines]
    asks_skills = _column(sum(s.kind != "soft" for s in words.skills) for _, words in question.rows)
    kinds = ({s.kind for s in words.skills} for _, words in question.rows)
    asks_quality = _column(found == {"soft"} for found in kinds)
    return {
        "best_skill": hard,
        "mean_skill": mean,
        "quality": soft,
        "same_action": action,
        "skills_asked": asks_skills,
        "quality_asked": asks_quality,
        "quality_of_line": asks_quality * _share_of_qualities(told),
    }


def _share_of_qualities(told: Told) -> Vector:
    """Whether each line names a quality, shape (lines,)."""
    found = np.zeros(len(told.lines))
    for use, places in told.uses:
        if use.kind == "soft":
            found[list(places)] = 1
    return found


def _met(need: SkillUse, told: Told) -> Vector:
    """How near the nearest skill of each line is to one that is asked, shape (lines,)."""
    found = np.zeros(len(told.lines))
    for use, places in told.uses:
        link = link_of(need, use) * STRENGTH[use.qualifier]
        if link:
            found[list(places)] = np.maximum(found[list(places)], link)
    return found


def _actions(told: Told) -> Mapping[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for mission in told.profile.missions:
        found[mission.line] = found.get(mission.line, frozenset()) | {mission.action}
    return found


def _places(question: Question, told: Told) -> dict[str, Vector]:
    """Where a line stands: its section, its post, and the trade of that post."""
    sections = [p.section for p in told.lines]
    in_post = np.array([p.post is not None for p in told.lines], dtype=float)
    title = np.array([told.is_title(p) for p in told.lines], dtype=float)
    kinds = [c.kind for c, _ in question.rows]
    return {
        "law": _of_context(alike(question.law, told.laws), told),
        "setting": _of_context(told.wholes @ question.whole, told),
        "own_trade": told.latent @ question.whole,
        "in_post": in_post,
        "title": title,
        **{f"in_{s}": np.array([x == s for x in sections], dtype=float) for s in SECTIONS},
        **{f"asks_{k}": _column(k == kind for kind in kinds) for k in KINDS},
    }


def _of_context(values: Vector, told: Told) -> Vector:
    """The value of the context of each line; what stands in no post has that of the best context,
    so that one more post takes nothing from it (law 5).
    """
    best = np.concatenate([[values.max()], values[1:]])
    found: Vector = best[list(told.context)]
    return found


NAMES = (
    "of_criterion", "of_line", "rarest", "alternative", "has_choice", "criterion_size",
    "line_size", "best_skill", "mean_skill", "quality", "same_action", "skills_asked", "quality_asked",
    "quality_of_line", "meaning",
    "law", "near", "setting", "own_trade", "in_post", "title",
    *(f"in_{s}" for s in SECTIONS), *(f"asks_{k}" for k in KINDS),
)  # fmt: skip
"""The clues, in the order of the model's weights."""
