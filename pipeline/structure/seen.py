"""A line as the chains see it: its words, its periods, and what the lexicon knows in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.documents import Line
from pipeline.lexicon.compiled import names
from pipeline.lexicon.cues import hints
from pipeline.lexicon.headings import HEADINGS
from pipeline.lexicon.matching import Token
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tokens import located
from pipeline.lexicon.words import fold
from pipeline.structure.periods import Period, find_periods

BULLET = "- "
_PHONE = re.compile(r"(?:\+?\d[\s./\-()]{0,2}){8,}")


def letters_of(text: str) -> str:
    """The letters of a text alone: how headings are compared.

    >>> letters_of("◆ E X P É R I E N C E S :")
    'experiences'
    """
    return "".join(c for c in plain(text) if c.isalnum())


@cache
def headings(document: str) -> dict[str, str]:
    """The kinds of the headings of the table, by their letters."""
    rows = (row for row in HEADINGS.rows if row.document == document)
    return {letters_of(heading): row.kind for row in rows for heading in row.headings}


_AND = re.compile(r"\s+(?:et|and|&|/)\s+", re.IGNORECASE)


def heading_kind(text: str, document: str) -> str:
    """The kind of section that a line names as one of the table does, or, in a CV, as two of them
    together, the first of which tells; "" for any other line.

    >>> heading_kind("Centres d'intérêts et sport", "cv"), heading_kind("Formation et suivi", "cv")
    ('interests', '')
    """
    known = headings(document)
    if document != "cv":
        return known.get(letters_of(text), "")
    if kind := known.get(letters_of(text)):
        return kind
    kinds = [known.get(letters_of(part), "") for part in _AND.split(text)]
    return kinds[0] if len(kinds) == 2 and all(kinds) else ""


@dataclass(frozen=True)
class Seen:
    """A line of a "cv" or an "offer" as the chains see it: its tokens, its periods, and what the
    lexicon knows in it.
    """

    line: Line
    document: str = "cv"

    @cached_property
    def text(self) -> str:
        """The text without its bullet."""
        return self.line.text.removeprefix(BULLET)

    @cached_property
    def tokens(self) -> list[Token]:
        """The words and signs of `text`, with their keys."""
        return [Token(word, fold(word), start) for word, start in located(self.text)]

    @cached_property
    def words(self) -> list[str]:
        """The plain words of `text`, numbers left out."""
        return [plain(t.text) for t in self.tokens if t.text[0].isalpha()]

    @cached_property
    def keys(self) -> list[str]:
        """The same words folded: equal for both genders."""
        return [t.key for t in self.tokens if t.text[0].isalpha()]

    @cached_property
    def periods(self) -> list[Period]:
        """The periods of `text`."""
        return find_periods(self.text)

    @cached_property
    def trades(self) -> list[tuple[int, int]]:
        """Where names of trades stand, as first and last token."""
        return [(f.first, f.last) for f in names().occupation_matcher.find(self.tokens)]

    @cached_property
    def skills(self) -> list[tuple[int, int]]:
        """Where names of skills stand, as first and last token."""
        return [(f.first, f.last) for f in names().skill_matcher.find(self.tokens)]

    @cached_property
    def has_phone(self) -> bool:
        """Whether a telephone number stands in it."""
        return bool(_PHONE.search(self.rest))

    @cached_property
    def is_heading(self) -> bool:
        """Whether the table of headings names it."""
        return bool(heading_kind(self.text, self.document))

    @cached_property
    def hinted(self) -> frozenset[str]:
        """The kinds of hints that its words give."""
        return frozenset(kind for token in self.tokens for kind in hints().get(token.key, ()))

    @cached_property
    def dated(self) -> list[bool]:
        """Whether each token stands in a period."""
        spans = [(p.begin, p.stop) for p in self.periods]
        return [any(a <= t.start < b for a, b in spans) for t in self.tokens]

    @cached_property
    def rest(self) -> str:
        """What is left of `text` without its periods."""
        kept, at = [], 0
        for period in self.periods:
            kept.append(self.text[at : period.begin])
            at = period.stop
        return "".join([*kept, self.text[at:]])
