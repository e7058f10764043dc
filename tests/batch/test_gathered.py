"""What is gathered of a folder: in any order, and with little memory whatever the number of files."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.batch.climb import Card
from pipeline.batch.gathered import Gathered
from pipeline.batch.intake import Taken
from pipeline.batch.run import Dossier, Run, Unread
from pipeline.documents import Reading
from pipeline.files.folder import Found
from pipeline.profiles.dossiers import Paper
from pipeline.profiles.identity import Identity
from pipeline.ranking.matches import Match
from pipeline.ranking.ranker import Weights
from pipeline.ranking.spool import Ranking
from pipeline.review.console import ranking_lines
from pipeline.store import disk
from pipeline.store.columns import PROFILES
from pipeline.store.packing import pack
from pipeline.store.table import Table

BYTES = 120
"""Of Python's memory that a file may take: its name, and its places in arrays."""


def taken(n: int, name: str = "") -> Taken:
    file, id = f"dossier/cv-{n:06d}.pdf", f"{n:064d}"
    letters = "".join("abcdefghij"[int(digit)] for digit in str(n))
    identity = Identity(
        name=name or f"Ana{letters} Lemaire{letters}", email=f"personne.{n}@example.nc"
    )
    card = Card(
        Dossier(file, id, identity, "Comptable", "bac+3", 4.0, (4.0, 4.0), Reading("pdf")),
        Paper(file, id, "cv", identity.name.lower(), identity.email),
    )
    return Taken(
        Found(Path("/"), file, True),
        f"{id}.pdf",
        id,
        card,
        pack(Match(file, id, (), (), (), "Comptable")),
    )


def grown(work: Iterator[object]) -> int:
    """Bytes of Python's memory that are held after some work."""
    tracemalloc.start()
    for _ in work:
        pass
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held


def test_a_file_takes_little_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(disk, "IN_MEMORY", 1000)
    number, gathered = 4000, Gathered()
    assert grown(gathered.add([taken(n)]) for n in range(number)) < BYTES * number
    gathered.people.join()
    ranking = Ranking(gathered.spool, Weights({}))
    assert grown(iter([ranking.reweighed(Weights({}))])) < BYTES * number
    table = Table(tmp_path, PROFILES)
    row = {"kind": "cv", "reading": "1", "understanding": "1", "text": "x" * 500}
    assert grown(table.put({**row, "key": f"{n:064d}.pdf"}) for n in range(number)) < BYTES * number
    table.flush()
    assert len(table) == len(gathered.dossiers) == len(ranking) == number


def test_the_order_of_the_files_changes_nothing() -> None:
    files = [taken(n, "Ana Lemaire" if n % 3 == 0 else "") for n in range(20)]
    files.append(
        Taken(
            Found(Path("/"), "vide.pdf", True), "", "", Unread("vide.pdf", "empty", "fichier vide")
        )
    )
    told = []
    for seed in range(3):
        random.Random(seed).shuffle(files)
        gathered = Gathered().add(files)
        gathered.people.join()
        others = [gathered.people.others_of(file, 2) for file in gathered.dossiers]
        told.append((dict(gathered.hashes), dict(gathered.keys), dict(gathered.dossiers), others))
    assert told[0] == told[1] == told[2]
    assert told[0][3][0] == (["dossier/cv-000003.pdf", "dossier/cv-000006.pdf"], 6) and told[0][3][
        1
    ] == ([], 0)
    assert (
        list(told[0][0]) == sorted(told[0][0])
        and "vide.pdf" in told[0][0]
        and "vide.pdf" not in told[0][1]
    )


def test_persons_are_joined_by_bytes_addresses_and_names_if_need_be_by_another() -> None:
    one, two, three, four = (taken(n) for n in range(4))
    assert (
        isinstance(one.card, Card) and isinstance(two.card, Card) and isinstance(three.card, Card)
    )
    by_name = replace(
        two, card=Card(two.card.dossier, replace(two.card.paper, name=one.card.paper.name))
    )
    by_mail = replace(
        three, card=Card(three.card.dossier, replace(three.card.paper, email=two.card.paper.email))
    )
    people = Gathered().add([four, by_mail, one, by_name]).people
    people.join()
    assert people.others_of(one.found.name, 5) == ([two.found.name, three.found.name], 2)
    assert people.others_of(four.found.name, 5) == ([], 0)


def test_the_table_of_the_terminal_is_never_whole_in_memory(
    sample_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(ranking_lines(sample_run))
    assert (
        len(whole) == len(sample_run.ranking) + 3
        and whole[:13] == list(ranking_lines(sample_run, 10))[:2] + whole[2:13]
    )
    asked: list[object] = []
    found = Ranking.__getitem__
    monkeypatch.setattr(
        Ranking, "__getitem__", lambda self, place: asked.append(place) or found(self, place)
    )  # type: ignore[func-returns-value]
    assert list(ranking_lines(sample_run)) == whole and not any(
        isinstance(place, slice) for place in asked
    )
