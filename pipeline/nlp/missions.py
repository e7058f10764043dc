"""Missions in a line: an action and its object, coordination expanded, verb and noun forms of an
action folded to one verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicon.actions import Actions
from pipeline.lexicon.entries import LINKS
from pipeline.lexicon.matching import Token
from pipeline.lexicon.words import fold, stop_words

SUPPORTS = frozenset(
    [
        "assurer",
        "effectuer",
        "participer",
        "contribuer",
        "veiller",
        "garantir",
        "réaliser",
        "collaborer",
        "intervenir",
        "permettre",
        "apporter",
        "aider",
    ]
)
"""Verbs that take the action of the noun behind them: "participer à la conception" is "concevoir".
"""
LONGEST_OBJECT = 7
_AND = frozenset(("et", "ou", "and", "or", ",", "/", "&", "puis"))
_BEFORE_OBJECT = LINKS | {
    fold(w)
    for w in [
        "à",
        "au",
        "aux",
        "en",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "notre",
        "nos",
        "votre",
        "vos",
        "ce",
        "cette",
        "ces",
        "a",
        "an",
        "vers",
        "sur",
        "avec",
    ]
}
_ENDS = {
    fold(w)
    for w in [
        "qui",
        "que",
        "dont",
        "où",
        "pour",
        "afin",
        "par",
        "dans",
        "avec",
        "sous",
        "selon",
        "lors",
        "chez",
        "sans",
        "en",
        "via",
        "si",
        "auprès",
        "puis",
        "mais",
        "which",
        "that",
        "for",
        "with",
        "to",
        "sur",
        "depuis",
    ]
}


@dataclass(frozen=True, slots=True)
class MissionFound:
    """An action (a verb), its object and `words`, on tokens `first` to `last`, included."""

    action: str
    object: str
    words: tuple[Token, ...]
    first: int
    last: int


def find_missions(tokens: Sequence[Token], actions: Actions) -> list[MissionFound]:
    """The missions of a line, in its order."""
    found: list[MissionFound] = []
    at = 0
    while at < len(tokens):
        if not _is_action(tokens, at, actions):
            at += 1
            continue
        verbs, after = _coordinated(tokens, at, actions)
        objects, end = _objects(tokens, after, actions)
        for words, last in objects:
            found += [MissionFound(v, _joined(words), tuple(words), at, last) for v in verbs]
        at = max(end, after, at + 1)
    return found


def _is_action(tokens: Sequence[Token], at: int, actions: Actions) -> bool:
    """Whether a token names the action that its line is about; "en utilisant" only says how."""
    token = tokens[at]
    if token.pos not in ("", "VERB", "NOUN", "AUX", "PROPN", "X") or not actions.verb_of(
        token.text, token.key
    ):
        return False
    if token.key in actions.participles:
        before = [t for t in tokens[:at] if t.is_word]
        return not before or before[-1].text == "and"
    return not (at > 0 and tokens[at - 1].key == "en" and token.text.casefold().endswith("ant"))


def _coordinated(tokens: Sequence[Token], at: int, actions: Actions) -> tuple[list[str], int]:
    """The actions that share one object from `at` on, and the place after the last of them."""
    verbs = [actions.verbs[tokens[at].key]]
    end = at + 1
    look = end
    while look < len(tokens):
        token = tokens[look]
        if _is_action(tokens, look, actions):
            joined = tokens[end:look]
            if any(t.text.casefold() in _AND for t in joined):
                verbs.append(actions.verbs[token.key])
            elif verbs[-1] in SUPPORTS:
                verbs[-1] = actions.verbs[token.key]
            else:
                break
            end = look + 1
        elif (
            token.text.casefold() not in _AND
            and token.key not in _BEFORE_OBJECT
            and token.text not in "'’-"
        ):
            break
        look += 1
    return list(dict.fromkeys(verbs)), end


def _objects(
    tokens: Sequence[Token], at: int, actions: Actions
) -> tuple[list[tuple[list[Token], int]], int]:
    """The noun groups from `at` on, each with its last token, and the place where they end."""
    groups: list[list[int]] = [[]]
    n = at
    while n < len(tokens) and len(groups) <= 3:
        token = tokens[n]
        if not groups[-1] and (token.key in _BEFORE_OBJECT or token.text in "'’"):
            n += 1
            continue
        if token.text in ("et", "ou", "and") and groups[-1]:
            if n + 1 < len(tokens) and _is_action(tokens, n + 1, actions):
                break
            groups.append([])
        elif not token.is_word and token.text not in "-'’/" or token.key in _ENDS:
            break
        elif len(groups[-1]) < LONGEST_OBJECT:
            groups[-1].append(n)
        n += 1
    named = []
    for group in groups:
        words = [tokens[g] for g in group]
        if any(t.is_word and t.key not in stop_words() and not t.text.isdigit() for t in words):
            named.append((words, group[-1]))
    return named, n


def _joined(words: list[Token]) -> str:
    text = words[0].text
    for before, token in zip(words, words[1:], strict=False):
        text += ("" if token.start == before.end else " ") + token.text
    return text.strip(" -'’/")
