"""Mails (EML, MSG): their text and what is attached to them."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO

from olefile import OleFileIO

from pipeline.errors import UnreadableDocument
from pipeline.files.members import LARGEST_MEMBER, is_ignored, safe_name

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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOGO = 20_000
"""Pictures in a mail under this size, in bytes, are logos and signatures, not documents."""


def is_eml(name: str, data: bytes) -> bool:
    """Whether bytes begin with the heads of a mail: three of them, one where its name says so."""
    heads = [line.split(b" ", 1)[0].lower() for line in data[:4000].splitlines()[:30]]
    told = sum(head.startswith(_MAIL_HEADS) for head in heads)
    return told >= (1 if name.lower().endswith(".eml") else 3)


def is_msg(data: bytes) -> bool:
    """Whether bytes are a mail of Outlook."""
    if not data.startswith(_OLE):
        return False
    try:
        with OleFileIO(BytesIO(data)) as ole:
            return bool(ole.exists("__properties_version1.0"))
    except (OSError, ValueError, TypeError, IndexError, KeyError, AttributeError):
        return False


def eml_members(name: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    """The text of a mail and its attachments.

    Raises UnreadableDocument: `broken`.
    """
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
        and not is_ignored(file)
        and not (picture and len(data) < _LOGO)
        and len(data) <= LARGEST_MEMBER
    ):
        yield f"{name}/{safe_name(file)}", data


def msg_members(name: str, data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    """The text of a mail of Outlook and its attachments.

    Raises UnreadableDocument: `broken`.
    """
    try:
        import oxmsg

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
