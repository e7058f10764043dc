"""The objects of a PDF through pdfminer.six, read without trust: what is damaged is absent."""

from __future__ import annotations

import zlib
from typing import Any

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

WRONG = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
)
BROKEN = (PDFException, PSException, *WRONG)
"""What pdfminer.six raises on damaged objects."""
_DEFLATED = (b"x\x9c", b"x\xda", b"x\x01", b"x^")
"""How compressed bytes begin; some programs leave out to say that they are."""


def content_of(stream: PDFStream) -> bytes:
    """The bytes of a stream behind its filters; none where they are damaged."""
    try:
        data = bytes(stream.get_data())
        undeclared = data.startswith(_DEFLATED) and "Filter" not in stream
        return zlib.decompressobj().decompress(data) if undeclared else data
    except (*BROKEN, zlib.error):
        return b""


def literal(value: Any) -> str:
    """A name of PDF as text; "" for anything else."""
    resolved = resolve1(value)
    return str(resolved.name) if isinstance(resolved, PSLiteral) else ""
