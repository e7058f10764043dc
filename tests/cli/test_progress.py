"""The bar of long work: seen by a person at a terminal, and by nobody else."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from pipeline.cli import progress
from pipeline.cli.main import run


class Terminal(io.StringIO):
    """A stream before which a person sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def long_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is long at once."""
    monkeypatch.setattr(progress, "_PATIENCE", 0)


def test_the_bar_says_what_is_done_how_many_files_and_how_long_it_lasts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(progress.progress_of(False)(["a", "b", "c"], 3, "Jumeaux")) == ["a", "b", "c"]
    told = terminal.getvalue()
    assert "Jumeaux : 0/3" in told
    assert "encore" in told


@pytest.mark.parametrize(("quiet", "at_terminal"), [(True, True), (False, False), (True, False)])
def test_nothing_is_told_where_nobody_asks(
    quiet: bool, at_terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stderr = Terminal() if at_terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    assert list(progress.progress_of(quiet)([1, 2], 2)) == [1, 2]
    assert stderr.getvalue() == ""


def test_results_in_a_file_have_a_bar_beside_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("Awa Diallo\nComptable\n", encoding="utf-8")
    terminal, results = Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", results)
    assert run(["read", str(tmp_path), "--format", "jsonl"]) == 0
    assert len(results.getvalue().splitlines()) == 2
    assert "Lecture : 0/2" in terminal.getvalue()
