"""`vivier criteria` as its user runs it."""

from __future__ import annotations

import csv
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli.main import run
from pipeline.review.sheets import read_grid, write_grid
from tests.conftest import ROOT

OFFER = ROOT / "data/offers/chef_projet_moe.txt"


@dataclass(frozen=True)
class Done:
    """What a command ended with, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def vivier(*words: object) -> Done:
    said, told = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(told):
        code = run(list(map(str, words)))
    return Done(code, said.getvalue(), told.getvalue())


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


@pytest.fixture(scope="module")
def cvs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A developer and a bookkeeper."""
    place = tmp_path_factory.mktemp("cvs")
    told = {
        "dev.txt": "Développeur – Récif – Nouméa 2015 - 2025\n- Développement en Java",
        "compta.txt": "Comptable – Port – Nouméa 2015 - 2025\n- Tenue de la comptabilité",
    }
    for name, text in told.items():
        (place / name).write_text(f"Ana Lemaire {name}\n\nEXPÉRIENCE\n{text}\n", encoding="utf-8")
    return place


def first_of(out: Path) -> str:
    ranked = json.loads((out / "classement.json").read_text(encoding="utf-8"))["candidates"]
    return ranked[0]["file"]


def test_the_ranking_follows_the_sheet(cvs: Path, tmp_path: Path) -> None:
    sheet, out = tmp_path / "grille.csv", tmp_path / "out"
    head = "n°;critère;nature;importance;poids;alternatives;niveau;ligne de l'offre\n"
    sheet.write_text(f"{head};tenir la comptabilité;mission;;;;;\n", encoding="utf-8")
    done = vivier("rank", OFFER, cvs, "-q", "-o", out, "--criteria", sheet)
    assert done.returncode == 0, done.stderr
    assert first_of(out) == "compta.txt"
    assert [c.text for c in read_grid(out / "grille.xlsx")] == ["tenir la comptabilité"]
    assert vivier("verify", out).returncode == 0
    again = vivier("rank", OFFER, cvs, "-q", "-o", tmp_path / "own")
    assert again.returncode == 0
    assert first_of(tmp_path / "own") == "dev.txt"
    assert len(read_grid(tmp_path / "own/grille.xlsx")) == 10


def test_a_grid_changed_in_the_folder_of_a_run_is_not_lost(cvs: Path, tmp_path: Path) -> None:
    assert vivier("rank", OFFER, cvs, "-q", "-o", tmp_path).returncode == 0
    sheet = tmp_path / "grille.xlsx"
    write_grid(read_grid(sheet).changed("c1", weight=99.0), sheet)
    changed = sheet.read_bytes()
    done = vivier("rank", OFFER, cvs, "-q", "-o", tmp_path)
    assert done.returncode == 1
    assert "--criteria" in done.stderr
    assert sheet.read_bytes() == changed
    assert vivier("rank", OFFER, cvs, "-q", "-o", tmp_path, "--criteria", sheet).returncode == 0
    assert read_grid(sheet).by_id["c1"].weight == 99


def test_a_mistake_in_the_sheet_is_one_line(cvs: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "grille.csv"
    sheet.write_text("critère;nature\nTraire;vache\n", encoding="utf-8")
    done = vivier("rank", OFFER, cvs, "-q", "--criteria", sheet)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "ligne 2, colonne « nature »" in done.stderr
