"""How well Vivier ranks, beside plain TF-IDF and BM25, on the open bench; and how the shipped
weights were fitted.

usage: python benchmarks/ranking.py [--fit] [--plot PNG]

All systems read the same text, extracted from the files of `data/cvs` and `data/offers`. Figures
are per offer, then their mean.
"Vivier, leave one offer out" uses for each offer weights fitted on the five others. `--fit` writes
`models/weights.json`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import mean

import bm25s
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.batch.reading import Reader, read_files
from pipeline.batch.run import Candidate
from pipeline.files.folder import find_files
from pipeline.files.isolation import Limits
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.guards import guarded
from pipeline.ranking.parts import MEASURES, UNFITTED
from pipeline.ranking.ranker import Weights, rank
from pipeline.ranking.side import Side
from pipeline.ranking.similarity import shipped_space
from pipeline.runs.evaluation import (
    Judgment,
    average_precision,
    evaluate,
    ndcg,
    read_judgments,
    stem,
)

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 24)
MAIN = "chef_projet_moe"
DRAWN, KEPT = 1500, 45
FITTED = {name: measure for name, measure in MEASURES.items() if name not in UNFITTED}
PRIOR = {"career": 0.3, "diploma": 0.3, "languages": 0.3}
"""Parts whose weight is expected to be small: they say whether a person may apply more than how
near the work is.
"""


def read(folder: Path, kind: str) -> list[Candidate]:
    files, _ = find_files([folder])
    return [
        o
        for o in read_files(files, Reader(kind, Understanding(TODAY)), 2, Limits())
        if isinstance(o, Candidate)
    ]


def best_first(scores: Sequence[float], ids: Sequence[str]) -> list[str]:
    return [ids[n] for n in sorted(range(len(ids)), key=lambda n: (-scores[n], ids[n]))]


def tfidf(offer: str, cvs: list[str]) -> list[float]:
    rows = TfidfVectorizer().fit_transform([*cvs, offer])
    return list((rows[:-1] @ rows[-1].T).toarray().ravel())


def characters(offer: str, cvs: list[str]) -> list[float]:
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(
        [*cvs, offer]
    )
    return list((rows[:-1] @ rows[-1].T).toarray().ravel())


def bm25(offer: str, cvs: list[str]) -> list[float]:
    def words(text: str) -> list[str]:
        return re.findall(r"\w\w+", text.lower())

    index = bm25s.BM25()
    index.index([words(c) for c in cvs], show_progress=False)
    return [float(s) for s in index.get_scores(words(offer))]


def part_values(offer: Candidate, cvs: list[Candidate]) -> np.ndarray:
    """Shape (candidates, parts); parts on which the offer is silent are 0."""
    space = shipped_space()
    side = Side(offer.profile, space)
    rows = []
    for cv in cvs:
        kept = Side(guarded(offer.profile, cv.profile), space)
        rows.append(
            [part.value if (part := measure(side, kept)) else 0.0 for measure in FITTED.values()]
        )
    return np.array(rows)


def fit(
    values: dict[str, np.ndarray], ids: list[str], grades: dict[str, dict[str, int]]
) -> np.ndarray:
    """The middle of the best weights: of DRAWN random weightings, the mean of the KEPT that rank
    best.

    A weighting ranks well by the mean over offers of .5 nDCG@10 + .3 nDCG + .2 MAP. The best single
    one would hang on one pair of
    candidates; the middle of the best does not.
    """

    def worth(weights: np.ndarray) -> float:
        found = []
        for offer, rows in values.items():
            ranked = best_first(list(rows @ weights), ids)
            g = grades[offer]
            found.append(
                0.5 * ndcg(ranked, g, 10)
                + 0.3 * ndcg(ranked, g)
                + 0.2 * average_precision(ranked, g)
            )
        return mean(found)

    drawn = np.random.default_rng(0).dirichlet([PRIOR.get(name, 2.0) for name in FITTED], DRAWN)
    best = np.argsort([-worth(w) for w in drawn], kind="stable")[:KEPT]
    middle: np.ndarray = drawn[best].mean(axis=0)
    return middle


Row = tuple[str, float, float, float]


def table(name: str, rankings: dict[str, list[str]], judgments: list[Judgment]) -> Row:
    """Print the row of a system: its name, mean nDCG@10, and the interval of that are given back."""
    results = {
        offer: evaluate(offer, ranked, judgments).measures for offer, ranked in rankings.items()
    }
    cells = " ".join(f"{m['nDCG@10']:.3f}" for m in results.values())
    averages = " ".join(
        f"{mean(m[k] for m in results.values()):.3f}" for k in ("nDCG@10", "nDCG", "MAP", "P@5")
    )
    found = [m["nDCG@10"] for m in results.values()]
    low, high = interval(found)
    print(f"{name:28} | {cells} | {averages} | {low:.3f}-{high:.3f}")
    return name.strip(), mean(found), low, high


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of a mean, by a bootstrap over the offers: with six of them it is wide, and
    says so.
    """
    chance = np.random.default_rng(0)
    means = chance.choice(np.array(values), (2000, len(values))).mean(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def plot(rows: list[Row], place: Path) -> None:
    import matplotlib.pyplot as plt

    names, means, lows, highs = zip(*reversed(rows), strict=True)
    figure, axis = plt.subplots(figsize=(8, 0.34 * len(rows) + 1))
    spread = [
        [m - low for m, low in zip(means, lows, strict=True)],
        [high - m for m, high in zip(means, highs, strict=True)],
    ]
    colours = [
        "#2f5d8a" if n.startswith("Vivier") else "#9db8d2" if n.startswith("without") else "#b9b9b9"
        for n in names
    ]
    axis.barh(names, means, xerr=spread, color=colours, ecolor="#555", capsize=2)
    axis.set(
        xlim=(0, 1), xlabel="nDCG@10, mean of six offers, with its 95 % interval over the offers"
    )
    figure.tight_layout()
    figure.savefig(place, dpi=110)


def main(write: bool, folder: Path, picture: Path | None) -> None:
    judgments = read_judgments(ROOT / "data/judgments.csv")
    cvs = read(folder, "cv")
    offers = {
        stem(o.profile.file): o
        for o in read(ROOT / "data/offers", "offer")
        if not o.profile.file.endswith(f"{MAIN}.pdf")
    }
    ids = [stem(c.profile.file) for c in cvs]
    grades = {o: {j.candidate: j.relevance for j in judgments if j.offer == o} for o in offers}
    texts = [c.document.text for c in cvs]
    print(f"{len(cvs)} CVs read of {sum(1 for _ in folder.iterdir())}\n")
    print(
        f"{'nDCG@10 by offer':28} | {' '.join(o[:5] for o in offers)} | mean nDCG@10 nDCG MAP P@5 | 95 % of the mean nDCG@10"
    )

    baselines: dict[str, Callable[[str, list[str]], list[float]]] = {
        "TF-IDF (defaults)": tfidf,
        "TF-IDF (characters)": characters,
        "BM25": bm25,
    }
    rows = [
        table(
            name,
            {o: best_first(score(offers[o].document.text, texts), ids) for o in offers},
            judgments,
        )
        for name, score in baselines.items()
    ]

    values = {o: part_values(offer, cvs) for o, offer in offers.items()}
    out = {o: fit({k: v for k, v in values.items() if k != o}, ids, grades) for o in offers}
    rows.append(
        table(
            "Vivier, leave one offer out",
            {o: best_first(list(values[o] @ out[o]), ids) for o in offers},
            judgments,
        )
    )
    if write:
        weights = dict(
            zip(FITTED, (round(float(w), 4) for w in fit(values, ids, grades)), strict=True)
        )
        record = {"weights": weights, "made_by": "python benchmarks/ranking.py --fit"}
        (ROOT / "models/weights.json").write_text(
            json.dumps(record, indent=2) + "\n", encoding="utf-8"
        )
        print("models/weights.json:", weights)
        shipped = Weights({**weights, **UNFITTED})
    else:
        shipped = Weights.shipped()
    profiles = [c.profile for c in cvs]
    ranked = {
        o: [stem(r.match.file) for r in rank(offer.profile, profiles, shipped)]
        for o, offer in offers.items()
    }
    rows.append(table("Vivier, shipped weights", ranked, judgments))
    for part in FITTED:
        left = {
            o: [stem(r.match.file) for r in rank(offer.profile, profiles, shipped.times({part: 0}))]
            for o, offer in offers.items()
        }
        rows.append(table(f"  without {part}", left, judgments))
    if picture:
        plot(rows, picture)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--fit", action="store_true", help="write the fitted weights to models/weights.json"
    )
    parser.add_argument(
        "--cvs",
        type=Path,
        default=ROOT / "data/cvs",
        help="the same CVs in other files, for example as plain text",
    )
    parser.add_argument("--plot", type=Path, help="where to draw the table")
    given = parser.parse_args()
    main(given.fit, given.cvs, given.plot)
