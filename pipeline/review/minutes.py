"""The minutes of a jury (procès-verbal) as sections: what its HTML and its DOCX both say.

What `organisation.toml` does not say is left free, to be filled by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.batch.run import Run
from pipeline.ranking.criteria import Grid
from pipeline.ranking.matches import Ranked
from pipeline.review import labels
from pipeline.review.changes import grid_changes
from pipeline.review.grids import KINDS, NEEDS
from pipeline.review.report import weight_rows
from pipeline.review.sections import FREE, Minutes, Section, Table
from pipeline.runs.decisions import OPINION, STAGES, VERDICTS, Decision, stages
from pipeline.runs.jury import opening_of
from pipeline.runs.organisation import Member, Organisation

SEATS = 4
"""Lines for members and signatures where the jury is not named."""
ADMITTED = ("admissible", "shortlisted", "interviewed", "chosen", "reserve")
"""The stages that only an admissible candidature reaches."""


def minutes_of(run: Run, history: Sequence[Decision], organisation: Organisation) -> Minutes:
    """The minutes of a run with all that may be shown of its decisions, oldest first."""
    sections = (
        _sitting(organisation),
        _composition(organisation),
        _interests(organisation),
        _admissibility(run, history),
        _grid(run),
        *_weights(run),
        *_ranking(run, history),
        *_results(run, history),
        *_unread(run),
    )
    sign = organisation.signature
    members = [(m.name, m.title or m.role) for m in organisation.jury if m.present]
    return Minutes(
        organisation.employer.name or run.offer.requirements.employer or FREE,
        run.offer.title,
        tuple(_facts(run, organisation)),
        sections,
        f"Fait à {sign.place or FREE}, le {FREE}",
        tuple(members or [(FREE, "")] * SEATS),
    )


def _facts(run: Run, organisation: Organisation) -> Iterator[str]:
    needs, post = run.offer.requirements, organisation.post
    yield f"Référence : {needs.reference or FREE}"
    yield f"Corps : {post.corps or needs.corps or FREE}"
    yield f"Grade : {post.grade or FREE}"
    yield f"Postes à pourvoir : {post.number or FREE}"
    if needs.place:
        yield f"Lieu : {needs.place}"
    if needs.deadline:
        yield f"Date limite : {labels.day(needs.deadline)}"


def _sitting(organisation: Organisation) -> Section:
    sitting = organisation.sitting
    when, where = labels.day(sitting.day) or FREE, sitting.place or FREE
    said = [f"Le jury s'est réuni le {when}, à {where}."]
    there = sum(m.present for m in organisation.jury)
    if not (sitting.quorum and organisation.jury):
        said.append(f"Quorum : {sitting.quorum or FREE} ; présents : {there or FREE}.")
    else:
        met = "atteint" if there >= sitting.quorum else "non atteint"
        said.append(f"Quorum : {sitting.quorum} ; présents : {there}. Le quorum est {met}.")
    return Section("Séance", tuple(said))


def _composition(organisation: Organisation) -> Section:
    members = organisation.jury or (Member(FREE, FREE, FREE),) * SEATS
    named = bool(organisation.jury)
    present = {True: "présent(e)", False: "absent(e)"}
    rows = [(m.name, m.title, m.role, present[m.present] if named else FREE) for m in members]
    table = Table(("Nom", "Qualité", "Rôle", "Présence"), (3, 3, 2, 2), lambda: rows)
    return Section("Composition du jury", (), table)


def _interests(organisation: Organisation) -> Section:
    tied = [f"{m.name} : {m.conflict}" for m in organisation.jury if m.conflict]
    if tied:
        first = "Liens déclarés ; la personne ne prend pas part à l'examen de la candidature :"
        return Section("Conflits d'intérêts", (first, *tied))
    said = "Aucun lien n'est déclaré." if organisation.jury else FREE
    return Section("Conflits d'intérêts", (said,))


def _named(run: Run, file: str) -> str:
    return run.candidates[file].identity.name or file


def _decided(run: Run, history: Sequence[Decision]) -> dict[str, Decision]:
    """The last stage of each candidate that is in the run."""
    return {f: d for f, d in stages(history).items() if f in run.candidates}


def _admissibility(run: Run, history: Sequence[Decision]) -> Section:
    last = _decided(run, history)
    reached = {d.file for d in history if d.verdict in ADMITTED and d.file in last}
    refused = [d for f, d in last.items() if d.verdict == "not_chosen" and f not in reached]
    total = len(run.ranking)
    open_ones = total - len(reached) - len(refused)
    said = [
        f"Candidatures lues : {total} ; fichiers mis de côté : {len(run.aside)}. Recevables : {len(reached)}. "
        f"Écartées sans avoir été dites recevables : {len(refused)}. "
        f"Sans décision sur la recevabilité : {open_ones}."
    ]
    rows = [(_named(run, d.file), d.comment, _by(d)) for d in refused]
    table = Table(("Candidature", "Motif", "Par, le"), (3, 5, 3), lambda: rows)
    return Section("Recevabilité", tuple(said), table if rows else None)


def _grid(run: Run) -> Section:
    given = run.settings.criteria
    said = ["Les candidatures ont été comparées selon cette grille, et elle seule."]
    if given:
        proposed = Grid.from_records(run.settings.proposed)
        changes = grid_changes(proposed, run.grid) if len(proposed) else []
        told = "Changements du jury à ce que dit l'offre :" if changes else ""
        said += [told or "La grille a été donnée par le jury.", *(f"– {c}" for c in changes)]
    else:
        said.append("Elle est celle de l'offre, sans changement.")
    table = Table(
        ("N°", "Critère", "Nature", "Importance", "Poids"),
        (1, 7, 2.2, 2.8, 1.4),
        lambda: _criteria(run.grid),
        (0, 4),
    )
    return Section("Grille des critères", tuple(said), table)


def _weights(run: Run) -> Iterator[Section]:
    rows = list(weight_rows(run))
    if rows:
        table = Table(
            ("Partie du score", "Poids", "Ce qu'elle mesure"), (3, 1.4, 8), lambda: rows, (1,)
        )
        yield Section("Ce que mesure le score", (), table)


def _criteria(grid: Grid) -> Iterator[tuple[str, ...]]:
    for number, c in enumerate(grid, 1):
        more = [word for word in (" | ".join(c.any_of), c.level) if word]
        text = f"{c.text} ({', '.join(more)})" if more else c.text
        weight = f"{c.weight:g}".replace(".", ",")
        yield str(number), text, KINDS[c.kind], NEEDS[c.need], weight


def _ranking(run: Run, history: Sequence[Decision]) -> Iterator[Section]:
    last = _decided(run, history)
    said = (
        f"Classement établi le {labels.day(run.started)}. {labels.HUMAN} Le classement n'écarte "
        "personne ; les candidatures d'un même groupe sont équivalentes ; aucune décision ne "
        "change un score.",
    )
    table = Table(
        ("Rang", "Groupe", "Candidature", "Score", "Décision", "Motif", "Par, le"),
        (1.2, 1.7, 3.3, 1.6, 3, 4.2, 3),
        lambda: (_ranked(run, r, last.get(r.match.file)) for r in run.ranking),
        (0, 1, 3),
    )
    yield Section("Classement et décisions", said, table)
    given = {d.matter: d for d in history if d.kind == OPINION and d.file in run.candidates}
    opinions = [d for d in given.values() if d.verdict]
    opening = opening_of(history)
    if opinions:
        opened = f"Avis ouverts par {_by(opening)} : {opening.comment}" if opening else ""
        rows = [
            (_named(run, d.file), d.author, VERDICTS[d.verdict], d.comment, _at(d))
            for d in opinions
        ]
        titles = ("Candidature", "Membre", "Avis", "Motif", "Le")
        listed = Table(titles, (3, 2.4, 1.8, 5, 3), lambda: rows)
        yield Section("Avis des membres", (opened,) if opened else (), listed)


def _ranked(run: Run, ranked: Ranked, decided: Decision | None) -> tuple[str, ...]:
    file = ranked.match.file
    standing = (str(ranked.rank), str(ranked.band), _named(run, file))
    score = labels.percent(ranked.match.score)
    if decided is None:
        return (*standing, score, "–", "", "")
    return (*standing, score, STAGES[decided.verdict], decided.comment, _by(decided))


def _results(run: Run, history: Sequence[Decision]) -> Iterator[Section]:
    last = _decided(run, history)
    places = {r.match.file: r.rank for r in run.ranking if r.match.file in last}
    for stage, title in (("chosen", "Personnes retenues"), ("reserve", "Liste complémentaire")):
        files = sorted((f for f in last if last[f].verdict == stage), key=places.__getitem__)
        said = [f"{n}. {_named(run, f)} : {last[f].comment}" for n, f in enumerate(files, 1)]
        note = ["Dans l'ordre du classement."] if stage == "reserve" and len(files) > 1 else []
        yield Section(title, tuple([*note, *said] or ["Néant."]))


def _unread(run: Run) -> Iterator[Section]:
    if run.aside:
        said = ("Ces fichiers n'ont pas été classés : à examiner à la main, ou à redemander.",)
        rows = [(u.file, labels.REASONS.get(u.reason, u.reason), u.detail) for u in run.aside]
        table = Table(("Fichier", "Raison", "À savoir"), (4, 2.4, 5), lambda: rows)
        yield Section("Fichiers mis de côté", said, table)


def _by(d: Decision) -> str:
    return f"{d.author or 'non nommé'}, {_at(d)}"


def _at(d: Decision) -> str:
    return labels.moment(d.at)
