"""The grid as a sheet: written and read back in every format, changed by hand, with mistakes."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import BadSetting
from pipeline.profiles.asks import ASSET, IGNORED, Ask
from pipeline.ranking.criteria import Grid, grid_of
from pipeline.review.grids import KINDS, NEEDS, TITLES
from pipeline.review.sheets import FORMATS, GUIDE, SHEET, as_csv, as_xlsx, read_grid, write_grid

HEAD = ";".join(TITLES)


@pytest.fixture
def grid() -> Grid:
    """A grid with a choice, a level, an asset, and a text that looks like a formula."""
    return grid_of(
        [
            Ask("Chef de chantier", "occupation", line=1),
            Ask("- suivre les travaux ; rendre compte", "mission", line=3),
            Ask("=AutoCAD ou Revit", "skill", any_of=("AutoCAD", "Revit"), line=6),
            Ask("Anglais « technique »", "language", ASSET, level="B2", line=7),
            Ask("Résider à Koné", "residence"),
        ]
    )


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_brings_the_grid_back(grid: Grid, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"grille{ending}"
    write_grid(grid, path)
    assert read_grid(path) == grid


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_grid_gives_the_same_bytes(grid: Grid, ending: str) -> None:
    write = FORMATS[ending][0]
    assert write(grid) == write(grid)


def test_the_workbook_has_lists_to_choose_from_and_a_sheet_that_explains(grid: Grid) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(grid)))
    assert book.sheetnames == [SHEET, GUIDE]
    rules = {rule.formula1 for rule in book[SHEET].data_validations.dataValidation}
    assert {f'"{",".join(words.values())}"' for words in (KINDS, NEEDS)} <= rules
    explained = {row[0].value for row in book[GUIDE].iter_rows()}
    assert set(TITLES) <= explained
    assert book[SHEET]["B4"].data_type == "s"


def test_a_csv_is_what_a_spreadsheet_in_french_opens(grid: Grid) -> None:
    data = as_csv(grid)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[0] == HEAD


def read_csv(tmp_path: Path, *rows: str) -> Grid:
    path = tmp_path / "grille.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return read_grid(path)


def test_rows_that_people_changed(tmp_path: Path) -> None:
    grid = read_csv(
        tmp_path,
        "1;Conduire le tracteur;MISSION;Indispensable;12,5;;;4",
        "",
        ";Permis tracteur;permis;;;;;",
        "9;Traire;mission;ignore;3;;;",
    )
    first, added, ignored = grid
    assert (first.kind, first.weight, first.line) == ("mission", 12.5, 4)
    assert (added.kind, added.need, added.line) == ("licence", "essential", 0)
    assert added.weight == pytest.approx(7.75)
    assert (ignored.need, ignored.counts) == (IGNORED, False)
    assert [c.id for c in grid] == ["c1", "c2", "c3"]


def test_rows_without_any_weight_weigh_as_an_offer_would_propose(tmp_path: Path) -> None:
    grid = read_csv(
        tmp_path,
        "1;Cuisinier;métier;;;;;",
        "2;Dresser;mission;;;;;",
        "3;Trier;mission;;;;;",
        "4;Anglais;langue;souhaité;;;;",
    )
    asks = (
        Ask("Cuisinier", "occupation"),
        Ask("Dresser", "mission"),
        Ask("Trier", "mission"),
        Ask("Anglais", "language", ASSET),
    )
    assert [c.weight for c in grid] == [c.weight for c in grid_of(asks)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1;Traire;missoin;;1;;;", ("ligne 2", "« nature »", "missoin", "choisir parmi métier")),
        ("1;Traire;mission;voulu;1;;;", ("ligne 2", "« importance »", "voulu", "indispensable")),
        ("1;Traire;mission;;beaucoup;;;", ("ligne 2", "« poids »", "beaucoup", "un nombre")),
        ("1;Traire;mission;;-2;;;", ("ligne 2", "« poids »", "-2")),
        ("1;;mission;;1;;;", ("ligne 2", "« critère »", "vide")),
        ("1;Traire;mission;;1;;;x", ("ligne 2", "« ligne de l'offre »", "x")),
        ("1;Traire;mission;ignoré;1;;;", ("aucun critère ne compte",)),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, row: str, told: tuple[str, ...]) -> None:
    with pytest.raises(BadSetting) as error:
        read_csv(tmp_path, row)
    for words in ("grille.csv", *told):
        assert words in str(error.value)


def test_a_column_that_is_gone_is_named(tmp_path: Path) -> None:
    path = tmp_path / "grille.csv"
    path.write_text("n°;critère\n1;Traire\n", encoding="utf-8")
    with pytest.raises(BadSetting, match="colonne « nature » manque"):
        read_grid(path)


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".json"])
def test_what_is_no_sheet_is_told_in_one_line(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"grille{ending}"
    path.write_bytes(b"rien")
    with pytest.raises(BadSetting, match=f"grille{ending}"):
        read_grid(path)


def test_another_format_is_refused_with_those_that_are_known(tmp_path: Path, grid: Grid) -> None:
    with pytest.raises(BadSetting, match=r"\.xlsx, \.ods, \.csv, \.json"):
        write_grid(grid, tmp_path / "grille.doc")
