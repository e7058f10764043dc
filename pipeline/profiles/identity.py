"""What identifies a person, kept apart from the profile so that the ranker cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.documents import Document
from pipeline.lexicon.people import personal_kind
from pipeline.lexicon.spelling import plain
from pipeline.profiles.phones import find_phone
from pipeline.structure.seen import Seen

EMAIL = re.compile(r"[\w+-]+(?:[.'][\w+-]+)*@(?:[\w-]+\.)+[a-zA-Z]{2,24}(?![\w@-])")
_SPACED_MAIL = re.compile(
    r"([\w.+-]+)\s*(?:@|\(at\)|\[at\]|\s(?:at|arobase)\s)\s*((?:[\w-]+\s?\.\s?)+[a-z]{2,24})\b"
)
_NAME = re.compile(r"^[^\W\d_][\w'’.\-]*(?:\s+[^\W\d_(][\w'’.\-]*){0,6}$")
_PIECES = re.compile(r"\s+[|·•–—]\s+|\s{2,}|\t|,\s+|\s-\s")
_TITLES = ("curriculum vitae", "cv", "resume", "c.v.", "cv de", "curriculum")
_LABEL = re.compile(
    r"^(?:nom|prenom|nom\(s\)|nom et prenoms?|prenoms? et nom|name|nom complet)"
    r"[^:\t]{0,24}(?::|\s{2,}|\t)\s*",
    re.I,
)
_ABOUT = ("identity", "summary")
_READ_AS_TEXT = 8
"""A line of the head with so many words or more reads as a summary."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a candidate is; empty strings where nothing was found."""

    name: str = ""
    email: str = ""
    phone: str = ""


def find_identity(document: Document) -> tuple[Identity, frozenset[int]]:
    """Who the candidate is, and the numbers of the lines that must not be scored: the head of the
    CV but its headline and its summary, and what speaks of the person anywhere.
    """
    own = [n for n in range(len(document.lines)) if _is_own(document, n)]
    texts = [document.lines[n].text for n in own]
    name = _name(document)
    withheld = {n for n in range(len(document.lines)) if _is_withheld(document, n)}
    return Identity(name, _own_email(texts, name), find_phone(texts)), frozenset(withheld)


def _is_own(document: Document, n: int) -> bool:
    """Whether a line may tell how to reach the candidate, not a referee or an employer."""
    label = document.labels[n] if document.labels else ""
    if label in ("ref", "h:references"):
        return False
    if document.section_of(n) in ("references", "experience", "education", "projects"):
        return False
    return not _below_a_referee(document, n)


def _below_a_referee(document: Document, n: int) -> bool:
    """Whether a line goes on what is told of a referee."""
    return (
        n > 0
        and bool(document.labels)
        and document.labels[n - 1] == "ref"
        and document.labels[n] == "contact"
        and not _heads(document, n)
    )


def _heads(document: Document, n: int) -> bool:
    return any(s.start == n and s.title for s in document.sections)


def _is_withheld(document: Document, n: int) -> bool:
    """Whether a line tells the person and not the trade."""
    label, text = document.labels[n], document.lines[n].text
    if label in ("name", "contact", "ref"):
        return True
    if label in ("headline", "summary"):
        return (
            personal_kind(text) in ("email", "birth", "phone") and len(text.split()) < _READ_AS_TEXT
        )
    if document.section_of(n) in (
        "experience",
        "education",
        "projects",
        "skills",
        "certifications",
        "languages",
    ):
        return False
    return bool(personal_kind(text))


def _own_email(texts: Sequence[str], name: str) -> str:
    """The first e-mail address that the name stands in, else the first one: another may be that of
    a referee.
    """
    words = [word for word in re.findall(r"[a-z]+", plain(name)) if len(word) > 2]
    found = (address[0] for text in texts for address in EMAIL.finditer(text))
    own = (a for a in found if any(word in plain(a.partition("@")[0]) for word in words))
    return next(own, "") or find_email(texts)


def find_email(texts: Iterable[str]) -> str:
    """The first e-mail address of some lines, written with blanks or "(at)" too; "" for none."""
    lines = list(texts)
    for text in lines:
        if found := EMAIL.search(text):
            return found[0]
    for text in lines:
        if spaced := _SPACED_MAIL.search(text):
            return f"{spaced[1]}@{''.join(spaced[2].split())}"
    return ""


def _name(document: Document) -> str:
    """The name of the candidate: the lines that are labelled so, without what shares them."""
    labelled = (n for n, label in enumerate(document.labels) if label == "name")
    found = [n for n in labelled if not Seen(document.lines[n]).is_heading]
    found += _surname_below(document, found)
    pieces = [_bare_name(document.lines[n].text) for n in _together(found)]
    return " ".join(piece for piece in pieces if piece)


def _surname_below(document: Document, found: Sequence[int]) -> list[int]:
    """The line below a name of one word that has the other half, in other capitals ("Nolwenn",
    "TANGUY"); none where it names a trade.
    """
    below = found[0] + 1 if len(found) == 1 else len(document.lines)
    if below >= len(document.lines):
        return []
    first, second = document.lines[found[0]].text.strip(), document.lines[below].text.strip()
    halves = first.isalpha() and all(part.isalpha() for part in re.split(r"[ '’-]", second))
    differ = first.isupper() != second.isupper() and second.istitle() != first.istitle()
    if not halves or not differ or Seen(document.lines[below]).trades:
        return []
    return [below]


def _together(numbers: Sequence[int]) -> list[int]:
    """The first of some lines and those that follow it."""
    return [n for k, n in enumerate(numbers) if n == numbers[0] + k]


def _bare_name(text: str) -> str:
    """A name without its label, and without what stands behind it on its line."""
    bare = _LABEL.sub("", text.strip())
    pieces = [p.strip(" ,;:-") for p in _PIECES.split(bare)]
    pieces = [p for p in pieces if p and plain(p) not in _TITLES]
    return next((p for p in pieces if _NAME.match(p) and not personal_kind(p)), "")
