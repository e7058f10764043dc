"""Tables for people, with French titles: rankings, evidence, requirements, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.batch.run import Dossier, Run
from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import Match, Ranked
from pipeline.review.blocks import framed, in_blocks, whole
from pipeline.review.labels import PARTS, STATES, STATUSES, WARNINGS, experience
from pipeline.runs.decisions import NOTE, STAGE, STAGES, VERDICTS, Decision


def ranking_table(run: Run) -> pd.DataFrame:
    """One row a candidate, best first: rank, band, file, person, score, points by part,
    requirements, warnings.
    """
    return whole(ranking_blocks(run))


def ranking_blocks(run: Run) -> Iterator[pd.DataFrame]:
    """The rows of `ranking_table`, so many at a time."""
    if not run.ranking:
        parts = [PARTS[kind] for kind in dict.fromkeys(c.kind for c in run.grid)]
        return iter(
            [
                pd.DataFrame(
                    columns=[
                        "Rang",
                        "Groupe",
                        "Candidat",
                        "Fichier",
                        "Poste actuel",
                        "Score",
                        "Indispensables",
                        *parts,
                    ]
                )
            ]
        )
    titles = list(_ranking_row(run.ranking[0], run.candidates))
    return in_blocks((_ranking_row(ranked, run.candidates) for ranked in run.ranking), titles)


def _ranking_row(ranked: Ranked, dossiers: Mapping[str, Dossier]) -> dict[str, Any]:
    match, dossier = ranked.match, dossiers[ranked.match.file]
    row: dict[str, Any] = {
        "Rang": ranked.rank,
        "Groupe": ranked.band,
        "Candidat": dossier.identity.name,
        "Fichier": match.file,
    }
    row |= {"Poste actuel": match.title, "Score": match.score}
    row["Indispensables"] = "{} sur {}".format(*match.essential)
    row |= {PARTS[p.name]: p.points for p in match.parts}
    row |= {r.name[:1].upper() + r.name[1:]: STATUSES[r.status] for r in match.requirements}
    row |= {"Niveau de diplôme": dossier.diploma, "Expérience (ans)": dossier.years}
    row["Alertes"] = " ; ".join(
        f"{WARNINGS.get(w.kind, w.kind)} ({w.detail})" for w in match.warnings
    )
    return row


def evidence_table(run: Run, first: int | None = None) -> pd.DataFrame:
    """One row for each piece of evidence of each candidate, or of the first candidates only."""
    rows = [
        {
            "Rang": ranked.rank,
            "Fichier": ranked.match.file,
            "Nature": PARTS[answer.kind],
            "Critère": answer.text,
            "Réponse": STATES[answer.state],
            "Trouvé dans le CV": e.matched,
            "Lien": e.link,
            "Citation": e.quote,
            "Page": e.page,
            "Ligne": e.line,
        }
        for ranked in run.ranking[:first]
        for answer in ranked.match.answers
        for e in answer.evidence
    ]
    titles = [
        "Rang",
        "Fichier",
        "Nature",
        "Critère",
        "Réponse",
        "Trouvé dans le CV",
        "Lien",
        "Citation",
        "Page",
        "Ligne",
    ]
    return framed(rows, titles)


def requirements_table(run: Run, first: int | None = None) -> pd.DataFrame:
    """One row for each requirement of each candidate, or of the first candidates only."""
    rows = [
        {
            "Rang": ranked.rank,
            "Fichier": ranked.match.file,
            "Exigence": r.name,
            "Remplie": STATUSES[r.status],
            "Ce que dit le CV": r.quote,
            "Ce que demande l'offre": r.asked,
        }
        for ranked in run.ranking[:first]
        for r in ranked.match.requirements
    ]
    titles = [
        "Rang",
        "Fichier",
        "Exigence",
        "Remplie",
        "Ce que dit le CV",
        "Ce que demande l'offre",
    ]
    return framed(rows, titles)


def profile_table(profile: Profile) -> pd.DataFrame:
    """What was understood of a CV, one fact a row."""
    trades = ", ".join(dict.fromkeys(f"{o.title} ({o.rome})" for o in profile.occupations))
    rows = [
        ("Poste actuel", profile.title),
        ("Métiers exercés", trades),
        ("Expérience", experience(profile.career.years, profile.career.range)),
        ("Diplôme le plus élevé", profile.diploma),
        *(
            ("Diplôme", f"{d.title} ({d.level}{f', {d.year}' if d.year else ''})")
            for d in profile.diplomas
        ),
        ("Langues", ", ".join(f"{name} {level}" for name, level in profile.languages)),
        ("Permis", ", ".join(profile.requirements.licences)),
        ("Compétences nommées", ", ".join(s.concept for s in profile.told_skills)),
    ]
    told = [r for r in rows if r[1]]
    return framed(told, ["", "Ce qui a été compris"])


def parts_table(match: Match) -> pd.DataFrame:
    """One score by kind of criterion: value, weight, points in percent, and what was not found."""
    rows: list[tuple[Any, ...]] = [
        (PARTS[p.name], p.value, 100 * p.weight, 100 * p.points, " ; ".join(p.missing[:8]))
        for p in match.parts
    ]
    rows.append(("Total", None, 100.0, 100 * match.score, ""))
    titles = ["Critères", "Valeur (0 à 1)", "Poids (%)", "Points (%)", "Non trouvé dans le CV"]
    return framed(rows, titles).round(2)


def decisions_table(run: Run, decisions: Sequence[Decision]) -> pd.DataFrame:
    """One row for each opinion, note and stage, oldest first; the last one on a matter counts."""
    rows = [
        (
            run.candidates[d.file].identity.name,
            d.file,
            _told(d),
            d.comment,
            d.author,
            d.at[:16].replace("T", " "),
        )
        for d in decisions
        if d.file in run.candidates
    ]
    titles = ["Candidat", "Fichier", "Décision", "Motif", "Décidé par", "Le"]
    return framed(rows, titles)


def _told(d: Decision) -> str:
    if d.kind == NOTE:
        return f"note : {d.criterion}"
    if d.kind == STAGE:
        return f"étape : {STAGES[d.verdict]}"
    return VERDICTS.get(d.verdict, "retirée")
