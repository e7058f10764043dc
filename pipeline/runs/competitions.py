"""Which competition a run is of: the reference of its offer, and the offer itself.

A decision names its competition, and a folder serves one: those of one never stand in another.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.batch.run import Run
from pipeline.errors import BadSetting

_SIGNS = 16
"""Signs of a content id that name an offer."""


@dataclass(frozen=True, slots=True)
class Competition:
    """The reference that an offer gives ("" for none), and the content id of the offer."""

    reference: str
    offer: str

    @property
    def told(self) -> str:
        """How it is written: "3134-26-0001/SR 0123456789abcdef", or " 0123456789abcdef"."""
        return f"{self.reference} {self.offer[:_SIGNS]}"

    def is_same(self, other: Competition) -> bool:
        """Whether both are one: the same offer, or offers with one reference (one was corrected).

        >>> mended = Competition("26-1", "b" * 64)
        >>> Competition("26-1", "a" * 64).is_same(mended), Competition("", "a").is_same(mended)
        (True, False)
        """
        if self.offer[:_SIGNS] == other.offer[:_SIGNS]:
            return True
        return bool(self.reference) and self.reference == other.reference


def competition_of(run: Run) -> Competition:
    """The competition of a run."""
    return Competition(run.offer.requirements.reference or "", run.settings.offer_id)


def competition_in(told: str, offer: str = "") -> Competition:
    """The competition that was written so; "" with the content id of an offer, in what was written
    before competitions were named.
    """
    reference, _, named = told.rpartition(" ")
    return Competition(reference, named or offer[:_SIGNS])


def refuse_other(place: str, held: Competition, asked: Competition, remedy: str) -> None:
    """Raise BadSetting where what is at `place` is of another competition than the one asked."""
    if not held.is_same(asked):
        which = held.reference or f"l'offre {held.offer[:8]}"
        wanted = asked.reference or f"l'offre {asked.offer[:8]}"
        fact = f"ceci est d'un autre concours ({which}, et non {wanted})"
        raise BadSetting(place, fact, remedy)
