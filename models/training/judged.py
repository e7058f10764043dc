"""What people judged (`data/evidence`): lines of CVs for criteria, and CVs for offers, read as the
training and the benchmarks want them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from treebank import untagged

from pipeline.files.reader import parse_document, read_document
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.asked import Asked
from pipeline.ranking.criteria import Criterion, Grid, proposed
from pipeline.ranking.wanted import asked_by

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data/evidence"
TODAY = date(2026, 11, 1)
"""Posts that last are read at this date."""
KINDS = {
    "métier": "occupation", "mission": "mission", "compétence": "skill",
    "expérience": "experience", "diplôme": "diploma", "langue": "language",
    "permis": "licence", "résidence": "residence",
}  # fmt: skip
NEEDS = {"indispensable": "essential", "souhaité": "asset"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a CV beside a criterion (from 1) of an offer, with the grades of two people: 0 does
    not show it, 1 in part, 2 shows it.
    """

    offer: str
    criterion: int
    cv: str
    line: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A post of a CV, by the line that heads it, beside an offer, with the grades of two people: 0
    another trade, 1 a near one, 2 the same.
    """

    offer: str
    cv: str
    line: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A CV for an offer, with the grades of two people, 0 to 3."""

    offer: str
    cv: str
    first: int
    second: int


def read_pairs() -> list[Pair]:
    """The judged pairs of a line and a criterion."""
    return [
        Pair(r["offer"], int(r["criterion"]), r["cv"], r["line"], int(r["first"]), int(r["second"]))
        for r in _rows("pairs.csv")
    ]


def read_posts() -> list[Placed]:
    """The judged posts."""
    return [
        Placed(r["offer"], r["cv"], r["line"], int(r["first"]), int(r["second"]))
        for r in _rows("posts.csv")
    ]


def read_grades() -> list[Grade]:
    """The graded pairs of a CV and an offer."""
    return [
        Grade(r["offer"], r["cv"], int(r["first"]), int(r["second"])) for r in _rows("grades.csv")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=";")


@cache
def understanding() -> Understanding:
    """What understands the documents."""
    return Understanding(TODAY)


def offer_of(name: str) -> Profile:
    """An offer of `data/offerbank` by its name "folder/offer", by its own grid."""
    path = ROOT / "data/offerbank" / f"{name}.offer"
    document = parse_document(_bare(path), f"{path.stem}.txt", "offer")
    return understanding()(document).profile


def asked_of(name: str) -> Asked:
    """An offer of `data/offerbank` with the grid that its author would write, which says no weight:
    those that are proposed count.
    """
    path = ROOT / "data/offerbank" / f"{name}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["criteria"]
    grid = Grid(proposed([_criterion(n, row) for n, row in enumerate(rows, 1)]))
    return asked_by(grid, offer_of(name), understanding())


def _criterion(n: int, row: dict[str, object]) -> Criterion:
    years = row.get("years")
    level = row.get("level") or (f"{years} ans" if years else "")
    return Criterion(
        id=f"c{n}",
        text=str(row["text"]),
        kind=KINDS[str(row["kind"])],
        need=NEEDS[str(row["need"])],
        any_of=tuple(row.get("any_of") or ()),  # type: ignore[arg-type]
        level=str(level),
    )


def cv_of(name: str) -> Profile:
    """A CV by its name: "bench/x" is the file x of `data/cvs`, else it is of the treebank."""
    folder, _, stem = name.partition("/")
    if folder == "bench":
        path = next((ROOT / "data/cvs").glob(f"{stem}.*"))
        return understanding()(read_document(path)).profile
    path = ROOT / "data/treebank" / f"{name}.cv"
    return understanding()(parse_document(_bare(path), f"{stem}.txt")).profile


def cvs_of(names: list[str], jobs: int = 2) -> dict[str, Profile]:
    """CVs by their names, read in so many processes."""
    with ProcessPoolExecutor(jobs) as pool:
        return dict(zip(names, pool.map(cv_of, names, chunksize=8), strict=True))


def _bare(path: Path) -> bytes:
    """The text of a labelled file without its labels."""
    rows = path.read_text(encoding="utf-8").split("\n")[1:]
    texts = (untagged(row.partition("\t")[2])[0] for row in rows)
    return "\n".join(texts).encode()
