"""Of what an offer asks experience or a diploma: its words without those that say how much of it,
how strongly, or from which kind of school.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.lexicon.entries import carries_meaning
from pipeline.lexicon.needs import cue, keys_of
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.words import fold, masculine
from pipeline.profiles.ladder import level_of
from pipeline.ranking.similarity import Space
from pipeline.ranking.trades import alike, shipped_trades

FIELD = 0.5
"""How much the fields of two diplomas that share a word have in common, by the domains of ROME or
by meaning, where the word is not shared in passing ("droit public", "santé publique").
"""
SAME_FIELD = 0.7
"""The same, by the domains alone, of fields that share no word ("informatique", "réseaux")."""
SURE = 0.9
"""From this strength on the line of a diploma is enough, whatever its field is called."""
_WORD = re.compile(r"[^\W\d_][\w+#-]*")


def subject_of(text: str) -> frozenset[str]:
    """The folded words of a criterion that say of what it asks experience; none for "cinq ans
    d'expérience sur un poste similaire".
    """
    found = {fold(word) for word in _WORD.findall(text)}
    return frozenset(filter(carries_meaning, found)) - keys_of("amount") - keys_of("vague")


def field_of(text: str) -> frozenset[str]:
    """The folded words that name the field of a diploma, not its level nor its school."""
    words = (w for w in _WORD.findall(text) if not _is_level(w))
    return subject_of(" ".join(words)) - keys_of("studies") - keys_of("diploma")


def _is_level(word: str) -> bool:
    """Whether a word names a level, in the same way for both genders."""
    spelled = (word, masculine(word))
    return any(level_of(w, studies=True) or cue("diploma").search(plain(w)) for w in spelled)


def closeness(asked: Collection[str], held: Collection[str], shown: float, space: Space) -> float:
    """How near the field of a diploma is to one that is asked, in [0, 1]; 0 where a person would
    call it another one. `shown` is how strongly the line of the diploma shows what is asked.
    """
    if not asked or shown >= SURE:
        return max(shown, float(not asked))
    trades = shipped_trades()
    law = float(alike(trades.law(asked), [trades.law(held)])[0]) if held else 0.0
    one, other = space.latent([sorted(asked), sorted(held)])
    if set(asked) & set(held):
        near = max(law, float(one @ other))
        return min(max(near, shown), 1.0) if near >= FIELD else 0.0
    return shown if law >= SAME_FIELD else 0.0
