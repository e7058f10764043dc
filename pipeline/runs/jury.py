"""Who may see what of a jury's work, and where decisions contradict each other.

Members give their opinions blind to those of the others until the president opens them, which the
log tells; the stages that the jury decides are everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import BadSetting
from pipeline.runs.decisions import (
    NOTE,
    OPENING,
    OPINION,
    Decision,
    heads,
    stages,
    standing,
)
from pipeline.runs.organisation import Organisation

OWN = (OPINION, NOTE)
"""What is a member's own until the opinions are opened."""
_LEANINGS = {"not_chosen": "reject"} | dict.fromkeys(
    ("shortlisted", "interviewed", "chosen", "reserve"), "keep"
)
"""The stages that take sides."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Decisions on one matter, taken without knowing of each other, that contradict each other."""

    file: str
    decisions: tuple[Decision, ...]

    @property
    def is_own(self) -> bool:
        """Whether they are of one member, who worked in two places."""
        return self.decisions[0].kind in OWN


def opening_of(history: Iterable[Decision]) -> Decision | None:
    """What opened the opinions, None while they are closed."""
    return next((d for d in history if d.kind == OPENING), None)


def seen_by(history: Sequence[Decision], member: str) -> list[Decision]:
    """What a member may see: all that the jury decided, the member's own opinions and notes, and
    those of the others once they are opened.
    """
    if opening_of(history):
        return list(history)
    return [d for d in history if d.kind not in OWN or d.author == member]


def published(history: Sequence[Decision], organisation: Organisation) -> list[Decision]:
    """What the papers of a run may show: opinions once they are opened, or where one person works
    alone.
    """
    authors = {d.author for d in history if d.kind in OWN}
    alone = len(authors) <= 1 and len(organisation.jury) <= 1
    return list(history) if alone else seen_by(history, "")


def judged(history: Iterable[Decision]) -> dict[str, str]:
    """What people think of each candidate, by file, as a key of VERDICTS: the stage that the jury
    decided where it takes sides, else the last opinion.
    """
    kept = list(history)
    verdicts = {file: d.verdict for file, d in standing(kept).items()}
    reached = {file: _LEANINGS.get(d.verdict, "") for file, d in stages(kept).items()}
    return verdicts | {file: verdict for file, verdict in reached.items() if verdict}


def conflicts(history: Iterable[Decision]) -> list[Conflict]:
    """Where decisions contradict each other that were taken on machines that did not know of each
    other; a later decision on the matter settles it.
    """
    matters: dict[tuple[str, ...], list[Decision]] = {}
    for d in history:
        if d.competition and d.kind not in (NOTE, OPENING):
            matters.setdefault(d.matter, []).append(d)
    found = []
    for those in matters.values():
        ends = heads(those)
        if len({d.verdict for d in ends}) > 1:
            found.append(Conflict(ends[0].file, tuple(ends)))
    return sorted(found, key=lambda c: (c.file, c.decisions[0].author))


def require_member(author: str, organisation: Organisation) -> None:
    """Raise BadSetting for an author who is no member of the jury that was named."""
    names = [member.name for member in organisation.jury]
    if names and author.strip() not in names:
        remedy = f"choisir {', '.join(names)}, ou corriger organisation.toml"
        raise BadSetting("Décision", "cette personne n'est pas du jury", remedy)


def require_president(author: str, organisation: Organisation) -> None:
    """Raise BadSetting where somebody else presides over the jury that was named."""
    named = organisation.president
    if named and author.strip() != named:
        fact = "seule la présidence du jury ouvre les avis"
        raise BadSetting("Ouverture des avis", fact, f"le demander à {named}")
