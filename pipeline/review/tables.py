"""Tables for people: rankings, evidence, requirements and readings as DataFrames with French
titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice
from typing import Any

import pandas as pd

from pipeline.batch.run import Dossier, Run, Unread
from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import Match, Ranked
from pipeline.review.labels import PARTS, REASONS, STATUSES, WARNINGS, experience
from pipeline.runs.cells import safe
from pipeline.runs.decisions import VERDICTS, Decision
from pipeline.runs.evaluation import Judgment, evaluate, stem

BLOCK = 1000


def ranking_table(run: Run) -> pd.DataFrame:
    """One row a candidate, best first: rank, band, file, person, score, points by part,
    requirements, warnings.
    """
    return _whole(ranking_blocks(run))


def ranking_blocks(run: Run) -> Iterator[pd.DataFrame]:
    """The rows of `ranking_table`, so many at a time."""
    if not run.ranking:
        parts = [PARTS[name] for name in run.settings.weights]
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
                        *parts,
                    ]
                )
            ]
        )
    titles = list(_ranking_row(run.ranking[0], run.candidates))
    return _blocks((_ranking_row(ranked, run.candidates) for ranked in run.ranking), titles)


def _ranking_row(ranked: Ranked, dossiers: Mapping[str, Dossier]) -> dict[str, Any]:
    match, dossier = ranked.match, dossiers[ranked.match.file]
    row: dict[str, Any] = {
        "Rang": ranked.rank,
        "Groupe": ranked.band,
        "Candidat": dossier.identity.name,
        "Fichier": match.file,
    }
    row |= {"Poste actuel": match.title, "Score": match.score}
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
            "Partie": PARTS[part.name],
            "Critère de l'offre": e.criterion,
            "Trouvé dans le CV": e.matched,
            "Lien": e.link,
            "Citation": e.quote,
            "Page": e.page,
            "Ligne": e.line,
        }
        for ranked in run.ranking[:first]
        for part in ranked.match.parts
        for e in part.evidence
    ]
    titles = [
        "Rang",
        "Fichier",
        "Partie",
        "Critère de l'offre",
        "Trouvé dans le CV",
        "Lien",
        "Citation",
        "Page",
        "Ligne",
    ]
    return pd.DataFrame(rows, columns=titles)


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
    return pd.DataFrame(
        rows,
        columns=[
            "Rang",
            "Fichier",
            "Exigence",
            "Remplie",
            "Ce que dit le CV",
            "Ce que demande l'offre",
        ],
    )


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
    return pd.DataFrame([r for r in rows if r[1]], columns=["", "Ce qui a été compris"])


def parts_table(match: Match) -> pd.DataFrame:
    """The parts of one score: value, weight, points in percent, and what was not found."""
    rows: list[tuple[Any, ...]] = [
        (PARTS[p.name], p.value, 100 * p.weight, 100 * p.points, " ; ".join(p.missing[:8]))
        for p in match.parts
    ]
    rows.append(("Total", None, 100.0, 100 * match.score, ""))
    return pd.DataFrame(
        rows,
        columns=["Partie", "Valeur (0 à 1)", "Poids (%)", "Points (%)", "Non trouvé dans le CV"],
    ).round(2)


def agreement_table(runs: Sequence[Run], judgments: Sequence[Judgment]) -> pd.DataFrame:
    """How well rankings agree with people's judgments, one row an offer that was judged; the mean
    below where there are several.
    """
    judged = {j.offer for j in judgments}
    ranked = {
        run.offer.title: (stem(run.offer.file), [stem(r.match.file) for r in run.ranking])
        for run in runs
    }
    found = [
        (title, evaluate(offer, ids, judgments))
        for title, (offer, ids) in ranked.items()
        if offer in judged
    ]
    table = pd.DataFrame([{"Offre": title, **e.measures} for title, e in found])
    if len(table) > 1:
        table.loc[len(table)] = ["Moyenne", *table.drop(columns="Offre").mean()]
    return table.round(3)


def impact_table(run: Run, groups: Mapping[str, str], first: int) -> pd.DataFrame:
    """The share of each declared group (by file) among the first candidates, and its ratio to the
    largest share.

    Below four fifths the ratio is a sign to look at (Uniform Guidelines on Employee Selection
    Procedures, 29 CFR 1607.4 D), no proof.
    """
    ranked = [
        (groups[r.match.file], n < first)
        for n, r in enumerate(run.ranking)
        if r.match.file in groups
    ]
    names = sorted({group for group, _ in ranked})
    shares = {
        name: (sum(g == name for g, _ in ranked), sum(g == name and kept for g, kept in ranked))
        for name in names
    }
    best = max((kept / all_ for all_, kept in shares.values()), default=0.0)
    rows = [
        (name, all_, kept, kept / all_, kept / all_ / best if best else None)
        for name, (all_, kept) in shares.items()
    ]
    titles = [
        "Groupe déclaré",
        "Candidats",
        f"Parmi les {first} premiers",
        "Part",
        "Rapport au groupe le mieux placé",
    ]
    return pd.DataFrame(rows, columns=titles).round(3)


def offers_table(runs: Sequence[Run], first: int = 5) -> pd.DataFrame:
    """The score in percent of candidates (rows) for several offers, those who are among the `first`
    of one of them.
    """
    wanted = {
        r.match.file: run.candidates[r.match.file].identity.name
        for run in runs
        for r in run.ranking[:first]
    }
    rows = {}
    for run in runs:
        rows[run.offer.title] = {
            wanted[r.match.file] or r.match.file: 100 * r.match.score
            for r in run.ranking
            if r.match.file in wanted
        }
    table = pd.DataFrame(rows).fillna(0.0)
    return table.loc[table.max(axis=1).sort_values(ascending=False, kind="stable").index].round(1)


def decisions_table(run: Run, decisions: Sequence[Decision]) -> pd.DataFrame:
    """One row a decision, oldest first; the last one of a candidate counts."""
    rows = [
        (
            run.candidates[d.file].identity.name,
            d.file,
            VERDICTS.get(d.verdict, "retirée"),
            d.comment,
            d.author,
            d.at[:16].replace("T", " "),
        )
        for d in decisions
        if d.file in run.candidates
    ]
    return pd.DataFrame(
        rows, columns=["Candidat", "Fichier", "Décision", "Motif", "Décidé par", "Le"]
    )


def reading_table(run: Run) -> pd.DataFrame:
    """One row a file: how it was read."""
    return _whole(reading_blocks(run))


def reading_blocks(run: Run) -> Iterator[pd.DataFrame]:
    """The rows of `reading_table`, by file, so many at a time."""
    titles = [
        "Fichier",
        "État",
        "Motif",
        "Format",
        "Pages",
        "Colonnes",
        "OCR",
        "Confiance OCR (%)",
        "Langue",
        "Mots connus (%)",
        "Remarques",
    ]
    lines: Iterator[Dossier | Unread] = merge(
        run.candidates.values(), run.unread, key=lambda shown: shown.file
    )
    return _blocks(
        (_reading_row(x) if isinstance(x, Dossier) else _unread_row(x) for x in lines), titles
    )


def _reading_row(dossier: Dossier) -> tuple[Any, ...]:
    r = dossier.reading
    notes = [f"{WARNINGS.get(w.kind, w.kind)} ({w.detail})" for w in dossier.warnings]
    notes += [f"avec {', '.join(dossier.attachments)}"] if dossier.attachments else []
    ocr, sure = ("oui", r.confidence) if r.ocr else ("non", "")
    return (
        dossier.file,
        "lu",
        "",
        r.format,
        r.pages,
        r.columns,
        ocr,
        sure,
        r.language,
        round(100 * r.known_words, 1),
        " ; ".join(notes),
    )


def _unread_row(u: Unread) -> tuple[Any, ...]:
    state = "joint" if u.reason == "attached" else "non lu"
    return (u.file, state, REASONS.get(u.reason, u.reason), "", "", "", "non", "", "", "", u.detail)


def settings_table(run: Run) -> pd.DataFrame:
    """The settings of a run, one a row."""
    rows: list[tuple[str, Any]] = [
        ("Offre", run.offer.title),
        ("Fichier de l'offre", run.offer.file),
        ("Dossier des CV", ", ".join(run.settings.cvs)),
        ("Date de lecture des postes en cours", run.settings.today.isoformat()),
        ("Lancé le", run.started),
    ]
    rows += [
        (f"Poids : {PARTS[name]}", round(value, 4)) for name, value in run.settings.weights.items()
    ]
    rows += [(f"Version : {name}", value) for name, value in run.versions.items()]
    return pd.DataFrame(rows, columns=["Réglage", "Valeur"])


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if value != value else str(value).replace(".", ",")
    return safe(value)


def as_csv(blocks: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    """Blocks of one table as UTF-8 with byte order mark, semicolons, decimal commas, nothing that a
    spreadsheet would run.
    """
    yield b"\xef\xbb\xbf"
    for n, block in enumerate(blocks):
        text: str = block.map(_cell).to_csv(
            index=False, header=n == 0, sep=";", lineterminator="\r\n"
        )
        yield text.encode()


def _blocks(rows: Iterable[Any], titles: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Frames of BLOCK rows each, and at least one, so that a table of any length is written in
    little memory; values stay as they are.
    """
    left = iter(rows)
    block = list(islice(left, BLOCK))
    while True:
        yield pd.DataFrame(block, columns=list(titles), dtype=object)
        block = list(islice(left, BLOCK))
        if not block:
            return


def _whole(blocks: Iterable[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(blocks, ignore_index=True).infer_objects()
