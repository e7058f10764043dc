"""What came of the files of a folder, put together: dossiers, a ranking, what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline import fingerprints
from pipeline.climb import Card
from pipeline.documents import Warning
from pipeline.intake import Taken, candidate
from pipeline.profiles.dossiers import duplicates, owners, paper_names
from pipeline.profiles.profile import Profile
from pipeline.profiles.store import Store
from pipeline.ranking.matches import Ranked
from pipeline.ranking.ranker import Weights
from pipeline.ranking.spool import Ranking, Spool
from pipeline.review.run import Dossier, Run, Settings, Unread

NAMED = 5
"""Other CVs of one person that are named in a warning."""


@dataclass
class Gathered:
    """The files of a folder as they come, in any order."""

    cards: list[Card] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    spool: Spool = field(default_factory=Spool)
    keys: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, taken: Iterable[Taken]) -> Gathered:
        """Keep the card and the match of each file."""
        for t in taken:
            self.hashes[t.found.name] = t.id or t.key[:64]
            if isinstance(t.card, Unread):
                self.unread.append(t.card)
            else:
                self.cards.append(t.card)
                self.spool.add(t.found.name, t.match)
                self.keys[t.found.name] = t.key
        return self


def assembled(settings: Settings, offer: Profile, gathered: Gathered, closed: Sequence[Unread], store: Store, started: str) -> Run:
    """The run of an offer and of the files gathered, the same whatever the order in which they came; `closed` could not be opened."""
    dossiers, attached, marks = _dossiers(sorted(gathered.cards, key=lambda card: card.dossier.file))
    weights = Weights(settings.weights)
    ranking = Ranking(gathered.spool, weights, frozenset(u.file for u in attached)).changed(lambda ranked: _marked(ranked, marks))
    return Run(
        settings,
        offer,
        ranking,
        dossiers,
        tuple(sorted([*closed, *attached, *gathered.unread], key=lambda u: u.file)),
        fingerprints.versions(),
        dict(sorted(gathered.hashes.items())),
        {},
        started,
        lambda file: candidate(store, gathered.keys[file], "cv", file),
    )


def now() -> str:
    """This moment, to the second, with its time zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _dossiers(cards: list[Card]) -> tuple[dict[str, Dossier], list[Unread], dict[str, Warning]]:
    """The candidates with the papers that go with them, those papers set aside, and a mark for those who sent several CVs."""
    papers = [card.paper for card in cards]
    owner = owners(papers)
    joined: dict[int, list[str]] = {}
    for n, cv in owner.items():
        joined.setdefault(cv, []).append(papers[n].file)
    marks = {
        papers[n].file: _several(papers[n].file, [papers[m].file for m in group[: NAMED + 1]], len(group))
        for n, group in duplicates(papers).items()
    }
    kept = {}
    for n, card in enumerate(cards):
        if n not in owner:
            own = card.dossier
            mark = (marks[own.file],) if own.file in marks else ()
            kept[own.file] = replace(own, warnings=(*own.warnings, *mark), attachments=tuple(joined.get(n, ())))
    aside = [
        Unread(papers[n].file, "attached", f"{paper_names()[papers[n].kind]}, joint au dossier de {papers[cv].file}")
        for n, cv in owner.items()
    ]
    return kept, aside, marks


def _several(own: str, files: Sequence[str], number: int) -> Warning:
    """That one person sent several CVs: the first of the others by name, and how many more."""
    others = [file for file in files if file != own][:NAMED]
    more = f" et {number - 1 - len(others)} autre(s)" if number - 1 > len(others) else ""
    return Warning("duplicate", f"même personne que {', '.join(others)}{more}")


def _marked(ranked: Ranked, marks: dict[str, Warning]) -> Ranked:
    mark = marks.get(ranked.match.file)
    return replace(ranked, match=replace(ranked.match, warnings=(*ranked.match.warnings, mark))) if mark else ranked
