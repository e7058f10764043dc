"""Tables for people: every part has its column, numbers are written as in French, nothing runs as a
formula.
"""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pandas as pd
import pytest

from pipeline.batch.run import Run
from pipeline.ranking.criteria import KINDS
from pipeline.review import blocks, readings, tables
from pipeline.review.labels import COLOURS, MEANINGS, PARTS
from pipeline.review.workbook import as_xlsx


def test_every_part_has_its_words_and_its_colour(sample_run: Run) -> None:
    assert list(KINDS) == list(PARTS) == list(MEANINGS) == list(COLOURS)


def test_the_points_of_a_row_sum_to_its_score(sample_run: Run) -> None:
    table = tables.ranking_table(sample_run)
    shown = [PARTS[p.name] for p in sample_run.ranking[0].match.parts]
    assert (table[shown].astype(float).sum(axis=1).round(4) == table["Score"]).all()
    assert set(table["Niveau de diplôme"]) <= {
        "aucun",
        "cap",
        "bac",
        "bac+2",
        "bac+3",
        "bac+4",
        "bac+5",
        "bac+8",
    }


def test_numbers_are_french_and_formulas_are_text() -> None:
    table = pd.DataFrame({"a": [1, 2], "b": [0.5, float("nan")], "c": ["=1+1", ""]})
    assert b"".join(blocks.as_csv([table])).decode("utf-8-sig").splitlines() == [
        "a;b;c",
        "1;0,5;'=1+1",
        "2;;",
    ]
    mixed = pd.DataFrame({"a": [85.5, ""]})
    assert b"".join(blocks.as_csv([mixed])).decode("utf-8-sig").splitlines()[1] == "85,5"


def test_a_table_written_in_blocks_is_the_table_written_whole(
    sample_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = (tables.ranking_blocks, readings.reading_blocks)
    whole = [b"".join(blocks.as_csv(made(sample_run))) for made in ways]
    monkeypatch.setattr(blocks, "BLOCK", 10)
    assert [len(block) for block in tables.ranking_blocks(sample_run)][:2] == [10, 10]
    assert [b"".join(blocks.as_csv(made(sample_run))) for made in ways] == whole
    assert len(readings.reading_table(sample_run)) == len(sample_run.candidates) + len(
        sample_run.aside
    )


def test_the_workbook_does_not_tell_when_it_was_written(sample_run: Run) -> None:
    with ZipFile(io.BytesIO(b"".join(as_xlsx(sample_run)))) as book:
        assert {member.date_time for member in book.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        } and book.testzip() is None
        told = re.findall(r">([^<]+)</dcterms:", book.read("docProps/core.xml").decode())
    assert told == [f"{sample_run.started}T00:00:00Z"] * 2
