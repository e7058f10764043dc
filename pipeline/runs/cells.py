"""Text of CVs in tables: nothing that a spreadsheet would run."""

from __future__ import annotations

from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """Text that a spreadsheet will not run as a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def unsafe(text: str) -> str:
    """What was written of a cell that `safe` may have changed."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
