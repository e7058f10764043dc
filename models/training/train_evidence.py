"""Trains `models/posts.npz`, how near a post is to the trade of an offer, and then
`models/evidence.npz`, whether a line of a CV shows a criterion of an offer.

usage: python models/training/train_evidence.py [--measure]

It learns from `data/evidence`, each pair judged twice, over the signs of
`pipeline/ranking/nearness.py` and the clues of `pipeline/ranking/clues.py`: two logistic
regressions each, one for "at least in part", one for "fully". --measure leaves offers out, FOLDS
groups of them, and prints precision and recall at thresholds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, roc_auc_score

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "models/training"))

from judged import Pair, Placed, asked_of, cvs_of, read_pairs, read_posts  # noqa: E402

from pipeline.profiles.profile import Profile  # noqa: E402
from pipeline.ranking import clues, evidence, nearness  # noqa: E402
from pipeline.ranking.asked import Question  # noqa: E402
from pipeline.ranking.similarity import Vector, shipped_space  # noqa: E402
from pipeline.ranking.told import Told  # noqa: E402

IN_PART, FULLY = 0.75, 1.5
"""The mean of two grades from which a line shows a criterion in part, and fully."""
FOLDS = 7
STRENGTH = 0.05
"""The inverse strength of regularisation (C), on numbers of unit variance."""
QUOTED = 0.65
"""The probability below which a line is not quoted, chosen on offers left out."""
NEAR = 0.5
"""The probability below which a post is called another trade, chosen likewise."""
KINDS = ("mission", "skill", "diploma")
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Known:
    """The offers and the CVs of all judgements, by their names."""

    questions: dict[str, Question]
    told: dict[str, Told]

    @classmethod
    def of(cls, pairs: Sequence[Pair | Placed]) -> Known:
        """Those that some judgements name."""
        space, cvs = shipped_space(), cvs_of(sorted({p.cv for p in pairs}))
        offers = sorted({p.offer for p in pairs})
        asked = {name: Question(asked_of(name), space) for name in offers}
        return cls(asked, {name: Told(cv, space) for name, cv in cvs.items()})


@dataclass(frozen=True)
class Lesson:
    """Numbers of judged pairs, shape (pairs, numbers), with their names, the mean of both grades,
    and of whom each pair is.
    """

    names: tuple[str, ...]
    numbers: Vector
    grades: Vector
    pairs: tuple[Pair | Placed, ...]


def posts_lesson(known: Known) -> Lesson:
    """The judged posts that their CVs still hold."""
    rows, kept = [], []
    for placed in read_posts():
        told = known.told[placed.cv]
        place = post_at(told.profile, placed.line)
        if place is not None:
            rows.append(nearness.signs_of(known.questions[placed.offer], told)[place + 1])
            kept.append(placed)
    return Lesson(nearness.NAMES, np.array(rows), grades_of(kept), tuple(kept))


def post_at(profile: Profile, line: str) -> int | None:
    """The post that a line heads."""
    heads = (p for p in profile.passages if p.text == line)
    return next((p.post for p in heads if p.post is not None), None)


def lines_lesson(known: Known) -> Lesson:
    """The judged lines that their CVs still hold."""
    rows, kept = [], []
    for pair in read_pairs():
        question, told = known.questions[pair.offer], known.told[pair.cv]
        line = next((n for n, p in enumerate(told.lines) if p.text == pair.line), None)
        if line is None:
            continue
        ids = [c.id for c, _ in question.rows]
        made = clues.clues_of(question, told, nearness.nearness(question, told))
        rows.append(made[ids.index(f"c{pair.criterion}"), line])
        kept.append(pair)
    return Lesson(clues.NAMES, np.array(rows), grades_of(kept), tuple(kept))


def grades_of(pairs: Sequence[Pair | Placed]) -> Vector:
    """The mean of both grades of each pair."""
    return np.array([(p.first + p.second) / 2 for p in pairs])


def fitted(numbers: Vector, grades: Vector) -> tuple[Vector, Vector]:
    """Weights (2, numbers) and bias (2,) of the two models."""
    mean, scale = numbers.mean(axis=0), numbers.std(axis=0)
    scale[scale == 0] = 1
    weights, bias = [], []
    for least in (IN_PART, FULLY):
        model = LogisticRegression(C=STRENGTH, max_iter=2000)
        model.fit((numbers - mean) / scale, grades >= least)
        weights.append(model.coef_[0] / scale)
        bias.append(float(model.intercept_[0]) - float((model.coef_[0] * mean / scale).sum()))
    return np.array(weights), np.array(bias)


def left_out(lesson: Lesson) -> Vector:
    """For each pair the chances by models that never saw its offer, shape (pairs, 2)."""
    offers = [p.offer for p in lesson.pairs]
    names = sorted(set(offers))
    np.random.default_rng(0).shuffle(names)
    found = np.zeros((len(offers), 2))
    for n in range(FOLDS):
        tested = np.isin(offers, names[n::FOLDS])
        weights, bias = fitted(lesson.numbers[~tested], lesson.grades[~tested])
        found[tested] = 1 / (1 + np.exp(-(lesson.numbers[tested] @ weights.T + bias)))
    return found


def measure(title: str, lesson: Lesson, kinds: Sequence[str] = ()) -> None:
    """Print the agreement of the judges, and the figures of pairs of offers left out."""
    first, second = ([getattr(p, name) for p in lesson.pairs] for name in ("first", "second"))
    kappa = cohen_kappa_score(first, second, weights="linear")
    agreed = (np.array(first) == np.array(second)).mean()
    print(f"{title}: {len(first)} pairs; judges agree on {agreed:.3f}, kappa {kappa:.3f}")
    chances = left_out(lesson)
    print_figures(title, lesson.grades, chances)
    for kind in kinds:
        these = lesson.numbers[:, lesson.names.index(f"asks_{kind}")] == 1
        print_figures(kind, lesson.grades[these], chances[these])


def print_figures(title: str, grades: Vector, chances: Vector) -> None:
    """Print precision and recall of "at least in part" at some thresholds."""
    shown, chance = grades >= IN_PART, chances[:, 0]
    full = roc_auc_score(grades >= FULLY, chances[:, 1])
    print(f"{title}: AUC in part {roc_auc_score(shown, chance):.3f}, fully {full:.3f}")
    for least in THRESHOLDS:
        quoted = chance >= least
        precision, recall = shown[quoted].mean(), shown[quoted].sum() / shown.sum()
        print(f"  from {least}: precision {precision:.3f}, recall {recall:.3f}")


def write(file: str, lesson: Lesson, least: float) -> None:
    """Train on all pairs, and write the model."""
    weights, bias = fitted(lesson.numbers, lesson.grades)
    names = np.frombuffer("\n".join(lesson.names).encode(), dtype=np.uint8)
    np.savez(ROOT / "models" / file, names=names, weights=weights, bias=bias, least=least)


def main() -> None:
    """Train, or measure too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    known = Known.of([*read_pairs(), *read_posts()])
    posts = posts_lesson(known)
    write(nearness.FILE, posts, NEAR)
    lines = lines_lesson(known)
    write(evidence.FILE, lines, QUOTED)
    if options.measure:
        measure("posts", posts)
        measure("lines", lines, KINDS)


if __name__ == "__main__":
    main()
