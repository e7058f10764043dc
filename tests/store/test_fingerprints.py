"""Fingerprints follow from the files of a wing, the tables it names and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.lexicon import tables
from pipeline.store import fingerprints

TODAY = date(2026, 11, 24)
STAGES = (fingerprints.reading, fingerprints.understanding, fingerprints.scoring)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package and of its tables, which the fingerprints read instead."""
    aside = shutil.ignore_patterns("__pycache__", "_shipped")
    shutil.copytree(fingerprints.PACKAGE, tmp_path / "pipeline", ignore=aside)
    shutil.copytree(tables.LEXICON, tmp_path / "lexicon")
    (tmp_path / "models").mkdir()
    monkeypatch.setattr(fingerprints, "PACKAGE", tmp_path / "pipeline")
    monkeypatch.setattr(tables, "LEXICON", tmp_path / "lexicon")
    monkeypatch.setattr(tables, "MODELS", tmp_path / "models")
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    for stage in STAGES:
        stage.cache_clear()


def stages() -> dict[str, str]:
    """The fingerprint of each stage as the files are now."""
    forget()
    return {
        "reading": fingerprints.reading(),
        "understanding": fingerprints.understanding(TODAY),
        "scoring": fingerprints.scoring(),
    }


def changed(before: dict[str, str]) -> set[str]:
    after = stages()
    return {stage for stage in before if before[stage] != after[stage]}


@pytest.mark.parametrize(
    ("wing", "stale"),
    [
        ("pages", {"reading"}),
        ("files", {"reading"}),
        ("structure", {"understanding"}),
        ("nlp", {"understanding"}),
        ("profiles", {"understanding"}),
        ("ranking", {"scoring"}),
        ("cli", set()),
    ],
)
def test_a_new_file_in_a_wing_makes_stale_what_the_wing_makes(
    wing: str, stale: set[str], house: Path
) -> None:
    before = stages()
    assert changed(before) == set()
    (house / "pipeline" / wing / "attic.py").write_text('"""A new room."""\n', encoding="utf-8")
    assert changed(before) == stale


def test_a_changed_file_does_too(house: Path) -> None:
    before = stages()
    with (house / "pipeline/structure/entries.py").open("a", encoding="utf-8") as room:
        room.write("# changed\n")
    assert changed(before) == {"understanding"}


def test_a_corrected_table_makes_stale_what_is_understood_with_it(house: Path) -> None:
    before = stages()
    with (house / "lexicon/headings.csv").open("a", encoding="utf-8") as table:
        table.write("# corrected\n")
    assert "understanding" in changed(before)


def test_a_table_that_no_code_names_changes_nothing(house: Path) -> None:
    before = stages()
    (house / "lexicon/unnamed_table.csv").write_text("kind;words\n", encoding="utf-8")
    assert changed(before) == set()
