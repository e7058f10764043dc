"""A run made again is the same, and what changed is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.batch.batch import run_batch
from pipeline.batch.means import Means
from pipeline.errors import BadSetting
from pipeline.review.papers import publish
from pipeline.runs import checking
from pipeline.runs.anonymity import anonymous
from pipeline.runs.checking import rerun, verify
from pipeline.runs.folder import STORE
from pipeline.store import fingerprints
from tests.conftest import CV, OFFER, ROOT, TODAY


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "cvs"
    folder.mkdir()
    for name in ("c005.pdf", "c036.txt", "c009.docx"):
        shutil.copy(ROOT / "data/cvs" / name, folder)
    publish(
        run_batch(OFFER, [folder], today=TODAY, store=tmp_path / "out" / STORE), tmp_path / "out"
    )
    return tmp_path / "out"


def test_a_run_made_again_is_the_same_to_the_byte(out: Path, tmp_path: Path) -> None:
    publish(rerun(out, Means()), tmp_path / "again")
    for name in ("classement.json", "classement.csv", "lecture.csv"):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes()
    assert verify(out, Means()).unchanged


def test_what_changed_is_told(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cvs/c036.txt").write_text(CV, encoding="utf-8")
    (tmp_path / "cvs/c009.docx").unlink()
    (tmp_path / "cvs/neuf.txt").write_text(CV.replace("Java", "PHP"), encoding="utf-8")
    csv = out / "classement.csv"
    csv.write_text(csv.read_text(encoding="utf-8-sig").replace("1", "2", 1), encoding="utf-8-sig")
    other = {**fingerprints.versions(), "numpy": "0.1"}
    monkeypatch.setattr(fingerprints, "versions", lambda: other)
    found = verify(out, Means())
    assert set(found.inputs) == {
        ("c009.docx", "a disparu"),
        ("neuf.txt", "est nouveau"),
        ("c036.txt", "a changé"),
    }
    assert [name for name, _, _ in found.versions] == ["numpy"] and found.outputs == (
        "classement.csv",
    )
    assert {file for file, _ in found.candidates} >= {
        "c009.docx",
        "neuf.txt",
        "c036.txt",
    } and not found.unchanged


def test_a_run_of_another_schema_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SCHEMA", checking.SCHEMA + 1)
    with pytest.raises(BadSetting, match="relancer vivier rank"):
        verify(out, Means())


def test_an_anonymous_run_cannot_name_its_files(out: Path) -> None:
    run = run_batch(OFFER, [ROOT / "data/cvs/c036.txt"], today=TODAY)
    publish(anonymous(run)[0], out)
    with pytest.raises(BadSetting, match="anonyme"):
        rerun(out, Means())
