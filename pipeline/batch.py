"""A folder in, a run out: the one room that leads a document from its file to its profile and its match."""

from __future__ import annotations

import csv
import json
import os
import platform
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from joblib import Parallel, delayed

from pipeline.documents import Warning, content_id
from pipeline.errors import BadSetting, NoDocuments, UnreadableDocument
from pipeline.extraction.reader import load, parse_document
from pipeline.nlp.annotator import annotate
from pipeline.nlp.model import load as load_model
from pipeline.profiles.profile import profile_of
from pipeline.ranking.ranker import Weights, rank
from pipeline.review import records, report, tables, workbook
from pipeline.review.evaluation import stem
from pipeline.review.run import Candidate, Run, Settings, Unread

CLASSEMENT_JSON = "classement.json"
CLASSEMENT_CSV = "classement.csv"
CLASSEMENT_XLSX = "classement.xlsx"
RAPPORT = "rapport.html"
LECTURE = "lecture.csv"
RUN = "run.json"
KEY = "cle.csv"

Progress = Callable[[Iterable["Outcome"], int], Iterable["Outcome"]]


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a folder: its path, and the name by which people know it there."""

    path: Path
    name: str


Outcome = Candidate | Unread


def find_files(places: Sequence[Path]) -> tuple[list[Found], list[Unread]]:
    """The files of folders (walked recursively, links not followed, hidden files left out) and the files named.

    Raises NoDocuments where a place does not exist or nothing is found.
    """
    found: list[Found] = []
    closed: list[Unread] = []
    for place in places:
        if place.is_dir():
            walked, shut = _walk(place)
            found += walked
            closed += shut
        elif place.exists() or place.is_symlink():
            found.append(Found(place, place.name))
        else:
            raise NoDocuments(str(place), "ce dossier ou fichier n'existe pas", "vérifier le chemin")
    if not found and not closed:
        raise NoDocuments(str(places[0]), "le dossier est vide", "y déposer des CV (PDF, DOCX, ODT, RTF, HTML, TXT)")
    return found, closed


def _walk(folder: Path) -> tuple[list[Found], list[Unread]]:
    found: list[Found] = []
    closed: list[Unread] = []

    def shut(error: OSError) -> None:
        name = Path(error.filename or folder)
        shown = name.relative_to(folder).as_posix() if name != folder else "."
        closed.append(Unread(shown, "permission", "le dossier ne s'ouvre pas ; donner le droit de lecture"))

    for root, folders, files in os.walk(folder, onerror=shut):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith((".", "~$")) or name == "Thumbs.db":
                continue
            shown = path.relative_to(folder).as_posix()
            if path.is_symlink() and not _inside(path, folder):
                closed.append(Unread(shown, "link", "lien vers l'extérieur du dossier ; y copier le fichier"))
            elif not stat.S_ISREG(path.stat().st_mode if path.exists() else 0):
                closed.append(Unread(shown, "missing", "ce n'est pas un fichier lisible ; vérifier le lien"))
            else:
                found.append(Found(path, shown))
    return found, closed


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def read_one(found: Found, kind: str, today: date, base: str = "") -> Outcome:
    """One file to its profile; whatever is wrong with it ends as an Unread."""
    try:
        document = parse_document(load(found.path, found.name), found.name, kind)
        profile, identity = profile_of(document, annotate(document, load_model(base)), today)
        return Candidate(document, profile, identity)
    except UnreadableDocument as error:
        return Unread(found.name, error.reason, f"{error.fact} ; {error.remedy}")
    except (MemoryError, RecursionError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError, OSError) as error:
        return Unread(found.name, "error", f"erreur inattendue ({type(error).__name__}) ; signaler ce fichier, demander un PDF")


def read_files(files: Sequence[Found], kind: str, today: date, jobs: int = 1, base: str = "") -> Iterator[Outcome]:
    """Every file's outcome, in the order of `files` whatever the number of processes."""
    if jobs == 1 or len(files) < 2:
        return (read_one(f, kind, today, base) for f in files)
    parallel = Parallel(n_jobs=jobs, backend="loky", return_as="generator")
    outcomes: Iterator[Outcome] = parallel(delayed(read_one)(f, kind, today, base) for f in files)
    return outcomes


def read_single(path: Path, kind: str, today: date, base: str = "") -> Candidate:
    """The profile of one offer or CV.

    Raises UnreadableDocument where the file cannot be read.
    """
    outcome = read_one(Found(path, path.name), kind, today, base)
    if isinstance(outcome, Unread):
        fact, _, remedy = outcome.detail.partition(" ; ")
        subject = "l'offre n'est pas lisible, " if kind == "offer" else ""
        raise UnreadableDocument(str(path), outcome.reason, subject + fact, remedy)
    return outcome


def run_batch(
    offer_path: Path,
    places: Sequence[Path],
    *,
    weights: Weights | None = None,
    today: date | None = None,
    jobs: int = 1,
    base: str = "",
    progress: Progress = lambda outcomes, total: outcomes,
) -> Run:
    """Read an offer and a folder of CVs, and rank them.

    Raises VivierError for an offer that cannot be read, a place that does not exist, an empty folder.
    """
    day = today or date.today()
    used = weights or Weights.shipped()
    started, clock = datetime.now().astimezone().isoformat(timespec="seconds"), time.perf_counter()
    offer = read_single(offer_path, "offer", day, base)
    files, closed = find_files(places)
    outcomes = list(progress(read_files(files, "cv", day, jobs, base), len(files)))
    read = time.perf_counter()
    candidates = _with_duplicates([o for o in outcomes if isinstance(o, Candidate)])
    ranking = rank(offer.profile, [c.profile for c in candidates], used)
    unread = sorted([*closed, *(o for o in outcomes if isinstance(o, Unread))], key=lambda u: u.file)
    settings = Settings(str(offer_path), ", ".join(str(p) for p in places), dict(used.values), day, base)
    return Run(
        settings,
        offer.profile,
        ranking,
        {c.profile.file: c for c in candidates},
        tuple(unread),
        versions(),
        _hashes([Found(offer_path, offer_path.name), *files]),
        {"reading": round(read - clock, 3), "ranking": round(time.perf_counter() - read, 3)},
        started,
    )


def _with_duplicates(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, those who sent several CVs (same bytes, e-mail or name) marked."""
    owners: dict[str, list[int]] = {}
    for n, c in enumerate(candidates):
        for mark in {
            f"id {c.profile.id}",
            f"mail {c.identity.email.casefold()}",
            f"name {' '.join(sorted(c.identity.name.casefold().split()))}",
        }:
            if mark.split(" ", 1)[1]:
                owners.setdefault(mark, []).append(n)
    twins: dict[int, set[int]] = {}
    for group in owners.values():
        for n in group:
            twins.setdefault(n, set()).update(m for m in group if m != n)
    return [_marked(c, [candidates[m].profile.file for m in sorted(twins.get(n, ()))]) for n, c in enumerate(candidates)]


def _marked(candidate: Candidate, others: list[str]) -> Candidate:
    if not others:
        return candidate
    warning = Warning("duplicate", f"même personne que {', '.join(others)}")
    return replace(candidate, profile=replace(candidate.profile, warnings=(*candidate.profile.warnings, warning)))


def _hashes(files: Sequence[Found]) -> dict[str, str]:
    found = {}
    for f in files:
        try:
            found[f.name] = content_id(f.path.read_bytes())
        except OSError:
            found[f.name] = ""
    return found


def versions() -> dict[str, str]:
    """The versions of Vivier, Python and the libraries on which a result depends."""
    found = {"python": platform.python_version()}
    for name in ("vivier", "spacy", "scikit-learn", "numpy", "pdfminer.six", "python-docx", "odfpy", "striprtf", "beautifulsoup4"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def write_run(run: Run, out: Path) -> list[Path]:
    """Write the files of a run into a folder, each whole or not at all; the paths written.

    Raises BadSetting where the folder cannot be written.
    """
    contents: dict[str, bytes] = {
        CLASSEMENT_JSON: records.as_json(records.ranking_record(run)),
        CLASSEMENT_CSV: tables.as_csv(tables.ranking_table(run)),
        CLASSEMENT_XLSX: workbook.as_xlsx(run),
        RAPPORT: report.as_html(run).encode(),
        LECTURE: tables.as_csv(tables.reading_table(run)),
        RUN: records.as_json(records.run_record(run)),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            part = out / f".{name}.part"
            part.write_bytes(content)
            part.replace(out / name)
    except OSError:
        raise BadSetting(str(out), "le dossier de sortie ne peut pas être écrit", "en choisir un autre avec -o") from None
    return [out / name for name in contents]


def write_key(key: Sequence[tuple[str, str, str]], out: Path) -> Path:
    """Write who is who in an anonymous run, for HR alone."""
    path = out / KEY
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([("Alias", "Fichier", "Nom"), *(tuple(map(tables.safe, row)) for row in key)])
    path.chmod(0o600)
    return path


def read_ranking(out: Path) -> tuple[str, list[str]]:
    """The offer and the candidates of a run folder, as ids (file names without suffix), best first.

    Raises BadSetting where the folder holds no run.
    """
    try:
        record = json.loads((out / CLASSEMENT_JSON).read_text(encoding="utf-8"))
        return stem(record["offer"]["file"]), [stem(c["file"]) for c in record["candidates"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise BadSetting(str(out), f"pas de {CLASSEMENT_JSON} lisible dans ce dossier", "donner le dossier de vivier rank -o") from None
