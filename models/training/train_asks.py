"""Trains the chain that tells what each sentence of an offer asks (`pipeline.profiles.asks`).

usage: python models/training/train_asks.py [--offers DIR] [--leave-out] [-o DIR]

Learns from `data/offerbank`: the labelled lines of offers, and the grid that a recruiter would
write for each. `--leave-out` trains on all offers but one, for each of them, and prints how often
the kind is right.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))
from train_structure import Sequence_, train
from treebank import LabelledCv, read_cv

from pipeline.documents import Document, Reading
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.tables import MODELS
from pipeline.profiles import asks, kinds
from pipeline.profiles.items import Item
from pipeline.structure.chains import Chain

BANK = Path(__file__).resolve().parents[2] / "data/offerbank"
SETTINGS: dict[str, object] = {"c1": 0.05, "c2": 0.3, "max_iterations": 150}
KINDS = {
    "métier": "occupation", "mission": "mission", "compétence": "skill",
    "expérience": "experience", "diplôme": "diploma", "langue": "language", "permis": "licence",
    "résidence": "residence",
}  # fmt: skip
SHARED = 0.5
"""A piece says a criterion where it shares so many words of the shorter one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A criterion of a recruiter's grid, and the lines that say it, from 1."""

    text: str
    kind: str
    lines: tuple[int, ...]


def read_bank(folder: Path) -> Iterator[tuple[LabelledCv, list[Wanted]]]:
    """Each offer of a bank with its grid."""
    for path in sorted(folder.glob("*/*.offer")):
        grid = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        rows = (Wanted(c["text"], KINDS[c["kind"]], tuple(c["lines"])) for c in grid["criteria"])
        yield read_cv(path), list(rows)


def document_of(offer: LabelledCv) -> Document:
    """An offer of the bank as a document whose lines are labelled."""
    lines = tuple(row.line for row in offer.lines)
    labels = tuple(row.label for row in offer.lines)
    return Document(offer.name, offer.name, "offer", lines, (), Reading("txt"), labels=labels)


def words(text: str) -> set[str]:
    """The beginnings of the words of a text."""
    return {w[:6] for w in re.findall(r"[a-z0-9+#.]+", plain(text)) if len(w) > 2}


def kind_of(piece: Item, wanted: Sequence[Wanted]) -> str:
    """The kind of the criterion that a piece says, NONE where it says none."""
    bag = words(piece.text)
    best = (0.0, 0, kinds.NONE)
    for row in wanted:
        theirs = words(row.text)
        shared = len(bag & theirs)
        part = shared / max(1, min(len(bag), len(theirs)))
        near = min(abs(piece.line + 1 - n) for n in row.lines) <= 2
        if near and part >= SHARED:
            best = max(best, (part, shared, row.kind))
    return best[2]


def labelled(offer: LabelledCv, wanted: Sequence[Wanted]) -> tuple[list[Item], Sequence_]:
    """The pieces of an offer, their traits and kinds."""
    pieces = asks.pieces_of(document_of(offer))
    return pieces, (kinds.sequence(pieces), [kind_of(piece, wanted) for piece in pieces])


def left_out(bank: Sequence[tuple[LabelledCv, list[Wanted]]]) -> None:
    """Print how often the kinds of the pieces of offers left out are right."""
    every = [labelled(offer, wanted) for offer, wanted in bank]
    seen, wrong = Counter[str](), Counter[tuple[str, str]]()
    ruled = 0
    for place, (pieces, (traits, wanted)) in enumerate(every):
        rest = [pair for n, (_, pair) in enumerate(every) if n != place]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "asks.crf"
            train(iter(rest), SETTINGS, path)
            told = [tag.label for tag in Chain(path).tags(traits)]
        for piece, kind, found in zip(pieces, wanted, told, strict=True):
            seen[kind] += 1
            ruled += kinds.named_kind(piece) == kind
            found = kinds.settled(piece, found)
            if found != kind:
                wrong[kind, found] += 1
                print(f"{kind:10} {found:10} {kinds.named_kind(piece):10} {piece.text[:100]}")
    right = 1 - sum(wrong.values()) / sum(seen.values())
    print(f"rules {ruled / sum(seen.values()):.3f}")
    print(f"{right:.3f} right of {sum(seen.values())} pieces", dict(seen), wrong.most_common(12))


def main() -> None:
    """Train on the bank, or on all of it but one offer, for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--offers", type=Path, default=BANK)
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("-o", "--out", type=Path, default=MODELS)
    options = parser.parse_args()
    bank = list(read_bank(options.offers))
    if options.leave_out:
        left_out(bank)
        return
    path = options.out / kinds.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    train((labelled(*pair)[1] for pair in bank), SETTINGS, path)
    print(f"{path} : {path.stat().st_size / 1e6:.1f} MB, {len(bank)}")


if __name__ == "__main__":
    main()
