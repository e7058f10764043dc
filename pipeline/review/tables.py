"""Tables for people: rankings, evidence, requirements and readings as DataFrames with French titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.review.decisions import VERDICTS, Decision
from pipeline.review.labels import PARTS, REASONS, STATUSES, WARNINGS
from pipeline.review.run import Dossier, Run, Unread

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """Text that a spreadsheet will not run as a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def ranking_table(run: Run) -> pd.DataFrame:
    """One row a candidate, best first: rank, band, file, person, score, points by part, requirements, warnings."""
    names = [p.name for p in run.ranking[0].match.parts] if run.ranking else list(PARTS)
    rows = []
    for ranked in run.ranking:
        match = ranked.match
        person = run.candidates[match.file].identity
        row: dict[str, Any] = {"Rang": ranked.rank, "Groupe": ranked.band, "Candidat": person.name, "Fichier": match.file}
        row |= {"Poste actuel": match.title, "Score": match.score}
        row |= {PARTS[p.name]: p.points for p in match.parts}
        row |= {r.name[:1].upper() + r.name[1:]: STATUSES[r.status] for r in match.requirements}
        row["Niveau de diplôme"] = run.candidates[match.file].diploma
        row["Expérience (ans)"] = run.candidates[match.file].years
        row["Alertes"] = " ; ".join(f"{WARNINGS.get(w.kind, w.kind)} ({w.detail})" for w in match.warnings)
        rows.append(row)
    columns = ["Rang", "Groupe", "Candidat", "Fichier", "Poste actuel", "Score", *(PARTS[n] for n in names)]
    return pd.DataFrame(rows, columns=None if rows else columns)


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
    titles = ["Rang", "Fichier", "Partie", "Critère de l'offre", "Trouvé dans le CV", "Lien", "Citation", "Page", "Ligne"]
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
    return pd.DataFrame(rows, columns=["Rang", "Fichier", "Exigence", "Remplie", "Ce que dit le CV", "Ce que demande l'offre"])


def decisions_table(run: Run, decisions: Sequence[Decision]) -> pd.DataFrame:
    """One row a decision, oldest first; the last one of a candidate counts."""
    rows = [
        (run.candidates[d.file].identity.name, d.file, VERDICTS.get(d.verdict, "retirée"), d.comment, d.author, d.at[:16].replace("T", " "))
        for d in decisions
        if d.file in run.candidates
    ]
    return pd.DataFrame(rows, columns=["Candidat", "Fichier", "Décision", "Motif", "Décidé par", "Le"])


def reading_table(run: Run) -> pd.DataFrame:
    """One row a file: how it was read."""
    rows = [_reading_row(file, dossier) for file, dossier in run.candidates.items()]
    rows += [_unread_row(u) for u in run.unread]
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
    return pd.DataFrame(sorted(rows, key=lambda row: str(row[0])), columns=titles)


def _reading_row(file: str, dossier: Dossier) -> tuple[Any, ...]:
    r = dossier.reading
    notes = [f"{WARNINGS.get(w.kind, w.kind)} ({w.detail})" for w in dossier.warnings]
    notes += [f"avec {', '.join(dossier.attachments)}"] if dossier.attachments else []
    ocr, sure = ("oui", r.confidence) if r.ocr else ("non", "")
    return (file, "lu", "", r.format, r.pages, r.columns, ocr, sure, r.language, round(100 * r.known_words, 1), " ; ".join(notes))


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
    rows += [(f"Poids : {PARTS[name]}", round(value, 4)) for name, value in run.settings.weights.items()]
    rows += [(f"Version : {name}", value) for name, value in run.versions.items()]
    return pd.DataFrame(rows, columns=["Réglage", "Valeur"])


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if value != value else str(value).replace(".", ",")
    return safe(value)


def as_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with byte order mark, semicolons, decimal commas, nothing that a spreadsheet would run."""
    text: str = table.map(_cell).to_csv(index=False, sep=";", lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode()
