"""Train the tagger, lemmatizer and parser of `models/fr_syntax` from French treebanks, and score
them on Sequoia's test set.

    python models/training/train_syntax.py UD WORK models/fr_syntax

UD holds one folder for each treebank (Sequoia, FQB, GSD, ALTS, PUD) in CoNLL-U; WORK gets the
converted corpora and the runs.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.vocab import Vocab

sys.path.insert(0, str(Path(__file__).parents[2]))
from pipeline.nlp.syntax import whole_names

TRAIN = (
    ("Sequoia/fr_sequoia-ud-train", 2),
    ("FQB/fr_fqb-ud-test", 1),
    ("GSD/fr_gsd-ud-dev", 1),
    ("GSD/fr_gsd-ud-test", 1),
    ("ALTS/fr_alts-ud-train", 1),
    ("ALTS/fr_alts-ud-dev", 1),
    ("ALTS/fr_alts-ud-test", 1),
    ("PUD/fr_pud-ud-test", 1),
)
"""Treebank files and how often each is repeated: Sequoia is the one annotated by hand with care."""
TREEBANKS = (
    ("UD French Sequoia", "LGPL-LR"),
    ("UD French FQB", "LGPL-LR"),
    ("UD French GSD (dev, test)", "CC BY-SA 4.0"),
    ("UD French ALTS", "CC BY-SA 4.0"),
    ("UD French PUD", "CC BY-SA 3.0"),
)
DEV, TEST = "Sequoia/fr_sequoia-ud-dev", "Sequoia/fr_sequoia-ud-test"
FEATURES = {"Gender", "Number", "Person", "Mood", "Tense", "VerbForm"}
"""The morphological features that all treebanks share."""
ALTERED = 0.3
"""The share of sentences repeated in the manner of CV lines."""


@dataclass(frozen=True)
class Word:
    """A word of a treebank; `head` is its place in the sentence."""

    form: str
    lemma: str
    pos: str
    morph: str
    head: int
    dep: str
    space: bool


@spacy.registry.callbacks("vivier.syntax_tokenizer")
def _syntax_tokenizer() -> Callable[[Language], None]:
    def apply(nlp: Language) -> None:
        whole_names(nlp)

    return apply


def sentences(path: Path) -> Iterator[list[Word]]:
    """The sentences of a CoNLL-U file; contracted words ("du") stay one word with the analysis of
    the first.
    """
    block: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line and not line.startswith("#"):
            block.append(line.split("\t"))
        elif not line and block:
            yield _words(block)
            block = []


def _words(block: list[list[str]]) -> list[Word]:
    groups: list[tuple[str, str, list[int]]] = []
    rows: dict[int, list[str]] = {}
    group_of: dict[int, int] = {}
    for row in block:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            groups.append((row[1], row[9], list(range(first, last + 1))))
            group_of.update(dict.fromkeys(range(first, last + 1), len(groups) - 1))
        elif "." not in row[0]:
            number = int(row[0])
            rows[number] = row
            if number not in group_of:
                groups.append((row[1], row[9], [number]))
                group_of[number] = len(groups) - 1
    return [_word(place, group, rows, group_of) for place, group in enumerate(groups)]


def _word(
    place: int,
    group: tuple[str, str, list[int]],
    rows: dict[int, list[str]],
    group_of: dict[int, int],
) -> Word:
    form, misc, ids = group
    top = next(i for i in ids if int(rows[i][6]) not in ids)
    row = rows[top]
    head = int(row[6])
    lemma = "de" if row[3] == "ADP" and row[2] in ("du", "des") else row[2]
    return Word(
        form,
        form if lemma == "_" else lemma,
        row[3],
        "|".join(f for f in row[5].split("|") if f.split("=")[0] in FEATURES),
        group_of[head] if head else place,
        row[7].split(":")[0] if head else "ROOT",
        "SpaceAfter=No" not in misc,
    )


def altered(words: list[Word], chance: random.Random) -> list[Word]:
    """A sentence in the manner of a CV: without its full stop, behind a bullet, or in another case."""
    if (
        len(words) > 2
        and words[-1].form in ".!;:"
        and all(w.head != len(words) - 1 for w in words[:-1])
    ):
        words = words[:-1]
    manner = chance.random()
    if manner < 0.3:
        root = next(n for n, w in enumerate(words) if w.dep == "ROOT")
        shifted = [replace(w, head=w.head + 1) for w in words]
        return [Word(chance.choice("-•*–"), "-", "PUNCT", "", root + 1, "punct", True), *shifted]
    if manner < 0.6:
        return [replace(words[0], form=words[0].form[:1].lower() + words[0].form[1:]), *words[1:]]
    if manner < 0.75:
        return [replace(w, form=w.form.upper()) for w in words]
    return words


def _doc(vocab: Vocab, group: list[list[Word]]) -> Doc:
    words = [w for sentence in group for w in sentence]
    starts = [sum(len(s) for s in group[:n]) for n in range(len(group))]
    heads = [
        start + w.head for start, sentence in zip(starts, group, strict=True) for w in sentence
    ]
    ends = {start + len(sentence) - 1 for start, sentence in zip(starts, group, strict=True)}
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space or n in ends for n, w in enumerate(words)],
        lemmas=[w.lemma for w in words],
        pos=[w.pos for w in words],
        morphs=[w.morph for w in words],
        heads=heads,
        deps=[w.dep for w in words],
    )


def convert(
    files: list[tuple[Path, int]], out: Path, share: float = 0.0, together: int = 3
) -> None:
    """Write treebank files as one corpus of documents of one to `together` sentences."""
    chance = random.Random(0)
    store, vocab = DocBin(store_user_data=False), Vocab()
    for path, times in files:
        for _ in range(times):
            group: list[list[Word]] = []
            size = chance.randint(1, together)
            for sentence in sentences(path):
                group.append(sentence)
                if chance.random() < share:
                    store.add(_doc(vocab, [altered(sentence, chance)]))
                if len(group) == size:
                    store.add(_doc(vocab, group))
                    group, size = [], chance.randint(1, together)
            if group:
                store.add(_doc(vocab, group))
    store.to_disk(out)


def evaluate(nlp: Language, corpus: Path) -> dict[str, float]:
    """Scores on raw text, with the pipeline's own tokens: UPOS, lemma, UAS and LAS (universal
    relations, without punctuation).
    """
    docs = list(DocBin().from_disk(corpus).get_docs(nlp.vocab))
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    return {
        name: round(float(scores[name]), 4)
        for name in ("token_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las")
    }


def describe(model: Path, scores: dict[str, float]) -> None:
    """Write into a model what it is, whose treebanks it was learnt from, and its scores on
    Sequoia's test set.
    """
    path = model / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta |= {
        "name": "syntax",
        "version": "0.1.0",
        "license": "CC BY-SA 4.0 (Sequoia and FQB under LGPL-LR)",
        "performance": scores,
    }
    meta["description"] = (
        "Tagger, lemmatizer and parser of French, with names of products kept whole"
    )
    meta["spacy_version"] = ">=3.8,<4.0"
    meta["sources"] = [{"name": name, "license": licence} for name, licence in TREEBANKS]
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("ud", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    where = parser.parse_args()
    where.work.mkdir(parents=True, exist_ok=True)
    corpora = {name: where.work / f"{name}.spacy" for name in ("train", "dev", "test")}
    convert(
        [(where.ud / f"{name}.conllu", times) for name, times in TRAIN], corpora["train"], ALTERED
    )
    convert([(where.ud / f"{DEV}.conllu", 1)], corpora["dev"])
    convert([(where.ud / f"{TEST}.conllu", 1)], corpora["test"], together=1)
    paths = {"paths.train": str(corpora["train"]), "paths.dev": str(corpora["dev"])}
    train(Path(__file__).with_name("syntax.cfg"), where.work / "run", overrides=paths)
    shutil.copytree(where.work / "run" / "model-best", where.out, dirs_exist_ok=True)
    scores = evaluate(spacy.load(where.out), corpora["test"])
    describe(where.out, scores)
    print(scores)


if __name__ == "__main__":
    main()
