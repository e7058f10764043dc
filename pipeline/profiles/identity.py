"""What identifies a person, kept apart from the profile so that the ranker cannot see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.documents import Annotations, Document
from pipeline.lexicon.people import PERSONAL
from pipeline.lexicon.spelling import plain

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?:(?:\+|00)\d{1,3}[\s.\-]?)?(?:\(?\d{1,3}\)?[\s.\-]?){2,5}\d{2}\b")
_NAME = re.compile(r"^[^\W\d_][\w'’.\-]*(?:\s+[^\W\d_(][\w'’.\-]*){1,4}$")
_TITLES = ("curriculum vitae", "cv", "resume", "c.v.")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a candidate is; empty strings where nothing was found."""

    name: str = ""
    email: str = ""
    phone: str = ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.kind, row.pattern) for row in PERSONAL.rows)


def personal_kind(text: str) -> str:
    """What a line says of the person ("email", "birth", "family" ...), or "" where it speaks of the
    trade.
    """
    bare = plain(text).strip(" -·|")
    return next((kind for kind, pattern in _patterns() if pattern.search(bare)), "")


def find_identity(document: Document, annotations: Annotations) -> tuple[Identity, frozenset[int]]:
    """Who the candidate is, and the numbers of the lines that must not be scored.

    All lines of the head of a CV are withheld but those that name an occupation or read as a
    summary (eight words or more).
    """
    heads = [n for n in range(len(document.lines)) if document.section_of(n) == "identity"]
    name_line = _name_line(document, heads)
    occupied = {m.line for m in annotations.trades}
    withheld = set()
    for number, line in enumerate(document.lines):
        if (
            personal_kind(line.text)
            and not _is_dated_entry(document, number)
            or number in heads
            and number not in occupied
            and len(line.text.split()) < 8
        ):
            withheld.add(number)
    if name_line is not None:
        withheld.add(name_line)
    whole = document.text
    email = EMAIL.search(whole)
    phone = _PHONE.search(
        "\n".join(
            document.lines[n].text
            for n in heads
            if personal_kind(document.lines[n].text) in ("phone", "email")
        )
    )
    name = _first_piece(document.lines[name_line].text) if name_line is not None else ""
    return Identity(name, email[0] if email else "", phone[0].strip() if phone else ""), frozenset(
        withheld
    )


def _first_piece(text: str) -> str:
    """A name that shares its line with the rest of the head stands first."""
    return re.split(r"\s+[|·•–—]\s+", text.strip())[0]


def _is_heading(text: str) -> bool:
    return any(
        plain(text).startswith(word)
        for word in ("contact", "coordonn", "etat civil", "informations", "profil", "mobilite")
    )


def _is_dated_entry(document: Document, number: int) -> bool:
    """A line of experience or education stays, whatever place or phone-like number stands in it."""
    text = document.lines[number].text
    kept = document.section_of(number) in (
        "experience",
        "education",
        "projects",
        "skills",
        "certifications",
    )
    return kept and personal_kind(text) in ("address", "phone", "family", "link", "birth", "permit")


def _name_line(document: Document, heads: list[int]) -> int | None:
    titled = {s.start for s in document.sections if s.kind == "identity" and s.title}
    for number in sorted(
        heads[:6] + sorted(titled & set(heads)), key=lambda n: (n not in titled, n)
    ):
        text = _first_piece(document.lines[number].text)
        if personal_kind(text) not in ("", "family") or plain(text) in _TITLES or _is_heading(text):
            continue
        if _NAME.match(text) and len(text) < 50:
            return number
    return None
