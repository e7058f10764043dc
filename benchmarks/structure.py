"""Structure: what the chains of lines and fields make of CVs whose authors they never saw.

    python benchmarks/structure.py [--folds N] [--variants L F] [--curve]

Each fold leaves some authors of `data/treebank` out, trains on the others, and labels those left
out. Without `--folds` one author at a time is left out. `--curve` trains on more and more authors.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models/training")]
import train_structure as training
from treebank import LabelledCv, read_treebank

from pipeline.documents import Entry
from pipeline.lexicon.spelling import plain
from pipeline.structure import entries, fields, lines
from pipeline.structure.chains import Tag
from pipeline.structure.seen import Seen

GENERATED = "bench"
"""The CVs of the open bench: one generator wrote them; learned from, never measured."""
FIELDS = {"post": ("title", "organisation", "date"), "edu": ("diploma", "organisation", "date")}


@dataclass
class Tally:
    """What was right, of how many."""

    right: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, right: bool) -> None:
        self.right[name] += right
        self.whole[name] += 1

    def share(self, name: str) -> float:
        return self.right[name] / self.whole[name] if self.whole[name] else 0.0

    def f1(self, kind: str) -> float:
        """Harmonic mean of the shares of true and of found entries that agree."""
        precision, recall = self.share(f"{kind} found"), self.share(f"{kind} true")
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def __iadd__(self, other: Tally) -> Tally:
        self.right += other.right
        self.whole += other.whole
        return self


def measure(cvs: Sequence[LabelledCv], models: Path) -> Tally:
    """What chains in a folder make of CVs."""
    lines.MODELS = fields.MODELS = models
    found = Tally()
    for cv in cvs:
        _measure(cv, found)
    return found


def _measure(cv: LabelledCv, tally: Tally) -> None:
    seen = [Seen(row.line) for row in cv.lines]
    tags, told = entries.understood(seen)
    for row, tag in zip(cv.lines, tags, strict=True):
        tally.add("line", _kind(row.label) == _kind(tag.label))
    true = [Tag(row.label, row.begins, 1.0) for row in cv.lines]
    for kind in FIELDS:
        wanted = {h[0]: tuple(h) for k, h, _ in entries._grouped(true) if k == kind}
        got = {e.head[0]: e for e in told if e.kind == kind}
        for start in wanted:
            tally.add(f"{kind} true", start in got)
        for start in got:
            tally.add(f"{kind} found", start in wanted)
        for start in wanted.keys() & got.keys():
            _fields(cv, wanted[start], got[start], tally)


def _kind(label: str) -> str:
    """The label as it is measured: a leave is no line of its own in the treebank."""
    return "other" if label == "leave" else label


def _fields(cv: LabelledCv, head: Sequence[int], entry: Entry, tally: Tally) -> None:
    for name in FIELDS[entry.kind]:
        wanted = next(_marked(cv, head, name), None)
        if wanted is None:
            continue
        marked = entry.first(name)
        tally.add(f"{entry.kind} {name}", marked is not None and _alike(wanted, marked.text))


def _marked(cv: LabelledCv, head: Sequence[int], name: str) -> Iterator[str]:
    for row in (cv.lines[n] for n in head):
        yield from (row.piece(s) for s in row.spans if entries.KINDS.get(s.tag) == name)


def _alike(one: str, other: str) -> bool:
    """Whether two fields hold the same words, one or two more or fewer."""
    x, y = (set(plain(text).replace("'", " ").split()) for text in (one, other))
    common = 2 * len(x & y) / max(len(x) + len(y), 1)
    return common >= 0.8 or ((x <= y or y <= x) and abs(len(x) - len(y)) <= 2)


def left_out(cvs: Sequence[LabelledCv], folds: int) -> Iterator[tuple[set[str], Tally]]:
    """The authors of each fold, and what chains that never saw them make of their CVs."""
    authors = sorted({cv.author for cv in cvs} - {GENERATED})
    for number in range(folds or len(authors)):
        out = set(authors[number :: folds or len(authors)])
        yield out, _trained([cv for cv in cvs if cv.author not in out], cvs, out)


def _trained(known: Sequence[LabelledCv], cvs: Sequence[LabelledCv], out: set[str]) -> Tally:
    with TemporaryDirectory() as folder:
        training.train_all(known, Path(folder))
        return measure([cv for cv in cvs if cv.author in out and cv.is_cv], Path(folder))


def curve(cvs: Sequence[LabelledCv]) -> Iterator[tuple[int, Tally]]:
    """How well two authors are read by chains that know two, four, six ... others."""
    authors = sorted({cv.author for cv in cvs} - {GENERATED})
    out = set(authors[-2:])
    for size in range(2, len(authors) - 1, 2):
        known = [cv for cv in cvs if cv.author in authors[:size]]
        yield len(known), _trained(known, cvs, out)


def row(tally: Tally) -> str:
    """The figures of a tally on one line."""
    shown = [f"lines {tally.share('line'):.3f}"]
    for kind, names in FIELDS.items():
        shown.append(f"{kind} F1 {tally.f1(kind):.3f}")
        shown += [f"{name} {tally.share(f'{kind} {name}'):.3f}" for name in names]
    return "  ".join(shown)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebank", type=Path, default=training.TREEBANK)
    parser.add_argument("--folds", type=int, default=0, help="0: one author at a time")
    parser.add_argument("--variants", type=int, nargs=2, default=None)
    parser.add_argument("--curve", action="store_true")
    options = parser.parse_args()
    if options.variants:
        training.LINE_VARIANTS, training.FIELD_VARIANTS = options.variants
    cvs = read_treebank(options.treebank)
    if options.curve:
        for size, tally in curve(cvs):
            print(f"{size:4d} CVs   {row(tally)}", flush=True)
        return
    whole = Tally()
    for out, tally in left_out(cvs, options.folds):
        print(f"{' '.join(sorted(out)):28s} {row(tally)}", flush=True)
        whole += tally
    print(f"{'left out, together':28s} {row(whole)}")


if __name__ == "__main__":
    main()
