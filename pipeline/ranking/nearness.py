"""How near a post is to the trade of an offer, by its title, its tasks, its tools, and by ROME: the
judgement of a small model, trained on posts that people judged (`data/evidence/posts.csv`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

import numpy as np

from pipeline.ranking.asked import Question
from pipeline.ranking.judges import Judge, shipped
from pipeline.ranking.similarity import Vector, occupation_closeness
from pipeline.ranking.told import Told
from pipeline.ranking.trades import alike, shipped_trades

FILE = "posts.npz"
NAMES = (
    "law", "title_law", "rome", "known", "setting", "title_meaning", "tasks_meaning",
    "title_of_trade", "trade_of_title", "tasks_of_offer", "offer_of_tasks", "skills",
    "skills_shared", "size",
)  # fmt: skip
"""What tells it, in the order of the model's weights."""
APART = 0.3
"""What a post counts at the most whose known trade has nothing in common with the one asked (ROME),
whatever words its title shares.
"""


@cache
def shipped_nearness() -> Judge:
    """The judge of `models/posts.npz`."""
    return shipped(FILE, NAMES)


def nearness(question: Question, told: Told) -> Vector:
    """How near each context of a CV is to the trade of an offer: 0 another trade, 0.5 a near one, 1
    the same; 0 for what a person would not call near. Shape (contexts,).

    What stands in no post is as near as the nearest context, so that one more post takes nothing
    from it (law 5).
    """
    signs = signs_of(question, told)
    found = shipped_nearness().strengths(signs)
    apart = (signs[:, NAMES.index("known")] == 1) & (signs[:, NAMES.index("rome")] == 0)
    found = np.where(apart, np.minimum(found, APART), found)
    best: Vector = np.concatenate([[found.max()], found[1:]])
    return best


def signs_of(question: Question, told: Told) -> Vector:
    """The signs of all contexts of a CV, shape (contexts, signs)."""
    trade, tasks = question.trade, question.tasks
    titles, done = _titles(told), told.contexts
    named, means = question.latent_trade
    shared = _shared(question, told)
    signs = {
        "law": alike(question.law, told.laws),
        "title_law": alike(
            question.law_of_trade, [shipped_trades().law(words) for words in titles]
        ),
        "rome": np.array([_rome(question, codes) for codes in told.codes]),
        "known": np.array([float(bool(codes)) for codes in told.codes]),
        "setting": told.wholes @ question.whole,
        "title_meaning": question.space.latent(titles) @ named,
        "tasks_meaning": told.wholes @ means,
        "title_of_trade": _shares(question, [trade], titles),
        "trade_of_title": _shares(question, titles, [trade]),
        "tasks_of_offer": _shares(question, [tasks], done),
        "offer_of_tasks": _shares(question, done, [[*tasks, *trade]]),
        "skills": shared / max(len(question.skills), 1),
        "skills_shared": np.log1p(shared),
        "size": np.log1p(np.array([len(words) for words in done])),
    }
    found: Vector = np.stack([signs[name] for name in NAMES], axis=-1)
    return found


def _titles(told: Told) -> list[list[str]]:
    """The words of the title of each context; none for what stands in no post."""
    found: list[list[str]] = [[] for _ in told.contexts]
    for line, place in zip(told.lines, told.context, strict=True):
        if told.is_title(line):
            found[place] += line.terms
    return found


def _rome(question: Question, codes: Collection[str]) -> float:
    pairs = (occupation_closeness(a, b) for a in codes for b in question.codes)
    return max(pairs, default=0.0)


def _shares(
    question: Question, ones: Sequence[Collection[str]], others: Sequence[Collection[str]]
) -> Vector:
    """How much of the words of each is found in the other, one against all; shape (all,)."""
    size = max(len(ones), len(others))
    pairs = ((ones[n % len(ones)], others[n % len(others)]) for n in range(size))
    return np.array([_share(question, set(one), set(other)) for one, other in pairs])


def _share(question: Question, one: Collection[str], other: Collection[str]) -> float:
    idf = question.space.idf
    whole = sum(idf(t) for t in sorted(one))
    return sum(idf(t) for t in sorted(one) if t in other) / whole if whole else 0.0


def _shared(question: Question, told: Told) -> Vector:
    """How many of the skills asked each context names or implies, shape (contexts,)."""
    met: list[set[str]] = [set() for _ in told.contexts]
    for use, places in told.uses:
        for place in {told.context[n] for n in places}:
            met[place] |= question.skills & {use.concept, *use.implies}
    return np.array([float(len(names)) for names in met])
