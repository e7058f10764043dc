"""The folder of a run: its files by name, each written whole or not at all, and what is read of
them again.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, TypeVar

from pipeline.batch.run import Run
from pipeline.documents import file_id
from pipeline.errors import BadSetting
from pipeline.runs import records
from pipeline.runs.cells import safe
from pipeline.runs.competitions import Competition, competition_in, competition_of, refuse_other
from pipeline.runs.decisions import DECISIONS, Decision, Decisions
from pipeline.runs.evaluation import stem
from pipeline.runs.jury import published
from pipeline.runs.listing import Listing, Written
from pipeline.runs.organisation import Organisation, organisation_of
from pipeline.runs.seal import is_whole, sealed
from pipeline.store import fingerprints
from pipeline.store.aside import ASIDE, set_aside
from pipeline.store.packing import from_json, pack

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


Chunks = Callable[[], Iterable[bytes]]
"""The content of a file, made when it is written."""
Papers = Callable[[Run, Sequence[Decision], Organisation], Mapping[str, Chunks]]
"""What makes the files of a run by name, from the run, the decisions on it that may be shown, and
what the employer says of itself.
"""


def write_run(run: Run, out: Path, papers: Papers) -> list[Path]:
    """Write the files of a run into a folder, with what was decided there, each whole or not at
    all; their paths.

    Where they are there already, made of the same inputs, settings, code and decisions, nothing is
    written.

    Raises BadSetting where the folder cannot be written or is of another competition, and where its
    organisation.toml is wrong.
    """
    asked = competition_of(run)
    refuse_folder(out, asked)
    organisation = organisation_of(out)
    history = published(Decisions(out, asked).history(), organisation)
    state = _state(run, history, organisation)
    _mend_record(out)
    if _is_written(out, state):
        return [*(out / name for name in WRITTEN), out / RUN]
    contents: dict[str, Chunks] = {
        CLASSEMENT_JSON: lambda: records.ranking_chunks(run),
        **papers(run, history, organisation),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        digests = {name: _write(out / name, chunks()) for name, chunks in contents.items()}
        _write(out / RUN, sealed(records.run_chunks(run, state, digests)))
    except OSError:
        raise BadSetting(
            str(out), "le dossier de sortie ne peut pas être écrit", "en choisir un autre avec -o"
        ) from None
    return [*(out / name for name in contents), out / RUN]


def refuse_folder(out: Path, asked: Competition) -> None:
    """Raise BadSetting where a folder holds the run of another competition."""
    try:
        made = _mapped(out, RUN, Written)
    except BadSetting:
        return
    held = competition_in(made.competition, made.offer_hash)
    remedy = "donner un dossier à chaque concours : en choisir un autre avec -o"
    refuse_other(str(out), held, asked, remedy)


def _state(run: Run, history: Sequence[Decision], organisation: Organisation) -> str:
    """All that the files of a run are made of, as one digest."""
    made = (
        fingerprints.reading(),
        fingerprints.understanding(run.settings.today, run.settings.base),
        fingerprints.scoring(run.settings.semantic),
        fingerprints.showing(),
    )
    digest = hashlib.sha256(
        pack(
            (
                run.settings,
                run.offer.file,
                run.unread,
                run.versions,
                tuple(history),
                organisation,
                run.declared,
                made,
            )
        )
    )
    for item in run.hashes.items():
        digest.update(pack(item))
    return digest.hexdigest()


def _mend_record(out: Path) -> None:
    """Set a damaged `run.json` aside: the run is written anew."""
    try:
        if not is_whole((out / RUN).read_bytes()):
            set_aside([out / RUN], out / ASIDE, "le classement est écrit de nouveau")
    except OSError:
        return


def _is_written(out: Path, state: str) -> bool:
    try:
        made = _mapped(out, RUN, Written)
        return made.state == state and all(
            file_id(out / name) == digest for name, digest in made.outputs.items()
        )
    except (BadSetting, OSError):
        return False


def _write(path: Path, chunks: Iterable[bytes]) -> str:
    """Write a file whole and then name it; the id of its content."""
    part, digest = path.with_name(f".{path.name}.part"), hashlib.sha256()
    with part.open("wb") as stream:
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
    part.replace(path)
    return digest.hexdigest()


def write_key(key: Iterable[tuple[str, str, str]], out: Path) -> Path:
    """Write who is who in an anonymous run, for HR alone."""
    path = out / KEY
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(
            [("Alias", "Fichier", "Nom"), *(tuple(map(safe, row)) for row in key)]
        )
    path.chmod(0o600)
    return path


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
