"""Choose the names of ROME that ship as `data/lexicon/skills/rome.csv`: those that offers say, then
those that most job sheets name.

    python models/training/choose_rome.py ROME OFFERS.jsonl [--most 1700]

Of the offers nothing but the number of those that say a name is used.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from pipeline.lexicon import skills as lexicon
from pipeline.lexicon import taxonomies
from pipeline.lexicon.matching import Matcher, Token
from pipeline.lexicon.words import fold

SOURCE = "Names of ROME 4.0, version 460 (France Travail, Licence Ouverte 2.0), chosen by models/training/choose_rome.py."
UNTOLD = ("caractéristiques", "connaissance", "utilisation", "capacité", "respect", "adaptation")
"""Names that begin so are said by no CV."""
TOO_COMMON = 0.004
"""A name that a larger share of the offers says tells nothing of a trade ("qualité de service")."""


def said(rows: list[taxonomies.Row], offers: Path, words: lexicon.Words) -> dict[str, float]:
    """In which share of the offers each concept is named."""
    entries = [
        lexicon.entry_of(n.lstrip("="), r.concept, "", words)
        for r in rows
        for n in (r.concept, *r.aliases)
    ]
    matcher = Matcher(entries)
    counts: Counter[str] = Counter()
    number = 0
    with offers.open(encoding="utf-8") as stream:
        for line in stream:
            lines = json.loads(line)["text"].splitlines()
            found = {
                f.concept
                for text in lines
                for f in matcher.find([Token(w, fold(w), n) for n, w in enumerate(words(text))])
            }
            counts.update(found)
            number += 1
    return {concept: count / number for concept, count in counts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rome", type=Path)
    parser.add_argument("offers", type=Path)
    parser.add_argument("--most", type=int, default=1700)
    where = parser.parse_args()
    from pipeline.lexicon.tokens import words

    known = [s for s in lexicon.skills() if s.domain not in ("rome", "esco")]
    rows = [
        r
        for r in taxonomies.chosen(taxonomies.rome_rows(where.rome), known, words, 99_999)
        if not r.concept.startswith(UNTOLD)
    ]
    shares = said(rows, where.offers, words)
    rows = [r for r in rows if shares.get(r.concept, 0.0) <= TOO_COMMON]
    best = sorted(
        rows,
        key=lambda r: (r.concept not in shares, len(r.concept.split()) > 4, -r.weight, r.concept),
    )[: where.most]
    print(taxonomies.write_rows(sorted(best, key=lambda r: r.concept), SOURCE, "rome"), len(best))


if __name__ == "__main__":
    main()
