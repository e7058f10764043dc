"""Trains the two chains of `pipeline.structure` (lines, fields) on the treebank.

usage: python models/training/train_structure.py [--treebank DIR] [--leave-out AUTHOR] [-o DIR]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pycrfsuite

sys.path.insert(0, str(Path(__file__).parent))
from treebank import Labelled, LabelledCv, read_treebank
from variants import Pool, variant

from pipeline.lexicon.tables import MODELS
from pipeline.structure import entries, fields, lines
from pipeline.structure.chains import BEGIN, Tag
from pipeline.structure.personal import apart
from pipeline.structure.seen import Seen

ROOT = Path(__file__).resolve().parents[2]
TREEBANK = ROOT / "data/treebank"
LINES = {"c1": 0.05, "c2": 0.1, "max_iterations": 100}
FIELDS = {"c1": 0.05, "c2": 0.05, "max_iterations": 80}
COMMON = {"feature.minfreq": 2, "feature.possible_transitions": True}

Sequence_ = tuple[list[list[str]], list[str]]


def line_sequence(cv: LabelledCv, look: bool = True) -> Sequence_:
    """The traits and labels of the lines of a CV."""
    pairs = [(Seen(row.line), _label(row.label, row.begins)) for row in cv.lines]
    kept = [(seen, label) for seen, label in pairs if not apart(seen)]
    return lines.sequence([seen for seen, _ in kept], look), [label for _, label in kept]


def _label(label: str, begins: bool) -> str:
    return BEGIN + label if begins else label


def field_sequences(cv: LabelledCv) -> Iterator[Sequence_]:
    """The traits and labels of the words of each head of a CV."""
    seen = [Seen(row.line) for row in cv.lines]
    tags = [Tag(row.label, row.begins, 1.0) for row in cv.lines]
    for kind, head, _ in entries._grouped(tags):
        if kind not in entries.MARKED:
            continue
        labels = [y for n in head for y in _marks(cv.lines[n], seen[n])]
        if labels:
            yield fields.sequence(kind, [seen[n] for n in head]), labels


def _marks(row: Labelled, seen: Seen) -> Iterator[str]:
    shift = len(row.text) - len(seen.text)
    spans = [s for s in row.spans if s.tag in entries.KINDS]
    for token in seen.tokens:
        at = token.start + shift
        span = next((s for s in spans if s.start <= at < s.end), None)
        if span is None:
            yield fields.OUTSIDE
        else:
            yield _label(span.tag, at == span.start)


def train(sequences: Iterable[Sequence_], settings: dict[str, object], path: Path) -> None:
    """Train a chain and write it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for traits, labels in sequences:
        if traits:
            trainer.append(traits, labels)
    trainer.set_params({**settings, **COMMON})
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))


LINE_VARIANTS, FIELD_VARIANTS = 4, 6
"""Variants of each CV in which the chains see it beside the CV itself."""


def train_all(cvs: Sequence[LabelledCv], out: Path) -> None:
    """Train both chains on CVs and their variants."""
    kept = [cv for cv in cvs if cv.is_cv]
    pool = Pool.of(kept)
    for_lines = [variant(cv, pool, seed) for cv in kept for seed in range(LINE_VARIANTS)]
    seeds = range(LINE_VARIANTS, LINE_VARIANTS + FIELD_VARIANTS)
    for_fields = [variant(cv, pool, seed, exchanged=True) for cv in kept for seed in seeds]
    train((line_sequence(cv) for cv in [*kept, *for_lines]), LINES, out / lines.FILE)
    sequences = (s for cv in [*kept, *for_fields] for s in field_sequences(cv))
    train(sequences, FIELDS, out / fields.FILE)


def main() -> None:
    """Train on a treebank, one author left out where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebank", type=Path, default=TREEBANK)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("-o", "--out", type=Path, default=MODELS)
    options = parser.parse_args()
    cvs = [cv for cv in read_treebank(options.treebank) if cv.author != options.leave_out]
    train_all(cvs, options.out)
    for name in (lines.FILE, fields.FILE):
        print(f"{options.out / name} : {(options.out / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
