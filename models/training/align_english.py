"""Learns the rows of `data/lexicon/english.csv` that are not written by hand: which French words
stand for an English word.

usage: python models/training/align_english.py ESCO   (a folder with ESCO's skills in both
languages: skills_fr.csv and skills_en.csv)

The labels of one skill in English and in French say the same: IBM Model 1 (Brown et al., 1993)
tells, in both directions, which word
comes from which. A French word is kept where both directions agree. Words that `actions.csv` knows
are left to it, and rows that are
not of ESCO are kept as they are. ESCO in English tells each label in several ways; the preferred
one counts PREFERRED times.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.lexicon.actions import actions
from pipeline.lexicon.english import ENGLISH
from pipeline.lexicon.entries import carries_meaning
from pipeline.lexicon.taxonomies import other_labels, records
from pipeline.lexicon.words import fold

ROUNDS, PREFERRED, MOST_LABELS = 12, 3, 6
LEAST, SURE, BACK = 0.3, 0.6, 0.08
"""A French word is kept at this chance to come from the English one, alone where it is SURE, else
with at least BACK the other way.
"""
FEWEST = 3
"""Labels in which an English word must stand."""
MOST = 2
TABLE = ENGLISH.path
OURS = "vivier"
_WORD = re.compile(r"[^\W\d_]{2,}")

Sentence = list[str]


def pairs(folder: Path) -> Iterator[tuple[Sentence, Sentence]]:
    """English and French words of labels of one skill."""
    french = {
        row["conceptUri"]: _words(row["preferredLabel"]) for row in records(folder, "skills_fr.csv")
    }
    for row in records(folder, "skills_en.csv"):
        if found := french.get(row["conceptUri"]):
            labels = [row["preferredLabel"]] * PREFERRED + list(other_labels(row))[:MOST_LABELS]
            yield from ((_words(label), found) for label in labels)


def _words(label: str) -> Sentence:
    words = _WORD.findall(label.replace("’", "'").lower())
    return [word for word in words if carries_meaning(fold(word))]


def chances(sentences: list[tuple[Sentence, Sentence]]) -> dict[str, dict[str, float]]:
    """IBM Model 1: for each word of the left sentences, the chance of each word of the right ones
    to come from it.
    """
    found: dict[str, dict[str, float]] = {}
    for _ in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for left, right in sentences:
            sources = ["", *left]
            for word in right:
                shares = [found[source].get(word, 0.0) if found else 1.0 for source in sources]
                total = sum(shares) or 1.0
                for source, share in zip(sources, shares, strict=True):
                    counts[source][word] += share / total
        found = {
            source: {w: n / sum(words.values()) for w, n in words.items()}
            for source, words in counts.items()
        }
    return found


def learnt(folder: Path) -> dict[str, tuple[str, ...]]:
    """The French words of each English word, surest first."""
    sentences = list(pairs(folder))
    keyed = [(english, [fold(word) for word in french]) for english, french in sentences]
    there, back = chances(keyed), chances([(french, english) for english, french in keyed])
    seen = Counter(word for english, _ in sentences for word in set(english))
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for _, french in sentences:
        for word in french:
            written[fold(word)][word] += 1
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(
        w for w, n in seen.items() if n >= FEWEST * PREFERRED and not actions().verb_of(w, fold(w))
    ):
        likely = sorted(
            ((p, key) for key, p in there.get(word, {}).items() if p >= LEAST), reverse=True
        )
        kept = [key for p, key in likely if p >= SURE or back.get(key, {}).get(word, 0.0) >= BACK][
            :MOST
        ]
        if kept and kept != [fold(word)]:
            found[word] = tuple(written[key].most_common(1)[0][0] for key in kept)
    return found


def main(folder: Path) -> None:
    text = TABLE.read_text(encoding="utf-8").splitlines()
    head = [line for line in text if line.startswith("#")]
    ours = {row.word: "|".join(row.french) for row in ENGLISH.rows if row.source == OURS}
    rows = [(word, french, OURS) for word, french in ours.items()]
    rows += [
        (word, "|".join(french), "esco")
        for word, french in learnt(folder).items()
        if word not in ours
    ]
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        stream.write("\n".join(head) + "\n")
        csv.writer(stream, delimiter=";", lineterminator="\n").writerows(
            [("word", "french", "source"), *sorted(rows)]
        )
    print(f"{len(rows)} words, {len(ours)} of them by hand")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
