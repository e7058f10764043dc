"""What people said and decided: kept apart from the ranking, one SQLite file for each run folder;
it never changes a score.

An opinion is a member's own; a stage is what the jury decided of a candidate. All are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import BadSetting
from pipeline.runs.competitions import Competition, competition_in
from pipeline.runs.ledger import Ledger, mark

DECISIONS = "decisions.sqlite"
VERDICTS = {"keep": "retenir", "review": "à revoir", "reject": "écarter"}
STAGES = {
    "received": "reçue",
    "admissible": "recevable",
    "shortlisted": "présélectionnée",
    "interviewed": "entendue",
    "chosen": "retenue",
    "reserve": "liste complémentaire",
    "not_chosen": "non retenue",
}
"""What becomes of a candidature, in order; "received" is where each begins."""
OPINION, NOTE, STAGE, OPENING = "", "note", "stage", "opening"
"""The kinds: a member's opinion, a member's note on a criterion, a stage that the jury decided, the
opening of the opinions by the president.
"""
WORDS: Mapping[str, Collection[str]] = {
    OPINION: ("", *VERDICTS),
    NOTE: ("",),
    STAGE: STAGES,
    OPENING: ("",),
}
"""What the verdict may be in a decision of each kind."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What `author` said of the candidate of `file` (content `id`), when and why.

    `verdict` is a key of VERDICTS in an opinion, of STAGES in a stage, "" where an opinion is taken
    back; `run` is the content id of the ranking that was before them, `competition` tells which it
    belongs to; `after` has the marks of those on the same matter that the author's machine knew.
    """

    file: str
    id: str
    verdict: str
    comment: str
    author: str
    at: str
    run: str = ""
    competition: str = ""
    kind: str = OPINION
    criterion: str = ""
    after: str = ""

    @property
    def mark(self) -> str:
        """By which it is known on every machine."""
        return mark(astuple(self))

    @property
    def matter(self) -> tuple[str, ...]:
        """What it is about: later ones on the same matter stand in its place."""
        own = "" if self.kind in (STAGE, OPENING) else self.author
        return (self.kind, self.file, own, self.criterion)


def standing(history: Iterable[Decision]) -> dict[str, Decision]:
    """The last opinion on each candidate, by file, of a history (oldest first); those taken back
    are left out.
    """
    last = {d.file: d for d in history if d.kind == OPINION}
    return {file: decision for file, decision in last.items() if decision.verdict}


def stages(history: Iterable[Decision]) -> dict[str, Decision]:
    """The last stage of each candidate of whom one was decided, by file."""
    return {d.file: d for d in history if d.kind == STAGE}


def heads(those: Iterable[Decision]) -> list[Decision]:
    """Decisions that none of the others knew of, oldest first."""
    kept = list(those)
    known = {named for d in kept for named in d.after.split("|")}
    return [d for d in kept if d.mark not in known]


def moment_of(decision: Decision) -> datetime:
    """When it was taken, whatever the zone in which its machine counts."""
    try:
        at = datetime.fromisoformat(decision.at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def require(author: str, motive: str) -> None:
    """Raise BadSetting where an author or a motive is missing."""
    if not author.strip():
        raise BadSetting("Décision", "elle n'a pas d'auteur", "donner votre nom")
    if not motive.strip():
        raise BadSetting("Décision", "elle n'a pas de motif", "dire pourquoi en une phrase")


class Decisions:
    """What was decided in a run folder in one competition; without one, in any. All is kept."""

    def __init__(self, folder: Path, competition: Competition | None = None) -> None:
        self.competition = competition
        self._ledger = Ledger(folder / DECISIONS)

    def decide(
        self,
        file: str,
        content: str,
        verdict: str,
        comment: str = "",
        author: str = "",
        run: str = "",
    ) -> Decision:
        """Add the opinion of a member.

        Raises BadSetting for an unknown verdict and a folder that cannot be written.
        """
        if verdict:
            _among(verdict, VERDICTS)
        return self._add([Decision(file, content, verdict, comment, author, "", run)])[0]

    def promote(
        self, those: Sequence[tuple[str, str]], stage: str, motive: str, author: str, run: str = ""
    ) -> list[Decision]:
        """Add one stage, with one motive, for some candidates (file and content id).

        Raises BadSetting for an unknown stage, no candidate, and without author or motive.
        """
        require(author, motive)
        _among(stage, STAGES)
        if not those:
            raise BadSetting("Décision", "elle ne nomme personne", "cocher des candidatures")
        made = (Decision(f, id, stage, motive, author, "", run, "", STAGE) for f, id in those)
        return self._add(list(made))

    def note(
        self, file: str, content: str, criterion: str, text: str, author: str, run: str = ""
    ) -> Decision:
        """Add the note of a member on a criterion; an empty one takes the one before it back.

        Raises BadSetting without author.
        """
        require(author, text or "-")
        made = Decision(file, content, "", text, author, "", run, "", NOTE, criterion)
        return self._add([made])[0]

    def open(self, author: str, motive: str, run: str = "") -> Decision:
        """Open the opinions of all members to each other; errors as in `promote`."""
        require(author, motive)
        return self._add([Decision("", "", "", motive, author, "", run, "", OPENING)])[0]

    def adopt(self, those: Iterable[Decision]) -> list[Decision]:
        """Add decisions taken elsewhere, as they are; those that were not there yet."""
        return [Decision(*row) for row in self._ledger.add([astuple(d) for d in those])]

    def history(self) -> list[Decision]:
        """All decisions of the competition, oldest first; those of a damaged file as far as they
        are whole.
        """
        found = (Decision(*row) for row in self._ledger.rows())
        return sorted((d for d in found if self._is_ours(d)), key=moment_of)

    def current(self) -> dict[str, Decision]:
        """The last opinion on each candidate, by file; those taken back are left out."""
        return standing(self.history())

    def forget(self, files: Iterable[str]) -> None:
        """Remove all that was said of some candidates, to the last byte."""
        self._ledger.remove(files)

    def _is_ours(self, decision: Decision) -> bool:
        if self.competition is None or not decision.competition:
            return True
        return self.competition.is_same(competition_in(decision.competition))

    def _add(self, those: Sequence[Decision]) -> list[Decision]:
        """Add decisions as they are told now, each after those on the same matter."""
        at = datetime.now().astimezone().isoformat(timespec="microseconds")
        told = self.competition.told if self.competition else ""
        known: dict[tuple[str, ...], list[Decision]] = {}
        for d in self.history():
            known.setdefault(d.matter, []).append(d)
        made = []
        for d in those:
            signed = replace(
                d, comment=d.comment.strip(), author=d.author.strip(), at=at, competition=told
            )
            before = heads(known.get(signed.matter, ()))
            made.append(replace(signed, after="|".join(sorted(h.mark for h in before))))
        self._ledger.add([astuple(d) for d in made])
        return made


def _among(word: str, known: dict[str, str]) -> None:
    if word not in known:
        remedy = f"choisir parmi {', '.join(known)}"
        raise BadSetting(word, "cette décision n'existe pas", remedy)
