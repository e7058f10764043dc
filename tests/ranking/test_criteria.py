"""The grid of criteria: weights, shares, changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.profiles.asks import ASSET, ESSENTIAL, IGNORED, Ask
from pipeline.ranking.criteria import ASSET_SHARE, BUDGETS, Grid, grid_of, proposed

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


@pytest.mark.parametrize("number", [1, 4, 9])
def test_what_is_asked_more_often_weighs_more_by_the_root_of_its_number(number: int) -> None:
    tasks = [Ask(f"Tâche {n}", "mission") for n in range(number)]
    trade, *missions = grid_of([Ask("Chef de chantier", "occupation"), *tasks])
    ratio = sum(c.weight for c in missions) / trade.weight
    wanted = number**0.5 * BUDGETS["mission"] / BUDGETS["occupation"]
    assert ratio == pytest.approx(wanted, rel=0.02)


def test_weights_are_proposed_whatever_those_that_are_there() -> None:
    grid = grid_of(ASKS)
    equal = [replace(c, weight=1.0) for c in grid]
    assert proposed(equal) == grid.criteria


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
