"""Which concept of ESCO a title or a competence is: MELO beside its published systems, and names of
competences.

usage: python benchmarks/linking.py [--shared ../shared]

The linker learnt from the labels of ESCO and the titles of ROME, from no link between them: MELO's
titles of France and Belgium and the
competences are new to it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from statistics import mean

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.lexicon.taxonomies import other_labels, records
from pipeline.nlp.linker import shared, shipped


def linking(folder: Path) -> None:
    """MELO (Retyk et al., 2024): titles of national taxonomies to the labels of ESCO, beside its
    published systems.
    """
    for name, country in (("fra_q_fr_c_fr", "France"), ("bel_q_fr_c_fr", "Belgium")):
        queries, corpus = (
            dict(_lines(folder / name / f"{part}.tsv")) for part in ("queries", "corpus_elements")
        )
        concepts = dict(_lines(folder / name / "concept_mapping.tsv"))
        wanted: dict[str, set[str]] = defaultdict(set)
        for query, _, label, _ in _lines(folder / name / "annotations.tsv"):
            wanted[query].add(label)
        alone = shipped().cosines(list(queries.values()), list(corpus.values()))
        close = shared(alone, [concepts[label] for label in corpus])
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        rows = letters.fit_transform(corpus.values())
        plain = (letters.transform(queries.values()) @ rows.T).toarray()
        right = [np.isin(list(corpus), list(wanted[query])) for query in queries]
        print(f"\nMELO, {country}: {len(queries)} titles, {len(corpus)} labels of ESCO")
        for system, scores in (
            ("Vivier's linker", close),
            ("  each label alone", alone),
            ("TF-IDF of letters 2-5", plain),
        ):
            found = [_ranked(s, r) for s, r in zip(scores, right, strict=True)]
            print(
                f"  {system:24} MRR {mean(f[0] for f in found):.3f}  MAP {mean(f[1] for f in found):.3f}"
            )
        for path in sorted((folder / "published").glob(f"*_{name[:3]}_fr_fr.tsv")):
            told = dict(_lines(path))
            if path.name.startswith(("char_tf_idf", "bge_m3", "openai", "me5", "bm25_lemmas")):
                print(
                    f"  {path.stem[:-10]:24} MRR {float(told['recip_rank']):.3f}  MAP {float(told['map']):.3f}  (published)"
                )


def competences(folder: Path) -> None:
    """Names of competences to the ESCO skill that people found the same (exactMatch), by all labels
    of each skill.
    """
    skills = list(records(folder, "skills_fr.csv"))
    owned = [
        (row["preferredLabel"], label)
        for row in skills
        for label in (row["preferredLabel"], *other_labels(row))
    ]
    known = {row["preferredLabel"] for row in skills}
    pairs = [
        p
        for p in _lines(folder / "vdab_competence_fr_to_esco_skill_fr.tsv")
        if p[2].endswith("exactMatch") and p[1] in known
    ]
    queries, labels = [p[0] for p in pairs], [label for _, label in owned]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    rows = letters.fit_transform(labels)
    print(f"\n{len(pairs)} competences to {len(skills)} skills of ESCO")
    for system, close in (
        ("Vivier's linker", shipped().closeness(queries, labels, [skill for skill, _ in owned])),
        ("TF-IDF of letters 2-5", (letters.transform(queries) @ rows.T).toarray()),
    ):
        places = []
        for scores, pair in zip(close, pairs, strict=True):
            best: dict[str, float] = {}
            for (skill, _), score in zip(owned, scores, strict=True):
                best[skill] = max(score, best.get(skill, -1.0))
            places.append(1 + sum(score > best[pair[1]] for score in best.values()))
        print(
            f"  {system:24} MRR {mean(1 / p for p in places):.3f}  first {mean(int(p == 1) for p in places):.3f}"
        )


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _ranked(scores: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """The reciprocal rank of the first right label, and the average precision; ties are ordered
    against us.
    """
    order = np.lexsort((right, -scores))
    places = np.flatnonzero(right[order]) + 1
    return 1 / places[0], float(np.mean(np.arange(1, len(places) + 1) / places))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    data = parser.parse_args().shared / "data"
    linking(data / "melo_fr")
    competences(data / "esco_fr")
