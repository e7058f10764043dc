"""Trains the chain that marks skills (`pipeline.nlp.tagging`) on the treebank's `<s>` and `<soft>` marks.

usage: python models/training/train_skills.py [--treebank DIR] [--leave-out AUTHOR] [-o DIR]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from train_structure import TREEBANK, Sequence_, train
from treebank import Labelled, LabelledCv, read_treebank

from pipeline.lexicon.compiled import names
from pipeline.lexicon.matching import Token
from pipeline.lexicon.tables import MODELS
from pipeline.lexicon.tokens import located
from pipeline.lexicon.words import fold
from pipeline.nlp import tagging
from pipeline.nlp.mentions import HEADS, SILENT
from pipeline.structure.chains import BEGIN, HEADING
from pipeline.structure.entries import BODY

SETTINGS: dict[str, object] = {"c1": 0.05, "c2": 0.05, "max_iterations": 80}
MARKS = (tagging.HARD, tagging.SOFT)


def skill_sequences(cv: LabelledCv) -> Iterator[tuple[Labelled, list[Token], Sequence_]]:
    """The lines of a CV that may tell skills, with their tokens, traits and marks."""
    words = [
        [Token(word, fold(word), start) for word, start in located(row.text)] for row in cv.lines
    ]
    found = [names().skill_matcher.find(line) for line in words]
    tools = tagging.tools_of(zip(words, found, strict=True), names())
    rows = zip(cv.lines, words, found, trades_around(cv), strict=True)
    for row, tokens, named, trade in rows:
        if row.label in SILENT or row.label.startswith(HEADING):
            continue
        around = tagging.Around(row.label, trade, tools)
        traits = tagging.sequence(tokens, around, names(), named)
        yield row, tokens, (traits, [_mark(row, token) for token in tokens])


def _mark(row: Labelled, token: Token) -> str:
    spans = (s for s in row.spans if s.tag in MARKS)
    span = next((s for s in spans if s.start <= token.start < s.end), None)
    if span is None:
        return tagging.OUTSIDE
    return (BEGIN if token.start == span.start else "") + span.tag


def trades_around(cv: LabelledCv) -> list[str]:
    """For each line the ROME code of its post, else of most titles of the CV; "" for none."""
    own, counts, current = [], Counter[str](), ""
    for row in cv.lines:
        code = _trade(row) if row.label in HEADS else ""
        counts[code] += 1
        if row.label in HEADS and (code or row.begins):
            current = code or current if not row.begins else code
        elif not row.label.endswith(BODY) and row.label not in HEADS:
            current = ""
        own.append(current)
    counts.pop("", None)
    usual = counts.most_common(1)[0][0] if counts else ""
    return [code or usual for code in own]


def _trade(row: Labelled) -> str:
    tokens = [Token(word, fold(word), start) for word, start in located(row.text)]
    found = names().occupation_matcher.find(tokens)
    return names().occupations[found[0].concept].rome if found else ""


def main() -> None:
    """Train on a treebank, one author left out where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treebank", type=Path, default=TREEBANK)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("-o", "--out", type=Path, default=MODELS)
    options = parser.parse_args()
    cvs = [cv for cv in read_treebank(options.treebank) if cv.author != options.leave_out]
    sequences = (s for cv in cvs if cv.is_cv for _, _, s in skill_sequences(cv))
    train(sequences, SETTINGS, options.out / tagging.FILE)
    print(
        f"{options.out / tagging.FILE} : {(options.out / tagging.FILE).stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
