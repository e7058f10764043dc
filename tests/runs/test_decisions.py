"""Decisions: kept apart, all of them, safe with two writers, shown in the outputs, never in a
score.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import openpyxl
import pytest

from pipeline.batch.run import Run
from pipeline.errors import BadSetting
from pipeline.ranking.learning import learn
from pipeline.review.papers import publish
from pipeline.runs.decisions import Decisions
from pipeline.runs.reopening import reopen


def test_the_last_decision_counts_and_all_are_kept(tmp_path: Path) -> None:
    decisions = Decisions(tmp_path)
    assert decisions.current() == {} and decisions.history() == []
    decisions.decide("a.pdf", "1", "keep", " Belle expérience. ", "Léa")
    decisions.decide("a.pdf", "1", "reject", "Pas disponible", "Tom")
    decisions.decide("b.pdf", "2", "review")
    assert [d.verdict for d in decisions.history()] == ["keep", "reject", "review"]
    last = Decisions(tmp_path).current()["a.pdf"]
    assert (last.verdict, last.comment, last.author) == (
        "reject",
        "Pas disponible",
        "Tom",
    ) and last.at
    decisions.decide("b.pdf", "2", "")
    assert set(decisions.current()) == {"a.pdf"}
    decisions.forget(["a.pdf"])
    assert b"Pas disponible" not in (tmp_path / "decisions.sqlite").read_bytes()
    with pytest.raises(BadSetting, match="n'existe pas"):
        decisions.decide("a.pdf", "1", "peut-être")


def _decide_many(folder: str, name: str) -> None:
    for n in range(20):
        Decisions(Path(folder)).decide(f"{name}{n}.pdf", "1", "keep")


def test_two_people_may_decide_at_once(tmp_path: Path) -> None:
    context = get_context("spawn")
    people = [
        context.Process(target=_decide_many, args=(str(tmp_path), name)) for name in ("a", "b")
    ]
    for p in people:
        p.start()
    for p in people:
        p.join()
    assert len(Decisions(tmp_path).current()) == 40


def test_a_decision_is_never_changed(tmp_path: Path) -> None:
    Decisions(tmp_path).decide("a.pdf", "1", "keep", "Motif", "Léa", "classement")
    refused = pytest.raises(sqlite3.IntegrityError, match="never changed")
    with closing(sqlite3.connect(tmp_path / "decisions.sqlite")) as base, refused:
        base.execute("update decisions set author = 'Tom'")
    assert [(d.author, d.run) for d in Decisions(tmp_path).history()] == [("Léa", "classement")]


def test_decisions_of_before_they_named_their_ranking_are_kept(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "decisions.sqlite")) as base, base:
        columns = "number integer primary key, file, id, verdict, comment, author, at"
        base.execute(f"create table decisions ({columns})")
        old = (1, "a.pdf", "1", "keep", "Motif", "Léa", "2026-01-01")
        base.execute("insert into decisions values (?, ?, ?, ?, ?, ?, ?)", old)
    Decisions(tmp_path).decide("a.pdf", "1", "reject", "Autre", "Tom", "classement")
    assert [(d.author, d.run) for d in Decisions(tmp_path).history()] == [
        ("Léa", ""),
        ("Tom", "classement"),
    ]


def test_decisions_stand_in_the_outputs_and_change_no_score(
    sample_run: Run, sample_out: Path
) -> None:
    before = (sample_out / "classement.json").read_bytes()
    best = sample_run.ranking[0].match
    Decisions(sample_out).decide(best.file, best.id, "keep", "<b>À voir vite</b>", "Léa")
    publish(reopen(sample_out), sample_out)
    assert (sample_out / "classement.json").read_bytes() == before
    book = openpyxl.load_workbook(sample_out / "classement.xlsx")
    assert [c.value for c in book["Décisions"][2]][1:5] == [
        best.file,
        "retenir",
        "<b>À voir vite</b>",
        "Léa",
    ]
    for name in ("rapport.html", "proces-verbal.html"):
        page = (sample_out / name).read_text(encoding="utf-8")
        assert "retenir" in page and "&lt;b&gt;À voir vite&lt;/b&gt;" in page and "Léa" in page, (
            name
        )


def test_what_decisions_teach(sample_run: Run) -> None:
    """Someone who keeps those who are strong in missions is better served by heavier missions."""
    matches = [r.match for r in sample_run.ranking]
    by_missions = sorted(
        matches, key=lambda m: -next(p.value for p in m.parts if p.name == "mission")
    )
    verdicts = {m.file: "keep" for m in by_missions[:8]} | {
        m.file: "reject" for m in by_missions[8:30]
    }
    lesson = learn(matches, verdicts)
    assert lesson.pairs == 8 * 22 and lesson.after >= lesson.before
    assert lesson.factors["mission"] > 1 and all(0.25 <= f <= 4 for f in lesson.factors.values())
    with pytest.raises(BadSetting, match="aucune décision"):
        learn(matches, {matches[0].file: "keep"})
