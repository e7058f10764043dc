"""What kind of post an entry is: paid work, or what it is instead."""

from __future__ import annotations

import re

from pipeline.documents import Document, Entry
from pipeline.lexicon.careers import post_kinds
from pipeline.lexicon.spelling import plain

AIM = "aim"
"""What is looked for is no post."""
_KNOWN = {"vol": "volunteer", "leave": "leave"}
_OF = re.compile(r"\b(?:de|des|du|d'|les|tuteur|maitre)\s*$")


def is_aim(text: str) -> bool:
    """Whether a line begins with what is looked for."""
    return bool(post_kinds()[AIM].match(plain(text).lstrip(" -•")))


def kind_of(document: Document, entry: Entry, title: str, contract: str) -> str:
    """What kind of post an entry is, by its contract and title, else by its brackets."""
    if entry.kind in _KNOWN:
        return _KNOWN[entry.kind]
    head = " ".join(document.lines[n].text for n in entry.head)
    if is_aim(head):
        return AIM
    asides = " ".join(re.findall(r"\(([^)]*)\)", head))
    for text in (contract, title, asides, "" if title else head):
        low = plain(text)
        for kind, pattern in post_kinds().items():
            if any(not _OF.search(low[: m.start()]) for m in pattern.finditer(low)):
                return kind
    return entry.kind
