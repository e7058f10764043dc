"""Trains the chains of `pipeline.structure` (lines, fields, each in two looks) on the treebank.

The second look learns from first looks of chains that did not know the author: the authors are
parted in two halves, each is seen by chains of the other.

usage: python models/training/train_structure.py [--treebank DIR] [--leave-out AUTHOR] [-o DIR]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite

sys.path.insert(0, str(Path(__file__).parent))
from treebank import Labelled, LabelledCv, read_treebank
from variants import Pool, variant

from pipeline.lexicon.tables import MODELS
from pipeline.structure import entries, fields, lines
from pipeline.structure.arrangements import OUTSIDE, WEIGHED, Head
from pipeline.structure.chains import BEGIN, Chain, Tag, first_look
from pipeline.structure.manners import BEGINNINGS
from pipeline.structure.personal import apart
from pipeline.structure.seen import Seen

ROOT = Path(__file__).resolve().parents[2]
TREEBANK = ROOT / "data/treebank"
LINES = {"c1": 0.05, "c2": 0.1, "max_iterations": 100}
FIELDS = {"c1": 0.05, "c2": 0.05, "max_iterations": 80}
COMMON = {"feature.minfreq": 2, "feature.possible_transitions": True}
LINE_VARIANTS, FIELD_VARIANTS = 4, 1
"""Variants of each CV in which the chains see it beside the CV itself."""
FIRST_VARIANTS, FIRST_ITERATIONS = 1, 60
"""The same for the chains of the first look, and how long they learn."""
FILES = (lines.FIRST, lines.FILE, fields.FIRST, fields.FILE)

Sequence_ = tuple[list[list[str]], list[str]]
Looks = Callable[[LabelledCv, "Chain | None"], Iterator[Sequence_]]
"""The sequences of a CV; with the chain of the first look, those of the second."""


def line_sequences(cv: LabelledCv, first: Chain | None) -> Iterator[Sequence_]:
    """The traits and labels of the lines of a CV."""
    pairs = [(Seen(row.line), _label(row.label, row.begins)) for row in cv.lines]
    kept = [(seen, label) for seen, label in pairs if not apart(seen)]
    own = lines.own_traits([seen for seen, _ in kept])
    traits = lines.in_places(own)
    if first is not None:
        traits = lines.looked_again(own, first_look(first, traits, BEGINNINGS))
    yield traits, [label for _, label in kept]


def _label(label: str, begins: bool) -> str:
    return BEGIN + label if begins else label


def field_sequences(cv: LabelledCv, first: Chain | None) -> Iterator[Sequence_]:
    """The traits and labels of the words of each head of a CV."""
    heads, labels = [], []
    for head, marks in _heads(cv):
        heads.append(head)
        labels.append(marks)
    traits = [fields.sequence(kind, head) for kind, head in heads]
    if first is not None:
        seen = [first_look(first, items, WEIGHED) for items in traits]
        traits = list(fields.looked_again(heads, traits, seen))
    yield from zip(traits, labels, strict=True)


def _heads(cv: LabelledCv) -> Iterator[tuple[Head, list[str]]]:
    """The heads of a CV with the marks of their words."""
    seen = [Seen(row.line) for row in cv.lines]
    tags = [Tag(row.label, row.begins, 1.0) for row in cv.lines]
    for kind, head, _ in entries._grouped(tags):
        if kind in entries.MARKED:
            yield (
                (kind, [seen[n] for n in head]),
                [y for n in head for y in _marks(cv.lines[n], seen[n])],
            )


def _marks(row: Labelled, seen: Seen) -> Iterator[str]:
    shift = len(row.text) - len(seen.text)
    spans = [s for s in row.spans if s.tag in entries.KINDS]
    for token in seen.tokens:
        at = token.start + shift
        span = next((s for s in spans if s.start <= at < s.end), None)
        if span is None:
            yield OUTSIDE
        else:
            yield _label(span.tag, at == span.start)


def train(sequences: Iterable[Sequence_], settings: dict[str, object], path: Path) -> Chain:
    """Train a chain and write it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for traits, labels in sequences:
        if traits:
            trainer.append(traits, labels)
    trainer.set_params({**settings, **COMMON})
    path.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(path))
    return Chain(path)


def train_looks(
    looks: Looks, few: Sequence[LabelledCv], many: Sequence[LabelledCv],
    settings: dict[str, object], paths: tuple[Path, Path],
) -> None:  # fmt: skip
    """Train both looks: the first on few variants, the second on many."""
    half = set(sorted({cv.author for cv in few})[::2])
    briefly = {**settings, "max_iterations": FIRST_ITERATIONS}
    with TemporaryDirectory() as folder:
        strangers = {}
        for inside in (True, False):
            known = (cv for cv in few if (cv.author in half) != inside)
            strangers[inside] = train(_all(looks, known), briefly, Path(folder) / str(inside))
        train(_all(looks, few), briefly, paths[0])
        second = (s for cv in many for s in looks(cv, strangers[cv.author in half]))
        train(second, settings, paths[1])


def _all(looks: Looks, cvs: Iterable[LabelledCv]) -> Iterator[Sequence_]:
    return (sequence for cv in cvs for sequence in looks(cv, None))


def train_all(cvs: Sequence[LabelledCv], out: Path) -> None:
    """Train all chains on CVs and their variants."""
    kept = [cv for cv in cvs if cv.is_cv]
    made = partial(_variants, kept, Pool.of(kept))
    train_looks(
        line_sequences,
        [*kept, *made(range(FIRST_VARIANTS))],
        [*kept, *made(range(LINE_VARIANTS))],
        LINES,
        (out / lines.FIRST, out / lines.FILE),
    )
    begin = LINE_VARIANTS
    train_looks(
        field_sequences,
        [*kept, *made(range(begin, begin + FIRST_VARIANTS), exchanged=True)],
        [*kept, *made(range(begin, begin + FIELD_VARIANTS), exchanged=True)],
        FIELDS,
        (out / fields.FIRST, out / fields.FILE),
    )


def _variants(
    cvs: Sequence[LabelledCv], pool: Pool, seeds: Iterable[int], exchanged: bool = False
) -> list[LabelledCv]:
    return [variant(cv, pool, seed, exchanged) for seed in seeds for cv in cvs]


def main() -> None:
    """Train on a treebank, one author left out where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebank", type=Path, default=TREEBANK)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("-o", "--out", type=Path, default=MODELS)
    options = parser.parse_args()
    cvs = [cv for cv in read_treebank(options.treebank) if cv.author != options.leave_out]
    train_all(cvs, options.out)
    for name in FILES:
        print(f"{options.out / name} : {(options.out / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
