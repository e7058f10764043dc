"""The batch: nothing is read twice, a run killed at any moment goes on, a person can be erased, a
pool is searched.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.batch import climb
from pipeline.batch.batch import index_pool, rank_pool, run_batch
from pipeline.batch.means import Means
from pipeline.batch.run import Run
from pipeline.errors import BadSetting, NoDocuments
from pipeline.files.folder import find_files
from pipeline.files.isolation import Limits
from pipeline.files.remote import Remote
from pipeline.ranking.ranker import Weights
from pipeline.review.papers import papers, publish
from pipeline.runs.anonymity import anonymous
from pipeline.runs.erasure import erase_candidate, erase_older, term
from pipeline.runs.folder import RUN, STORE, WRITTEN
from pipeline.runs.reopening import reopen, source_of
from pipeline.runs.writing import write_key
from pipeline.store import fingerprints
from pipeline.store.reserve import Store
from tests.conftest import CV, OFFER, ROOT, TODAY

SAME = (*WRITTEN, RUN)
"""All that a run writes but its journal, which tells moments."""
FEW = (
    "c005.pdf",
    "c009.docx",
    "c007.odt",
    "c036.txt",
    "c003.doc",
    "c016.pdf",
    "c042.rtf",
    "c039.pdf",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "cvs"
    place.mkdir()
    for name in FEW:
        shutil.copy(ROOT / "data/cvs" / name, place)
    (place / "vide.pdf").write_bytes(b"")
    (place / "abîmé.docx").write_bytes(b"PK\x03\x04 rien")
    return place


def ranked(folder: Path, out: Path, **options: object) -> Run:
    run = run_batch(OFFER, [folder], store=out / STORE, means=Means(TODAY, **options))  # type: ignore[arg-type]
    publish(run, out)
    return run


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in SAME}


def test_a_second_run_reads_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked(folder, tmp_path / "a")
    before = contents(tmp_path / "a")
    monkeypatch.setattr(
        climb.Climb, "_climbed", lambda *_: pytest.fail("a known file was done again")
    )
    ranked(folder, tmp_path / "a")
    assert contents(tmp_path / "a") == before


def test_another_model_understands_again_without_reading(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked(folder, tmp_path)
    before = contents(tmp_path)
    monkeypatch.setattr(fingerprints, "understanding", lambda today, base="": "autre modèle")
    monkeypatch.setattr(
        climb, "parse_document", lambda *_: pytest.fail("a known file was read again")
    )
    ranked(folder, tmp_path)
    store = Store(tmp_path / STORE).profiles
    made = {store.made_by(key, kind) for key, kind in store.listed()}
    assert (fingerprints.reading(), "autre modèle") in made
    after = contents(tmp_path)
    assert {name for name in SAME if after[name] != before[name]} == {RUN}


def test_a_new_offer_and_new_weights_use_what_was_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ranked(folder, tmp_path)
    monkeypatch.setattr(climb, "parse_document", lambda *_: pytest.fail("nothing is read"))
    heavy = run.ranking.reweighed(Weights.shipped().times({"mission": 5}))
    assert sorted(r.match.file for r in heavy) == sorted(r.match.file for r in run.ranking)
    assert [r.match.score for r in heavy] != [r.match.score for r in run.ranking]
    again = run_batch(
        OFFER,
        [folder],
        store=tmp_path / STORE,
        weights=Weights.shipped().times({"mission": 5}),
        today=TODAY,
    )
    assert tuple(again.ranking) == tuple(heavy)


def test_the_same_bytes_whatever_the_processes_and_the_engine(folder: Path, tmp_path: Path) -> None:
    for name, options in {"a": {}, "b": {"jobs": 3}, "c": {"limits": Limits()}}.items():
        ranked(folder, tmp_path / name, **options)
    assert contents(tmp_path / "a") == contents(tmp_path / "b") == contents(tmp_path / "c")


def test_a_run_killed_twenty_times_at_random_moments_ends_the_same(
    folder: Path, tmp_path: Path
) -> None:
    """Each run is a forked process ended by SIGKILL; what is in the store never shrinks, and can
    always be read.
    """
    for name in ("c005.pdf", "c003.doc", "c039.pdf"):
        (folder / name).unlink()
    clock = time.monotonic()
    ranked(folder, tmp_path / "whole")
    whole = time.monotonic() - clock
    chance, out, known = random.Random(7), tmp_path / "killed", 0
    for turn in range(20):
        if turn % 10 == 0 and out.exists():
            shutil.rmtree(out)
            known = 0
        child = os.fork()
        if child == 0:
            ranked(folder, out)
            os._exit(0)
        time.sleep(chance.uniform(0, 0.7 * whole))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        kept = len(Store(out / STORE).profiles)
        assert kept >= known
        known = kept
    ranked(folder, out)
    assert contents(out) == contents(tmp_path / "whole")
    assert not list(out.glob(".*.part"))


def test_a_killed_command_goes_on(folder: Path, tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "pipeline.cli.main",
        "rank",
        OFFER,
        folder,
        "-o",
        tmp_path / "b",
        "--today",
        TODAY.isoformat(),
        "-q",
        "--jobs",
        "2",
    ]
    for seconds in (3.0, 4.0):
        process = subprocess.Popen(
            list(map(str, words)), cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL
        )
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(list(map(str, words)), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    ranked(folder, tmp_path / "a")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_the_journal_holds_counts_and_no_person(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = [sys.executable, "-m", "pipeline.cli.main", "rank", OFFER, folder, "-o", out, "-q"]
    subprocess.run(list(map(str, words)), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    events = [
        json.loads(line)
        for line in (out / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [e["event"] for e in events] == ["start", "files", "ranked", "written"]
    assert (
        events[2]["candidates"] == 8
        and events[2]["unread"] == {"broken": 1, "empty": 1}
        and events[0]["versions"]["vivier"]
    )
    text = (out / "journal.jsonl").read_text(encoding="utf-8")
    assert not any(name in text for name in (*FEW, "abîmé", "Figueiredo"))


def test_watch_ranks_again_when_a_cv_arrives(folder: Path, tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "pipeline.cli.main",
        "rank",
        OFFER,
        folder,
        "-o",
        tmp_path / "out",
        "-q",
        "--watch",
        "0.2",
        "--top",
        "1",
    ]
    process = subprocess.Popen(
        list(map(str, words)), cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        assert "8 candidat(s)" in process.stdout.readline()
        (folder / "nouveau.txt").write_text(CV, encoding="utf-8")
        lines = iter(process.stdout.readline, "")
        assert next(line for line in lines if "candidat(s)" in line).count("9 candidat(s)") == 1
    finally:
        process.terminate()
        process.communicate()


def everything(place: Path) -> str:
    """All that a folder holds, packed files opened."""
    found = []
    for path in sorted(p for p in place.rglob("*") if p.is_file()):
        found.append(path.read_bytes().decode("utf-8", errors="replace"))
        if path.suffix == ".parquet":
            table = pd.read_parquet(path)
            found += [
                b.decode("utf-8", errors="replace")
                for c in table
                for b in table[c]
                if isinstance(b, bytes)
            ]
            found.append(table.to_csv())
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found += [book.read(n).decode("utf-8", errors="replace") for n in book.namelist()]
            found += [
                str(c.value)
                for sheet in openpyxl.load_workbook(path)
                for r in sheet.iter_rows()
                for c in r
            ]
    return "\n".join(found)


def test_a_person_is_erased_from_a_run_to_the_last_byte(tmp_path: Path) -> None:
    place, out = tmp_path / "cvs", tmp_path / "out"
    place.mkdir()
    (place / "martin.txt").write_text(CV, encoding="utf-8")
    letter = "Camille Martin\ncamille.martin@example.nc\nObjet : candidature\nMadame, Monsieur, je vous prie d'agréer mes salutations."
    (place / "lettre.txt").write_text(letter, encoding="utf-8")
    other = (
        CV.replace("Camille Martin", "Hugo Wamytan")
        .replace("camille.martin", "hugo.wamytan")
        .replace("Lagon Logiciels", "Récif Numérique")
    )
    (place / "hugo.txt").write_text(other, encoding="utf-8")
    ranked(place, out)
    assert all(
        word in everything(out) for word in ("Martin", "martin.txt", "Lagon Logiciels", "Wamytan")
    )
    erased = erase_candidate(out, "martin.txt", papers)
    assert (erased.profiles, erased.ranked, erased.whole) == (2, 2, False)
    left = everything(out)
    assert not any(word in left for word in ("Martin", "martin", "lettre.txt", "Lagon Logiciels"))
    assert "Wamytan" in left and [r.match.file for r in reopen(out).ranking] == ["hugo.txt"]
    with pytest.raises(BadSetting, match="aucun candidat"):
        erase_candidate(out, "martin.txt", papers)
    assert erase_candidate(out, reopen(out).hashes["hugo.txt"][:12], papers).whole
    assert "Wamytan" not in everything(out) and not (out / "classement.json").exists()


def test_a_run_that_kept_nothing_goes_whole_but_only_for_its_own(tmp_path: Path) -> None:
    run, key = anonymous(run_batch(OFFER, [ROOT / "data/cvs/c036.txt"], today=TODAY))
    publish(run, tmp_path)
    write_key(key, tmp_path)
    with pytest.raises(BadSetting, match="aucun candidat"):
        erase_candidate(tmp_path, "quelqu'un d'autre", papers)
    assert (
        erase_older(tmp_path, date(2020, 1, 1), papers).profiles == 0
        and (tmp_path / "classement.json").exists()
    )
    assert (
        erase_candidate(tmp_path, "candidat-0001", papers).whole
        and not (tmp_path / "cle.csv").exists()
    )


def test_what_is_too_old_is_erased(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ranked(folder, out)
    assert erase_older(out, date(2026, 1, 1), papers).profiles == 0
    (folder / "nouveau.txt").write_text(CV, encoding="utf-8")
    run = run_batch(OFFER, [folder], store=out / STORE, means=Means(date(2030, 1, 1)))
    publish(replace(run, started="2030-01-01T00:00:00+00:00"), out)
    erased = erase_older(out, term("2y", date(2030, 1, 1)), papers)
    assert erased.profiles == 9 and [r.match.file for r in reopen(out).ranking] == ["nouveau.txt"]
    assert erase_older(out, date(2031, 1, 1), papers).whole
    assert {p.name for p in out.iterdir()} == {".lock", "journal.jsonl"}
    for bad in ("2", "deux ans", "3z"):
        with pytest.raises(BadSetting, match="n'est pas une durée"):
            term(bad, TODAY)
    with pytest.raises(BadSetting, match="ni un classement ni une réserve"):
        erase_older(folder, date(2031, 1, 1), papers)


def test_a_run_opened_again_is_the_run(folder: Path, tmp_path: Path) -> None:
    run = ranked(folder, tmp_path / "a")
    again = reopen(tmp_path / "a")
    assert tuple(again.ranking) == tuple(run.ranking) and again.unread == run.unread
    assert dict(again.candidates) == dict(run.candidates) and dict(again.hashes) == dict(run.hashes)
    assert again.read("c005.pdf") == run.read("c005.pdf")
    publish(again, tmp_path / "c")
    publish(run, tmp_path / "b")
    for name in SAME:
        assert (tmp_path / "c" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_a_pool_gives_what_ranking_all_gives(tmp_path: Path, folder: Path) -> None:
    pool = tmp_path / "vivier"
    size, unread = index_pool([folder], pool, Means(TODAY))
    assert size == 8 and [u.reason for u in unread] == ["broken", "empty"]
    run = rank_pool(OFFER, pool, means=Means(TODAY))
    whole = run_batch(OFFER, [folder], today=TODAY)
    assert [(r.rank, r.match) for r in run.ranking] == [(r.rank, r.match) for r in whole.ranking]
    assert run.unread == whole.unread and run.settings.pool_size == 8
    few = rank_pool(OFFER, pool, number=4, means=Means(TODAY))
    assert len(few.ranking) == 4
    assert {r.match.file for r in few.ranking} >= {r.match.file for r in whole.ranking[:3]}
    erase_candidate(pool, run.candidates["c005.pdf"].id, papers)
    assert (
        "c005.pdf" not in everything(pool)
        and len(rank_pool(OFFER, pool, means=Means(TODAY)).ranking) == 7
    )
    with pytest.raises(BadSetting, match="pas d'index"):
        rank_pool(OFFER, folder)


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for place, text in (
        ("nord", CV),
        ("sud", CV.replace("Camille Martin", "Hugo Wamytan").replace("camille.martin", "hugo.w")),
    ):
        (tmp_path / place).mkdir()
        (tmp_path / place / "cv.txt").write_text(text, encoding="utf-8")
    (tmp_path / "sud" / "autre.txt").write_text(
        CV.replace("Camille Martin", "Ana Lemaire"), encoding="utf-8"
    )
    places = [tmp_path / "nord", tmp_path / "sud"]
    run, other = (
        run_batch(OFFER, given, today=TODAY) for given in (places, [*reversed(places), places[0]])
    )
    assert {f: d.identity.name for f, d in run.candidates.items()} == {
        "nord/cv.txt": "Camille Martin",
        "sud/cv.txt": "Hugo Wamytan",
        "autre.txt": "Ana Lemaire",
    }
    assert tuple(run.ranking) == tuple(other.ranking) and dict(run.hashes) == dict(other.hashes)
    assert (source_of(run)("sud/cv.txt") or b"").startswith(b"Hugo Wamytan")


def test_a_longer_name_that_another_file_has_loses_neither(tmp_path: Path) -> None:
    for place in ("x/a", "x/b", "y/a"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "cv.txt").write_text(place)
    found, _ = find_files([tmp_path / "x/a", tmp_path / "x/b", tmp_path / "y"])
    assert sorted((f.name, f.path) for f in found) == [
        (name, tmp_path / name) for name in ("x/a/cv.txt", "x/b/cv.txt", "y/a/cv.txt")
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_not_utf8_is_read_and_written(folder: Path, tmp_path: Path) -> None:
    (folder / os.fsdecode(b"cv_\xe9l\xe8ve.txt")).write_text(CV, encoding="utf-8")
    run = ranked(folder, tmp_path / "out")
    assert run.candidates["cv_élève.txt"].identity.name == "Camille Martin"
    assert "cv_élève.txt" in (tmp_path / "out/classement.csv").read_text(encoding="utf-8-sig")


def test_files_elsewhere_are_named_by_their_url(folder: Path, tmp_path: Path) -> None:
    here, there = (
        ranked(folder, tmp_path / "a"),
        run_batch(OFFER, [Remote(folder.as_uri())], today=TODAY),
    )
    assert tuple(here.ranking) == tuple(there.ranking) and here.unread == there.unread
    with pytest.raises(NoDocuments, match="n'existe pas"):
        run_batch(OFFER, [Remote((tmp_path / "absent").as_uri())], today=TODAY)
