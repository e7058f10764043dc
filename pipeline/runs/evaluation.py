"""Was the ranking any good? Measures against graded judgments, per offer first, then their mean."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import BadSetting

RELEVANT = 2
"""Grades from here on count as relevant where a measure knows only yes and no."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """The relevance, 0 to 3, that people gave to a candidate for an offer; ids are file names
    without suffix.
    """

    offer: str
    candidate: str
    relevance: int


def ndcg(ranked: Sequence[str], grades: Mapping[str, float], cutoff: int | None = None) -> float:
    """nDCG with gains 2^grade - 1 and discount log2(rank + 1) (Järvelin and Kekäläinen 2002; Burges
    et al. 2005).

    Judged candidates that are not ranked stand nowhere; nan where no candidate has a grade above 0.
    """
    best = _dcg(sorted(grades.values(), reverse=True)[:cutoff])
    return _dcg([grades.get(c, 0) for c in ranked][:cutoff]) / best if best else math.nan


def _dcg(grades: Sequence[float]) -> float:
    return math.fsum((2.0**g - 1) / math.log2(n + 2) for n, g in enumerate(grades))


def average_precision(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Mean of the precisions at the ranks of the relevant candidates, over all relevant ones; nan
    where there is none.
    """
    relevant = {c for c, g in grades.items() if g >= RELEVANT}
    hits, total = 0, 0.0
    for n, candidate in enumerate(ranked, 1):
        if candidate in relevant:
            hits += 1
            total += hits / n
    return total / len(relevant) if relevant else math.nan


def precision(ranked: Sequence[str], grades: Mapping[str, int], cutoff: int = 5) -> float:
    """Share of relevant candidates among the first; the cutoff is never above the number of
    relevant candidates.
    """
    size = min(cutoff, sum(g >= RELEVANT for g in grades.values()))
    return sum(grades.get(c, 0) >= RELEVANT for c in ranked[:size]) / size if size else math.nan


def kendall(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Kendall's tau-b between a ranking and grades, over the candidates that have both; nan where
    all grades are equal.
    """
    found = [(-n, grades[c]) for n, c in enumerate(ranked) if c in grades]
    pairs = [(a[0] - b[0], a[1] - b[1]) for n, a in enumerate(found) for b in found[:n]]
    told = [(x, y) for x, y in pairs if y]
    agree = sum((x > 0) == (y > 0) for x, y in told)
    return (2 * agree - len(told)) / math.sqrt(len(told) * len(pairs)) if told else math.nan


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The measures of one ranking, by their names: nDCG@10, nDCG, MAP, P@5, tau; `missing` are
    judged candidates not ranked.
    """

    offer: str
    measures: dict[str, float]
    missing: tuple[str, ...]


def evaluate(offer: str, ranked: Sequence[str], judgments: Sequence[Judgment]) -> Evaluation:
    """One ranking (ids, best first) against the judgments of its offer.

    Raises BadSetting where no judgment speaks of the offer.
    """
    grades = {j.candidate: j.relevance for j in judgments if j.offer == offer}
    if not grades:
        raise BadSetting(
            offer,
            "aucun jugement ne porte sur cette offre",
            "vérifier la colonne « offer » du fichier de jugements",
        )
    measures = {
        "nDCG@10": ndcg(ranked, grades, 10),
        "nDCG": ndcg(ranked, grades),
        "MAP": average_precision(ranked, grades),
        "P@5": precision(ranked, grades),
        "tau": kendall(ranked, grades),
    }
    return Evaluation(offer, measures, tuple(sorted(set(grades) - set(ranked))))


def read_judgments(path: Path) -> list[Judgment]:
    """Judgments from CSV (offer, candidate, relevance; comma or semicolon), TREC qrels, or JSON
    {offer: {candidate: grade}}.

    Raises BadSetting for a file that is none of these, or a grade outside 0..3.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadSetting(
            str(path),
            "le fichier de jugements ne s'ouvre pas",
            "donner un CSV offer;candidate;relevance",
        ) from None
    try:
        if text.lstrip().startswith("{"):
            rows = [(o, c, g) for o, grades in json.loads(text).items() for c, g in grades.items()]
        else:
            rows = _rows(text)
        found = [Judgment(stem(o), stem(c), int(g)) for o, c, g in rows]
    except (ValueError, LookupError, AttributeError, TypeError):
        raise BadSetting(
            str(path),
            "le fichier de jugements n'a pas la forme attendue",
            "donner un CSV offer;candidate;relevance",
        ) from None
    if not found or any(not 0 <= j.relevance <= 3 for j in found):
        raise BadSetting(
            str(path), "des notes manquent ou sortent de 0 à 3", "corriger la colonne « relevance »"
        )
    return found


def _rows(text: str) -> list[tuple[str, str, str]]:
    first = text.splitlines()[0]
    if ";" not in first and "," not in first:
        return [
            (o, c, g) for o, _, c, g in (line.split() for line in text.splitlines() if line.strip())
        ]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ",")
    return [(row["offer"], row["candidate"], row["relevance"]) for row in reader]


def stem(name: str) -> str:
    """An id from a file name: its last part without suffix."""
    return PurePosixPath(name).stem
