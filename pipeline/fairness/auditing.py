"""The audit of all candidates of a run, and the groups that HR declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from pipeline.batch.means import Means
from pipeline.batch.run import Run
from pipeline.fairness.audit import Auditor
from pipeline.fairness.audits import Difference
from pipeline.files.isolation import Limits, isolated, workers
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.asked import Asked
from pipeline.runs.declarations import read_table
from pipeline.store.packing import pack


def audit_run(run: Run, means: Means, files: Collection[str] | None = None) -> list[Difference]:
    """The twins of every candidate of a run (or of some `files`), and the candidate in other
    formats, in the order of their files.
    """
    settings = run.settings
    understand = Understanding(settings.today, settings.base)
    auditor = Auditor(pack(Asked(run.offer, run.grid)), tuple(settings.weights.items()), understand)
    documents = [
        run.read(file).document for file in sorted(run.candidates if files is None else files)
    ]
    done: Iterable[Any] = map(auditor, documents)
    if means.within is not None:
        limits = Limits(10 * means.within.seconds, means.within.memory)
        done = isolated(auditor, documents, limits, workers(means.jobs), auditor.prepare)
    told = means.progress(done, len(documents), "Jumeaux")
    return [d for outcome in told if isinstance(outcome, list) for d in outcome]


def read_groups(path: Path) -> dict[str, str]:
    """Declared groups by file, from a CSV with the columns "fichier" and "groupe" (semicolon or
    comma).

    Raises BadSetting for anything else.
    """
    return {
        row["fichier"]: row["groupe"]
        for row in read_table(path, "fichier", "groupe")
        if row["groupe"]
    }
