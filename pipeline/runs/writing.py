"""A run written into its folder: all of its files or none, beside what people decided there."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.batch.run import Run
from pipeline.documents import file_id
from pipeline.errors import BadSetting
from pipeline.runs import records
from pipeline.runs.cells import safe
from pipeline.runs.competitions import Competition, competition_in, competition_of, refuse_other
from pipeline.runs.decisions import Decision, Decisions
from pipeline.runs.folder import CLASSEMENT_JSON, FILES, KEY, RUN, STORE, WRITTEN, written
from pipeline.runs.jury import published
from pipeline.runs.organisation import Organisation, organisation_of
from pipeline.runs.seal import is_whole, sealed
from pipeline.store import fingerprints
from pipeline.store.alone import alone
from pipeline.store.aside import ASIDE, set_aside
from pipeline.store.fragments import part_of
from pipeline.store.packing import pack

_WAIT = 15.0
"""Seconds for which a run that is written there is awaited."""

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
    run, asked = _at_home(run, out), competition_of(run)
    refuse_folder(out, asked)
    organisation = organisation_of(out)
    with alone(out, _WAIT):
        history = published(Decisions(out, asked).history(), organisation)
        state = _state(run, history, organisation)
        forget_parts(out)
        _mend_record(out)
        if _is_written(out, state):
            return [*(out / name for name in WRITTEN), out / RUN]
        contents: dict[str, Chunks] = {
            CLASSEMENT_JSON: lambda: records.ranking_chunks(run),
            **papers(run, history, organisation),
        }
        try:
            _write_all(out, run, state, contents)
        except OSError:
            forget_parts(out)
            raise _not_writable(out) from None
    return [*(out / name for name in contents), out / RUN]


def _write_all(out: Path, run: Run, state: str, contents: Mapping[str, Chunks]) -> None:
    """Write all files beside those of an earlier run, then put them in their place, `run.json`
    last: where one cannot be written, the earlier run stays as it is.
    """
    digests = {name: _half(out / name, chunks()) for name, chunks in contents.items()}
    _half(out / RUN, sealed(records.run_chunks(run, state, digests)))
    for name in (*contents, RUN):
        part_of(out / name).replace(out / name)


def refuse_folder(out: Path, asked: Competition) -> None:
    """Raise BadSetting where a folder holds the run of another competition."""
    try:
        made = written(out)
    except BadSetting:
        return
    held = competition_in(made.competition, made.offer_hash)
    remedy = "donner un dossier à chaque concours : en choisir un autre avec -o"
    refuse_other(str(out), held, asked, remedy)


def forget_parts(out: Path) -> None:
    """Remove what an interrupted run left half written."""
    for name in FILES:
        part_of(out / name).unlink(missing_ok=True)


def _at_home(run: Run, out: Path) -> Run:
    """The run, with the store of its own folder named as such: no file says where it lies."""
    if run.settings.store != str((out / STORE).resolve()):
        return run
    return replace(run, settings=replace(run.settings, store=STORE))


def _state(run: Run, history: Sequence[Decision], organisation: Organisation) -> str:
    """All that the files of a run are made of, as one digest."""
    made = (
        fingerprints.reading(),
        fingerprints.understanding(run.settings.today, run.settings.base),
        fingerprints.scoring(),
        fingerprints.showing(),
    )
    digest = hashlib.sha256(
        pack(
            (
                run.settings,
                run.offer.file,
                run.aside,
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
        made = written(out)
        return made.state == state and all(
            file_id(out / name) == digest for name, digest in made.outputs.items()
        )
    except (BadSetting, OSError):
        return False


def _half(path: Path, chunks: Iterable[bytes]) -> str:
    """Write a file beside its place, whole on the disk; the id of its content."""
    digest = hashlib.sha256()
    with part_of(path).open("wb") as stream:
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest()


def write_key(key: Iterable[tuple[str, str, str]], out: Path) -> Path:
    """Write who is who in an anonymous run, for HR alone; errors as in `write_run`."""
    path, text = out / KEY, io.StringIO(newline="")
    rows = [("Alias", "Fichier", "Nom"), *(tuple(map(safe, row)) for row in key)]
    csv.writer(text, delimiter=";").writerows(rows)
    try:
        _half(path, [text.getvalue().encode("utf-8-sig")])
        part_of(path).chmod(0o600)
        part_of(path).replace(path)
    except OSError:
        raise _not_writable(out) from None
    return path


def _not_writable(out: Path) -> BadSetting:
    fact = "le dossier de sortie ne peut pas être écrit"
    return BadSetting(str(out), fact, "libérer de la place, ou en choisir un autre avec -o")
