"""A run folder opened again by recruiters: tables, a plot of the parts, one candidate with the evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.errors import BadSetting
from pipeline.review.labels import COLOURS, PARTS, REASONS, STATUSES, WARNINGS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RANKING = "classement.json"


@dataclass(frozen=True)
class Review:
    """The content of `classement.json`, shown in French."""

    record: dict[str, Any]

    @classmethod
    def open(cls, folder: Path | str) -> Review:
        """Read the folder of a run.

        Raises BadSetting where it holds no ranking.
        """
        try:
            return cls(json.loads((Path(folder) / RANKING).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            raise BadSetting(
                str(folder), f"pas de {RANKING} lisible dans ce dossier", "lancer d'abord vivier rank OFFRE CVS -o DOSSIER"
            ) from None

    @property
    def candidates(self) -> list[dict[str, Any]]:
        """The records of all candidates, best first."""
        found: list[dict[str, Any]] = self.record["candidates"]
        return found

    def header(self) -> pd.DataFrame:
        """The offer and the number of candidates."""
        offer = self.record["offer"]
        rows = [
            ("Offre", offer["title"]),
            ("Employeur", offer["employer"]),
            ("Référence", offer["reference"]),
            ("Lieu", offer["place"]),
            ("Date limite", offer["deadline"]),
            ("Candidats classés", len(self.candidates)),
            ("Fichiers mis de côté", len(self.record["unread"])),
        ]
        return pd.DataFrame([(k, v) for k, v in rows if v is not None], columns=["", "Valeur"]).set_index("")

    def table(self) -> pd.DataFrame:
        """One row a candidate: rank, band, file, score in percent, points by part, requirements, warnings."""
        rows = []
        for c in self.candidates:
            row = {"Rang": c["rank"], "Groupe": c["band"], "Fichier": c["file"], "Score (%)": round(100 * c["score"], 1)}
            row |= {PARTS[p["name"]]: round(100 * p["points"], 1) for p in c["parts"]}
            row |= {r["name"]: STATUSES[r["status"]] for r in c["requirements"]}
            row["Alertes"] = " ; ".join(WARNINGS.get(w["kind"], w["kind"]) for w in c["warnings"])
            rows.append(row)
        return pd.DataFrame(rows, columns=None if rows else ["Rang", "Groupe", "Fichier", "Score (%)"]).set_index("Rang")

    def plot_parts(self, premiers: int = 20) -> Axes:
        """The first candidates as stacked bars, one colour a part."""
        import matplotlib.pyplot as plt

        shown = self.candidates[:premiers][::-1]
        _, axes = plt.subplots(figsize=(9, 1.2 + 0.32 * max(len(shown), 1)))
        left = [0.0] * len(shown)
        names = [f"{c['rank']}. {c['file']}" for c in shown]
        for part in [p["name"] for p in shown[0]["parts"]] if shown else []:
            points = [100 * next(p["points"] for p in c["parts"] if p["name"] == part) for c in shown]
            axes.barh(range(len(shown)), points, left=left, color=COLOURS[part], label=PARTS[part])
            left = [a + b for a, b in zip(left, points, strict=True)]
        axes.set_yticks(range(len(shown)), names)
        axes.set_xlabel("Points (%)")
        if shown:
            axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.0 + 0.9 / (1 + len(shown) / 4)), ncols=5, frameon=False)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        plt.tight_layout()
        return axes

    def _at(self, rank: int) -> dict[str, Any]:
        if not 1 <= rank <= len(self.candidates):
            raise BadSetting(f"rang {rank}", "ce rang n'existe pas", f"choisir entre 1 et {len(self.candidates)}")
        return self.candidates[rank - 1]

    def candidate(self, rank: int) -> pd.DataFrame:
        """The parts of one candidate's score, the place in the table counted from 1."""
        c = self._at(rank)
        rows = [(PARTS[p["name"]], p["value"], 100 * p["weight"], 100 * p["points"]) for p in c["parts"]]
        rows.append(("Total", None, 100.0, 100 * c["score"]))
        table = pd.DataFrame(rows, columns=[c["file"], "Valeur (0 à 1)", "Poids (%)", "Points (%)"])
        return table.set_index(c["file"]).round(2)

    def evidence(self, rank: int) -> pd.DataFrame:
        """Every line of the CV that earned points, with its page and line."""
        rows = [
            (PARTS[p["name"]], e["criterion"], e["quote"], e["link"], e["page"], e["line"])
            for p in self._at(rank)["parts"]
            for e in p["evidence"]
        ]
        return pd.DataFrame(rows, columns=["Partie", "Demandé par l'offre", "Ligne du CV", "Lien", "Page", "Ligne"])

    def missing(self, rank: int) -> pd.DataFrame:
        """What the offer asks and the CV does not show."""
        rows = [(PARTS[p["name"]], x) for p in self._at(rank)["parts"] for x in p["missing"]]
        return pd.DataFrame(rows, columns=["Partie", "Non trouvé"])

    def requirements(self) -> pd.DataFrame:
        """Each requirement by candidate: oui, non or à vérifier, with the sentence of the CV."""
        rows = [(c["rank"], c["file"], r["name"], STATUSES[r["status"]], r["quote"]) for c in self.candidates for r in c["requirements"]]
        return pd.DataFrame(rows, columns=["Rang", "Fichier", "Exigence", "Remplie", "Ce que dit le CV"])

    def unread(self) -> pd.DataFrame:
        """The files that were not read, and why."""
        rows = [(u["file"], REASONS.get(u["reason"], u["reason"]), u["detail"]) for u in self.record["unread"]]
        return pd.DataFrame(rows, columns=["Fichier", "Motif", "Que faire"])
