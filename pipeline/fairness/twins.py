"""Twins of a CV in which only what may not count differs: the person; or a gap in the career, the
place of a school, the accents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.documents import Document
from pipeline.lexicon.genders import agreed, feminines, masculines
from pipeline.lexicon.people import TWINS
from pipeline.profiles.identity import Identity
from pipeline.profiles.profile import Profile

HEAD = 12
"""Lines at the top in which a person calls themselves by a trade."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A text that differs from a CV in one thing: `kind`, and which `variant` of it."""

    kind: str
    variant: str
    text: str


def twins_of(document: Document, identity: Identity, profile: Profile) -> Iterator[Twin]:
    """The twins of a CV as plain text; a kind that finds nothing to change gives none."""
    text = document.text
    for row in TWINS.rows:
        kind, variant, value = row.kind, row.group, row.text
        if kind == "name":
            twin = _renamed(text, identity, value)
        elif kind == "school":
            twin = _moved_schools(document, *variant.split("|"))
        elif kind == "gap":
            twin = _with_gap(document, value)
        else:
            twin = _with_line(text, identity, value)
        if twin != text:
            yield Twin(kind, variant, twin)
    for variant, pairs in (("féminin", feminines()), ("masculin", masculines())):
        twin = _agreed(document, profile, pairs)
        if twin != text:
            yield Twin("gender", variant, twin)
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    if bare != text:
        yield Twin("accents", "sans accents", bare)


def _renamed(text: str, identity: Identity, name: str) -> str:
    if identity.name:
        text = text.replace(identity.name, name)
    return text.replace(identity.email, "candidature@example.org") if identity.email else text


def _with_line(text: str, identity: Identity, line: str) -> str:
    """The text with one more line under the line of the name, or at the top."""
    lines = text.split("\n")
    place = lines.index(identity.name) + 1 if identity.name in lines else 0
    return "\n".join([*lines[:place], line, *lines[place:]])


def _with_gap(document: Document, line: str) -> str:
    lines = [x.text for x in document.lines]
    section = next((s for s in document.sections if s.kind == "experience"), None)
    if section is None:
        return document.text
    return "\n".join([*lines[: section.end], line, *lines[section.end :]])


def _moved_schools(document: Document, one: str, other: str) -> str:
    def moved(number: int, text: str) -> str:
        return text.replace(one, other) if document.section_of(number) == "education" else text

    return "\n".join(moved(n, line.text) for n, line in enumerate(document.lines))


def _agreed(document: Document, profile: Profile, pairs: dict[str, str]) -> str:
    """The text with the words of trades in the other gender, where a person names their trade:
    titles of posts and the head.
    """
    titled = {n for post in profile.career.posts for n in post.title_lines} | set(range(HEAD))
    return "\n".join(
        agreed(line.text, pairs) if n in titled else line.text
        for n, line in enumerate(document.lines)
    )
