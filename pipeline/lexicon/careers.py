"""Words that tell what kind of post an entry is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import Table


@dataclass(frozen=True, slots=True)
class PostKindRow:
    """A kind of post and the words of titles and contracts that tell it."""

    kind: Literal[
        "internship", "apprenticeship", "civic", "volunteer", "student", "project", "leave", "aim"
    ]  # fmt: skip
    words: tuple[str, ...]


POST_KINDS = Table("post_kinds", PostKindRow, lambda row: row.kind)


@cache
def post_kinds() -> dict[str, re.Pattern[str]]:
    """What finds the words of each kind in a plain text, in the order of the table."""
    return {row.kind: _pattern(row.words) for row in POST_KINDS.rows}


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(plain(word)) for word in words)
    return re.compile(rf"(?<![\w'])(?:{either})(?!\w)")
