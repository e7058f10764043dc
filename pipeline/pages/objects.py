"""The objects of a PDF through pdfminer.six, read without trust: what is damaged is absent."""

from __future__ import annotations

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


def content_of(stream: PDFStream) -> bytes:
    """The bytes of a stream behind its filters; none where they are damaged."""
    try:
        return bytes(stream.get_data())
    except BROKEN:
        return b""


def literal(value: Any) -> str:
    """A name of PDF as text; "" for anything else."""
    resolved = resolve1(value)
    return str(resolved.name) if isinstance(resolved, PSLiteral) else ""
