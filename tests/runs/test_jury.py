"""A jury: opinions that are blind until they are opened, stages, one competition, work joined."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.batch.run import Run
from pipeline.errors import BadSetting
from pipeline.runs.competitions import Competition, competition_in, competition_of
from pipeline.runs.decisions import NOTE, OPINION, STAGE, Decision, Decisions, stages
from pipeline.runs.folder import DECISIONS
from pipeline.runs.jury import conflicts, judged, opening_of, published, seen_by
from pipeline.runs.ledger import COLUMNS, mark
from pipeline.runs.organisation import Member, Organisation
from pipeline.runs.seal import sealed
from pipeline.runs.sharing import exported, merge
from pipeline.runs.writing import refuse_folder

MINE = Competition("3134-26-0001/SR", "a" * 64)
OTHER = Competition("3146-26-0002/SR", "b" * 64)


def words(history: list[Decision]) -> list[tuple[str, str, str]]:
    return [(d.kind, d.verdict, d.author) for d in history]


def test_opinions_are_blind_until_they_are_opened(tmp_path: Path) -> None:
    log = Decisions(tmp_path, MINE)
    log.decide("a.pdf", "1", "keep", "Solide", "Léa")
    log.note("a.pdf", "1", "Java", "Trois ans seulement", "Léa")
    log.decide("a.pdf", "1", "reject", "Trop loin", "Tom")
    log.promote([("a.pdf", "1")], "admissible", "Dossier complet", "Tom")
    seen = seen_by(log.history(), "Léa")
    assert words(seen) == [
        (OPINION, "keep", "Léa"),
        (NOTE, "", "Léa"),
        (STAGE, "admissible", "Tom"),
    ]
    assert words(seen_by(log.history(), "")) == [(STAGE, "admissible", "Tom")]
    assert opening_of(log.history()) is None
    log.open("Ève", "Chacun a lu")
    opened = opening_of(log.history())
    assert opened is not None and (opened.author, opened.comment) == ("Ève", "Chacun a lu")
    assert len(seen_by(log.history(), "Léa")) == 5


def test_papers_show_closed_opinions_of_who_works_alone_only(tmp_path: Path) -> None:
    log = Decisions(tmp_path, MINE)
    log.decide("a.pdf", "1", "keep", "Solide", "Léa")
    jury = Organisation(jury=(Member("Léa"), Member("Tom")))
    assert len(published(log.history(), Organisation())) == 1
    assert published(log.history(), jury) == []
    log.decide("a.pdf", "1", "reject", "Trop loin", "Tom")
    assert published(log.history(), Organisation()) == []
    log.open("Léa", "Chacun a lu")
    assert len(published(log.history(), jury)) == 3


@pytest.mark.parametrize(("author", "motive"), [("", "Motif"), ("Léa", "  "), (" ", "")])
def test_the_jury_decides_with_author_and_motive(author: str, motive: str, tmp_path: Path) -> None:
    log = Decisions(tmp_path, MINE)
    for decide in (
        lambda: log.promote([("a.pdf", "1")], "chosen", motive, author),
        lambda: log.open(author, motive),
    ):
        with pytest.raises(BadSetting):
            decide()
    assert log.history() == []


def test_several_are_decided_at_once_with_one_motive(tmp_path: Path) -> None:
    log = Decisions(tmp_path, MINE)
    those = [(f"{n}.pdf", str(n)) for n in range(5)]
    log.promote(those, "admissible", "Dossiers complets", "Léa", "classement")
    log.promote(those[:2], "shortlisted", "Les plus proches", "Léa", "classement")
    reached = stages(log.history())
    assert [reached[file].verdict for file, _ in those] == ["shortlisted"] * 2 + ["admissible"] * 3
    assert {d.comment for d in log.history()} == {"Dossiers complets", "Les plus proches"}
    with pytest.raises(BadSetting, match="n'existe pas"):
        log.promote(those, "keep", "Motif", "Léa")
    with pytest.raises(BadSetting, match="ne nomme personne"):
        log.promote([], "chosen", "Motif", "Léa")
    assert len(log.history()) == 7


def test_stages_take_sides_before_opinions(tmp_path: Path) -> None:
    log = Decisions(tmp_path, MINE)
    log.decide("a.pdf", "1", "reject", "Motif", "Léa")
    log.decide("b.pdf", "2", "keep", "Motif", "Léa")
    log.promote([("a.pdf", "1")], "shortlisted", "Motif", "Léa")
    log.promote([("b.pdf", "2"), ("c.pdf", "3")], "admissible", "Motif", "Léa")
    assert judged(log.history()) == {"a.pdf": "keep", "b.pdf": "keep"}


def test_decisions_of_another_competition_never_appear(tmp_path: Path) -> None:
    Decisions(tmp_path, MINE).decide("a.pdf", "1", "keep", "Motif", "Léa")
    assert Decisions(tmp_path, OTHER).history() == []
    Decisions(tmp_path, OTHER).promote([("a.pdf", "1")], "not_chosen", "Motif", "Tom")
    assert words(Decisions(tmp_path, MINE).history()) == [(OPINION, "keep", "Léa")]
    mended = Competition(MINE.reference, "c" * 64)
    assert words(Decisions(tmp_path, mended).history()) == [(OPINION, "keep", "Léa")]


def test_a_competition_is_told_and_known_again() -> None:
    for competition in (MINE, Competition("", "d" * 64), Competition("réf. 12 du 3 mai", "e" * 64)):
        again = competition_in(competition.told)
        assert again.is_same(competition) and again.reference == competition.reference
    assert competition_in("", "a" * 64).is_same(MINE)
    assert not competition_in("", "b" * 64).is_same(MINE)


def test_a_folder_of_another_competition_is_refused(sample_run: Run, sample_out: Path) -> None:
    before = {p.name: p.read_bytes() for p in sample_out.iterdir() if p.is_file()}
    with pytest.raises(BadSetting, match="autre concours .*-o"):
        refuse_folder(sample_out, OTHER)
    refuse_folder(sample_out, competition_of(sample_run))
    refuse_folder(sample_out / "nulle-part", OTHER)
    assert before == {p.name: p.read_bytes() for p in sample_out.iterdir() if p.is_file()}


@pytest.fixture
def machines(sample_run: Run, sample_out: Path, tmp_path: Path) -> tuple[Path, Path]:
    """One run on two machines."""
    there = tmp_path / "ailleurs"
    shutil.copytree(sample_out, there)
    return sample_out, there


def named(run: Run, place: int) -> tuple[str, str]:
    match = run.ranking[place].match
    return match.file, match.id


def test_work_is_joined_whatever_the_order(sample_run: Run, machines: tuple[Path, Path]) -> None:
    ours, theirs = machines
    competition = competition_of(sample_run)
    first, second = named(sample_run, 0), named(sample_run, 1)
    Decisions(ours, competition).decide(*first, "keep", "Solide", "Léa")
    Decisions(theirs, competition).decide(*first, "reject", "Trop loin", "Tom")
    Decisions(theirs, competition).promote([second], "admissible", "Complet", "Tom")
    files = []
    for n, place in enumerate(machines):
        files.append(place.parent / f"{n}.json")
        files[n].write_bytes(exported(place))
    assert (merge(ours, files).new, merge(theirs, files[::-1]).new) == (2, 1)
    assert exported(ours) == exported(theirs)
    again = merge(ours, files)
    assert (again.new, again.known, again.strange) == (0, 3, 0)
    assert exported(ours) == exported(theirs)
    assert words(Decisions(ours, competition).history()) == [
        (OPINION, "keep", "Léa"),
        (OPINION, "reject", "Tom"),
        (STAGE, "admissible", "Tom"),
    ]


def test_contrary_decisions_are_shown_until_one_settles_them(
    sample_run: Run, machines: tuple[Path, Path]
) -> None:
    ours, theirs = machines
    competition = competition_of(sample_run)
    one, two = named(sample_run, 0), named(sample_run, 1)
    logs = [Decisions(place, competition) for place in machines]
    logs[0].promote([one, two], "admissible", "Complet", "Léa")
    (ours.parent / "0.json").write_bytes(exported(ours))
    merge(theirs, [ours.parent / "0.json"])
    logs[0].promote([one], "chosen", "La plus proche", "Léa")
    logs[1].promote([one], "not_chosen", "Trop loin", "Tom")
    logs[1].promote([two], "shortlisted", "À entendre", "Tom")
    logs[0].decide(*two, "keep", "Solide", "Léa")
    logs[1].decide(*two, "reject", "Trop loin", "Léa")
    (theirs.parent / "1.json").write_bytes(exported(theirs))
    found = merge(ours, [theirs.parent / "1.json"]).conflicts
    assert [(c.file, c.is_own, {d.verdict for d in c.decisions}) for c in found] == sorted(
        [(one[0], False, {"chosen", "not_chosen"}), (two[0], True, {"keep", "reject"})]
    )
    assert merge(ours, [theirs.parent / "1.json"]).conflicts == found
    logs[0].promote([one], "chosen", "Après échange", "Ève")
    logs[0].decide(*two, "keep", "Relu", "Léa")
    assert conflicts(logs[0].history()) == []


def test_who_was_erased_does_not_come_back(sample_run: Run, machines: tuple[Path, Path]) -> None:
    ours, theirs = machines
    file, _ = named(sample_run, 0)
    strange = [(file, "f" * 64), ("autre.pdf", "1" * 64)]
    Decisions(theirs, competition_of(sample_run)).promote(strange, "chosen", "Motif", "Tom")
    (theirs.parent / "1.json").write_bytes(exported(theirs))
    found = merge(ours, [theirs.parent / "1.json"])
    assert (found.new, found.strange) == (0, 2)
    assert not Decisions(ours).history()


def test_what_is_no_work_of_this_jury_is_refused(
    sample_run: Run, machines: tuple[Path, Path]
) -> None:
    ours, theirs = machines
    Decisions(theirs, competition_of(sample_run)).open("Tom", "Motif")
    good = exported(theirs)
    path = ours.parent / "reçu.json"
    record = json.loads(good)
    strange = {**record["decisions"][0], "kind": "stage", "verdict": "roi"}
    told = (
        (good.replace(b"Motif", b"motif"), "n'est plus tel"),
        (b"", "n'est plus tel"),
        (resealed({"schema": 1}), "ne contient pas"),
        (resealed(record | {"competition": OTHER.told}), "autre concours"),
        (resealed(record | {"decisions": [strange]}), "autre version"),
        (resealed(record | {"decisions": [{"file": "a"}]}), "autre version"),
    )
    for data, fact in told:
        path.write_bytes(data)
        with pytest.raises(BadSetting, match=fact) as error:
            merge(ours, [path])
        assert path.name in str(error.value) and "\n" not in str(error.value)
    with pytest.raises(BadSetting, match="ne s'ouvre pas"):
        merge(ours, [path.with_name("absent.json")])
    assert not Decisions(ours).history()


def resealed(record: dict[str, object]) -> bytes:
    record = {name: value for name, value in record.items() if name != "checksum"}
    text = json.dumps(record, ensure_ascii=False, indent=1).removesuffix("\n}")
    return b"".join(sealed([text.encode()]))


def test_a_file_of_before_there_were_competitions_goes_on(tmp_path: Path) -> None:
    old = ("a.pdf", "1", "keep", "Motif", "Léa", "2026-01-01T10:00:00+11:00", "classement")
    with closing(sqlite3.connect(tmp_path / DECISIONS)) as base, base:
        first = ", ".join(COLUMNS[: len(old)])
        base.execute(f"create table decisions (number integer primary key, {first}, sum)")
        base.execute(
            f"insert into decisions ({first}, sum) values (?,?,?,?,?,?,?,?)", (*old, mark(old))
        )
        seal = hashlib.sha256(mark(old).encode()).hexdigest()[:32]
        base.execute("create table seal (one integer primary key, sum text not null)")
        base.execute("insert into seal values (1, ?)", (seal,))
    log = Decisions(tmp_path, MINE)
    log.promote([("a.pdf", "1")], "chosen", "Motif", "Tom")
    assert words(log.history()) == [(OPINION, "keep", "Léa"), (STAGE, "chosen", "Tom")]
    assert not (tmp_path / "écarté").exists()


def test_the_order_is_that_of_the_moments_whatever_the_zone(tmp_path: Path) -> None:
    at = ("2026-11-24T10:00:00+11:00", "2026-11-24T00:30:00+01:00", "2026-11-23T23:59:00+00:00")
    rows = [Decision("a.pdf", "1", "keep", "Motif", f"{n}", t) for n, t in enumerate(at)]
    for n, order in enumerate(itertools.permutations(rows)):
        log = Decisions(tmp_path / str(n), MINE)
        (tmp_path / str(n)).mkdir()
        log.adopt(order)
        assert [d.author for d in log.history()] == ["0", "1", "2"]
        assert log.adopt(order) == []
