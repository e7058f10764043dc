"""A pool handed to another engine: the table says what the schema says, and what that engine finds
is ranked as ever; the recipe of the documentation is run.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.batch.batch import index_pool, rank_pool
from pipeline.batch.means import Means
from pipeline.batch.run import Run
from pipeline.cli.main import run
from pipeline.errors import BadSetting
from pipeline.ranking.matches import Part
from pipeline.runs.checking import verify
from pipeline.store.exports import SCHEMA
from tests.conftest import CV, NOTICE, ROOT, TODAY

MEANS = Means(TODAY)
TONGUES = ("Java", "Python", "PHP", "cuisine", "comptabilité")


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("vivier")
    (home / "cvs").mkdir()
    for n, tongue in enumerate(TONGUES):
        text = CV.replace("Camille Martin", f"Camille Martin{'ez' * n}").replace("Java", tongue)
        (home / "cvs" / f"été {n};a.txt").write_text(text, encoding="utf-8")
    (home / "offre.txt").write_text(NOTICE, encoding="utf-8")
    index_pool([home / "cvs"], home / "pool", MEANS)
    return home / "pool"


def offer_of(pool: Path) -> Path:
    return pool.parent / "offre.txt"


def scored(found: Run) -> list[tuple[str, float, tuple[Part, ...]]]:
    """The candidates of a run in their order, with all that made their scores."""
    return [(r.match.file, r.match.score, r.match.parts) for r in found.ranking]


def test_both_forms_hold_what_the_schema_says(pool: Path, tmp_path: Path) -> None:
    for form in ("ndjson", "parquet"):
        assert run(["export", str(pool), "--to", form, "-o", str(tmp_path)]) == 0
    rows = pq.read_table(tmp_path / "profils.parquet").to_pylist()
    text = (tmp_path / "profils.ndjson").read_text(encoding="utf-8")
    assert [json.loads(line) for line in text.splitlines()] == rows
    assert pq.read_schema(tmp_path / "profils.parquet").names == SCHEMA.names
    assert [row["file"] for row in rows] == [f"été {n};a.txt" for n in range(5)]
    assert all(date.fromisoformat(row["read"]) == TODAY and row["skills"] for row in rows)
    page = (ROOT / "docs/commandes.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in SCHEMA.names)


def test_what_is_found_elsewhere_is_ranked_as_ever(pool: Path, tmp_path: Path) -> None:
    whole = rank_pool(offer_of(pool), pool, means=MEANS)
    names = [r.match.file for r in whole.ranking]
    again = rank_pool(offer_of(pool), pool, among=names[::-1], means=MEANS)
    assert [(r.rank, r.match) for r in again.ranking] == [(r.rank, r.match) for r in whole.ranking]
    few = rank_pool(offer_of(pool), pool, among=names[1:3], means=MEANS)
    assert scored(few) == scored(whole)[1:3]
    with pytest.raises(BadSetting, match="n'est pas dans le vivier"):
        rank_pool(offer_of(pool), pool, among=["autre.txt"], means=MEANS)


def test_a_run_among_others_is_verified_among_them(pool: Path, tmp_path: Path) -> None:
    (tmp_path / "liste.txt").write_text("été 4;a.txt\nété 0;a.txt\n", encoding="utf-8")
    asked = ["rank", str(offer_of(pool)), "--pool", str(pool), "-q"]
    among = ["--among", str(tmp_path / "liste.txt")]
    assert run([*asked, *among, "-o", str(tmp_path / "out")]) == 0
    assert verify(tmp_path / "out", Means()).unchanged
    assert run([*asked[:2], str(pool.parent / "cvs"), *among]) == 2
    (tmp_path / "liste.txt").write_text("\n", encoding="utf-8")
    assert run([*asked, *among]) == 1


def test_the_recipe_for_duckdb(
    pool: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    page = (ROOT / "docs/commandes.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```sql\n(.*?)```", page, re.S)
    monkeypatch.chdir(tmp_path)
    assert run(["export", str(pool), "--to", "parquet", "-o", "."]) == 0
    capfd.readouterr()
    assert run(["profile", str(offer_of(pool)), "--kind", "offer", "--format", "jsonl"]) == 0
    Path("offre.jsonl").write_text(capfd.readouterr().out, encoding="utf-8")
    duckdb.connect().execute(recipe.replace("LIMIT 500", "LIMIT 3"))
    found = Path("trouves.txt").read_text(encoding="utf-8").splitlines()
    assert len(found) == 3 and "été 0;a.txt" in found
    ours = scored(rank_pool(offer_of(pool), pool, means=MEANS))
    theirs = scored(rank_pool(offer_of(pool), pool, among=found, means=MEANS))
    assert theirs == [match for match in ours if match[0] in found]
