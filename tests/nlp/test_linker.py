"""Labels of one concept lie near one another, whatever words they have in common."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.nlp.linker import Linker, features, shipped

LABELS = [
    "responsable des ressources humaines",
    "maçon",
    "chef de cuisine",
    "développeur de logiciels",
    "conducteur de bulldozer",
]


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Directrice du personnel", LABELS[0]),
        ("Gérant de restaurant, cuisinier principal", LABELS[2]),
        ("Ingénieure en programmation informatique", LABELS[3]),
        ("Conducteur / Conductrice d'engins de terrassement", LABELS[4]),
    ],
)
def test_a_title_finds_its_concept(title: str, label: str) -> None:
    close = shipped().closeness([title], LABELS, LABELS)
    assert LABELS[int(close[0].argmax())] == label


def test_gender_and_brackets_change_nothing() -> None:
    assert features("Vendeur / Vendeuse en boulangerie (H/F)") == features("vendeur en boulangerie")


def test_rows_have_unit_length_and_what_is_unknown_is_zero() -> None:
    rows = shipped().encode([*LABELS, "§§"])
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 1, 1, 1, 1, 0], atol=1e-5)


def test_the_labels_of_a_concept_lend_to_one_another(tmp_path: Path) -> None:
    names = sorted({f for label in ("lire", "voir", "boire") for f in features(label)})
    vectors = np.array([[127, 0] if f in features("lire") else [0, 127] for f in names], np.int8)
    path = tmp_path / "small.npz"
    np.savez(
        path,
        features=np.frombuffer("\n".join(names).encode(), np.uint8),
        vectors=vectors,
        scales=np.ones(len(names), np.float16),
    )
    small = Linker.read(path)
    alone = small.closeness(["lire"], ["lire", "voir", "boire"], ["a", "b", "c"])[0]
    together = small.closeness(["lire"], ["lire", "voir", "boire"], ["a", "a", "c"])[0]
    assert together[1] > alone[1] and together[2] == pytest.approx(alone[2])
