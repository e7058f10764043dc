"""Rankings and judgments as trec_eval and ir_measures read them."""

from __future__ import annotations

from collections.abc import Iterator


def trec_run(offer: str, ranked: Iterator[tuple[str, float]], tag: str = "vivier") -> str:
    """A ranking as a TREC run: "offer Q0 candidate rank score tag"."""
    rows = (
        f"{offer} Q0 {candidate} {rank} {score:.4f} {tag}\n"
        for rank, (candidate, score) in enumerate(ranked, 1)
    )
    return "".join(rows)


def trec_qrels(judgments: Iterator[tuple[str, str, int]]) -> str:
    """Judgments as TREC qrels: "offer 0 candidate grade"."""
    return "".join(f"{offer} 0 {candidate} {grade}\n" for offer, candidate, grade in judgments)
