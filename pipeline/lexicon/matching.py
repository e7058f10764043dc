"""Names found in a run of words: the longest first, from left to right, LINKS skipped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.lexicon.entries import LINKS, Entry, agrees


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of a line: its text, its key, and the character at which it starts."""

    text: str
    key: str
    start: int
    pos: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_word(self) -> bool:
        return any(c.isalnum() for c in self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """A concept on tokens `first` to `last`, included."""

    concept: str
    first: int
    last: int


_JOINTS = frozenset("-'’")


class Matcher:
    """Looks for the names of many concepts at once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_first: dict[str, list[Entry]] = {}
        for entry in entries:
            self._by_first.setdefault(entry.keys[0], []).append(entry)
        for group in self._by_first.values():
            group.sort(key=lambda e: (-len(e.keys), not e.exact, e.concept))

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        """The names found, none inside another."""
        places = [n for n, t in enumerate(tokens) if t.is_word and t.key not in LINKS]
        found: list[Found] = []
        at = 0
        while at < len(places):
            step = 1
            for entry in self._by_first.get(tokens[places[at]].key, ()):
                if self._stands(entry, tokens, places, at):
                    step = len(entry.keys)
                    found.append(Found(entry.concept, places[at], places[at + step - 1]))
                    break
            at += step
        return found

    @staticmethod
    def _stands(entry: Entry, tokens: Sequence[Token], places: list[int], at: int) -> bool:
        size = len(entry.keys)
        if at + size > len(places) or any(
            tokens[places[at + n]].key != entry.keys[n] for n in range(1, size)
        ):
            return False
        first, last = places[at], places[at + size - 1]
        between = (t.text for t in tokens[first + 1 : last] if not t.is_word)
        if any(sign not in _JOINTS for sign in between):
            return False
        if entry.whole and not agrees(tokens[first].text, entry.whole):
            return False
        if not entry.exact:
            return True
        surface = "".join(t.text for t in tokens[first : last + 1])
        joined = any(
            tokens[n].text in _JOINTS for n in (first - 1, last + 1) if 0 <= n < len(tokens)
        )
        return surface == entry.exact.replace(" ", "") and not joined
