"""Plain text and RTF: bytes to paragraphs."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes
from striprtf.striprtf import rtf_to_text

from pipeline.documents import Look
from pipeline.errors import UnreadableDocument
from pipeline.files.marks import Flow

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RULE = re.compile(r"^\s*([=_*~#\-–—.])\1{3,}\s*$")
"""A line drawn with signs."""
_MD_EMPHASIS = re.compile(r"(\*\*|__|`|~~|(?<![\w*])\*(?=\S)|(?<![\w_])_(?=\S))(.+?)\1")
_MD_RUN_IN = re.compile(
    r"^([ \t]*(?:[-*][ \t]+)?)\*\*([^*\n:]{3,40}[^*\n:\s])\s*\*\*[ \t]+(?=[A-ZÀ-Ý])", re.M
)
"""A heading in bold before its text on one line."""
_MD_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_MD_RULE = re.compile(
    r"^[ \t]*(?:[-*_=][ \t]?){3,}[ \t]*$|^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$",
    re.M,
)
_MD_CELL = re.compile(r"^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$|(?<=\S)[ \t]*\|[ \t]*(?=\S.*\|)", re.M)
_RTF_HIDDEN = re.compile(r"\\v(?:1)?(?=[\\ {])(?!0)(.*?)(?:\\v0|\\plain|\})", re.S)
_RTF_INFO = re.compile(r"\{\\\*?\\?(?:comment|annotation|deleted)\b[^{}]*\}")


def decode(data: bytes) -> str:
    """Text from bytes of an unknown encoding: byte order mark, UTF-8, UTF-16 without mark, then
    cp1252.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    half = len(data) // 2 or 1
    if data[1::2].count(0) > 0.6 * half:
        return data.decode("utf-16-le", "replace")
    if data[0::2].count(0) > 0.6 * half:
        return data.decode("utf-16-be", "replace")
    best = from_bytes(data, cp_isolation=["cp1252", "mac_roman", "cp850"]).best()
    return str(best) if best else data.decode("cp1252", "replace")


def read_text(file: str, data: bytes) -> Flow:
    """The lines of a text file; a blank line before a short line is kept as a sign of a heading.

    Raises UnreadableDocument: `not_a_document` for bytes that are no text.
    """
    text = decode(data)
    if _binary_share(text) > 0.05:
        raise UnreadableDocument(
            file,
            "not_a_document",
            "ce n'est pas un document",
            "déposer un PDF, un DOCX, un ODT ou un texte",
        )
    return _lines(text)


def read_markdown(file: str, data: bytes) -> Flow:
    """The lines of a Markdown file without its marks.

    Raises UnreadableDocument as `read_text` does.
    """
    text = _MD_RULE.sub("", _MD_LINK.sub(r"\1", decode(data)))
    text = _MD_RUN_IN.sub(r"\1\2 : ", text)
    return read_text(file, _MD_CELL.sub("\t", _MD_EMPHASIS.sub(r"\2", text)).encode())


def _binary_share(text: str) -> float:
    odd = sum(
        1
        for c in text
        if (c < " " and c not in "\t\n\r\f") or c == "\ufffd" or "\x7f" <= c < "\xa0"
    )
    return odd / max(len(text), 1)


def _lines(text: str) -> Flow:
    flow = Flow()
    blank = True
    for raw in re.split(r"\r\n|\r|\n|\f|\u2028|\u2029", text):
        line = "" if _RULE.match(raw) else raw
        bare = re.sub(r"^#{1,6}\s+", "", line)
        if line.strip():
            flow.add(bare.rstrip(), Look(heading=bare != line, gap=blank))
        blank = not line.strip()
    return flow


def _unformatted(source: str, errors: str) -> str:
    """The text of RTF source; striprtf has no types."""
    text: str = rtf_to_text(source, encoding="cp1252", errors=errors)  # type: ignore[no-untyped-call]
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_rtf(file: str, data: bytes) -> Flow:
    """The paragraphs of an RTF document; text set as hidden (`\\v`) is told apart.

    Raises UnreadableDocument: `broken`.
    """
    source = data.decode("latin-1")
    hidden: list[str] = []

    def cut(match: re.Match[str]) -> str:
        hidden.append(_unformatted("{\\rtf1 " + match[1] + "}", "ignore"))
        return "}" if match[0].endswith("}") else ""

    try:
        visible = _unformatted(_RTF_INFO.sub("", _RTF_HIDDEN.sub(cut, source)), "replace")
    except (
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        LookupError,
        RecursionError,
        OverflowError,
    ):
        raise UnreadableDocument(
            file,
            "broken",
            "le document RTF est endommagé",
            "l'enregistrer en PDF et déposer la copie",
        ) from None
    flow = _lines(visible)
    for text in hidden:
        flow.hide(text)
    return flow
