"""Titles and closeness of occupations from the ROME 4.0 download of France Travail (Licence Ouverte
2.0).

usage: python models/training/build_rome.py ROME_DIR

Writes `data/lexicon/rome_titles.csv` (title;code) and `models/rome_proximity.csv`
(code;code;closeness): the cosine of two job
sheets over their competences and savoirs, weighted by idf and reduced to 80 dimensions (truncated
SVD).
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from pipeline.lexicon.taxonomies import one_gender

ROOT = Path(__file__).resolve().parents[2]
DIMENSIONS = 80
CLOSEST = 60
FLOOR = 0.2


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"unix_{name}_v460_utf8.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def main(folder: Path) -> None:
    titles = sorted(
        {
            (one_gender(r["libelle_appellation_long"]), r["code_rome"])
            for r in table(folder, "referentiel_appellation")
        }
    )
    with (ROOT / "data/lexicon/rome_titles.csv").open("w", encoding="utf-8", newline="") as out:
        out.write(
            "# Titles of ROME 4.0 (v460, France Travail, Licence Ouverte 2.0) in the masculine, with the code of their job sheet.\n"
        )
        csv.writer(out, delimiter=";", lineterminator="\n").writerows(titles)

    items: dict[str, set[str]] = defaultdict(set)
    for row in table(folder, "coherence_item"):
        items[row["code_rome"]].add(row["code_ogr"])
    codes = sorted(items)
    matrix = TfidfVectorizer(analyzer=sorted, min_df=2, sublinear_tf=True).fit_transform(
        [items[c] for c in codes]
    )
    vectors = normalize(TruncatedSVD(DIMENSIONS, random_state=0).fit_transform(matrix))
    close = vectors @ vectors.T
    with (ROOT / "models/rome_proximity.csv").open("w", encoding="utf-8", newline="") as out:
        out.write(
            "# Closeness of ROME 4.0 job sheets, made by models/training/build_rome.py: code;code;closeness in hundredths.\n"
        )
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        for n, code in enumerate(codes):
            order = sorted(range(len(codes)), key=lambda m: (-close[n, m], codes[m]))[
                1 : CLOSEST + 1
            ]
            writer.writerows(
                (code, codes[m], round(100 * close[n, m])) for m in order if close[n, m] >= FLOOR
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
