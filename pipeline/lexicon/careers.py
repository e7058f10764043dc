"""Words that tell what kind of post an entry is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.lexicon.tables import Table


@dataclass(frozen=True, slots=True)
class PostKindRow:
    """A kind of post and the words of titles and contracts that tell it."""

    kind: Literal["internship", "apprenticeship", "civic", "volunteer", "leave", "aim"]
    words: tuple[str, ...]


POST_KINDS = Table("post_kinds", PostKindRow, lambda row: row.kind)
