"""The folder of a run: its files by name, each written whole or not at all, and what is read of
them again.
"""

from __future__ import annotations

import json
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, TypeVar

from pipeline.documents import file_id
from pipeline.errors import BadSetting
from pipeline.runs.decisions import DECISIONS
from pipeline.runs.evaluation import stem
from pipeline.runs.listing import Listing, Written
from pipeline.runs.seal import is_whole
from pipeline.store.packing import from_json

CLASSEMENT_JSON = "classement.json"
CLASSEMENT_CSV = "classement.csv"
CLASSEMENT_XLSX = "classement.xlsx"
RAPPORT = "rapport.html"
LECTURE = "lecture.csv"
GRILLE = "grille.xlsx"
PROCES_VERBAL = "proces-verbal.html"
PROCES_VERBAL_DOCX = "proces-verbal.docx"
RUN = "run.json"
KEY = "cle.csv"
WRITTEN = (
    CLASSEMENT_JSON, CLASSEMENT_CSV, CLASSEMENT_XLSX, RAPPORT, PROCES_VERBAL, PROCES_VERBAL_DOCX,
    LECTURE, GRILLE,
)  # fmt: skip
FILES = (*WRITTEN, RUN, KEY, DECISIONS)
Made = TypeVar("Made")
LETTERS = "courriers"
"""The folder of a run in which letters to candidates are written."""
STORE = "reserve"
"""The folder of a run in which what was read is kept, so that the next run is instant."""


def read_record(out: Path) -> dict[str, Any]:
    """The content of `run.json`.

    Raises BadSetting where the folder holds no run, or one that is not as it was written.
    """
    try:
        data = (out / RUN).read_bytes()
    except OSError:
        raise _no_run(out, RUN) from None
    if not is_whole(data):
        raise _changed(out, RUN)
    record: dict[str, Any] = json.loads(data)
    return record


def read_listing(out: Path) -> Listing:
    """Who is ranked in a run folder and who is not, from `classement.json`.

    Raises BadSetting where the folder holds no run, or one that is not as it was written.
    """
    found = ranking_id(out)
    if not found:
        raise _no_run(out, CLASSEMENT_JSON)
    if found != read_record(out)["outputs"].get(CLASSEMENT_JSON):
        raise _changed(out, CLASSEMENT_JSON)
    return _mapped(out, CLASSEMENT_JSON, Listing)


def ranking_id(out: Path) -> str:
    """The content id of the ranking of a run folder, empty where there is none."""
    try:
        return file_id(out / CLASSEMENT_JSON)
    except OSError:
        return ""


def written(out: Path) -> Written:
    """What `run.json` says of the files beside it; errors as in `read_record`."""
    return _mapped(out, RUN, Written)


def _mapped(out: Path, name: str, kind: type[Made]) -> Made:
    """A part of the JSON of a run folder, the rest of which takes no memory. Raises BadSetting
    where it cannot be read.
    """
    try:
        with (
            (out / name).open("rb") as stream,
            mmap(stream.fileno(), 0, access=ACCESS_READ) as data,
        ):
            if kind is Written and not is_whole(data):
                raise _changed(out, name)
            return from_json(data, kind)
    except (OSError, ValueError):
        raise _no_run(out, name) from None


def _no_run(out: Path, name: str) -> BadSetting:
    return BadSetting(
        str(out), f"pas de {name} lisible dans ce dossier", "donner le dossier de vivier rank -o"
    )


def _changed(out: Path, name: str) -> BadSetting:
    fact = f"{name} n'est plus tel qu'il a été écrit"
    return BadSetting(str(out), fact, "relancer vivier rank avec le même -o")


def read_ranking(out: Path) -> tuple[str, list[str]]:
    """The offer and the candidates of a run folder, as ids (file names without suffix), best first.

    Raises BadSetting where the folder holds no run.
    """
    listing = read_listing(out)
    return stem(listing.offer.file), [stem(c.file) for c in listing.candidates]
