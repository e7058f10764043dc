"""Skills told by a frame: an action and its object in one clause, whatever stands between them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon.entries import LINKS, Frame
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.words import masculine

REACH = 7
"""An action and its object stand at most so many words apart."""
_NUMBERS = frozenset(
    [
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quinze",
        "vingt",
        "trente",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
    ]
)
_BREAKS = frozenset(".;:!?()«»|•–—")


def by_frame(tokens: Sequence[Token], frames: Sequence[Frame]) -> list[Found]:
    """Skills told by what was done to whom, at most once a concept a line."""
    found: dict[str, Found] = {}
    for clause in _clauses(tokens):
        keys = [tokens[n].key for n in clause]
        nouns = [masculine(tokens[n].text) for n in clause]
        for frame in frames:
            if frame.concept not in found and (span := _span(frame, clause, keys, nouns, tokens)):
                found[frame.concept] = Found(frame.concept, *span)
    return list(found.values())


def _clauses(tokens: Sequence[Token]) -> list[list[int]]:
    """Places of the words between strong signs; ":" and ";" separate, commas do not."""
    clauses: list[list[int]] = [[]]
    for n, token in enumerate(tokens):
        if token.text in _BREAKS or (token.text == "-" and _stands_alone(tokens, n)):
            clauses.append([])
        elif token.is_word and token.key not in LINKS:
            clauses[-1].append(n)
    return [c for c in clauses if c]


def _stands_alone(tokens: Sequence[Token], n: int) -> bool:
    before = n > 0 and tokens[n - 1].end == tokens[n].start
    return not before or (n + 1 < len(tokens) and tokens[n + 1].start > tokens[n].end)


def _span(
    frame: Frame, clause: list[int], keys: list[str], nouns: list[str], tokens: Sequence[Token]
) -> tuple[int, int] | None:
    objects = _places(frame.objects, nouns)
    if not objects:
        return None
    if not frame.actions:
        for at, end in objects:
            for number in (at - 1, end + 1):
                if 0 <= number < len(clause) and _is_number(tokens[clause[number]]):
                    return clause[min(at, number)], clause[max(end, number)]
        return None
    for a_start, a_end in _places(frame.actions, keys):
        for o_start, o_end in objects:
            apart = o_start - a_end if o_start > a_end else a_start - o_end
            if 0 < apart <= REACH and (a_start, a_end) != (o_start, o_end):
                return clause[min(a_start, o_start)], clause[max(a_end, o_end)]
    return None


def _places(names: frozenset[tuple[str, ...]], keys: list[str]) -> list[tuple[int, int]]:
    found = []
    for n in range(len(keys)):
        for size in (1, 2, 3, 4):
            if tuple(keys[n : n + size]) in names and n + size <= len(keys):
                found.append((n, n + size - 1))
    return found


def _is_number(token: Token) -> bool:
    if token.text.isdigit():
        return 1 < int(token.text) < 1000
    return token.text.casefold() in _NUMBERS
