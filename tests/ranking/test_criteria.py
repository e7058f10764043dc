"""The grid of criteria: weights, shares, changes."""

from __future__ import annotations

import pytest

from pipeline.profiles.asks import ASSET, ESSENTIAL, IGNORED, Ask
from pipeline.ranking.criteria import ASSET_SHARE, BUDGETS, Grid, grid_of

ASKS = (
    Ask("Chef de chantier", "occupation", line=1),
    Ask("Suivre les travaux", "mission", line=3),
    Ask("Tenir le planning", "mission", line=4),
    Ask("AutoCAD ou Revit", "skill", any_of=("AutoCAD", "Revit"), line=6),
    Ask("Notions d'anglais", "language", ASSET, level="notions", line=7),
)


def test_each_kind_has_its_budget_shared_among_its_criteria() -> None:
    grid = grid_of(ASKS)
    weights = {c.text: c.weight for c in grid}
    assert sum(weights.values()) == pytest.approx(100, abs=0.5)
    assert weights["Suivre les travaux"] == weights["Tenir le planning"]
    ratio = weights["Chef de chantier"] / (2 * weights["Tenir le planning"])
    assert ratio == pytest.approx(BUDGETS["occupation"] / BUDGETS["mission"], rel=0.02)


def test_an_asset_weighs_less_than_what_is_essential_of_its_kind() -> None:
    grid = grid_of([Ask("Java", "skill"), Ask("Kafka", "skill", ASSET)])
    java, kafka = grid
    assert kafka.weight / java.weight == pytest.approx(ASSET_SHARE, rel=0.01)


def test_what_is_ignored_has_no_share_and_the_others_share_all() -> None:
    grid = grid_of(ASKS).changed("c2", need=IGNORED)
    assert "c2" not in grid.shares
    assert sum(grid.shares.values()) == pytest.approx(1.0)
    assert not grid.by_id["c2"].counts
    assert [c.id for c in grid.of("mission")] == ["c3"]
    with pytest.raises(KeyError):
        grid.changed("c99", need=ESSENTIAL)


def test_records_bring_the_grid_back() -> None:
    grid = grid_of(ASKS)
    assert Grid.from_records(grid.records) == grid
    assert grid.records[3]["any_of"] == ["AutoCAD", "Revit"]


def test_an_offer_that_asks_nothing_has_an_empty_grid() -> None:
    assert len(grid_of([])) == 0
    assert grid_of([]).shares == {}
