"""Files that hold files: ZIP archives, mails (EML, MSG), exports of notices; opened in memory, with
limits, down to the documents.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple

import oxmsg
from olefile import OleFileIO

from pipeline.errors import UnreadableDocument, one_line
from pipeline.files.postings import notices

DEEPEST = 3
"""Archives inside archives beyond this depth are refused."""
MOST_MEMBERS = 5000
LARGEST_MEMBER = 60 * 1024 * 1024
LARGEST_TOTAL = 2 * 1024 * 1024 * 1024
_MAIL_HEADS = (
    b"from:",
    b"to:",
    b"subject:",
    b"date:",
    b"received:",
    b"return-path:",
    b"message-id:",
    b"mime-version:",
    b"delivered-to:",
)
_IGNORED = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini", "winmail.dat")
_OFFICE = ("word/", "content.xml", "xl/", "ppt/", "Index/Document.iwa")
_LOGO = 20_000
"""Pictures in a mail under this size, in bytes, are logos and signatures, not documents."""


class Member(NamedTuple):
    """A document inside a file, by the name under which people find it: `lot.zip/dossier/cv.pdf`."""

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
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return "" if _is_office(data) else "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and _is_msg(data):
        return "msg"
    if notices(data):
        return "notices"
    heads = [line.split(b" ", 1)[0].lower() for line in data[:4000].splitlines()[:30]]
    named = name.lower().endswith(".eml")
    return (
        "eml"
        if sum(any(h.startswith(m) for m in _MAIL_HEADS) for h in heads) >= (1 if named else 3)
        else ""
    )


def _is_office(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.startswith(_OFFICE) for name in archive.namelist()[:3000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return True


def _is_msg(data: bytes) -> bool:
    try:
        with OleFileIO(BytesIO(data)) as ole:
            return bool(ole.exists("__properties_version1.0"))
    except (OSError, ValueError, TypeError, IndexError, KeyError, AttributeError):
        return False


def members(name: str, data: bytes, depth: int = 0) -> Iterator[Member | Refused]:
    """The documents inside a container, containers within it opened too; one that is no container
    is its own only member.
    """
    kind = kind_of(name, data)
    if not kind:
        yield Member(name, data)
        return
    if depth >= DEEPEST:
        yield _refused(
            name,
            "nested",
            "des archives sont emboîtées trop profondément",
            "déposer les documents eux-mêmes",
        )
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
        yield _refused(
            name, "empty", "il ne contient aucun document", "demander de nouveau le document"
        )


def _refused(name: str, reason: str, fact: str, remedy: str) -> Refused:
    return Refused(name, UnreadableDocument(name, reason, fact, remedy))


def _zip(name: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    total = 0
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        listed = [i for i in archive.infolist() if not i.is_dir() and not _ignored(i.filename)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableDocument(
            name, "broken", "l'archive est endommagée", "la refaire ou déposer les documents"
        ) from None
    if len(listed) > MOST_MEMBERS:
        raise UnreadableDocument(
            name, "too_large", f"plus de {MOST_MEMBERS} fichiers", "déposer un dossier"
        )
    for entry in listed:
        shown = f"{name}/{_safe(_entry_name(entry))}"
        if entry.flag_bits & 1:
            yield (
                shown,
                UnreadableDocument(
                    shown,
                    "encrypted",
                    "l'archive est protégée",
                    "demander une version sans mot de passe",
                ),
            )
            continue
        try:
            with archive.open(entry) as stream:
                content = stream.read(LARGEST_MEMBER + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ):
            yield (
                shown,
                UnreadableDocument(
                    shown,
                    "broken",
                    "le fichier est endommagé dans l'archive",
                    "demander de nouveau le document",
                ),
            )
            continue
        except Exception as error:  # zlib and lzma raise errors of their own
            fact = f"le fichier ne se décompresse pas ({type(error).__name__})"
            yield (
                shown,
                UnreadableDocument(shown, "broken", fact, "demander de nouveau le document"),
            )
            continue
        total += len(content)
        if len(content) > LARGEST_MEMBER or total > LARGEST_TOTAL:
            yield (
                shown,
                UnreadableDocument(
                    shown,
                    "too_large",
                    "trop gros une fois décompressé",
                    "demander un document plus petit",
                ),
            )
            if total > LARGEST_TOTAL:
                return
            continue
        yield shown, content


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; old Windows archives wrote theirs in cp850, which zipfile reads as
    cp437.
    """
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("cp850")
    except UnicodeError:
        return entry.filename


def _safe(path: str) -> str:
    """A member's name that leads nowhere: no drive, no root, no way up."""
    parts = [
        p
        for p in PurePosixPath(path.replace("\\", "/")).parts
        if p not in ("/", "..", ".") and not p.endswith(":")
    ]
    return one_line("/".join(parts)) or "sans nom"


def _ignored(path: str) -> bool:
    parts = path.lower().replace("\\", "/").split("/")
    return any(p in _IGNORED for p in parts) or parts[-1].startswith(("._", "~$"))


def _eml(name: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    try:
        yield from _parts(name, message)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError):
        raise UnreadableDocument(
            name,
            "broken",
            "le message est endommagé",
            "enregistrer ses pièces jointes et les déposer",
        ) from None


def _parts(name: str, message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    sender = str(message.get("from", ""))
    body = message.get_body(("plain", "html"))
    if body is not None:
        yield from _body(
            name,
            sender,
            body.get_content(),
            "html" if body.get_content_subtype() == "html" else "txt",
        )
    for number, part in enumerate(message.iter_attachments(), 1):
        content = part.get_content()
        if isinstance(content, EmailMessage):
            yield f"{name}/message {number}.eml", bytes(content)
            continue
        raw = content.encode() if isinstance(content, str) else bytes(content)
        yield from _attachment(name, part.get_filename() or f"pièce {number}", raw)


def _body(name: str, sender: str, text: str, suffix: str) -> Iterator[tuple[str, bytes]]:
    """The text of a mail, its sender above it: who wrote it is how it finds its candidate."""
    if text.strip():
        head = f"<p>{sender}</p>\n" if suffix == "html" else f"{sender}\n\n"
        yield f"{name}/message.{suffix}", (head + text).encode()


def _attachment(name: str, file: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    picture = data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8"))
    if (
        data.strip()
        and not _ignored(file)
        and not (picture and len(data) < _LOGO)
        and len(data) <= LARGEST_MEMBER
    ):
        yield f"{name}/{_safe(file)}", data


def _msg(name: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    try:
        message = oxmsg.Message.load(BytesIO(data))
        if message.body:
            yield from _body(name, message.sender or "", message.body, "txt")
        elif message.html_body:
            yield from _body(name, message.sender or "", message.html_body, "html")
        for number, part in enumerate(message.attachments, 1):
            yield from _attachment(
                name, part.file_name or f"pièce {number}", part.file_bytes or b""
            )
    except Exception as error:  # a file of another format inside raises whatever its parser meets
        fact = f"le message est endommagé ({type(error).__name__})"
        raise UnreadableDocument(
            name, "broken", fact, "enregistrer ses pièces jointes et les déposer"
        ) from None


def _notices(name: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    for number, page in notices(data):
        yield f"{name}/{_safe(number.replace('/', '-'))}", page


_OPENED = {"zip": _zip, "eml": _eml, "msg": _msg, "notices": _notices}
