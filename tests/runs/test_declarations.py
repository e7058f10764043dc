"""What HR declares is reported with the requirements, kept with the run, and changes no score."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.batch import run_batch
from pipeline.batch.means import Means
from pipeline.batch.run import Declared, Run
from pipeline.errors import BadSetting
from pipeline.review.papers import publish
from pipeline.runs import checking, reopening
from pipeline.runs import folder as runs
from pipeline.runs.anonymity import anonymous
from pipeline.runs.declarations import declared, read_declarations
from tests.conftest import OFFER, ROOT, TODAY


def statuses(run: Run, file: str) -> dict[str, tuple[str, str]]:
    match = next(r.match for r in run.ranking if r.match.file == file)
    return {r.name.split(" (")[0]: (r.status, r.quote) for r in match.requirements}


def test_declarations_are_read_from_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "rh.csv"
    path.write_text(
        "fichier;residence;citoyen\na.pdf;12,5;oui\nb.pdf;;non\nc.pdf;3;\n", encoding="utf-8-sig"
    )
    assert read_declarations(path) == {
        "a.pdf": Declared(12.5, True),
        "b.pdf": Declared(None, False),
        "c.pdf": Declared(3.0, None),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nom;residence\na;3\n", "forme attendue"),
        ("fichier;residence\na.pdf;trois\n", "ligne 2"),
        ("fichier;citoyen\na;hum\n", "ligne 2"),
    ],
)
def test_another_file_is_refused_in_one_line(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "rh.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting, match=told):
        read_declarations(tmp_path / "rh.csv")


def test_it_is_reported_and_never_scored(sample_run: Run) -> None:
    said = {"c005.pdf": Declared(12, True), "c002.pdf": Declared(2, False)}
    run = declared(sample_run, said)
    assert statuses(run, "c005.pdf")["5 ans de résidence"] == (
        "pass",
        "déclaré par les RH : 12 an(s)",
    )
    assert (
        statuses(run, "c002.pdf")["5 ans de résidence"][0] == "fail"
        and statuses(run, "c002.pdf")["citoyenneté"][0] == "fail"
    )
    assert (
        statuses(run, "c006.pdf")["5 ans de résidence"][0]
        == statuses(run, "c006.pdf")["citoyenneté"][0]
        == "unknown"
    )
    assert [(r.rank, r.match.file, r.match.score) for r in run.ranking] == [
        (r.rank, r.match.file, r.match.score) for r in sample_run.ranking
    ]
    assert "citoyenneté" not in statuses(sample_run, "c005.pdf")


def test_it_is_kept_with_the_run_and_masked_with_it(tmp_path: Path) -> None:
    folder, out = tmp_path / "cvs", tmp_path / "out"
    folder.mkdir()
    for name in ("c005.pdf", "c008.rtf"):
        (folder / name).write_bytes((ROOT / "data/cvs" / name).read_bytes())
    run = declared(
        run_batch(OFFER, [folder], store=out / runs.STORE, today=TODAY),
        {"c005.pdf": Declared(7, None)},
    )
    publish(run, out)
    for again in (reopening.reopen(out), checking.rerun(out, Means())):
        assert statuses(again, "c005.pdf")["5 ans de résidence"][0] == "pass"
    assert checking.verify(out, Means()).unchanged
    assert (
        list(reopening.reopen(out).declared) == ["c005.pdf"]
        and not reopening.reopen(out, frozenset({"c005.pdf"})).declared
    )
    masked, key = anonymous(run)
    alias = next(a for a, file, _ in key if file == "c005.pdf")
    assert (
        list(masked.declared) == [alias]
        and statuses(masked, alias)["5 ans de résidence"][0] == "pass"
    )
