"""A portrait or an offer as JSON, the same indentation for every format."""

from __future__ import annotations

import json
from typing import Any

from pipeline.errors import BadSetting
from pipeline.runs.cells import as_json as written


def as_record(record: dict[str, Any]) -> bytes:
    """A record as indented JSON in UTF-8, with an end of line."""
    return (written(record, indent=1) + "\n").encode()


def parsed(data: bytes, name: str, needed: str) -> dict[str, Any]:
    """The record in a JSON of the format `name`, which has something under the key `needed`.

    Raises BadSetting for anything else.
    """
    try:
        record = json.loads(data.decode("utf-8-sig"))
        if isinstance(record, dict) and record.get(needed):
            return record
    except ValueError:
        pass
    raise BadSetting(name, "ce fichier n'a pas la forme attendue", "exporter de nouveau le CV")
