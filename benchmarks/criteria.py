"""How well the grid of criteria of an offer is read, on the offers of `data/offerbank` left out.

usage: python benchmarks/criteria.py [--offers DIR] [--no-leave-out] [--show]

For each offer, the chain that labels lines and the chain that tells kinds are trained on all the
others; then its criteria are compared with the grid that a recruiter would write. found: the
expected criteria whose words stand in one row or several; idle: the rows that match none; kind and
need: the matched criteria whose kind and importance are right; forbidden: the rows made of what
must never be a criterion.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from unittest.mock import patch

from pipeline.lexicon.spelling import plain
from pipeline.profiles import kinds
from pipeline.profiles.asks import ASSET, ESSENTIAL, Ask, read_asks
from pipeline.structure import offers

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "models/training"))
import train_asks  # noqa: E402
import train_offers  # noqa: E402
from treebank import LabelledCv  # noqa: E402

IDLE = {
    "de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "a", "au", "aux", "un", "une", "ou",
    "sur", "par", "pour", "dans", "avec", "sans", "the",
}  # fmt: skip
NEEDS = {"indispensable": ESSENTIAL, "souhaité": ASSET}
HALF, ALMOST = 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Figures:
    """How near the criteria read come to those expected."""

    found: float
    idle: float
    kind: float
    need: float
    forbidden: int


def words(text: str) -> set[str]:
    """The beginnings of the words that say something."""
    found = re.findall(r"[a-z0-9+#.]+", plain(text))
    return {w[:6] for w in found if w not in IDLE and len(w) > 1 or w in ("c", "r")}


def row_text(ask: Ask) -> str:
    """What the sheet shows of an ask."""
    return f"{ask.text} {' | '.join(ask.any_of)} {ask.level}"


def matched(bag: set[str], bags: Sequence[set[str]]) -> list[int]:
    """The rows that say a criterion, where they cover half of its words; else none."""
    near = [
        n
        for n, row in enumerate(bags)
        if bag & row and len(bag & row) >= HALF * min(len(bag), len(row))
    ]
    covered = set().union(*(bags[n] for n in near))
    return near if len(bag & covered) >= HALF * len(bag) else []


def compared(asks: Sequence[Ask], grid: dict, show: bool = False) -> Figures:
    """Criteria read against a grid of the bank."""
    bags = [words(row_text(ask)) for ask in asks]
    used, right_kind, right_need, missing = set[int](), [], [], []
    for row in grid["criteria"]:
        rows = matched(words(row["text"]), bags)
        if not rows:
            missing.append(row["text"])
            continue
        used.update(rows)
        right_kind.append(any(asks[n].kind == train_asks.KINDS[row["kind"]] for n in rows))
        right_need.append(any(asks[n].need == NEEDS[row["need"]] for n in rows))
        if show and not (right_kind[-1] and right_need[-1]):
            told = [f"{asks[n].kind}/{asks[n].need}: {asks[n].text}" for n in rows]
            print(f"    autre    {row['kind']}/{row['need']}: {row['text']} <- {told}"[:300])
    forbidden = [
        row_text(ask)
        for ask, bag in zip(asks, bags, strict=True)
        if any(len(words(never) & bag) >= ALMOST * len(words(never)) for never in grid["never"])
    ]
    idle = [row_text(ask) for n, ask in enumerate(asks) if n not in used]
    if show:
        for name, rows in (("absent", missing), ("de trop", idle), ("interdit", forbidden)):
            print(*(f"    {name:9}{text[:120]}" for text in rows), sep="\n")
    size = len(grid["criteria"])
    return Figures(
        1 - len(missing) / size,
        len(idle) / max(len(asks), 1),
        mean(right_kind or [0]),
        mean(right_need or [0]),
        len(forbidden),
    )


def read_left_out(bank: Path, leave_out: bool) -> Iterator[tuple[LabelledCv, list[Ask]]]:
    """Each offer of a bank with its criteria, read by chains that never saw it."""
    every = list(train_asks.read_bank(bank))
    for offer, _ in every:
        document = train_asks.document_of(offer)
        if not leave_out:
            labels = [tag.label for tag in offers.label_offer(document.lines)]
            yield offer, list(read_asks(document, labels))
            continue
        rest = [pair for pair in every if pair[0].name != offer.name]
        with TemporaryDirectory() as folder:
            out = Path(folder)
            train_offers.train_all([o for o, _ in rest], [], out)
            train_asks.train(
                (train_asks.labelled(*p)[1] for p in rest), train_asks.SETTINGS, out / kinds.FILE
            )
            with patch.object(offers, "MODELS", out), patch.object(kinds, "MODELS", out):
                labels = [tag.label for tag in offers.label_offer(document.lines)]
                yield offer, list(read_asks(document, labels))


def main() -> None:
    """Print the figures of each offer and their means."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--offers", type=Path, default=train_asks.BANK)
    parser.add_argument("--no-leave-out", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    every = []
    print(f"{'offer':34} found  idle  kind  need  forbidden rows")
    for offer, asks in read_left_out(options.offers, not options.no_leave_out):
        path = options.offers / offer.author / f"{offer.name}.json"
        figures = compared(asks, json.loads(path.read_text(encoding="utf-8")), options.show)
        every.append(figures)
        shown = (figures.found, figures.idle, figures.kind, figures.need)
        told = "  ".join(f"{value:.2f}" for value in shown)
        print(f"{offer.name:34} {told}  {figures.forbidden} {len(asks)}", flush=True)
    means = [mean(getattr(f, name) for f in every) for name in ("found", "idle", "kind", "need")]
    print(f"{'mean':34} {'  '.join(f'{m:.3f}' for m in means)}  {sum(f.forbidden for f in every)}")


if __name__ == "__main__":
    main()
