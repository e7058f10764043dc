"""The files of a run that people read, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.batch.run import Run
from pipeline.review import readings, report, tables, workbook
from pipeline.review.blocks import as_csv
from pipeline.review.minutes import minutes_of
from pipeline.review.rendering import pieces
from pipeline.review.sheets import as_xlsx
from pipeline.review.word import minutes_docx
from pipeline.runs import folder
from pipeline.runs.decisions import Decision
from pipeline.runs.organisation import Organisation
from pipeline.runs.writing import Chunks, write_run


def publish(run: Run, out: Path) -> list[Path]:
    """Write a run into a folder with all its papers; their paths. Errors as in `write_run`."""
    return write_run(run, out, papers)


def papers(
    run: Run, history: Sequence[Decision], organisation: Organisation
) -> Mapping[str, Chunks]:
    """What makes each paper of a run, with all that may be shown of what was decided, oldest first,
    and what the employer says of itself.
    """
    minutes = minutes_of(run, history, organisation)
    return {
        folder.CLASSEMENT_CSV: lambda: as_csv(tables.ranking_blocks(run)),
        folder.CLASSEMENT_XLSX: lambda: workbook.as_xlsx(run, history),
        folder.RAPPORT: lambda: [report.as_html(run, history).encode()],
        folder.PROCES_VERBAL: lambda: pieces("proces_verbal.html", run=run, minutes=minutes),
        folder.PROCES_VERBAL_DOCX: lambda: [minutes_docx(minutes, run.started)],
        folder.LECTURE: lambda: as_csv(readings.reading_blocks(run)),
        folder.GRILLE: lambda: [as_xlsx(run.grid)],
    }
