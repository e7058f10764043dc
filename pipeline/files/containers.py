"""Files that hold files: ZIP archives, mails (EML, MSG), exports of notices; opened in memory, with
limits, down to the documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.errors import UnreadableDocument
from pipeline.files.archives import is_office, zip_members
from pipeline.files.mails import eml_members, is_eml, is_msg, msg_members
from pipeline.files.members import safe_name
from pipeline.files.postings import notices

DEEPEST = 3
"""Archives inside archives beyond this depth are refused."""


class Member(NamedTuple):
    """A document inside a file, named as people find it: `lot.zip/dossier/cv.pdf`."""

    name: str
    data: bytes


class Refused(NamedTuple):
    """A member that was not opened, and why."""

    name: str
    error: UnreadableDocument


def kind_of(name: str, data: bytes) -> str:
    """ "zip", "eml", "msg" or "notices" (an export of vacancy notices) for a container, "" for a
    document.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "" if is_office(data) else "zip"
    if is_msg(data):
        return "msg"
    if notices(data):
        return "notices"
    return "eml" if is_eml(name, data) else ""


def members(name: str, data: bytes, depth: int = 0) -> Iterator[Member | Refused]:
    """The documents inside a container, containers within it opened too; one that is no container
    is its own only member.
    """
    kind = kind_of(name, data)
    if not kind:
        yield Member(name, data)
        return
    if depth >= DEEPEST:
        fact, remedy = "des archives sont emboîtées trop profondément", "les documents eux-mêmes"
        yield Refused(name, UnreadableDocument(name, "nested", fact, f"déposer {remedy}"))
        return
    found = 0
    try:
        for inner, content in _OPENED[kind](name, data):
            found += 1
            if isinstance(content, UnreadableDocument):
                yield Refused(inner, content)
            else:
                yield from members(inner, content, depth + 1)
    except UnreadableDocument as error:
        yield Refused(name, error)
        return
    if not found:
        fact, remedy = "il ne contient aucun document", "demander de nouveau le document"
        yield Refused(name, UnreadableDocument(name, "empty", fact, remedy))


def _notices(name: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    for number, page in notices(data):
        yield f"{name}/{safe_name(number.replace('/', '-'))}", page


_OPENED = {"zip": zip_members, "eml": eml_members, "msg": msg_members, "notices": _notices}
