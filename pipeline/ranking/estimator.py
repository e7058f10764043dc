"""The ranking as an estimator in scikit-learn's manner: fitted on an offer, applied to CVs, tables
out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.validation import check_is_fitted

from pipeline.profiles.profile import Profile
from pipeline.ranking.criteria import Grid
from pipeline.ranking.matches import Match, Ranked
from pipeline.ranking.ranker import Weights, ordered, question_of, score_match
from pipeline.ranking.similarity import Space, shipped_space


class Ranker(BaseEstimator):  # type: ignore[misc]
    """Ranks the profiles of CVs for the offer on which it was fitted.

    `weights` multiplies the weights of the grid by kind of criterion, {"skill": 2}; `vectorizer` is
    a TfidfVectorizer of your own over lists of folded words (`analyzer=identity`), fitted, or left
    to be fitted on the passages of the `background` given to `fit`.
    """

    def __init__(
        self,
        weights: Mapping[str, float] | None = None,
        vectorizer: TfidfVectorizer | None = None,
    ) -> None:
        self.weights = weights
        self.vectorizer = vectorizer

    def fit(
        self,
        offer: Profile,
        y: object = None,
        background: Sequence[Profile] = (),
        grid: Grid | None = None,
    ) -> Ranker:
        """Learn what an offer asks, by a grid whose words it has (`wanted`) or by its own; `y` is
        ignored.

        Raises BadSetting for weights of unknown kinds, and scikit-learn's NotFittedError for a
        vectorizer without a vocabulary.
        """
        self.weights_ = Weights.shipped().times(self.weights or {})
        self.question_ = question_of(offer, grid, self._space(background))
        return self

    def _space(self, background: Sequence[Profile]) -> Space:
        shipped = shipped_space()
        if self.vectorizer is None:
            return shipped
        if background:
            self.vectorizer.fit(
                [p.terms for profile in background for p in profile.passages if p.terms]
            )
        check_is_fitted(self.vectorizer)
        known = {word: n for n, word in enumerate(shipped.words)}
        vectors = np.zeros((len(self.vectorizer.vocabulary_), shipped.vectors.shape[1]))
        for word, column in self.vectorizer.vocabulary_.items():
            if word in known:
                vectors[column] = shipped.vectors[known[word]]
        return Space(self.vectorizer, vectors)

    def matches(self, cvs: Sequence[Profile]) -> list[Match]:
        """The match of each CV, in the order given."""
        check_is_fitted(self, "question_")
        return [score_match(self.question_, cv, self.weights_) for cv in cvs]

    def rank(self, cvs: Sequence[Profile]) -> tuple[Ranked, ...]:
        """Every CV, best first, with its rank and band."""
        return ordered(self.matches(cvs))

    def predict(self, cvs: Sequence[Profile]) -> NDArray[np.float64]:
        """The score of each CV in [0, 1], shape (CVs,), in the order given."""
        return np.array([m.score for m in self.matches(cvs)], dtype=float)

    def transform(self, cvs: Sequence[Profile]) -> pd.DataFrame:
        """The strength of each answer in [0, 1], one row a CV (indexed by file), one column a
        criterion (by its id).
        """
        matches = self.matches(cvs)
        rows = [{a.criterion: a.strength for a in m.answers} for m in matches]
        columns = [c.id for c, _ in self.question_.rows]
        return pd.DataFrame(rows, index=[m.file for m in matches], columns=columns, dtype=float)

    def table(self, cvs: Sequence[Profile]) -> pd.DataFrame:
        """The ranking, best first: file, rank, band, score, and the points of each kind of
        criterion.
        """
        rows: list[dict[str, Any]] = [
            {
                "file": r.match.file,
                "rank": r.rank,
                "band": r.band,
                "score": r.match.score,
                **{p.name: p.points for p in r.match.parts},
            }
            for r in self.rank(cvs)
        ]
        return pd.DataFrame(rows)
