"""The files of a run that people read, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.batch.run import Run
from pipeline.review import readings, report, tables, workbook
from pipeline.review.blocks import as_csv
from pipeline.review.sheets import as_xlsx
from pipeline.runs import folder
from pipeline.runs.decisions import Decision, standing
from pipeline.runs.writing import Chunks, write_run


def publish(run: Run, out: Path) -> list[Path]:
    """Write a run into a folder with all its papers; their paths. Errors as in `write_run`."""
    return write_run(run, out, papers)


def papers(run: Run, history: Sequence[Decision]) -> Mapping[str, Chunks]:
    """What makes each paper of a run, with all that was decided on it, oldest first."""
    decided = standing(history)
    return {
        folder.CLASSEMENT_CSV: lambda: as_csv(tables.ranking_blocks(run)),
        folder.CLASSEMENT_XLSX: lambda: workbook.as_xlsx(run, history),
        folder.RAPPORT: lambda: [report.as_html(run, decided).encode()],
        folder.PROCES_VERBAL: lambda: report.minutes(run, decided),
        folder.LECTURE: lambda: as_csv(readings.reading_blocks(run)),
        folder.GRILLE: lambda: [as_xlsx(run.grid)],
    }
