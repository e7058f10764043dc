"""What HR declares of candidates that no CV is asked for: residence and citizenship. Reported
beside the requirements, never scored.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.batch.run import Declared, Run
from pipeline.errors import BadSetting
from pipeline.ranking.matches import Ranked, RequirementCheck

RESIDENCE, CITIZENSHIP = "résidence", "citoyenneté"
_YES, _NO = ("oui", "o", "1", "vrai"), ("non", "n", "0", "faux")
_SOURCE = "déclaré par les RH"


def declared(run: Run, said: Mapping[str, Declared]) -> Run:
    """The run with what HR declares (by file) among the requirements of each candidate; scores and
    ranks are as they were.
    """
    years, asks = (
        run.offer.requirements.residence_years,
        any(found.citizen is not None for found in said.values()),
    )

    def shown(ranked: Ranked) -> Ranked:
        found = said.get(ranked.match.file, Declared())
        checks = [_residence(check, found, years) for check in ranked.match.requirements]
        if asks:
            checks.append(_citizenship(found))
        return replace(ranked, match=replace(ranked.match, requirements=tuple(checks)))

    kept = {file: found for file, found in sorted(said.items()) if file in run.candidates}
    return replace(run, ranking=run.ranking.changed(shown), declared=kept) if kept else run


def _residence(check: RequirementCheck, found: Declared, years: int | None) -> RequirementCheck:
    if RESIDENCE not in check.name or found.residence_years is None or years is None:
        return check
    quote = f"{_SOURCE} : {found.residence_years:g} an(s)".replace(".", ",")
    return replace(check, status="pass" if found.residence_years >= years else "fail", quote=quote)


def _citizenship(found: Declared) -> RequirementCheck:
    if found.citizen is None:
        return RequirementCheck(CITIZENSHIP, "unknown", "")
    word, status = ("oui", "pass") if found.citizen else ("non", "fail")
    return RequirementCheck(CITIZENSHIP, status, f"{_SOURCE} : {word}")


def read_declarations(path: Path) -> dict[str, Declared]:
    """Declarations by file, from a CSV (semicolon or comma) with the columns "fichier", "residence"
    (years) and "citoyen" (oui or non).

    Raises BadSetting for anything else, with the line.
    """
    out: dict[str, Declared] = {}
    for number, row in enumerate(read_table(path, "fichier"), 2):
        try:
            out[row["fichier"]] = Declared(
                _years(row.get("residence") or ""), _yes(row.get("citoyen") or "")
            )
        except ValueError:
            raise BadSetting(
                f"{path}, ligne {number}",
                "la résidence est un nombre d'années, citoyen est oui ou non",
                "corriger cette ligne",
            ) from None
    return out


def read_table(path: Path, *columns: str) -> list[dict[str, str]]:
    """The rows of a CSV (semicolon or comma) that HR made, which must have some columns.

    Raises BadSetting for anything else.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(
            csv.DictReader(
                text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ","
            )
        )
    except (OSError, UnicodeDecodeError, csv.Error):
        rows = []
    if not rows or not set(columns) <= set(rows[0]):
        raise BadSetting(
            str(path),
            "ce fichier n'a pas la forme attendue",
            f"donner un CSV (UTF-8) {';'.join(columns)}",
        )
    return rows


def _years(cell: str) -> float | None:
    return float(cell.replace(",", ".")) if cell.strip() else None


def _yes(cell: str) -> bool | None:
    word = cell.strip().casefold()
    if word and word not in (*_YES, *_NO):
        raise ValueError(word)
    return word in _YES if word else None
