"""What is kept on disk comes back as it was, and little of it stays in memory."""

from __future__ import annotations

import pytest

from pipeline.store import disk
from pipeline.store.disk import Pile, database


def test_pieces_come_back_from_memory_and_from_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [bytes([n]) * (n * 37 % 101) for n in range(200)]
    for room in (disk.IN_MEMORY, 1000):
        monkeypatch.setattr(disk, "IN_MEMORY", room)
        pile = Pile()
        for n, piece in enumerate(pieces):
            pile.add(piece)
            assert pile[n // 2] == pieces[n // 2] and len(pile) == n + 1
        assert [pile[n] for n in range(len(pile))] == pieces


def test_databases_are_apart_and_read_while_they_are_written() -> None:
    one, other = (
        database("CREATE TABLE seen (n INTEGER PRIMARY KEY, text TEXT)") for _ in range(2)
    )
    one.executemany("INSERT INTO seen VALUES (?, ?)", ((n, "x" * 1000) for n in range(30_000)))
    assert one.execute("SELECT count(*), sum(length(text)) FROM seen").fetchone() == (
        30_000,
        30_000_000,
    )
    assert other.execute("SELECT count(*) FROM seen").fetchone() == (0,)
