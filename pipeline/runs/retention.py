"""How long what was read may be kept: said in `run.json`, told when it is over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pipeline.batch.run import RETENTION
from pipeline.errors import BadSetting

_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7, "m": 30.44, "y": 365.25, "a": 365.25}


def days(text: str, option: str = "--retention") -> int:
    """The days of a duration: "2y" (or "2a"), "6m", "3w", "30d" (or "30j").

    >>> days("2y"), days("6m"), days("30j")
    (731, 183, 30)

    Raises BadSetting for anything else, with the option that said it.
    """
    found = re.fullmatch(r"(\d{1,4})\s*([a-z])", text.strip().lower())
    if not found or found[2] not in _DAYS:
        fact, remedy = "ce n'est pas une durée", "écrire par exemple 2y (ans), 6m (mois) ou 30d"
        raise BadSetting(f"{option} {text}", fact, f"{remedy} (jours)")
    return round(int(found[1]) * _DAYS[found[2]] + 0.5)


def last_day(started: str, term: str) -> date:
    """The last day on which a run that was started on a day (ISO) may be kept."""
    return date.fromisoformat(started[:10]) + timedelta(days=days(term))


def overdue(record: Mapping[str, Any], today: date) -> date | None:
    """The last day on which the run of a `run.json` might be kept, where that is over."""
    last = last_day(record["started"], record["settings"].get("retention", RETENTION))
    return last if today > last else None
