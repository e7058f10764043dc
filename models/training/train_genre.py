"""Trains the model that tells CVs from other documents (`pipeline.profiles.genres`).

usage: python models/training/train_genre.py [--folds N] [-o DIR]

CVs: `data/treebank`, the odd ones of `data/documents`; others: the rest of it, the treebank's
#notcv, `data/offerbank`. With `--folds` it only says what models make of authors and files left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))
from train_structure import TREEBANK
from treebank import read_treebank

from pipeline.files.reader import parse_document
from pipeline.lexicon.tables import MODELS
from pipeline.profiles import genres
from pipeline.structure.entries import structured

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS, OFFERS = ROOT / "data/documents", ROOT / "data/offerbank"
STRENGTH = 1000.0
"""Inverse of the penalty (chosen on folds left out)."""
LEAST = 2
"""Documents in which a trait must stand."""
Sample = tuple[str, bool, set[str]]
"""Who wrote a document, whether it is no CV, its traits."""


def samples() -> Iterator[Sample]:
    """All documents with their traits."""
    for author, is_other, text in _texts():
        yield author, is_other, genres.traits_of(structured(parse_document(text.encode(), "a.txt")))


def _texts() -> Iterator[tuple[str, bool, str]]:
    for cv in read_treebank(TREEBANK):
        yield cv.author, not cv.is_cv, "\n".join(row.text for row in cv.lines)
    for path in sorted(DOCUMENTS.glob("*/*.txt")):
        is_other = not path.stem.startswith("cv")
        yield path.parent.name, is_other, path.read_text(encoding="utf-8")
    for path in sorted(OFFERS.glob("*/*.offer")):
        rows = path.read_text(encoding="utf-8").splitlines()
        yield path.parent.name, True, "\n".join(row.partition("\t")[2] for row in rows)


def fit(found: Sequence[Sample]) -> genres.Genre:
    """The model of some documents."""
    vectors = DictVectorizer()
    rows = [{trait: 1.0 / len(traits) ** 0.5 for trait in traits} for _, _, traits in found]
    table = vectors.fit_transform(rows)
    kept = np.asarray((table > 0).sum(axis=0)).ravel() >= LEAST
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000)
    model.fit(table[:, kept], [is_other for _, is_other, _ in found])
    names = [str(name) for name in vectors.get_feature_names_out()[kept]]
    return genres.Genre(dict(zip(names, model.coef_[0].tolist(), strict=True)), model.intercept_[0])


def left_out(found: Sequence[Sample], folds: int) -> Iterator[tuple[bool, float]]:
    """For each document whether it is no CV, and how likely models that never saw its author say so."""
    authors = sorted({author for author, _, _ in found})
    for fold in range(folds):
        out = set(authors[fold::folds])
        model = fit([sample for sample in found if sample[0] not in out])
        for author, is_other, traits in found:
            if author in out:
                yield is_other, model.likely(traits)


def main() -> None:
    """Train, or measure on what is left out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("-o", "--out", type=Path, default=MODELS)
    options = parser.parse_args()
    found = list(samples())
    if options.folds:
        told = list(left_out(found, options.folds))
        for limit in (0.5, 0.8, 0.9, genres.CERTAIN, genres.APART):
            others = [likely >= limit for is_other, likely in told if is_other]
            cvs = [likely >= limit for is_other, likely in told if not is_other]
            print(f"from {limit:.2f}: others told {sum(others)} of {len(others)}, ", end="")
            print(f"CVs told {sum(cvs)} of {len(cvs)}")
        return
    model = fit(found)
    path = options.out / genres.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        traits=np.array(list(model.weights)),
        weights=np.array(list(model.weights.values()), dtype=np.float32),
        bias=model.bias,
    )
    print(f"{path} : {path.stat().st_size / 1e3:.0f} kB, {len(found)} documents")


if __name__ == "__main__":
    main()
