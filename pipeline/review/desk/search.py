"""Words looked for in all CVs at once, without case and accents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.lexicon.spelling import plain
from pipeline.store.disk import Pile

MOST_LINES = 3
"""Lines of one CV that are shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """A CV in which all words stand: its place in the index, the lines (from 1) with most words."""

    file: str
    place: int
    lines: tuple[int, ...]


class Index:
    """The words of all CVs; long ones lie on the disk, in files that go with the process."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._bare, self._written = Pile(), Pile()

    def add(self, file: str, text: str) -> None:
        """Take in the text of a CV, one paragraph or bullet a line."""
        self._bare.add("\n".join(plain(line) for line in text.split("\n")).encode())
        self._written.add(text.encode())
        self._files.append(file)

    def find(self, asked: str) -> Iterator[Found]:
        """The CVs in which each word begins a word, in the order in which they came.

        Words between quotation marks must follow each other.
        """
        wanted = patterns(asked)
        if not wanted:
            return
        for place, file in enumerate(self._files):
            text = self._bare[place].decode()
            if all(pattern.search(text) for pattern in wanted):
                yield Found(file, place, _lines(text, wanted))

    def line(self, found: Found, number: int) -> str:
        """A line of a CV as it is written."""
        return self._written[found.place].decode().split("\n")[number - 1]


def patterns(asked: str) -> tuple[re.Pattern[str], ...]:
    """A pattern for each word or quotation that is asked for, of text that is `plain`."""
    pieces = re.findall(r"[\"«]([^\"»]+)[\"»]|(\S+)", asked)
    words = (plain(quotation or word).strip() for quotation, word in pieces)
    return tuple(_pattern(word) for word in words if word and word not in '"«»')


def _pattern(words: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(word) for word in words.split())
    start = r"(?<!\w)" if words[0].isalnum() else ""
    return re.compile(start + spaced)


def _lines(text: str, wanted: Iterable[re.Pattern[str]]) -> tuple[int, ...]:
    counted = []
    for number, line in enumerate(text.split("\n"), 1):
        words = sum(1 for pattern in wanted if pattern.search(line))
        if words:
            counted.append((-words, number))
    return tuple(sorted(number for _, number in sorted(counted)[:MOST_LINES]))


def pieces(text: str, asked: str) -> list[tuple[str, bool]]:
    """A line in pieces, each with whether it was asked for.

    Where letters have no single plain form ("œ"), the line stays whole.

    >>> pieces("Gestion de la Paie", "paie")
    [('Gestion de la ', False), ('Paie', True)]
    """
    bare = plain(text)
    if len(bare) != len(text):
        return [(text, False)]
    spans = sorted(m.span() for pattern in patterns(asked) for m in pattern.finditer(bare))
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start >= at:
            found += [(text[at:start], False), (text[start:end], True)]
            at = end
    found.append((text[at:], False))
    return [(piece, asked_for) for piece, asked_for in found if piece]
