"""Against gaming: what is copied from the offer, said to machines or stuffed counts nothing and is
warned of.
"""

from __future__ import annotations

import re

from pipeline.documents import Warning
from pipeline.profiles.profile import Passage, Profile, without_lines
from pipeline.ranking.claims import doubts, unreal
from pipeline.ranking.stuffing import stuffed_lines, stuffing

SHINGLE = 3
"""Runs of so many content words are compared."""
COPIED = 0.6
"""A line whose runs stand in the offer to this share is a copy."""
SHORTEST_COPY = 5
"""Lines with fewer content words are never called copies."""
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])\w*[\u0400-\u04ff]\w*\b")
MOST_MIXED = 3
"""Words with letters of two alphabets from which on they are told."""
_TO_MACHINES = re.compile(
    r"\b(?:ignore[zr]?|oublie[zr]?|disregard|forget)\b.{0,40}\b(?:instructions?|consignes?|r[èe]gles|prompts?|crit[èe]res|previous)\b"
    r"|\b(?:system prompt|prompt injection|as an ai|en tant qu['’ ]?(?:ia|intelligence artificielle|mod[èe]le))\b"
    r"|\b(?:classe[zr]?|place[zr]?|note[zr]?|rank|rate|score)\b.{0,30}"
    r"\b(?:ce candidat|cette candidate|ce cv|this candidate|this cv|this resume)\b"
    r"|\b(?:candidat|candidate|profil|cv)\b.{0,30}"
    r"\b(?:le meilleur|premier du classement|id[ée]al pour ce poste|must be ranked|top candidate)\b",
    re.I,
)


def guarded(offer: Profile, cv: Profile) -> Profile:
    """The CV without the lines that must count nothing, and with a warning for each kind of them."""
    theirs = {s for p in offer.passages for s in _shingles(p.terms)}
    copied = [p for p in cv.passages if _copied_share(p, theirs) >= COPIED]
    told = [p for p in cv.passages if _TO_MACHINES.search(p.text)]
    warnings = list(cv.warnings)
    if copied:
        warnings.append(
            Warning(
                "offer_copy",
                f"{len(copied)} ligne(s) recopiée(s) de l'offre, non comptée(s) : « {_short(copied[0])} »",
            )
        )
    if told:
        warnings.append(
            Warning(
                "instruction_to_machine",
                f"{len(told)} ligne(s) adressée(s) à un logiciel, non comptée(s) : « {_short(told[0])} »",
            )
        )
    mixed = {word for p in cv.passages for word in _MIXED.findall(p.text)}
    if len(mixed) >= MOST_MIXED:
        fact = f"{len(mixed)} mots mêlent deux alphabets : « {min(mixed)} »"
        warnings.append(Warning("mixed_alphabets", fact))
    warnings += [*stuffing(cv), *doubts(cv.career)]
    coming = frozenset(n for post in unreal(cv.career) for n in post.lines)
    left_out = frozenset(p.number for p in (*copied, *told)) | stuffed_lines(cv) | coming
    return without_lines(cv, left_out, tuple(warnings))


def _shingles(terms: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {terms[n : n + SHINGLE] for n in range(len(terms) - SHINGLE + 1)}


def _copied_share(passage: Passage, theirs: set[tuple[str, ...]]) -> float:
    if len(passage.terms) < SHORTEST_COPY:
        return 0.0
    own = _shingles(passage.terms)
    return len(own & theirs) / len(own)


def _short(passage: Passage) -> str:
    text = passage.text.removeprefix("- ")
    return text if len(text) <= 80 else text[:77] + "..."
