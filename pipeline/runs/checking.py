"""A run issued again from its `run.json`, and whether anything changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.batch.batch import rank_pool, run_batch
from pipeline.batch.means import Means
from pipeline.batch.run import RETENTION, Run
from pipeline.documents import file_id
from pipeline.errors import BadSetting, NoDocuments
from pipeline.files.remote import MARK, Remote
from pipeline.ranking.criteria import Grid
from pipeline.ranking.ranker import Weights
from pipeline.runs import folder as runs
from pipeline.runs import reopening
from pipeline.runs.declarations import declared
from pipeline.runs.listing import Listed
from pipeline.runs.records import SCHEMA
from pipeline.store import fingerprints


@dataclass(frozen=True, slots=True)
class Findings:
    """What is not as it was: inputs by file, versions by library, candidates whose rank, band or
    score moved, outputs altered by hand.
    """

    inputs: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str, str], ...]
    candidates: tuple[tuple[str, str], ...]
    outputs: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Whether the inputs, the ranking and its files are as they were; versions may differ
        without changing anything.
        """
        return not (self.inputs or self.candidates or self.outputs)


def rerun(out: Path, means: Means, fresh: bool = False) -> Run:
    """The run of a folder made again from its inputs with its settings; with `fresh` everything is
    read again.

    Raises BadSetting for a folder without a run, or an anonymous one, whose files cannot be named.
    """
    made = runs.read_record(out)
    asked = made["settings"]
    if made.get("schema") != SCHEMA:
        fact = "ce classement vient d'une autre version, qui comptait autrement"
        raise BadSetting(str(out), fact, "relancer vivier rank")
    if asked["anonymous"]:
        raise BadSetting(
            str(out),
            "ce classement est anonyme : ses fichiers ne sont pas nommés",
            "relancer vivier rank --anonymous",
        )
    means = replace(
        means,
        today=date.fromisoformat(asked["today"]),
        base=asked["base"],
        retention=asked.get("retention", RETENTION),
        grid=Grid.from_records(asked["criteria"]) if asked.get("criteria") else None,
        include=tuple(asked.get("include", ())),
    )
    weights, offer = Weights(asked["weights"]), Path(asked["offer"])
    if asked["pool_size"]:
        files = [c.file for c in runs.read_listing(out).candidates]
        among, size = files if asked.get("among") else (), len(files)
        pool = Path(asked["cvs"][0])
        run = rank_pool(offer, pool, weights=weights, number=size, among=among, means=means)
    else:
        places = [Remote(place) if MARK in place else Path(place) for place in asked["cvs"]]
        store = None if fresh or not asked["store"] else out / asked["store"]
        run = run_batch(offer, places, weights=weights, store=store, means=means)
    return declared(run, reopening.declarations(made))


def verify(out: Path, means: Means) -> Findings:
    """Read all inputs of a run again, rank them again, and tell what is not as it was.

    Raises BadSetting as `rerun` does, and for an input folder that is gone.
    """
    made, before = runs.read_record(out), runs.read_listing(out)
    try:
        again = rerun(out, means, fresh=True)
    except NoDocuments as error:
        raise BadSetting(
            error.file, error.fact, "remettre les CV à leur place pour vérifier"
        ) from None
    listed = before.files
    hashes = {file: digest for file, digest in made["hashes"].items() if file in listed}
    inputs = _changed(hashes, again.hashes)
    if again.settings.offer_id != made["offer_hash"]:
        inputs.append((again.offer.file, "l'offre a changé"))
    now = fingerprints.versions()
    versions = [
        (name, was, now.get(name, ""))
        for name, was in made["versions"].items()
        if now.get(name, "") != was
    ]
    return Findings(
        tuple(inputs),
        tuple(versions),
        tuple(_moved(before.candidates, again)),
        tuple(_altered(out)),
    )


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str]]:
    told = [(file, "a disparu") for file in before if file not in after]
    told += [(file, "est nouveau") for file in after if file not in before]
    return told + [
        (file, "a changé") for file in before if file in after and before[file] != after[file]
    ]


def _moved(before: Sequence[Listed], again: Run) -> list[tuple[str, str]]:
    now = {r.match.file: (r.rank, r.band, r.match.score) for r in again.ranking}
    was = {c.file: (c.rank, c.band, c.score) for c in before}
    told = []
    for file in sorted({*now, *was}):
        if now.get(file) != was.get(file):
            told.append((file, f"{_standing(was.get(file))} → {_standing(now.get(file))}"))
    return told


def _standing(found: tuple[int, int, float] | None) -> str:
    return (
        "non classé" if found is None else f"rang {found[0]}, groupe {found[1]}, score {found[2]}"
    )


def _altered(out: Path) -> list[str]:
    """The files of a run that are not as they were written."""
    written = runs.read_record(out).get("outputs", {})
    altered = []
    for name, digest in written.items():
        try:
            same = file_id(out / name) == digest
        except OSError:
            same = False
        if not same:
            altered.append(name)
    return altered
