"""Rankings and judgments as trec_eval and ir_measures read them: columns between blanks, so that a
blank in a name stands as "_".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import one_line


def trec_run(offer: str, ranked: Iterator[tuple[str, float]], tag: str = "vivier") -> str:
    """A ranking as a TREC run: "offer Q0 candidate rank score tag"."""
    rows = (
        f"{_token(offer)} Q0 {_token(candidate)} {rank} {score:.4f} {tag}\n"
        for rank, (candidate, score) in enumerate(ranked, 1)
    )
    return "".join(rows)


def trec_qrels(judgments: Iterator[tuple[str, str, int]]) -> str:
    """Judgments as TREC qrels: "offer 0 candidate grade"."""
    return "".join(f"{_token(offer)} 0 {_token(cv)} {grade}\n" for offer, cv, grade in judgments)


def _token(name: str) -> str:
    return re.sub(r"\s", "_", one_line(name))
