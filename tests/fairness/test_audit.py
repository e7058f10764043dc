"""The audit: no twin of a sample CV has another score, and where a score would move the audit says
so.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.batch.batch import run_batch
from pipeline.batch.means import Means
from pipeline.batch.run import Run
from pipeline.errors import BadSetting
from pipeline.fairness import audits
from pipeline.fairness.audit import Auditor
from pipeline.fairness.auditing import audit_run, read_groups
from pipeline.fairness.audits import EXACT, FORMAT, TOLERANCE, largest, write_audit
from pipeline.fairness.twins import twins_of
from pipeline.files.reader import parse_document
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.asked import Asked
from pipeline.ranking.ranker import Weights
from pipeline.review import comparisons
from pipeline.store.packing import pack
from tests.conftest import CV, OFFER, ROOT, TODAY


def test_no_twin_of_a_sample_moves_its_score(sample_run: Run) -> None:
    """The bar of the audit, over every fifth sample: exactly 0 for what tells a person, and one score
    whatever the format.
    """
    files = sorted(sample_run.candidates)[::5]
    found = audit_run(sample_run, Means(TODAY, jobs=2), files)
    kinds = {d.kind for d in found}
    assert {*EXACT, FORMAT} <= kinds and len({d.file for d in found}) == len(files)
    assert {d for d in found if d.kind in EXACT and d.moved} == set()
    assert largest(found, (FORMAT,)) <= TOLERANCE
    assert sum(d.kind == "gender" for d in found) >= 10


def test_twins_differ_in_what_they_say(profile_from: object) -> None:
    cv = Understanding(TODAY)(parse_document(CV.encode(), "cv.txt", "cv"))
    twins = twins_of(cv.document, cv.identity, cv.profile)
    found = {(t.kind, t.variant): t.text for t in twins}
    masculine = found["gender", "masculin"]
    assert (
        "Développeur d'applications" in masculine
        and "Technicien support" in masculine
        and "Né en 1990" in masculine
    )
    assert (
        "Mamadou Traoré" in found["name", "Afrique de l'Ouest"]
        and "camille.martin" not in found["name", "Afrique de l'Ouest"]
    )
    assert "développeurs, revue" in masculine and "Congé parental" in found["gap", "congé parental"]


def test_a_score_that_moves_is_told_with_its_words(
    sample_run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With a score that counts a nationality, the audit must see it."""
    from pipeline.fairness import twins

    row = SimpleNamespace(
        kind="nationality",
        group="piège",
        text="Conception et développement d'applications en PostgreSQL, chef de projet",
    )
    monkeypatch.setattr(twins, "TWINS", SimpleNamespace(rows=(row,)))
    monkeypatch.setattr(
        twins,
        "_with_line",
        lambda text, identity, line: text.replace("- Encadrement", f"- {line}\n- Encadrement"),
    )
    auditor = Auditor(
        pack(Asked(sample_run.offer, sample_run.grid)),
        tuple(Weights.shipped().values.items()),
        Understanding(TODAY),
    )
    found = [
        d for d in auditor(parse_document(CV.encode(), "cv.txt", "cv")) if d.kind == "nationality"
    ]
    assert len(found) == 1 and found[0].moved > 0 and "chef" in " ".join(found[0].words)
    assert "nationalité (piège)" in audits.audit_text(found) and largest(found) > 0
    assert [p.name for p in write_audit(found, tmp_path)] == ["audit.csv", "audit.png"]
    assert "chef" in (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")


def test_the_ratio_of_groups(sample_run: Run, tmp_path: Path) -> None:
    files = [r.match.file for r in sample_run.ranking[:20]]
    groups = {f: "F" if n % 2 else "H" for n, f in enumerate(files)}
    table = comparisons.impact_table(sample_run, groups, 5)
    assert list(table["Parmi les 5 premiers"]) == [2, 3] and list(table.iloc[:, -1]) == [0.667, 1.0]
    (tmp_path / "g.csv").write_text("fichier;groupe\na.pdf;F\nb.pdf;\n", encoding="utf-8")
    assert read_groups(tmp_path / "g.csv") == {"a.pdf": "F"}
    (tmp_path / "g.csv").write_text("nom\nx\n", encoding="utf-8")
    with pytest.raises(BadSetting, match="fichier;groupe"):
        read_groups(tmp_path / "g.csv")


def test_the_command(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "pipeline.cli.main",
        "audit",
        OFFER,
        "data/cvs/c036.txt",
        "-o",
        tmp_path,
        "-q",
    ]
    done = subprocess.run(
        list(map(str, words)), cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert (
        "genre (accords compris)" in done.stdout
        and (tmp_path / "audit.csv").exists()
        and (tmp_path / "audit.png").exists()
    )


def test_one_score_whatever_the_weights(sample_run: Run) -> None:
    heavy = Weights.shipped().times({"diploma": 0, "mission": 3})
    run = run_batch(OFFER, [ROOT / "data/cvs/c036.txt"], today=TODAY, weights=heavy)
    assert largest(audit_run(run, Means(TODAY))) == 0
