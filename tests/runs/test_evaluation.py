"""The measures, against values worked out by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from pipeline.errors import BadSetting
from pipeline.runs.evaluation import average_precision, evaluate, ndcg, precision, read_judgments

GRADES = {"a": 3, "b": 2, "c": 0, "d": 1}


def test_ndcg_by_hand() -> None:
    best = 7 + 3 / math.log2(3) + 1 / 2
    assert ndcg(["a", "b", "d", "c"], GRADES) == pytest.approx(1)
    assert ndcg(["b", "a", "c", "d"], GRADES) == pytest.approx(
        (3 + 7 / math.log2(3) + 1 / math.log2(5)) / best
    )
    assert ndcg(["c", "a"], GRADES, 1) == 0
    assert math.isnan(ndcg(["c"], {"c": 0}))


def test_average_precision_and_precision_by_hand() -> None:
    assert average_precision(["a", "c", "b", "d"], GRADES) == pytest.approx((1 + 2 / 3) / 2)
    assert precision(["a", "c", "b"], GRADES, 5) == pytest.approx(1 / 2)
    assert math.isnan(average_precision(["a"], {"a": 1}))


@pytest.mark.parametrize(
    "text",
    [
        "offer;candidate;relevance\no;a;3\no;b;0\n",
        "offer,candidate,relevance\no,a,3\no,b,0\n",
        "o 0 a 3\no 0 b 0\n",
        '{"o": {"a": 3, "b": 0}}',
    ],
)
def test_judgments_in_every_form(text: str, tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_text(text)
    judgments = read_judgments(path)
    assert [(j.offer, j.candidate, j.relevance) for j in judgments] == [
        ("o", "a", 3),
        ("o", "b", 0),
    ]
    result = evaluate("o", ["b", "z"], judgments)
    assert result.missing == ("a",) and result.measures["nDCG@10"] == 0
    with pytest.raises(BadSetting):
        evaluate("autre", [], judgments)


@pytest.mark.parametrize("text", ["", "offer;candidate;relevance\no;a;9\n", "a;b\n1;2\n", "{"])
def test_bad_judgments_are_said(text: str, tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_text(text)
    with pytest.raises(BadSetting):
        read_judgments(path)
