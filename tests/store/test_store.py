"""The store: rows by content, the newest counts, written whole, read by others, safe with several
writers.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.batch.run import Run
from pipeline.errors import BadSetting
from pipeline.profiles.profile import Profile
from pipeline.store import fragments
from pipeline.store import table as room
from pipeline.store.columns import PROFILES
from pipeline.store.packing import NotPacked, pack, unpack
from pipeline.store.reserve import Store
from pipeline.store.table import Table


def row(key: str, text: str = "texte", reading: str = "1") -> dict[str, object]:
    return {
        "key": key,
        "id": key,
        "kind": "cv",
        "reading": reading,
        "understanding": "1",
        "reason": "",
        "text": text,
    }


def test_what_is_packed_comes_back_equal(sample_run: Run) -> None:
    for file in sample_run.candidates:
        profile = sample_run.read(file).profile
        assert unpack(pack(profile), Profile) == profile
    with pytest.raises(NotPacked):
        unpack(pack("autre chose"), Profile)


def test_the_newest_row_of_a_key_counts(tmp_path: Path) -> None:
    table = Table(tmp_path, PROFILES)
    for text, version in (("ancien", "1"), ("nouveau", "2")):
        table.put(row("a", text, version))
        table.flush()
    again = Table(tmp_path, PROFILES)
    assert (
        len(again) == 1
        and again.made_by("a", "cv") == ("2", "1")
        and again.made_by("b", "cv") is None
    )
    assert [r["text"] for r in again.get([("a", "cv"), ("b", "cv")], ["text"])] == ["nouveau"]


def test_other_tools_read_the_folder(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.profiles.put(row("a"))
    store.flush()
    assert list(pd.read_parquet(store.profiles.folder)["text"]) == ["texte"]


def test_two_writers_and_a_reader_that_compacts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Table(tmp_path, PROFILES), Table(tmp_path, PROFILES)
    for n in range(10):
        for name, table in (("one", one), ("other", other)):
            table.put(row(f"{name}{n}"))
            table.flush()
    monkeypatch.setattr(room, "MOST_FRAGMENTS", 3)
    other.compact()
    assert len(other.fragments()) == 1 and len(other) == 20
    assert {r["key"] for r in one.get([(f"one{n}", "cv") for n in range(10)], ["text"])} == {
        f"one{n}" for n in range(10)
    }


def test_rows_left_out_are_gone_from_the_bytes(tmp_path: Path) -> None:
    table = Table(tmp_path, PROFILES)
    table.put(row("a", "Camille Martin"))
    table.put(row("b", "Hugo Wamytan"))
    assert table.rewrite(lambda r: r["key"] != "a") == 1
    text = pd.read_parquet(tmp_path).to_string()
    assert "Hugo" in text and "Camille" not in text


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("x")
    with pytest.raises(BadSetting, match="ne peut pas être écrite"):
        Table(tmp_path / "fichier" / "b", PROFILES)


def test_a_clock_set_back_does_not_make_rows_older(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table(tmp_path, PROFILES)
    table.put(row("a", "ancien"))
    table.flush()
    monkeypatch.setattr(room.time, "time_ns", lambda: 5)
    table.put(row("a", "nouveau"))
    table.flush()
    again = Table(tmp_path, PROFILES)
    assert [r["text"] for r in again.get([("a", "cv")], ["text"])] == ["nouveau"]


def test_a_full_disk_loses_nothing_that_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table(tmp_path, PROFILES)
    table.put(row("a"))
    table.flush()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fragments.os, "fsync", full)
    table.put(row("b"))
    with pytest.raises(BadSetting, match="libérer de la place"):
        table.flush()
    monkeypatch.undo()
    assert [p.suffix for p in tmp_path.iterdir()] == [".parquet"] and Table(
        tmp_path, PROFILES
    ).made_by("a", "cv")
