"""What of a CV is the person's own affair: lines that a law keeps out of the ranking stand apart
before anything is learned or told from the others, so that they can change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.lexicon.careers import post_kinds
from pipeline.lexicon.languages import language_words
from pipeline.lexicon.people import personal_kind
from pipeline.lexicon.spelling import plain
from pipeline.structure.seen import Seen

CONTACT, LEAVE = "contact", "leave"
LONGEST, SHORT = 14, 7
SHORTEST = {"email": LONGEST, "phone": LONGEST, "address": LONGEST, "birth": LONGEST, "family": 6}
"""Words of a line that is about the person alone, at most, by what it tells; else SHORT."""
HEAD = 3
"""A name stands in one of so many lines."""
_NAME = re.compile(
    r"^[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:(?:de|du|des|la|le|van|von|der|den|el|al|ben|bin|da|dos|d'|y|e)\s+)*"
    r"[A-ZÀ-Þ][\w'’.-]*){1,4}$"
)


def apart(seen: Seen) -> str:
    """CONTACT for a line that tells of the person alone, LEAVE for one that tells of a leave or of
    military service, else "".
    """
    size = len(seen.words)
    if size > LONGEST or seen.trades:
        return ""
    kind = personal_kind(seen.text)
    if kind == "military" or _is_leave(seen):
        return LEAVE
    if kind == "phone" and not seen.has_phone:
        return ""
    if size > SHORTEST.get(kind, SHORT) or (kind == "address" and "organisation" in seen.hinted):
        return ""
    if kind == "nationality" and _may_be_language(seen):
        return ""
    dated = seen.periods and kind not in ("birth", "phone")
    return CONTACT if kind and not dated else ""


def _may_be_language(seen: Seen) -> bool:
    """Whether a line is one word that is a language too: languages are masculine ("français")."""
    is_language = seen.keys[:1] and seen.keys[0] in language_words()
    return len(seen.words) == 1 and bool(is_language) and not seen.words[0].endswith("e")


def _is_leave(seen: Seen) -> bool:
    return bool(seen.periods) and bool(post_kinds()["leave"].search(plain(seen.text)))


def names_among(lines: Sequence[Seen]) -> list[int]:
    """The lines that look like the name of a person and like nothing else: of the HEAD first ones,
    else the one below a first column, right above a trade without a date, and not first below a
    heading, where an employer stands.
    """
    found = [n for n, seen in enumerate(lines[:HEAD]) if _is_name_like(seen)]
    return found or list(islice(_names_below(lines), 1))


def _names_below(lines: Sequence[Seen]) -> Iterator[int]:
    for n in range(HEAD, len(lines) - 1):
        above, own, below = lines[n - 1 : n + 2]
        if _is_name_like(own) and below.trades and not below.periods and not above.is_heading:
            yield n


def _is_name_like(seen: Seen) -> bool:
    known = seen.trades or seen.skills or seen.is_heading or seen.hinted
    return not known and bool(_NAME.match(seen.text.strip()))
