"""`vivier criteria` as its user runs it."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

OFFER = ROOT / "data/offers/chef_projet_moe.txt"


def vivier(*words: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pipeline.cli.main", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=300, cwd=ROOT
    )


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The rows of the grid of the sample offer."""
    path = tmp_path_factory.mktemp("grille") / "grille.csv"
    done = vivier("criteria", OFFER, "-o", path)
    assert done.returncode == 0, done.stderr
    assert "s'arrête au milieu d'une phrase" in done.stderr
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_criterion_is_a_whole_item_of_the_offer(rows: list[dict[str, str]]) -> None:
    missions = [row["critère"] for row in rows if row["nature"] == "mission"]
    assert len(missions) == 8
    assert missions[-1] == "maintenir une veille technologique constante"
    assert (
        "réaliser des travaux de maintenance corrective, réglementaire et évolutive" in missions[6]
    )


def test_nothing_comes_from_the_employer(rows: list[dict[str, str]]) -> None:
    told = " ".join(row["critère"] for row in rows)
    for never in ("dynamique et accueillante", "intelligence artificielle", "stratégie client"):
        assert never not in told


def test_each_row_names_its_line(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert int(row["ligne de l'offre"]) > 0


def test_without_a_file_the_grid_is_shown() -> None:
    done = vivier("criteria", "-q", OFFER)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "métier" in done.stdout.splitlines()[0]


def test_an_unknown_format_is_one_line(tmp_path: Path) -> None:
    done = vivier("criteria", "-q", OFFER, "-o", tmp_path / "grille.pdf")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert ".xlsx, .ods, .csv, .json" in done.stderr
