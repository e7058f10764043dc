"""What kind of post an entry is: paid work, or what it is instead."""

from __future__ import annotations

import re

from pipeline.documents import Document, Entry
from pipeline.lexicon.careers import post_kinds
from pipeline.lexicon.spelling import plain

AIM, PROJECT = "aim", "project"
NO_POST = (AIM, PROJECT)
"""What is looked for is no post, nor is what was made for a school."""
STUDENT, VOLUNTEER = "student", "volunteer"
_KNOWN = {"vol": VOLUNTEER, "leave": "leave"}
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
    if any(_tells(STUDENT, field.text) for field in entry.fields):
        return VOLUNTEER
    asides = " ".join(re.findall(r"\(([^)]*)\)", head))
    for text in (contract, title, asides, "" if title else head):
        for kind in post_kinds():
            if _tells(kind, text):
                return kind
    return entry.kind


def _tells(kind: str, text: str) -> bool:
    """Whether words of a kind stand in a text, and not as what another word is of."""
    low = plain(text)
    return any(not _OF.search(low[: m.start()]) for m in post_kinds()[kind].finditer(low))
