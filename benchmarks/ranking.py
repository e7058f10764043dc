"""How well Vivier ranks, beside plain TF-IDF and BM25: on the open bench, and on the offers of
`data/offerbank` graded against CVs of the treebank (`data/evidence/grades.csv`).

usage: python benchmarks/ranking.py [--plot PNG]

On the open bench all systems read the same text, extracted from the files of `data/cvs` and
`data/offers`; no offer of it was learned from. The models were trained on judgements about the
offers of the second table: `models/training/train_evidence.py --measure` says how they do on offers
left out. Figures are per offer, then their mean.
"""

from __future__ import annotations

import argparse
import re
import sys
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
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.criteria import KINDS, Grid
from pipeline.ranking.ranker import Weights, rank
from pipeline.runs.evaluation import (
    Judgment,
    evaluate,
    ndcg,
    read_judgments,
    stem,
)

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "models/training"))
import judged  # noqa: E402

TODAY = date(2026, 11, 24)
MAIN = "chef_projet_moe"
ASKED = [kind for kind in KINDS if kind != "residence"]


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


def graded() -> None:
    """Print nDCG@10 of the offers graded against CVs of the treebank, each by the grid that Vivier
    reads in it and by the grid that its author would write.
    """
    grades: dict[str, dict[str, float]] = {}
    for g in judged.read_grades():
        grades.setdefault(g.offer, {})[g.cv] = (g.first + g.second) / 2
    cvs = judged.cvs_of(sorted({cv for found in grades.values() for cv in found}))
    own, written = [], []
    for name, found in grades.items():
        if max(found.values()) == 0:
            continue
        asked = judged.asked_of(name)
        own.append(gain(judged.offer_of(name), cvs, found))
        written.append(gain(asked.offer, cvs, found, asked.grid))
    for title, values in (("its own grid", own), ("its author's grid", written)):
        low, high = interval(values)
        print(f"{len(values)} graded offers, {title}: {mean(values):.3f} ({low:.3f}-{high:.3f})")


def gain(
    offer: Profile, cvs: dict[str, Profile], grades: dict[str, float], grid: Grid | None = None
) -> float:
    """nDCG@10 of the graded CVs for one offer."""
    names = {cvs[name].id: name for name in grades}
    found = rank(offer, [cvs[name] for name in grades], grid=grid)
    return ndcg([names[r.match.id] for r in found], grades, 10)


def main(folder: Path, picture: Path | None) -> None:
    judgments = read_judgments(ROOT / "data/judgments.csv")
    cvs = read(folder, "cv")
    offers = {
        stem(o.profile.file): o
        for o in read(ROOT / "data/offers", "offer")
        if not o.profile.file.endswith(f"{MAIN}.pdf")
    }
    ids = [stem(c.profile.file) for c in cvs]
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

    profiles = [c.profile for c in cvs]

    def ranked(weights: Weights) -> dict[str, list[str]]:
        return {
            o: [stem(r.match.file) for r in rank(offer.profile, profiles, weights)]
            for o, offer in offers.items()
        }

    shipped = Weights.shipped()
    rows.append(table("Vivier", ranked(shipped), judgments))
    rows += [
        table(f"  without {kind}", ranked(shipped.times({kind: 0})), judgments) for kind in ASKED
    ]
    graded()
    if picture:
        plot(rows, picture)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cvs",
        type=Path,
        default=ROOT / "data/cvs",
        help="the same CVs in other files, for example as plain text",
    )
    parser.add_argument("--plot", type=Path, help="where to draw the table")
    given = parser.parse_args()
    main(given.cvs, given.plot)
