"""What came of the files of a folder, put together: dossiers, a ranking, what was set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.batch.gathered import Gathered
from pipeline.batch.intake import candidate
from pipeline.batch.run import Dossier, Run, Settings, Unread
from pipeline.documents import Warning
from pipeline.profiles.dossiers import People, paper_names
from pipeline.profiles.genres import NO_CV
from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import Ranked
from pipeline.ranking.ranker import Weights
from pipeline.ranking.spool import Ranking
from pipeline.store import fingerprints
from pipeline.store.disk import Lookup
from pipeline.store.reserve import Store

NAMED = 5
"""Other CVs of one person that are named in a warning."""


def assembled(
    settings: Settings,
    offer: Profile,
    gathered: Gathered,
    closed: Sequence[Unread],
    store: Store,
    started: str,
) -> Run:
    """The run of an offer and of the files gathered, the same whatever the order in which they
    came; `closed` could not be opened.
    """
    people, keys = gathered.people, gathered.keys
    people.join()
    owners = people.owners()
    apart = _not_candidates(settings, gathered, owners)
    ranking = Ranking(gathered.spool, Weights(settings.weights), frozenset(apart)).changed(
        lambda ranked: _marked(ranked, people)
    )
    return Run(
        settings,
        offer,
        ranking,
        _candidates(gathered, {file: cv for file, (_, cv) in owners.items()}, apart),
        tuple(sorted([*closed, *apart.values(), *gathered.unread], key=lambda u: u.file)),
        fingerprints.versions(),
        gathered.hashes,
        started,
        lambda file: candidate(store, keys[file], "cv", file),
    )


def _not_candidates(
    settings: Settings, gathered: Gathered, owners: Mapping[str, tuple[str, str]]
) -> dict[str, Unread]:
    """The files that are nobody's CV: papers that go with one, the offer itself, other documents;
    those that people include are candidates.
    """
    found = {
        file: Unread(file, "attachment", f"{paper_names()[kind]}, joint au dossier de {cv}")
        for file, (kind, cv) in owners.items()
    }
    for file in gathered.people.strangers():
        remedy = "le classer quand même : --include, avec son nom"
        found[file] = Unread(file, NO_CV.kind, NO_CV.detail.partition(" ; ")[0], remedy)
    for file in gathered.of_content(settings.offer_id):
        found[file] = Unread(file, "offer", "c'est l'offre elle-même")
    return {file: why for file, why in found.items() if file not in settings.include}


def this_day() -> str:
    """The day on which a run is started (ISO); moments and durations stand in its journal alone, so
    that the same run is the same to the byte.
    """
    return date.today().isoformat()


def _candidates(
    gathered: Gathered, owners: Mapping[str, str], apart: Mapping[str, Unread]
) -> Mapping[str, Dossier]:
    """The candidates with the papers that go with them (`owners` has the CV of each paper), and a
    mark for those who sent several CVs; all but the files `apart`.
    """
    dossiers, joined = gathered.dossiers, dict[str, list[str]]()
    for paper, cv in sorted(owners.items()):
        if paper in apart:
            joined.setdefault(cv, []).append(paper)

    def shown(file: str) -> Dossier:
        if file in apart:
            raise KeyError(file)
        own = dossiers[file]
        return replace(
            own,
            warnings=(*own.warnings, *_marks(file, gathered.people)),
            attachments=tuple(joined.get(file, ())),
        )

    return Lookup(
        lambda: (file for file in dossiers if file not in apart),
        len(dossiers) - len(apart),
        shown,
    )


def _marks(file: str, people: People) -> tuple[Warning, ...]:
    """That one person sent several CVs: the first of the others by name, and how many more."""
    others, number = people.others_of(file, NAMED)
    more = f" et {number - len(others)} autre(s)" if number > len(others) else ""
    return (Warning("duplicate", f"même personne que {', '.join(others)}{more}"),) if others else ()


def _marked(ranked: Ranked, people: People) -> Ranked:
    marks = _marks(ranked.match.file, people)
    return (
        replace(ranked, match=replace(ranked.match, warnings=(*ranked.match.warnings, *marks)))
        if marks
        else ranked
    )
