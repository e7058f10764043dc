"""How each file was read, and with which settings a run was made, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from typing import Any

import pandas as pd

from pipeline.batch.run import Dossier, Run, Unread
from pipeline.review.blocks import framed, in_blocks, whole
from pipeline.review.labels import PARTS, REASONS, WARNINGS


def reading_table(run: Run) -> pd.DataFrame:
    """One row a file: how it was read."""
    return whole(reading_blocks(run))


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
        run.candidates.values(), run.aside, key=lambda shown: shown.file
    )
    return in_blocks(
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
        (f"Poids × : {PARTS[name]}", round(value, 4))
        for name, value in run.settings.weights.items()
        if value != 1
    ]
    rows += [(f"Version : {name}", value) for name, value in run.versions.items()]
    return framed(rows, ["Réglage", "Valeur"])
