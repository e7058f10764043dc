"""Trains `models/linker.npz`: labels of one concept near one another, labels of others far.

usage: python models/training/train_linker.py ESCO   (a download of ESCO in French; needs torch, a few minutes on two cores)

A label is the sum of the vectors of its features (`pipeline.nlp.linker`), each with a weight that begins at its idf: fastText's bag of
groups of letters (Bojanowski et al., 2017), trained with the contrastive loss of a batch (InfoNCE; van den Oord et al., 2018) on pairs of
labels of one ESCO concept, of one label with itself under dropout of features (Gao et al., 2021), and of titles of one ROME job sheet. No
link between ROME and ESCO is used: MELO, which holds such links, stays a test.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn

from pipeline.nlp.lexicon import rome_titles
from pipeline.nlp.linker import features
from pipeline.nlp.taxonomies import other_labels, records

ROOT = Path(__file__).resolve().parents[2]
DIMENSIONS, EPOCHS, BATCH, RATE = 96, 50, 512, 2e-3
DROPPED = 0.35
TEMPERATURE = 0.06
FEWEST = 2
"""Labels in which a feature must stand."""
MOST_PAIRS = 8


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


def pairs_of(known: list[tuple[bool, list[str]]]) -> list[tuple[int, str, str]]:
    found = []
    for number, (one, labels) in enumerate(known):
        if one:
            label = random.choice(labels)
            found.append((number, label, label))
        if len(labels) > 1:
            times = min(max(len(labels) // 2, 1), MOST_PAIRS) if one else max(int(0.15 * len(labels)), 1)
            found += [(number, *random.sample(labels, 2)) for _ in range(times)]
    random.shuffle(found)
    return found


def loss_of(model: Bag, batch: list[tuple[int, str, str]], bags: dict[str, list[int]]) -> torch.Tensor:
    def thinned(label: str) -> list[int]:
        return [f for f in bags[label] if random.random() > DROPPED] or bags[label]

    left, right = (model([thinned(pair[side]) for pair in batch]) for side in (1, 2))
    of = torch.tensor([pair[0] for pair in batch])
    close = left @ right.T / TEMPERATURE
    close = close.masked_fill((of[:, None] == of[None]) & ~torch.eye(len(batch), dtype=torch.bool), -1e4)
    wanted = torch.arange(len(batch))
    return (nn.functional.cross_entropy(close, wanted) + nn.functional.cross_entropy(close.T, wanted)) / 2


def main(folder: Path) -> None:
    random.seed(0)
    torch.manual_seed(0)
    known = list(groups(folder))
    made = {label: features(label) for _, labels in known for label in labels}
    counts = Counter(f for found in made.values() for f in found)
    names = sorted(f for f, n in counts.items() if n >= FEWEST)
    places = {f: n for n, f in enumerate(names)}
    bags = {label: [places[f] for f in found if f in places] for label, found in made.items()}
    known = [(one, kept) for one, labels in known if (kept := [label for label in labels if bags[label]])]
    model = Bag(torch.tensor([np.log(len(made) / counts[f]) for f in names], dtype=torch.float32))
    learner = torch.optim.Adam(model.parameters(), lr=RATE)
    for epoch in range(1, EPOCHS + 1):
        pairs, total = pairs_of(known), 0.0
        for start in range(0, len(pairs), BATCH):
            loss = loss_of(model, pairs[start : start + BATCH], bags)
            learner.zero_grad()
            loss.backward()
            learner.step()
            total += float(loss) * len(pairs[start : start + BATCH])
        print(f"epoch {epoch}: {len(pairs)} pairs, loss {total / len(pairs):.3f}", flush=True)
    vectors = (model.vectors.weight * model.weights[:, None]).detach().numpy()
    scales = np.abs(vectors).max(axis=1)
    rounded = np.round(vectors / np.maximum(scales, 1e-9)[:, None] * 127).astype(np.int8)
    text = np.frombuffer("\n".join(names).encode(), np.uint8)
    np.savez_compressed(ROOT / "models/linker.npz", features=text, vectors=rounded, scales=scales.astype(np.float16))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
