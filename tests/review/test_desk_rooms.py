"""The rooms of the desk, each by itself: words found, opinions, pictures, papers, pages, names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from pipeline.batch.run import Run
from pipeline.errors import BadSetting
from pipeline.files.pictures import page_picture, page_sizes
from pipeline.review.desk.desk import Desk
from pipeline.review.desk.pictures import Pictures
from pipeline.review.desk.publishing import Publisher
from pipeline.review.desk.rows import key_of, listing, opinions
from pipeline.review.desk.search import Index, pieces
from pipeline.review.desk.sheets import line_of, pictures, sheets
from pipeline.review.desk.views import View
from pipeline.review.desk.wishes import Wish, factors_of
from pipeline.runs.anonymity import anonymous
from pipeline.runs.decisions import Decision, Decisions
from pipeline.runs.organisation import Member, Organisation
from pipeline.runs.reopening import reopen, texts_of

CV = (
    "Camille Martin\n\nExpérience\nGérante d'épicerie – Nouméa  2019 - 2024\n- Tenue de la caisse\n"
)


@pytest.fixture
def desk(sample_run: Run, tmp_path: Path) -> Desk:
    """The demonstration on a desk without its files."""
    return Desk(sample_run, Decisions(tmp_path), lambda file: None, tuple, "classement")


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("epicerie", True),
        ("ÉPICERIE noumea", True),
        ("épic", True),
        ("picerie", False),
        ("epicerie paris", False),
        ('"tenue de la caisse"', True),
        ('"caisse de la tenue"', False),
        ("", False),
    ],
)
def test_words_are_found_as_people_write_them(asked: str, is_found: bool) -> None:
    index = Index()
    index.add("a.txt", CV)
    assert [found.file for found in index.find(asked)] == ["a.txt"] * is_found


def test_the_words_found_are_shown_on_their_line() -> None:
    index = Index()
    index.add("a.txt", CV)
    (found,) = index.find("caisse")
    (number,) = found.lines
    assert number == 5
    assert pieces(index.line(found, number), "caisse")[-1] == ("caisse", True)


def test_lines_are_numbered_as_the_evidence_numbers_them(sample_run: Run, sample_out: Path) -> None:
    texts = dict(texts_of(reopen(sample_out), sample_out))
    assert set(texts) == set(sample_run.candidates)
    lines = sample_run.read("c008.rtf").document.lines
    assert texts["c008.rtf"].split("\n") == [line.text for line in lines]


@pytest.mark.parametrize("text", ["skills", "skills:", "skills:-1", "skills:5", "skills:nan"])
def test_what_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(BadSetting, match="poids"):
        factors_of(text)


def test_unknown_parts_and_no_weight_at_all_are_refused(desk: Desk, sample_run: Run) -> None:
    every = tuple(sorted((name, 0.0) for name in sample_run.settings.weights))
    for factors in ((("autre", 2.0),), every):
        with pytest.raises(BadSetting):
            desk.order(factors)


def said(author: str, verdict: str) -> Decision:
    return Decision("a.pdf", "1", verdict, "Motif", author, "2026-11-24T10:00:00+11:00")


@pytest.mark.parametrize(
    ("history", "verdict", "divided"),
    [
        ([("Léa", "keep")], "keep", False),
        ([("Léa", "keep"), ("Tom", "reject")], "reject", True),
        ([("Léa", "keep"), ("Tom", "reject"), ("Léa", "reject")], "reject", False),
        ([("Léa", "keep"), ("Tom", "reject"), ("Tom", "")], "", False),
    ],
)
def test_members_differ_where_their_last_words_do(
    history: list[tuple[str, str]], verdict: str, divided: bool
) -> None:
    found = opinions(said(author, word) for author, word in history)["a.pdf"]
    assert (found.verdict, found.divided) == (verdict, divided)


def test_the_list_is_filtered(desk: Desk) -> None:
    order, file = desk.order(), desk.order().rows[3].file
    words = opinions([replace(said("Léa", "keep"), file=file)])
    assert listing(order, Wish(), {}).found == len(order.rows)
    assert [r.file for r in rows(listing(order, Wish(verdict="keep"), words))] == [file]
    assert listing(order, Wish(verdict="none"), words).found == len(order.rows) - 1
    assert {r.band for r in rows(listing(order, Wish(band=2), {}))} == {2}
    need = desk.needs[0]
    for status in ("pass", "fail", "unknown"):
        found = rows(listing(order, Wish(needs=((need, status),)), {}))
        assert found == [r for r in order.rows if dict(r.needs)[need] == status]


def rows(found: Any) -> list[Any]:
    return [row for _, those in found.bands for row in those]


def test_pictures_take_a_bounded_memory(make_pdf: Callable[..., bytes]) -> None:
    data = make_pdf(*[[(60, 80, f"Page {n}")] for n in range(6)])
    assert page_sizes(data) == ((595, 842),) * 6
    one = page_picture(data, 1)
    assert one is not None and one.startswith(b"\xff\xd8")
    kept = Pictures(most=3 * len(one))
    for n in range(1, 7):
        assert kept.drawn("a", n, data)
        assert kept.size <= 3 * len(one)
    assert kept.kept("a", 6) and kept.kept("a", 1) is None
    assert kept.drawn("a", 7, data) is None and page_picture(b"%PDF-1.4 rien", 1) is None
    assert page_sizes(b"du texte") == () and page_picture(b"du texte", 1) is None


def test_papers_are_written_once_for_several_decisions_and_at_the_end() -> None:
    written: list[int] = []
    there = Event()

    def write() -> None:
        written.append(1)
        there.set()

    papers = Publisher(write, quiet=0.05)
    for _ in range(5):
        papers.ask()
    assert there.wait(10) and written == [1]
    papers.ask()
    papers.close()
    assert written == [1, 1]
    Publisher(write, quiet=60).close()
    assert written == [1, 1]


def test_papers_that_cannot_be_written_are_told(desk: Desk) -> None:
    def write() -> None:
        raise BadSetting(
            "out", "le dossier de sortie ne peut pas être écrit", "en choisir un autre"
        )

    papers = Publisher(write, quiet=0.01)
    papers.ask()
    papers.close()
    assert "ne peut pas être écrit" in papers.fault
    assert "ne peut pas être écrit" in View(desk, papers).listing(Wish())


def test_quoted_lines_are_marked_on_pages_and_in_the_text(sample_run: Run) -> None:
    document = sample_run.read("c005.pdf").document
    line = next(n for n, x in enumerate(document.lines, 1) if x.page == 2)
    drawn = pictures(document, ((595.0, 842.0),) * 3, {line: "Missions : essai"})
    assert [len(p.marks) for p in drawn] == [0, 1, 0]
    mark, box = drawn[1].marks[0], document.lines[line - 1].box
    assert box is not None and mark.x < box[0] and mark.x + mark.width > box[2]
    written = sheets(document, {line: "Missions : essai"})
    assert [x.number for s in written for x in s.lines if x.why] == [line]
    assert [s.number for s in written] == [1, 2, 3]
    assert line_of(document, document.lines[line - 1].text) == line
    assert line_of(document, "") == line_of(document, "phrase absente") == 0


def test_an_anonymous_desk_shows_no_name_and_no_page(sample_run: Run, tmp_path: Path) -> None:
    hidden, key = anonymous(sample_run)
    source = (Path(sample_run.settings.cvs[0]) / "c005.pdf").read_bytes()
    desk = Desk(hidden, Decisions(tmp_path), lambda file: source, tuple, "classement")
    alias = next(alias for alias, file, _ in key if file == "c005.pdf")
    papers = Publisher(lambda: None)
    shown = View(desk, papers).page(Wish(), key_of(alias))
    papers.close()
    assert "Figueiredo" not in shown and "c005" not in shown and alias in shown
    assert "Revue anonyme" in shown and desk.picture(key_of(alias), 1) is None


def test_a_decision_names_its_ranking_and_is_never_inherited(desk: Desk) -> None:
    key = desk.order().rows[0].key
    made = desk.decide(key, "keep", "Conduite de projets", "Léa")
    assert made.run == "classement" and made.comment == "Conduite de projets"
    for author, motive in (("", "Motif"), ("Tom", "  ")):
        with pytest.raises(BadSetting):
            desk.decide(key, "reject", motive, author)
    with pytest.raises(BadSetting, match="pas dans ce classement"):
        desk.decide("0" * 16, "keep", "Motif", "Léa")
    assert [d.author for d in desk.shown(key, member="Léa").history] == ["Léa"]
    tom = desk.shown(key, member="Tom")
    assert tom.history == () and tom.hidden == 1


def test_members_who_are_named_are_the_jury(sample_run: Run, tmp_path: Path) -> None:
    jury = Organisation(jury=(Member("Ève", role="présidence"), Member("Léa")))
    desk = Desk(sample_run, Decisions(tmp_path), lambda file: None, tuple, "classement", jury)
    key = desk.order().rows[0].key
    with pytest.raises(BadSetting, match="pas du jury"):
        desk.decide(key, "keep", "Motif", "Tom")
    desk.decide(key, "keep", "Motif", "Léa")
    with pytest.raises(BadSetting, match="le demander à Ève"):
        desk.jury.open("Léa", "Motif")
    assert desk.shown(key, member="Ève").history == ()
    desk.jury.open("Ève", "Chacun a lu")
    assert [d.author for d in desk.shown(key, member="Ève").history] == ["Léa"]
    assert [(seat.name, seat.given) for seat in desk.jury.seats()] == [("Ève", 0), ("Léa", 1)]


def test_the_list_is_filtered_by_stage(desk: Desk) -> None:
    order = desk.order()
    desk.promote([order.rows[3].key, order.rows[3].key], "admissible", "Complet", "Léa")
    seen = desk.jury.seen("")
    assert seen.stages == {order.rows[3].file: "admissible"} and len(seen.history) == 1
    for stage, count in (("admissible", 1), ("received", len(order.rows) - 1), ("chosen", 0)):
        assert listing(order, Wish(stage=stage), {}, seen.stages).found == count
