"""Several rankings, or the groups of one, beside each other: agreement with judgments, impact,
offers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.batch.run import Run
from pipeline.errors import harmless
from pipeline.review.blocks import framed
from pipeline.runs.evaluation import Judgment, evaluate, stem


def agreement_table(runs: Sequence[Run], judgments: Sequence[Judgment]) -> pd.DataFrame:
    """How well rankings agree with people's judgments, one row an offer that was judged; the mean
    below where there are several.
    """
    judged = {j.offer for j in judgments}
    ranked = {
        run.offer.title: (stem(run.offer.file), [stem(r.match.file) for r in run.ranking])
        for run in runs
    }
    found = [
        (title, evaluate(offer, ids, judgments))
        for title, (offer, ids) in ranked.items()
        if offer in judged
    ]
    table = framed([{"Offre": title, **e.measures} for title, e in found])
    if len(table) > 1:
        table.loc[len(table)] = ["Moyenne", *table.drop(columns="Offre").mean()]
    return table.round(3)


def impact_table(run: Run, groups: Mapping[str, str], first: int) -> pd.DataFrame:
    """The share of each declared group (by file) among the first candidates, and its ratio to the
    largest share.

    Below four fifths the ratio is a sign to look at (Uniform Guidelines on Employee Selection
    Procedures, 29 CFR 1607.4 D), no proof.
    """
    ranked = [
        (groups[r.match.file], n < first)
        for n, r in enumerate(run.ranking)
        if r.match.file in groups
    ]
    names = sorted({group for group, _ in ranked})
    shares = {
        name: (sum(g == name for g, _ in ranked), sum(g == name and kept for g, kept in ranked))
        for name in names
    }
    best = max((kept / all_ for all_, kept in shares.values()), default=0.0)
    rows = [
        (name, all_, kept, kept / all_, kept / all_ / best if best else None)
        for name, (all_, kept) in shares.items()
    ]
    titles = [
        "Groupe déclaré",
        "Candidats",
        f"Parmi les {first} premiers",
        "Part",
        "Rapport au groupe le mieux placé",
    ]
    return framed(rows, titles).round(3)


def offers_table(runs: Sequence[Run], first: int = 5) -> pd.DataFrame:
    """The score in percent of candidates (rows) for several offers, those who are among the `first`
    of one of them.
    """
    wanted = {
        r.match.file: run.candidates[r.match.file].identity.name
        for run in runs
        for r in run.ranking[:first]
    }
    rows = {}
    for run in runs:
        rows[harmless(run.offer.title)] = {
            harmless(wanted[r.match.file] or r.match.file): 100 * r.match.score
            for r in run.ranking
            if r.match.file in wanted
        }
    table = pd.DataFrame(rows).fillna(0.0)
    return table.loc[table.max(axis=1).sort_values(ascending=False, kind="stable").index].round(1)
