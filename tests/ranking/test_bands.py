from __future__ import annotations

import numpy as np
import pytest

from pipeline.ranking.bands import DRAWS, Shelf, bands


def test_drawn_scores_come_back_from_memory_and_from_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(0).random((30, DRAWS)).astype(np.float32)
    for room in (Shelf.IN_MEMORY, 1000):
        monkeypatch.setattr(Shelf, "IN_MEMORY", room)
        shelf = Shelf()
        for row in rows:
            shelf.add(row)
        assert all((shelf[place] == rows[place]).all() for place in (29, 0, 7))


def test_bands_of_nobody_are_none_and_a_clear_lead_opens_one() -> None:
    high, low = np.full(DRAWS, 0.9, np.float32), np.full(DRAWS, 0.2, np.float32)
    assert list(bands([])) == []
    assert list(bands([(0.9, high), (0.9, high), (0.2, low), (0.2, low)])) == [1, 1, 2, 2]
