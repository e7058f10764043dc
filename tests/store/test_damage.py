"""A damaged store: every bit that changed and every cut is seen, told in one line, and set aside;
no row ever comes back other than it was put.
"""

from __future__ import annotations

import random
import shutil
import warnings
from pathlib import Path

import pytest

from pipeline.errors import SetAside
from pipeline.store.aside import ASIDE
from pipeline.store.reserve import Store
from tests.damage import Damage, cut, flipped

PLACES = 120
KEYS = [f"{n:02d}" for n in range(12)]
COLUMNS = ["text", "document", "reading"]


def emptied(data: bytes, chance: random.Random) -> bytes:
    return b""


def foreign(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(len(data))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three fragments of profiles and one of matches."""
    folder = tmp_path_factory.mktemp("reserve")
    store = Store(folder)
    for n, key in enumerate(KEYS):
        text = f"texte de {key} " * 40
        head = {"key": key, "id": key, "kind": "cv", "reading": "1", "understanding": "1"}
        store.profiles.put({**head, "reason": "", "text": text, "document": text.encode()})
        store.matches.put({"key": key, "kind": "o", "understanding": "1", "match": b"m" * n})
        if n % 4 == 3:
            store.profiles.flush()
    store.flush()
    return folder


def content(folder: Path) -> tuple[dict[str, tuple[object, ...]], dict[str, bytes]]:
    """All that a store says."""
    store = Store(folder)
    rows = store.profiles.get([(key, "cv") for key in KEYS], COLUMNS)
    matches = store.matches.get([(key, "o") for key in KEYS], ["match"])
    return {r["key"]: tuple(r[c] for c in COLUMNS) for r in rows}, {
        r["key"]: r["match"] for r in matches
    }


@pytest.mark.parametrize("damage", [flipped, cut, emptied, foreign])
def test_no_damage_is_silent(kept: Path, tmp_path: Path, damage: Damage) -> None:
    chance, whole = random.Random(damage.__name__), content(kept)
    for turn in range(PLACES if damage in (flipped, cut) else 4):
        place = tmp_path / str(turn)
        shutil.copytree(kept, place)
        path = chance.choice(sorted(place.rglob("*.parquet")))
        path.write_bytes(damage(path.read_bytes(), chance))
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            left = content(place)
        assert [w.category for w in told] == [SetAside], path
        assert str(path) in str(told[0].message) and "\n" not in str(told[0].message)
        lost = [len(before) - len(after) for before, after in zip(whole, left, strict=True)]
        assert sorted(lost) in ([0, 4], [0, 12])
        for before, after in zip(whole, left, strict=True):
            assert after.items() <= before.items()
        assert len(list((place / ASIDE).iterdir())) == 1 and not path.exists()
        assert content(place) == left
        shutil.rmtree(place)


def test_files_of_others_are_set_aside_in_one_line(kept: Path, tmp_path: Path) -> None:
    place = tmp_path / "reserve"
    shutil.copytree(kept, place)
    first = min((place / "profils").glob("*.parquet"))
    shutil.copy(first, place / "profils" / "copie.parquet")
    (place / "profils" / "autre.parquet").write_bytes(b"PAR1")
    with pytest.warns(SetAside, match="2 fichiers de .*profils") as told:
        assert content(place) == content(kept)
    assert len(told) == 1


def test_damage_seen_when_all_is_written_anew_loses_only_its_own(
    kept: Path, tmp_path: Path
) -> None:
    place = tmp_path / "reserve"
    shutil.copytree(kept, place)
    path = min((place / "profils").glob("*.parquet"))
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    store = Store(place)
    with pytest.warns(SetAside, match="mis de côté"):
        assert store.profiles.rewrite(lambda row: True) == 0
    assert [key for key, _ in store.profiles.listed()] == KEYS[4:]
    store.forget_aside()
    assert not (place / ASIDE).exists()
