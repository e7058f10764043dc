"""Where a text says who a person is: names with or without accents, apart or run together, mail
addresses, telephone numbers in any grouping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from pipeline.profiles.identity import Identity

MASK = "▮▮▮"
_BETWEEN = r"[\s._\-’']{0,2}"
"""What may stand between names that are run together, as in a link."""
_GROUPED = r"[\s./\-()]{0,3}"
_LONG = 4
"""Letters of a name that may stand behind an initial, as in an account."""
_MOST = 4
"""Names of a person that are put in every order."""
_NATIONAL = ((12, 10), (10, 9), (9, 6))
"""So many digits in all, so many behind a country code or a first zero."""


@dataclass(frozen=True, slots=True)
class Mask:
    """The places in a text that say who a person is; without a pattern none does."""

    pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, identity: Identity) -> Mask:
        """The mask of a person."""
        wanted = [*_names(identity.name), *_mail(identity.email), *_phone(identity.phone)]
        if not wanted:
            return cls()
        return cls(re.compile("|".join(wanted), re.I))

    def hide(self, text: str) -> str:
        """A text without its person."""
        if self.pattern is None:
            return text
        bare = _bare(text)
        pieces, end = list[str](), 0
        for found in self.pattern.finditer(bare):
            pieces += [text[end : found.start()], MASK]
            end = found.end()
        return "".join([*pieces, text[end:]])


def _bare(text: str) -> str:
    """A text without accents, of the same length."""
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in text)


def _names(name: str) -> Iterator[str]:
    words = [re.escape(_bare(w)) for w in re.split(r"[\s\-]+", name) if len(w) > 1]
    longest_first = sorted(words, key=len, reverse=True)
    for first, second in permutations(longest_first[:_MOST], 2):
        yield rf"(?<!\w){first}{_BETWEEN}{second}(?!\w)"
        if len(second) >= _LONG:
            yield rf"(?<!\w){first[0]}{_BETWEEN}{second}(?!\w)"
    for word in longest_first:
        yield rf"(?<![^\W_]){word}(?![^\W_])"


def _mail(address: str) -> Iterator[str]:
    if address:
        yield rf"(?<!\w){re.escape(_bare(address))}(?!\w)"


def _phone(number: str) -> Iterator[str]:
    digits = re.sub(r"\D", "", number)
    if not digits:
        return
    kept = next((kept for least, kept in _NATIONAL if len(digits) >= least), len(digits))
    national = _GROUPED.join(digits[-kept:])
    yield rf"(?<!\d)(?:\(?\+?\d{{1,5}}{_GROUPED}){{0,2}}{national}(?!\d)"
