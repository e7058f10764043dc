"""Latent vectors and background document counts from public taxonomies and offers.

usage: python models/training/fit_latent.py ROME_DIR ESCO_DIR [OFFERS_JSONL ...]

Writes `models/latent.npz`: `terms` (folded words, one a line), `idf` (over offers and job sheets),
`vectors` (float16, terms by
dimensions): truncated SVD of the TF-IDF of ROME job sheets, their titles and ESCO occupations. Only
numbers leave the offers.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.lexicon.matching import Token  # noqa: E402
from pipeline.lexicon.words import fold, without_double_gender  # noqa: E402
from pipeline.nlp.model import build  # noqa: E402
from pipeline.nlp.terms import content_terms  # noqa: E402

DIMENSIONS = 150
RAREST = 3


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"unix_{name}_v460_utf8.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def job_sheets(folder: Path) -> list[str]:
    labels = {r["code_ogr"]: r["libelle"] for r in rows(folder, "item")}
    sheets: dict[str, list[str]] = defaultdict(list)
    for r in rows(folder, "referentiel_appellation"):
        sheets[r["code_rome"]].append(r["libelle_appellation_long"])
    for r in rows(folder, "texte"):
        sheets[r["code_rome"]].append(r["libelle_texte"])
    for r in rows(folder, "coherence_item"):
        sheets[r["code_rome"]].append(labels.get(r["code_ogr"], ""))
    return ["\n".join(sheets[code]) for code in sorted(sheets)]


def esco(folder: Path) -> list[str]:
    with (folder / "occupations_fr.csv").open(encoding="utf-8") as stream:
        occupations = [f"{r['preferredLabel']}\n{r['altLabels']}" for r in csv.DictReader(stream)]
    with (folder / "skills_fr.csv").open(encoding="utf-8") as stream:
        skills = [
            f"{r['preferredLabel']}\n{r['altLabels']}"
            for r in csv.DictReader(stream)
            if r["altLabels"]
        ]
    return occupations + skills


def offers(files: list[Path]) -> Iterator[str]:
    for file in files:
        with file.open(encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)["text"]


def main(rome: Path, esco_dir: Path, offer_files: list[Path]) -> None:
    nlp = build()

    def terms(text: str) -> list[str]:
        doc = nlp.make_doc(without_double_gender(text))
        return list(
            content_terms([Token(t.text, fold(t.text), t.idx) for t in doc if not t.is_space])
        )

    taxonomy = [terms(t) for t in job_sheets(rome) + esco(esco_dir)]
    counts: Counter[str] = Counter(t for doc in taxonomy for t in set(doc))
    size = len(taxonomy)
    for text in offers(offer_files):
        counts.update(set(terms(text)))
        size += 1
    vocabulary = sorted(
        t for t, n in counts.items() if n >= RAREST and t.isascii() or n >= 2 * RAREST
    )
    idf = np.log((1 + size) / (1 + np.array([counts[t] for t in vocabulary]))) + 1
    vectorizer = TfidfVectorizer(analyzer=lambda doc: doc, vocabulary=vocabulary, sublinear_tf=True)
    vectorizer.idf_ = idf
    svd = TruncatedSVD(DIMENSIONS, n_iter=10, random_state=0).fit(vectorizer.transform(taxonomy))
    np.savez_compressed(
        ROOT / "models/latent.npz",
        terms=np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        idf=idf.astype(np.float32),
        vectors=svd.components_.T.astype(np.float16),
    )
    print(
        f"{len(vocabulary)} terms, {size} documents, explained variance {svd.explained_variance_ratio_.sum():.3f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(p) for p in sys.argv[3:]])
