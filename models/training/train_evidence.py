"""Trains `models/evidence.npz`: whether a line of a CV shows a criterion of an offer.

usage: python models/training/train_evidence.py [--measure]

It learns from `data/evidence/pairs.csv`, each pair judged twice, over the clues of
`pipeline/ranking/clues.py`: two logistic regressions, one for "at least in part", one for "fully".
--measure leaves offers out, FOLDS groups of them, and prints precision and recall at thresholds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, roc_auc_score

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "models/training"))

from judged import Pair, asked_of, cvs_of, read_pairs  # noqa: E402

from pipeline.ranking.asked import Question  # noqa: E402
from pipeline.ranking.clues import NAMES, clues_of  # noqa: E402
from pipeline.ranking.evidence import FILE  # noqa: E402
from pipeline.ranking.similarity import Vector, shipped_space  # noqa: E402
from pipeline.ranking.told import Told  # noqa: E402

IN_PART, FULLY = 0.75, 1.5
"""The mean of two grades from which a line shows a criterion in part, and fully."""
FOLDS = 7
STRENGTH = 0.05
"""The inverse strength of regularisation (C), on clues of unit variance."""
QUOTED = 0.5
"""The probability below which a line is not quoted, chosen on offers left out."""
KINDS = ("mission", "skill", "occupation")


def table(pairs: Sequence[Pair]) -> tuple[Vector, Vector, list[Pair]]:
    """The clues of the pairs, shape (pairs, clues), their mean grades, and the pairs: all but those
    whose line the CV does not hold any more.
    """
    cvs = cvs_of(sorted({p.cv for p in pairs}))
    space = shipped_space()
    told = {name: Told(cv, space) for name, cv in cvs.items()}
    asked = {name: Question(asked_of(name), space) for name in sorted({p.offer for p in pairs})}
    places = {
        name: {c.id: n for n, (c, _) in enumerate(question.rows)}
        for name, question in asked.items()
    }
    rows, grades, kept = [], [], []
    made: dict[tuple[str, str], Vector] = {}
    for pair in pairs:
        cv = told[pair.cv]
        line = next((n for n, p in enumerate(cv.lines) if p.text == pair.line), None)
        if line is None:
            continue
        both = (pair.offer, pair.cv)
        if both not in made:
            made[both] = clues_of(asked[pair.offer], cv)
        rows.append(made[both][places[pair.offer][f"c{pair.criterion}"], line])
        grades.append((pair.first + pair.second) / 2)
        kept.append(pair)
    return np.array(rows), np.array(grades), kept


def fitted(clues: Vector, grades: Vector) -> tuple[Vector, Vector]:
    """Weights (2, clues) and bias (2,) of the two models."""
    mean, scale = clues.mean(axis=0), clues.std(axis=0)
    scale[scale == 0] = 1
    weights, bias = [], []
    for least in (IN_PART, FULLY):
        model = LogisticRegression(C=STRENGTH, max_iter=2000)
        model.fit((clues - mean) / scale, grades >= least)
        weights.append(model.coef_[0] / scale)
        bias.append(float(model.intercept_[0]) - float((model.coef_[0] * mean / scale).sum()))
    return np.array(weights), np.array(bias)


def left_out(clues: Vector, grades: Vector, offers: Sequence[str]) -> Vector:
    """For each pair the chances by models that never saw its offer, shape (pairs, 2)."""
    names = sorted(set(offers))
    np.random.default_rng(0).shuffle(names)
    found = np.zeros((len(grades), 2))
    for n in range(FOLDS):
        tested = np.isin(offers, names[n::FOLDS])
        weights, bias = fitted(clues[~tested], grades[~tested])
        found[tested] = 1 / (1 + np.exp(-(clues[tested] @ weights.T + bias)))
    return found


def measure(clues: Vector, grades: Vector, pairs: Sequence[Pair]) -> None:
    """Print the agreement of the judges, and the figures of pairs of offers left out."""
    first, second = (np.array([getattr(p, name) for p in pairs]) for name in ("first", "second"))
    kappa = cohen_kappa_score(first, second, weights="linear")
    print(f"{len(pairs)} pairs; judges agree on {(first == second).mean():.3f}, kappa {kappa:.3f}")
    chances = left_out(clues, grades, [p.offer for p in pairs])
    for kind in KINDS:
        these = clues[:, NAMES.index(f"asks_{kind}")] == 1
        shown, chance = grades[these] >= IN_PART, chances[these, 0]
        print(f"{kind}: {these.sum()} pairs, AUC {roc_auc_score(shown, chance):.3f}")
        for least in (0.3, 0.4, 0.5, 0.6, 0.7):
            quoted = chance >= least
            precision, recall = shown[quoted].mean(), shown[quoted].sum() / shown.sum()
            print(f"  quoted from {least}: precision {precision:.3f}, recall {recall:.3f}")


def main() -> None:
    """Train, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    clues, grades, kept = table(read_pairs())
    if options.measure:
        measure(clues, grades, kept)
    weights, bias = fitted(clues, grades)
    names = np.frombuffer("\n".join(NAMES).encode(), dtype=np.uint8)
    np.savez(ROOT / "models" / FILE, names=names, weights=weights, bias=bias, quoted=QUOTED)


if __name__ == "__main__":
    main()
