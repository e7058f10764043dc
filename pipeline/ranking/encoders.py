"""Models of sentence-transformers as one more measure of closeness: the extra `[semantic]` brings
the library, the user the model.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from pipeline.errors import BadSetting
from pipeline.lexicon.genders import agreed, masculines
from pipeline.ranking.similarity import Vector

BATCH = 32


class Encoder(Protocol):
    """What turns sentences into vectors."""

    def encode(self, sentences: Sequence[str]) -> Vector:
        """Rows of unit length, one a sentence, shape (sentences, dimensions)."""


class SentenceModel:
    """A model of sentence-transformers, on the CPU in one thread, so that a sentence gives the same
    numbers in every process.

    Trades are put in the masculine before: a model knows that "développeuse" is a woman, a score
    must not (law 3).
    """

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, sentences: Sequence[str]) -> Vector:
        """Rows of unit length, one a sentence."""
        plain = [agreed(s, masculines()) for s in sentences]
        rows = self._model.encode(
            plain, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=float)


@cache
def encoder(folder: str | None) -> Encoder | None:
    """The model of a folder, None for none; nothing is fetched and no code that it may bring is
    run.

    Raises BadSetting where the library is not installed, and where the folder holds no model.
    """
    if not folder:
        return None
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if not Path(folder).is_dir():
        raise BadSetting(
            f"--semantic {folder}",
            "ce dossier n'existe pas",
            "donner le dossier d'un modèle sentence-transformers",
        )
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError:
        raise BadSetting(
            f"--semantic {folder}",
            "sentence-transformers n'est pas installé",
            'pip install "vivier[semantic]"',
        ) from None
    torch.set_num_threads(1)
    try:
        return SentenceModel(SentenceTransformer(folder, device="cpu", local_files_only=True))
    except Exception as error:  # a broken model fails in as many ways as there are kinds of models
        fact = f"ce dossier ne contient pas de modèle lisible ({type(error).__name__})"
        raise BadSetting(
            f"--semantic {folder}", fact, "donner le dossier d'un modèle sentence-transformers"
        ) from None
