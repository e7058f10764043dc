"""A damaged run folder: its decisions, journal and record are never lost in silence."""

from __future__ import annotations

import json
import random
import shutil
import warnings
from pathlib import Path

import pytest

from pipeline.batch.run import Run
from pipeline.errors import BadSetting, SetAside
from pipeline.review.papers import publish
from pipeline.runs.decisions import DECISIONS, Decision, Decisions
from pipeline.runs.folder import CLASSEMENT_JSON, RUN, read_listing
from pipeline.runs.seal import is_whole, sealed
from pipeline.store.aside import ASIDE
from pipeline.store.journal import JOURNAL, Journal
from tests.damage import Damage, cut, flipped

PLACES = 80


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The decisions on thirty candidates."""
    folder = tmp_path_factory.mktemp("run")
    for n in range(30):
        comment = f"motif {n} " * 20
        Decisions(folder).decide(f"cv{n}.pdf", f"{n:064d}", "keep", comment, "Léa")
    return folder


def opened(place: Path) -> tuple[list[Decision], list[warnings.WarningMessage]]:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        return Decisions(place).history(), told


@pytest.mark.parametrize("damage", [flipped, cut])
def test_decisions_are_whole_or_told(decided: Path, tmp_path: Path, damage: Damage) -> None:
    chance, all_of_them = random.Random(damage.__name__), Decisions(decided).history()
    kept = []
    for turn in range(PLACES):
        place = tmp_path / str(turn)
        shutil.copytree(decided, place)
        data = damage((place / DECISIONS).read_bytes(), chance)
        (place / DECISIONS).write_bytes(data)
        try:
            found, told = opened(place)
        except BadSetting as error:
            assert "\n" not in str(error) and (place / DECISIONS).read_bytes() == data
            continue
        assert all(decision in all_of_them for decision in found)
        if found != all_of_them:
            assert [w.category for w in told] == [SetAside]
            (beside,) = (place / ASIDE).iterdir()
            assert beside.read_bytes() == data
            Decisions(place).decide("autre.pdf", "a" * 64, "reject")
            assert opened(place)[0][:-1] == found and not opened(place)[1]
        kept.append(len(found))
        shutil.rmtree(place)
    assert sum(kept) > (25 if damage is flipped else 5) * len(kept)


def test_decisions_that_are_no_file_of_decisions(decided: Path, tmp_path: Path) -> None:
    for data in (b"", b"rien", bytes(8192)):
        (tmp_path / DECISIONS).write_bytes(data)
        found, told = opened(tmp_path)
        assert not found and "0 décision" in str(told[0].message)


def test_a_damaged_journal_goes_on_with_its_good_lines(tmp_path: Path) -> None:
    chance = random.Random(3)
    for n in range(40):
        Journal(tmp_path).write("start", known=n)
    whole = (tmp_path / JOURNAL).read_bytes()
    for turn in range(PLACES):
        damaged = (flipped if turn % 2 else cut)(whole, chance)
        (tmp_path / JOURNAL).write_bytes(damaged)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            Journal(tmp_path).write("written")
        lines = (tmp_path / JOURNAL).read_bytes().splitlines(keepends=True)
        at_the_end_of_a_line = damaged in (b"", whole) or damaged.endswith(b"\n") and not turn % 2
        assert bool(told) != at_the_end_of_a_line
        assert set(lines[:-1]) <= set(whole.splitlines(keepends=True))
        assert json.loads(lines[-1])["event"] == "written" and len(lines) >= 40 * (turn % 2)
    assert any(p.name.endswith(JOURNAL) for p in (tmp_path / ASIDE).iterdir())


def test_the_seal_sees_every_bit_and_every_cut() -> None:
    data = b"".join(sealed([b'{"a": 1', b',\n "b": {"c": "d"}']))
    assert json.loads(data)["b"] == {"c": "d"} and is_whole(data)
    for place in range(len(data)):
        assert not is_whole(data[:place])
        for bit in range(8):
            changed = bytes([data[place] ^ 1 << bit])
            assert not is_whole(data[:place] + changed + data[place + 1 :])


def test_a_damaged_record_is_told_and_written_again(sample_run: Run, sample_out: Path) -> None:
    before = {name: (sample_out / name).read_bytes() for name in (RUN, CLASSEMENT_JSON)}
    for name in before:
        (sample_out / name).write_bytes(flipped(before[name], random.Random(5)))
        with pytest.raises(BadSetting, match=f"{name} n'est plus tel"):
            read_listing(sample_out)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            publish(sample_run, sample_out)
        assert [w.category for w in told] == [SetAside] * (name == RUN)
        assert {n: (sample_out / n).read_bytes() for n in before} == before
