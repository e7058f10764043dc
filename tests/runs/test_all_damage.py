"""Three hundred places of all that a run and a pool leave, a bit changed or cut off: what comes is
equal or told in one line, never another result in silence and never a traceback.
"""

from __future__ import annotations

import random
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.batch import index_pool, rank_pool, run_batch
from pipeline.batch.means import Means
from pipeline.batch.run import Run
from pipeline.errors import BadSetting, SetAside
from pipeline.review.papers import publish
from pipeline.runs.decisions import DECISIONS, Decisions
from pipeline.runs.folder import RUN, STORE, WRITTEN, read_listing
from pipeline.runs.reopening import reopen
from pipeline.store.journal import Journal
from tests.conftest import CV, NOTICE, TODAY
from tests.damage import cut, flipped

FILES = (*WRITTEN, RUN)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CVs and an offer, the folder of a run with decisions, and a pool."""
    home = tmp_path_factory.mktemp("tout")
    (home / "cvs").mkdir()
    for n, language in enumerate(("Java", "Python", "PHP", "C#")):
        text = CV.replace("Camille Martin", f"Camille Martin{'ez' * n}").replace("Java", language)
        (home / "cvs" / f"cv{n}.txt").write_text(text, encoding="utf-8")
    (home / "cvs" / "vide.pdf").write_bytes(b"%PDF-1.4 rien")
    (home / "offre.txt").write_text(NOTICE, encoding="utf-8")
    made = run_of(home)
    publish(made, home / "out")
    content = made.candidates["cv0.txt"].id
    for verdict in ("keep", "review", "reject"):
        Decisions(home / "out").decide("cv0.txt", content, verdict, "motif " * 40, "Léa")
    publish(made, home / "out")
    Journal(home / "out").write("written", files=[*FILES])
    index_pool([home / "cvs"], home / "vivier", Means(TODAY))
    return home


def run_of(home: Path) -> Run:
    cvs, store = [home / "cvs"], home / "out" / STORE
    return run_batch(home / "offre.txt", cvs, store=store, today=TODAY)


def standing(run: Run) -> list[Any]:
    return [(r.rank, r.band, r.match) for r in run.ranking] + [*run.aside]


def ranked(home: Path) -> list[Any]:
    return standing(run_of(home))


def searched(home: Path) -> list[Any]:
    return standing(rank_pool(home / "offre.txt", home / "vivier", means=Means(TODAY)))


def opened(home: Path) -> list[Any]:
    return [read_listing(home / "out"), standing(reopen(home / "out"))]


def decided(home: Path) -> list[Any]:
    return [*Decisions(home / "out").history()]


def outcome(work: Callable[[Path], list[Any]], home: Path) -> tuple[list[Any] | None, list[str]]:
    """What comes of some work (None where it is refused), and the lines that are told."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            found: list[Any] | None = work(home)
            lines = []
        except BadSetting as error:
            found, lines = None, [str(error)]
    return found, lines + [str(w.message) for w in told if w.category is SetAside]


def damaged(whole: Path, place: Path, pattern: str, number: int) -> Iterator[str]:
    """So many times all of it in its place with one file of a pattern damaged: the file's name."""
    chance = random.Random(pattern)
    found = (p for p in whole.glob(pattern) if p.is_file() and p.stat().st_size)
    names = sorted(p.relative_to(whole).as_posix() for p in found)
    shutil.copytree(whole, place / "copie")
    for turn in range(number):
        name = names[turn % len(names)]
        data = (whole / name).read_bytes()
        (whole / name).write_bytes((flipped if turn % 3 else cut)(data, chance))
        yield name
        shutil.rmtree(whole)
        shutil.copytree(place / "copie", whole)


@pytest.mark.parametrize(
    ("pattern", "number", "work", "heals"),
    [
        ("out/reserve/*/*.parquet", 60, ranked, True),
        ("out/reserve/*/*.parquet", 30, opened, False),
        ("out/*.json", 40, opened, False),
        ("out/decisions.sqlite", 30, decided, False),
        ("vivier/index/**/*.*", 70, searched, False),
        ("vivier/profils/*.parquet", 20, searched, False),
    ],
    ids=["store", "store opened", "record", "decisions", "index", "pool"],
)
def test_damage_is_healed_or_told(
    whole: Path, tmp_path: Path, pattern: str, number: int, work: Any, heals: bool
) -> None:
    undisturbed, _ = outcome(work, whole)
    for name in damaged(whole, tmp_path, pattern, number):
        found, lines = outcome(work, whole)
        same = found == undisturbed
        assert same or lines, name
        assert same or not heals, name
        assert all(len(line.splitlines()) == 1 and line.count(" ; ") for line in lines), lines


def test_the_files_of_a_run_are_written_again_as_they_were(whole: Path, tmp_path: Path) -> None:
    wanted = {name: (whole / "out" / name).read_bytes() for name in FILES}
    for name in damaged(whole, tmp_path, "out/*.*", 50):
        _, lines = outcome(lambda home: publish(run_of(home), home / "out"), whole)
        changed = {n for n in FILES if (whole / "out" / n).read_bytes() != wanted[n]}
        assert not changed or name.endswith(DECISIONS) and lines, name
