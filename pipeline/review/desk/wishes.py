"""What a request asks for: weights changed, rows wanted, from where on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import BadSetting

UNDECIDED = "none"
DIVIDED = "divided"
HEAVIEST = 4.0
MEMBER = "membre"
"""How a request says who asks."""
Factors = tuple[tuple[str, float], ...]
"""The kinds of criteria whose weight is multiplied, by name in order, and by how much; those left as they are
do not stand here.
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """Rows as they are asked for.

    `band` 0 is any; `verdict` "" is any, else a key of VERDICTS, UNDECIDED or DIVIDED; `needs` has
    the status asked of each requirement by name; `start` is the place of the first row, from 0;
    `stage` "" is any, else a key of STAGES; `member` is who asks, and sees what is theirs.
    """

    factors: Factors = ()
    band: int = 0
    verdict: str = ""
    needs: tuple[tuple[str, str], ...] = ()
    alerts: bool = False
    start: int = 0
    stage: str = ""
    member: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], needs: tuple[str, ...]) -> Wish:
        """The wish that a query tells; requirement number n is asked for as "en".

        Raises BadSetting for what is no number or no weight.
        """
        statuses = ((name, asked.get(f"e{n}", "")) for n, name in enumerate(needs))
        return cls(
            factors_of(asked.get("w", "")),
            _number(asked.get("groupe", "")),
            asked.get("decision", ""),
            tuple((name, status) for name, status in statuses if status),
            asked.get("alertes", "") == "1",
            _number(asked.get("debut", "")),
            asked.get("etape", ""),
            asked.get(MEMBER, "").strip(),
        )


def factors_of(text: str) -> Factors:
    """The factors in "skill:2,mission:0.5", by name; those of 1 change nothing and are left out.

    Raises BadSetting for what is no number between 0 and HEAVIEST.

    >>> factors_of("mission:0.5,skill:2,diploma:1")
    (('mission', 0.5), ('skill', 2.0))
    """
    found = {}
    for item in filter(None, text.split(",")):
        name, _, value = item.partition(":")
        try:
            found[name] = float(value)
        except ValueError:
            raise _no_weight(item) from None
        if not 0 <= found[name] <= HEAVIEST:
            raise _no_weight(item)
    return tuple(sorted((name, factor) for name, factor in found.items() if factor != 1))


def _no_weight(item: str) -> BadSetting:
    return BadSetting(item, "ce n'est pas un poids", f"donner de 0 à {HEAVIEST:g}")


def _number(text: str) -> int:
    try:
        return max(0, int(text or 0))
    except ValueError:
        raise BadSetting(text, "ce n'est pas un nombre", "recharger la page") from None
