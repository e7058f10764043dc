"""Who leaves is gone to the last byte; how long people are kept is said, and told when over."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline.cli.main import run
from pipeline.runs.decisions import Decisions
from pipeline.runs.folder import read_record
from pipeline.runs.retention import days, last_day, overdue
from tests.conftest import CV, NOTICE
from tests.everything import found_in, tellings

NAMES = ("Zéphyrine Quatrebarbes", "Ildefonse Tournesac", "Barnabé Houlbrèque")
LEAVES, MAIL, PHONE = NAMES[0], "z.quatrebarbes@courriel.example", "06 98 76 54 31"
FILE = "CV_Quatrebarbes_Zephyrine.txt"
ABOUT = tellings(*LEAVES.split(), MAIL, PHONE, FILE)


def cv_of(name: str, mail: str, phone: str) -> str:
    head = f"{name}\nDéveloppeuse d'applications\n{mail} – {phone}\n"
    own = f"- Portfolio : www.{name.split()[1].lower()}.example\n"
    text = CV.split("\n", 5)[5].replace("FORMATION", f"{own}\nFORMATION")
    return head + text + f"\nDIVERS\n- Créatrice du prix {name} des développeurs\n"


@pytest.fixture
def made(first: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with CVs, and a run, a pool, a run of the pool and a store kept apart, as they were
    made; a run knows its paths, which stay the same for all tests.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(first / "cache"))
    kept = first.with_name("kept")
    if kept.exists():
        shutil.rmtree(first)
    else:
        first.rename(kept)
    shutil.copytree(kept, first)
    return first


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("effacement") / "lieu"
    cvs = tmp_path / "cvs"
    cvs.mkdir(parents=True)
    (cvs / FILE).write_text(cv_of(LEAVES, MAIL, PHONE), encoding="utf-8")
    for n, name in enumerate(NAMES[1:]):
        text = cv_of(name, f"n{n}@courriel.example", f"06 12 34 56 7{n}")
        (cvs / f"autre{n}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "offre.txt").write_text(NOTICE, encoding="utf-8")
    offer = str(tmp_path / "offre.txt")
    places = {name: str(tmp_path / name) for name in ("out", "pool", "out2", "reserve", "out3")}
    assert run(["rank", offer, str(cvs), "-o", places["out"], "-q"]) == 0
    assert run(["index", str(cvs), "--pool", places["pool"], "-q"]) == 0
    assert run(["rank", offer, "--pool", places["pool"], "-o", places["out2"], "-q"]) == 0
    store = ["--store", places["reserve"]]
    assert run(["rank", offer, str(cvs), "-o", places["out3"], *store, "-q"]) == 0
    decide(tmp_path / "out")
    return tmp_path


def decide(out: Path) -> None:
    decisions = Decisions(out)
    content = read_record(out)["hashes"][FILE]
    decisions.decide(FILE, content, "keep", f"{LEAVES} convient, {MAIL}", "Léa")
    decisions.decide("autre0.txt", "a" * 64, "reject", "", "Léa")
    leftover = out / ".classement.json.part"
    leftover.write_bytes((out / "classement.json").read_bytes()[:2000])
    fragment = next((out / "reserve" / "profils").glob("*.parquet"))
    (fragment.parent / f".{fragment.name}.part").write_bytes(fragment.read_bytes())
    (out / "reserve" / "écarté").mkdir()
    (out / "reserve" / "écarté" / "1-ancien.parquet").write_bytes(fragment.read_bytes())


def kept(folder: Path) -> list[Path]:
    return [p for p in folder.iterdir() if p.is_dir() and p.name != "cvs"]


def test_a_candidate_who_is_erased_is_gone_to_the_last_byte(
    made: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert {name for name, _ in found_in(kept(made), ABOUT)} >= {"classement.json", "run.json"}
    for place in ("out", "out2", "out3"):
        assert run(["purge", str(made / place), "--candidate", FILE]) == 0
    assert not found_in(kept(made), ABOUT)
    others = tellings("Tournesac", "Houlbrèque")
    assert {name for name, _ in found_in(kept(made), others)} >= {"rapport.html", "classement.xlsx"}
    assert len(Decisions(made / "out").history()) == 1
    assert run(["rank", str(made / "offre.txt"), "--pool", str(made / "pool"), "-q"]) == 0
    assert "Quatrebarbes" not in capfd.readouterr().out


def test_what_is_older_than_a_term_is_gone_to_the_last_byte(made: Path) -> None:
    later = ["--older-than", "1y", "--today", "2030-01-01"]
    places = [str(made / name) for name in ("out", "out2", "out3", "pool", "reserve")]
    assert run(["purge", *places, *later]) == 0
    assert not found_in(kept(made), [*ABOUT, *tellings("Tournesac", "Houlbrèque")])


def test_an_anonymous_run_says_no_name_anywhere(
    made: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = made / "anonyme"
    asked = ["rank", str(made / "offre.txt"), str(made / "cvs"), "-o", str(out), "--anonymous"]
    assert run(asked) == 0
    said = capfd.readouterr()
    (out / "sortie.txt").write_text(said.out + said.err, encoding="utf-8")
    (out / "cle.csv").unlink()
    assert not found_in([out], ABOUT + tellings("Tournesac", "Houlbrèque"))


def test_how_long_a_run_may_be_kept_is_said_and_told_when_it_is_over(
    made: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["rank", str(made / "offre.txt"), str(made / "cvs"), "-q", "--retention", "6m"]
    assert run([*asked, "-o", str(made / "court")]) == 0
    record = json.loads((made / "court" / "run.json").read_text(encoding="utf-8"))
    assert record["keep_until"] == last_day(date.today().isoformat(), "6m").isoformat()
    capfd.readouterr()
    assert run(["verify", str(made / "court")]) == 0
    assert "conserver" not in capfd.readouterr().err
    monkeypatch.setattr("pipeline.cli.runs.date", Later)
    assert run(["verify", str(made / "court")]) == 0
    said = capfd.readouterr().err
    assert "ce qui est passé ; l'effacer : vivier purge" in said and said.count("\n") == 1
    assert run([*asked[:-1], "toujours"]) == 1


class Later(date):
    @classmethod
    def today(cls) -> date:
        return date(2031, 1, 1)


def test_the_last_day_is_still_within_the_term() -> None:
    record = {"started": "2026-11-24", "settings": {"retention": "30d"}}
    assert days("30d") == 30 and last_day("2026-11-24T10:00:00+11:00", "30d") == date(2026, 12, 24)
    assert overdue(record, date(2026, 12, 24)) is None
    assert overdue(record, date(2026, 12, 25)) == date(2026, 12, 24)
