"""What the sentences of a CV say, against those of an offer: its words and what is meant."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.words import fold
from pipeline.nlp.english import LANGUAGE, french_words
from pipeline.profiles.profile import Passage
from pipeline.ranking.matches import MOST_EVIDENCE, SHOWN, Part, mean, strongest
from pipeline.ranking.side import Side, evidence_of
from pipeline.ranking.similarity import Vector
from pipeline.ranking.trades import trade_share

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


def text(offer: Side, cv: Side) -> Part | None:
    """TF-IDF cosine of what the offer asks and what the CV tells, the idf from the background."""
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
    close = np.clip(close, 0, 1) * np.array([trade_share(p, offer, cv) for p in cv.done])
    evidence, missing, criteria = [], [], []
    for n, asked in enumerate(offer.missions):
        best = int(np.argmax(close[n]))
        value = float(close[n, best])
        criteria.append((offer.weight(asked.number), value))
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
    return Part(name, mean(criteria), 0.0, strongest(evidence), tuple(missing), tuple(criteria))
