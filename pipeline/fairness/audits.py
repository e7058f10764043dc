"""The result of a fairness audit: what each twin of a CV changed, as text, table and picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import BadSetting
from pipeline.review.blocks import as_csv
from pipeline.review.labels import PARTS

EXACT = ("name", "gender", "age", "address", "nationality", "family")
"""What moves no score by construction; the other kinds are measured."""
FORMAT = "format"
TOLERANCE = 0.01
"""By so much may one CV's score differ between formats."""
KINDS = {
    "name": "nom et origine",
    "gender": "genre (accords compris)",
    "age": "âge",
    "address": "adresse",
    "nationality": "nationalité",
    "family": "situation de famille",
    "gap": "congé, interruption",
    "school": "lieu de l'école",
    "accents": "accents retirés",
    FORMAT: "format du fichier",
}
AUDIT_CSV, AUDIT_PNG = "audit.csv", "audit.png"


@dataclass(frozen=True, slots=True)
class Difference:
    """One twin: its score and that of the CV; `words` tell what the difference comes from, where
    there is one.
    """

    file: str
    kind: str
    variant: str
    score: float
    twin: float
    words: tuple[str, ...] = ()

    @property
    def moved(self) -> float:
        """How far the score moved."""
        return round(self.twin - self.score, 4)


def largest(found: Sequence[Difference], kinds: Sequence[str] = EXACT) -> float:
    """The largest move of a score among twins of some kinds."""
    return max((abs(d.moved) for d in found if d.kind in kinds), default=0.0)


def audit_table(found: Sequence[Difference]) -> pd.DataFrame:
    """One row a kind of twin: how many there were, how many moved their score, and by how much at
    most.
    """
    rows = []
    for kind, name in KINDS.items():
        of_kind = [d for d in found if d.kind == kind]
        if of_kind:
            moved = [abs(d.moved) for d in of_kind if d.moved]
            allowed = (
                "0"
                if kind in EXACT
                else str(TOLERANCE).replace(".", ",")
                if kind == FORMAT
                else "–"
            )
            rows.append((name, len(of_kind), len(moved), max(moved, default=0.0), allowed))
    return pd.DataFrame(
        rows,
        columns=["Ce qui change", "Jumeaux", "Scores changés", "Plus grand écart", "Écart admis"],
    )


def differences_table(found: Sequence[Difference]) -> pd.DataFrame:
    """One row a twin, with the parts and words responsible where its score moved."""
    rows = [
        (
            d.file,
            KINDS[d.kind],
            d.variant,
            d.score,
            d.twin,
            d.moved,
            ", ".join(PARTS.get(w, w) for w in d.words),
        )
        for d in found
    ]
    titles = [
        "Fichier",
        "Ce qui change",
        "Variante",
        "Score",
        "Score du jumeau",
        "Écart",
        "Parties et mots en cause",
    ]
    return pd.DataFrame(rows, columns=titles)


def audit_text(found: Sequence[Difference]) -> str:
    """The result for a terminal: the table, then the twins whose score moved against the law."""
    wrong = [
        d
        for d in found
        if d.moved and (d.kind in EXACT or d.kind == FORMAT and abs(d.moved) > TOLERANCE)
    ]
    lines = [audit_table(found).to_string(index=False), ""]
    lines += [_told(d) for d in wrong]
    return "\n".join(lines)


def _told(found: Difference) -> str:
    what = f"{found.file} : {KINDS[found.kind]} ({found.variant})"
    return f"{what} : {found.moved:+.4f} ; en cause : {', '.join(found.words)}"


def write_audit(found: Sequence[Difference], out: Path) -> list[Path]:
    """Write the table, and the picture where matplotlib is installed; the paths written.

    Raises BadSetting where the folder cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / AUDIT_CSV).write_bytes(b"".join(as_csv([differences_table(found)])))
    except OSError:
        raise BadSetting(
            str(out), "le dossier de sortie ne peut pas être écrit", "en choisir un autre avec -o"
        ) from None
    try:
        from pipeline.review.plots import audit_plot
    except ImportError:
        return [out / AUDIT_CSV]
    picture: Any = audit_plot(
        {name: [abs(d.moved) for d in found if d.kind == kind] for kind, name in KINDS.items()}
    ).figure
    picture.savefig(out / AUDIT_PNG, dpi=110)
    return [out / AUDIT_CSV, out / AUDIT_PNG]
