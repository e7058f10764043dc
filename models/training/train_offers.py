"""Trains the chain that labels the lines of offers (`pipeline.structure.offers`).

usage: python models/training/train_offers.py [--offers DIR] [--leave-out NAME] [--avp DIR] [-o DIR]

`--avp` is a folder of public vacancy notices in Markdown, whose headings are their labels; only numbers
are learnt from them.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from train_structure import Sequence_, train
from treebank import Labelled, LabelledCv, cleaned, read_cv
from variants import Pool, bulleted, gapped, headed, looked, wrapped

from pipeline.documents import Line
from pipeline.lexicon.headings import HEADINGS
from pipeline.lexicon.tables import MODELS
from pipeline.structure import offers
from pipeline.structure.chains import HEADING
from pipeline.structure.seen import Seen, headings, letters_of

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "data/offerbank"
SETTINGS: dict[str, object] = {"c1": 0.05, "c2": 0.1, "max_iterations": 100}
VARIANTS = 6
LABELS = {
    "missions": "mission", "activities": "mission", "profile": "profile", "skills": "profile", "conditions": "condition",
    "contact": "apply", "employer": "employer", "header": "header",
}  # fmt: skip
"""The label of the lines below a heading of each kind."""


def read_offers(folder: Path) -> list[LabelledCv]:
    """All offers of a bank: one folder an author."""
    return [read_cv(path) for path in sorted(folder.glob("*/*.offer"))]


def read_notices(folder: Path) -> Iterator[LabelledCv]:
    """Public vacancy notices in Markdown, labelled by their own headings."""
    for path in sorted(folder.glob("*.md")):
        rows = [_bare(row) for row in path.read_text(encoding="utf-8").split("\n")]
        lines = tuple(_labelled([row for row in rows if row]))
        if len(lines) > 20:
            yield LabelledCv("avp", path.stem, lines)


def _bare(row: str) -> str:
    if row.startswith(("<", "!", "|")):
        return ""
    return re.sub(r"[*#_\\]|<[^>]*>", "", row).strip()


def _labelled(rows: list[str]) -> Iterator[Labelled]:
    label, known = "header", headings("offer")
    for row in rows:
        whole, _, rest = row.partition(":")
        kind = known.get(letters_of(row)) or known.get(letters_of(whole), "")
        heads = bool(kind) and (not rest.strip() or letters_of(row) in known)
        if kind in LABELS and (heads or kind in ("missions", "activities", "profile")):
            label = LABELS[kind]
        shown = f"h:{label}" if heads else label
        if any(c.isalnum() for c in row):
            yield cleaned(Labelled(Line(row), shown, False))


def offer_sequence(offer: LabelledCv) -> Sequence_:
    """The traits and labels of the lines of an offer."""
    seen = [Seen(row.line, "offer") for row in offer.lines]
    return offers.sequence(seen), [row.label for row in offer.lines]


def offer_pool(bank: Sequence[LabelledCv]) -> Pool:
    """Headings of each kind, from the table and from offers."""
    found: dict[str, list[str]] = {}
    for row in HEADINGS.rows:
        if row.document == "offer" and row.kind in LABELS:
            found.setdefault(f"h:{LABELS[row.kind]}", []).extend(row.headings[:40])
    for line in (line for offer in bank for line in offer.lines):
        if line.label.startswith(HEADING):
            found.setdefault(line.label, []).append(line.text)
    return Pool(found, {}, ())


def offer_variant(offer: LabelledCv, pool: Pool, seed: int) -> LabelledCv:
    """An offer in another look: other headings or none, other bullets, lines cut or joined."""
    rng = random.Random(f"{offer.author}/{offer.name}/{seed}")
    lines = list(offer.lines)
    for step in (headed, bulleted, wrapped):
        lines = step(lines, pool, rng)
    lines = [cleaned(line) for line in lines if any(c.isalnum() for c in line.text)]
    return replace(offer, lines=tuple(looked(gapped(lines, rng), rng)))


def train_all(bank: Sequence[LabelledCv], notices: Sequence[LabelledCv], out: Path) -> None:
    """Train the chain on offers, their variants, and notices."""
    pool = offer_pool(bank)
    seen = [*bank, *(offer_variant(o, pool, seed) for o in bank for seed in range(VARIANTS))]
    seen += [*notices, *(offer_variant(o, pool, 0) for o in notices)]
    train((offer_sequence(offer) for offer in seen), SETTINGS, out / offers.FILE)


def main() -> None:
    """Train on a bank of offers, one left out where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--offers", type=Path, default=BANK)
    parser.add_argument("--avp", type=Path)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("-o", "--out", type=Path, default=MODELS)
    options = parser.parse_args()
    bank = [offer for offer in read_offers(options.offers) if offer.name != options.leave_out]
    notices = list(read_notices(options.avp)) if options.avp else []
    train_all(bank, notices, options.out)
    size = (options.out / offers.FILE).stat().st_size / 1e6
    print(f"{options.out / offers.FILE} : {size:.1f} MB, {len(bank)} + {len(notices)}")


if __name__ == "__main__":
    main()
