from __future__ import annotations

import numpy as np

from pipeline.ranking.bands import DRAWS, bands


def test_bands_of_nobody_are_none_and_a_clear_lead_opens_one() -> None:
    high, low = np.full(DRAWS, 0.9, np.float32), np.full(DRAWS, 0.2, np.float32)
    assert list(bands([])) == []
    assert list(bands([(0.9, high), (0.9, high), (0.2, low), (0.2, low)])) == [1, 1, 2, 2]
