"""The jury at the desk: what a member may see, and what members say and decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import BadSetting
from pipeline.runs.decisions import (
    OPINION,
    STAGES,
    VERDICTS,
    Decision,
    Decisions,
    require,
    stages,
)
from pipeline.runs.jury import (
    Conflict,
    conflicts,
    opening_of,
    require_member,
    require_president,
    seen_by,
)
from pipeline.runs.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Seen:
    """What `member` ("" for nobody named) sees of what was said and decided, oldest first.

    `hidden` counts the opinions of others that are closed, by file; `opening` is what opened them.
    """

    member: str
    history: tuple[Decision, ...]
    hidden: Mapping[str, int]
    opening: Decision | None
    conflicts: tuple[Conflict, ...]

    def of(self, file: str, kind: str) -> tuple[Decision, ...]:
        """What was said of one candidate, of one kind."""
        return tuple(d for d in self.history if d.file == file and d.kind == kind)

    @property
    def stages(self) -> dict[str, str]:
        """The stage of each candidate of whom one was decided, by file."""
        return {file: d.verdict for file, d in stages(self.history).items()}

    @property
    def contrary(self) -> set[str]:
        """The files of the candidates of whom decisions contradict each other."""
        return {c.file for c in self.conflicts if not c.is_own or c.decisions[0] in self.history}


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the jury, and on how many candidates there is an opinion of theirs."""

    name: str
    title: str
    role: str
    given: int


class Jury:
    """What is said and decided of one run, whose content id is `ranking`."""

    def __init__(self, decisions: Decisions, organisation: Organisation, ranking: str) -> None:
        self.organisation = organisation
        self.ranking = ranking
        self._decisions = decisions

    def seen(self, member: str) -> Seen:
        """What a member may see."""
        history = self._decisions.history()
        mine = seen_by(history, member)
        hidden: dict[str, set[str]] = {}
        for d in set(history) - set(mine):
            if d.kind == OPINION:
                hidden.setdefault(d.file, set()).add(d.author)
        counts = {file: len(authors) for file, authors in hidden.items()}
        found = tuple(conflicts(history))
        return Seen(member, tuple(mine), counts, opening_of(history), found)

    def members(self) -> list[str]:
        """The members that were named, else all who have said something."""
        named = [member.name for member in self.organisation.jury]
        return named or sorted({d.author for d in self._decisions.history() if d.author})

    def seats(self) -> list[Seat]:
        """Who sits in the jury, and how far each is."""
        files: dict[str, set[str]] = {}
        for d in self._decisions.history():
            if d.kind == OPINION:
                files.setdefault(d.author, set()).add(d.file)
        named = {member.name: member for member in self.organisation.jury}
        rows = []
        for name in dict.fromkeys([*named, *sorted(files)]):
            member = named.get(name)
            said = (member.title, member.role) if member else ("", "")
            rows.append(Seat(name, *said, len(files.get(name, ()))))
        return rows

    def decide(self, file: str, content: str, verdict: str, motive: str, author: str) -> Decision:
        """Note the opinion of a member.

        Raises BadSetting where author or motive is missing, and for who is not of the jury.
        """
        require(author, motive)
        require_member(author, self.organisation)
        if verdict and verdict not in VERDICTS:
            raise BadSetting("Décision", "elle n'existe pas", "recharger la page")
        return self._decisions.decide(file, content, verdict, motive, author, self.ranking)

    def note(self, file: str, content: str, criterion: str, text: str, author: str) -> Decision:
        """Keep the note of a member on a criterion; errors as in `decide`."""
        require(author, text or "-")
        require_member(author, self.organisation)
        return self._decisions.note(file, content, criterion, text, author, self.ranking)

    def promote(
        self, those: Sequence[tuple[str, str]], stage: str, motive: str, author: str
    ) -> list[Decision]:
        """Note what the jury decides of some candidates; errors as in `decide`."""
        require(author, motive)
        require_member(author, self.organisation)
        if stage not in STAGES:
            raise BadSetting("Décision", "cette étape n'existe pas", "recharger la page")
        return self._decisions.promote(those, stage, motive, author, self.ranking)

    def open(self, author: str, motive: str) -> Decision:
        """Open the opinions; raises BadSetting for who does not preside."""
        require(author, motive)
        require_member(author, self.organisation)
        require_president(author, self.organisation)
        return self._decisions.open(author, motive, self.ranking)
