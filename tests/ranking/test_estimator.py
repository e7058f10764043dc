"""The ranking as an estimator: conventions of scikit-learn, the same scores as the batch, a
vectorizer of one's own.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.errors import BadSetting
from pipeline.profiles.profile import Profile
from pipeline.ranking.criteria import grid_of
from pipeline.ranking.estimator import Ranker
from pipeline.ranking.ranker import rank
from pipeline.ranking.similarity import identity


@pytest.fixture
def pool(profile_from: Callable[..., Profile], cv_text: str) -> list[Profile]:
    baker = (
        cv_text.replace("Java", "pain")
        .replace("Développeuse", "Boulangère")
        .replace("applications", "pâtes")
        .replace("SQL", "levain")
    )
    return [profile_from(baker, name="pain.txt"), profile_from(cv_text, name="java.txt")]


@pytest.fixture
def offer(profile_from: Callable[..., Profile], notice_text: str) -> Profile:
    return profile_from(notice_text, "offer")


def test_it_ranks_as_the_batch_does(offer: Profile, pool: list[Profile]) -> None:
    ranker = Ranker().fit(offer)
    assert ranker.rank(pool) == rank(offer, pool)
    scores = ranker.predict(pool)
    assert scores.shape == (2,) and scores[1] > scores[0]
    table = ranker.table(pool)
    assert list(table["file"]) == ["java.txt", "pain.txt"] and list(table["rank"]) == [1, 2]
    parts = ranker.transform(pool)
    assert (
        list(parts.index) == ["pain.txt", "java.txt"]
        and ((parts.fillna(0) >= 0) & (parts.fillna(0) <= 1)).all().all()
    )
    assert list(parts.columns) == [c.id for c in grid_of(offer.asks) if c.counts]


def test_conventions(offer: Profile, pool: list[Profile]) -> None:
    ranker = Ranker(weights={"mission": 2.0})
    assert ranker.get_params() == {"weights": {"mission": 2.0}, "vectorizer": None}
    assert clone(ranker).get_params() == ranker.get_params()
    with pytest.raises(NotFittedError):
        ranker.predict(pool)
    assert not np.allclose(ranker.fit(offer).predict(pool), Ranker().fit(offer).predict(pool))
    with pytest.raises(BadSetting):
        Ranker(weights={"age": 1.0}).fit(offer)


def test_a_vectorizer_of_ones_own(offer: Profile, pool: list[Profile]) -> None:
    own = Ranker(vectorizer=TfidfVectorizer(analyzer=identity)).fit(
        offer, background=[offer, *pool]
    )
    assert own.predict(pool)[1] > own.predict(pool)[0]
    with pytest.raises(NotFittedError):
        Ranker(vectorizer=TfidfVectorizer(analyzer=identity)).fit(offer)
