"""Answers that lines give: what a line counts by the place where it stands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from pipeline.profiles.asks import Words
from pipeline.profiles.profile import Profile
from pipeline.ranking.criteria import Criterion
from pipeline.ranking.shown import by_lines
from pipeline.ranking.similarity import shipped_space
from pipeline.ranking.told import Told

CV = """Ana Lemaire

Profil
Passionnée de Java et de bases de données

Expérience
Développeuse – Lagon – Nouméa  janvier 2023 - décembre 2024
- Développement de services en Java

Compétences
Java, PostgreSQL
"""


@pytest.mark.parametrize(
    ("section", "counted"), [("experience", 1.0), ("skills", 0.8), ("summary", 0.45)]
)
def test_work_counts_before_lists_and_lists_before_claims(
    section: str, counted: float, profile_from: Callable[..., Profile]
) -> None:
    told = Told(profile_from(CV), shipped_space())
    strengths = np.array([float(p.section == section) for p in told.lines])
    criterion = Criterion("c1", "Java", "skill")
    found = by_lines(criterion, Words((), (), (), ()), told, strengths, np.ones(len(told.lines)))
    assert strengths.any() and found.strength == pytest.approx(counted)
