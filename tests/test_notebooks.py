"""A notebook is a program: it runs top to bottom, and is kept without outputs."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline.review.run import Run
from pipeline.runs import write_run

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_runs_top_to_bottom(path: Path, sample_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_run(sample_run, tmp_path)
    monkeypatch.setenv("VIVIER_RUN", str(tmp_path))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = [set(o.get("data", {})) for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert any("image/png" in kinds for kinds in shown) and sum("text/html" in kinds for kinds in shown) >= 5


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_is_kept_without_outputs(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        assert cell.cell_type != "code" or (not cell.outputs and cell.execution_count is None)
