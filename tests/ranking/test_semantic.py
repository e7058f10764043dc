"""A model of sentences as one more part: its measure with a stand-in, its loading with a small
model that is made here.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from pipeline.batch.batch import run_batch
from pipeline.batch.means import Means
from pipeline.errors import BadSetting
from pipeline.lexicon.spelling import plain
from pipeline.profiles.profile import Profile
from pipeline.ranking.encoders import SentenceModel, encoder
from pipeline.ranking.estimator import Ranker
from pipeline.ranking.ranker import Weights, ordered, score_match
from pipeline.ranking.sentences import semantic
from pipeline.ranking.side import Side
from pipeline.ranking.similarity import Vector, shipped_space
from pipeline.review.papers import publish
from pipeline.runs import reopening
from pipeline.store import fingerprints

OFFER = """Développeur d'applications
Missions :
- concevoir et développer des applications informatiques pour les services ;
- rédiger la documentation technique et former les utilisateurs ;
"""
CV = """Ana Lemaire

Expérience
{trade} – Lagon – Nouméa  janvier 2020 - décembre 2024
- {task}
"""
NEAR, FAR = (
    "Conception et développement d'applications informatiques",
    "Taille des haies et tonte des pelouses du parc",
)


class Letters:
    """Sentences by their groups of three letters."""

    def encode(self, sentences: Sequence[str], **_: object) -> Vector:
        rows = np.full((len(sentences), 64), 0.1)
        for row, sentence in zip(rows, sentences, strict=True):
            word = plain(sentence)
            for n in range(len(word) - 2):
                row[zlib.crc32(word[n : n + 3].encode()) % 64] += 1
        unit: Vector = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


@pytest.fixture
def side(profile_from: Callable[..., Profile]) -> Callable[..., Side]:
    def make(text: str, kind: str = "cv", known: bool = True) -> Side:
        return Side(
            profile_from(text, kind), shipped_space(), SentenceModel(Letters()) if known else None
        )

    return make


def cv(task: str, trade: str = "Développeur informatique") -> str:
    return CV.format(task=task, trade=trade)


def test_the_nearest_line_counts_and_is_shown(side: Callable[..., Side]) -> None:
    offer = side(OFFER, "offer")
    near, far = semantic(offer, side(cv(NEAR))), semantic(offer, side(cv(FAR)))
    assert near is not None and far is not None and near.value > far.value + 0.2
    assert near.evidence[0].quote == NEAR and near.evidence[0].link == "sens proche (modèle)"


def test_without_a_model_the_part_is_not_there_and_the_score_is_as_before(
    side: Callable[..., Side],
) -> None:
    offer, candidate = side(OFFER, "offer", False), side(cv(NEAR), known=False)
    assert semantic(offer, candidate) is None
    match = score_match(offer, candidate.profile, Weights.shipped())
    assert "semantic" not in {p.name for p in match.parts} and sum(
        p.weight for p in match.parts
    ) == pytest.approx(1)


def test_a_cv_that_tells_no_work_stands_among_the_others(side: Callable[..., Side]) -> None:
    offer = side(OFFER, "offer")
    idle = side("Ana Lemaire\n\nLangues\nanglais B2\n")
    assert not idle.done
    found = ordered(
        [
            score_match(offer, candidate.profile, Weights.shipped())
            for candidate in (side(cv(NEAR)), idle)
        ]
    )
    part = next(p for p in found[-1].match.parts if p.name == "semantic")
    assert part.value == 0 and len(part.missing) == len(offer.missions)


def test_gender_moves_nothing(side: Callable[..., Side]) -> None:
    offer = side(OFFER, "offer")
    his, hers = (
        semantic(offer, side(cv("Suivi des applications", f"{trade} informatique")))
        for trade in ("Développeur", "Développeuse")
    )
    assert his is not None and hers is not None and his.value == hers.value > 0


@pytest.mark.parametrize("place", ["absent", "empty"])
def test_a_folder_without_a_model_is_refused_in_one_line(place: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadSetting) as refused:
        encoder(str(tmp_path / place))
    assert "\n" not in str(refused.value) and (
        "n'existe pas" in str(refused.value) or "sentence-transformers" in str(refused.value)
    )


@pytest.fixture(scope="module")
def sentence_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sentence_transformers", reason="needs the extra [semantic]")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = sorted({w for text in (OFFER, NEAR, FAR) for w in text.replace("'", " ' ").split()})
    tokenizer = Tokenizer(
        models.WordLevel({"[UNK]": 0, **{w: n for n, w in enumerate(words, 1)}}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    rows = np.random.default_rng(0).normal(size=(len(words) + 1, 32)).astype(np.float32)
    folder = tmp_path_factory.mktemp("model")
    SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=rows)], device="cpu"
    ).save(str(folder))
    return folder


def test_a_model_by_path_is_one_more_part_of_a_run(sentence_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    (tmp_path / "offre.txt").write_text(OFFER, encoding="utf-8")
    for name, task in (("a.txt", FAR), ("b.txt", NEAR)):
        (folder / name).write_text(cv(task), encoding="utf-8")
    plain_run = run_batch(
        tmp_path / "offre.txt", [folder], store=tmp_path / "store", today=date(2026, 11, 24)
    )
    means = Means(date(2026, 11, 24), semantic=str(sentence_model))
    run = run_batch(tmp_path / "offre.txt", [folder], store=tmp_path / "store", means=means)
    part = next(p for p in run.ranking[0].match.parts if p.name == "semantic")
    assert (
        run.ranking[0].match.file == "b.txt" and part.value > 0.3 and part.evidence[0].quote == NEAR
    )
    assert (
        run.settings.semantic == str(sentence_model)
        and "semantic" not in plain_run.settings.weights
    )
    assert not any(p.name == "semantic" for r in plain_run.ranking for p in r.match.parts)
    publish(run, tmp_path / "out")
    run_batch(tmp_path / "offre.txt", [folder], store=tmp_path / "store", today=date(2026, 11, 24))
    assert any(
        p.name == "semantic" for p in reopening.reopen(tmp_path / "out").ranking[0].match.parts
    )


def test_the_estimator_takes_a_model_too(
    sentence_model: Path, profile_from: Callable[..., Profile]
) -> None:
    ranker = Ranker(semantic=str(sentence_model)).fit(profile_from(OFFER, "offer"))
    assert ranker.matches([profile_from(cv(NEAR))])[0].parts[-1].name == "semantic"
    assert (
        len(fingerprints.scoring(str(sentence_model))) == 16
        and fingerprints.scoring(str(sentence_model)) != fingerprints.scoring()
    )
