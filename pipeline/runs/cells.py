"""Text of CVs in tables and records: nothing that a spreadsheet runs, nothing that commands."""

from __future__ import annotations

import json
import re
from typing import Any

from pipeline.errors import harmless, harmless_json

_FORMULA = re.compile(
    r"\t|[\s'\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
)
"""What a spreadsheet may take for a formula, behind blanks and signs of no width too; and what
`safe` would make of one.
"""


def safe(value: Any) -> Any:
    """Text that a spreadsheet will not run as a formula; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = harmless(value)
    return "'" + text if _FORMULA.match(text) else text


def unsafe(text: str) -> str:
    """What was written of a cell that `safe` may have changed."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def as_json(record: Any, **form: Any) -> str:
    """JSON with the letters of every script as they are; `form` as in `json.dumps`."""
    return harmless_json(json.dumps(record, ensure_ascii=False, **form))
