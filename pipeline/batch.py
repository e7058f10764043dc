"""A folder in, a run out: CVs read, gathered into dossiers, ranked, and the files of the run written."""

from __future__ import annotations

import csv
import json
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.documents import Warning, content_id
from pipeline.errors import BadSetting
from pipeline.extraction.folder import Found
from pipeline.extraction.isolation import Limits
from pipeline.profiles.dossiers import duplicates, owners, paper_names, paper_of
from pipeline.ranking.ranker import Weights, rank
from pipeline.reading import Outcome, Reader, opened, read_files, read_single
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

Progress = Callable[[Iterable[Outcome], int], Iterable[Outcome]]


def run_batch(
    offer_path: Path,
    places: Sequence[Path],
    *,
    weights: Weights | None = None,
    today: date | None = None,
    jobs: int = 1,
    base: str = "",
    limits: Limits | None = None,
    progress: Progress = lambda outcomes, total: outcomes,
) -> Run:
    """Read an offer and a folder of CVs, and rank them.

    With `limits`, or with several `jobs`, each document is read in a process that is ended when it is over them; a script that asks
    for that must guard its own start with `if __name__ == "__main__":`, as multiprocessing wants it.

    Raises VivierError for an offer that cannot be read, a place that does not exist, an empty folder.
    """
    day = today or date.today()
    used = weights or Weights.shipped()
    started, clock = datetime.now().astimezone().isoformat(timespec="seconds"), time.perf_counter()
    offer = read_single(offer_path, "offer", day, base, limits)
    with opened(places, limits) as (files, closed):
        outcomes = list(progress(read_files(files, Reader("cv", day, base), jobs, limits or (Limits() if jobs != 1 else None)), len(files)))
        hashes = _hashes([Found(offer_path, offer_path.name), *files])
    read = time.perf_counter()
    candidates, attached = _dossiers([o for o in outcomes if isinstance(o, Candidate)])
    ranking = rank(offer.profile, [c.profile for c in candidates], used)
    unread = sorted([*closed, *attached, *(o for o in outcomes if isinstance(o, Unread))], key=lambda u: u.file)
    settings = Settings(str(offer_path), ", ".join(str(p) for p in places), dict(used.values), day, base)
    return Run(
        settings,
        offer.profile,
        ranking,
        {c.profile.file: c for c in candidates},
        tuple(unread),
        versions(),
        hashes,
        {"reading": round(read - clock, 3), "ranking": round(time.perf_counter() - read, 3)},
        started,
    )


def _dossiers(candidates: list[Candidate]) -> tuple[list[Candidate], list[Unread]]:
    """The candidates with the papers that go with them and the other CVs of the same person, and those papers, set aside."""
    papers = [paper_of(c.document, c.identity, c.profile.career) for c in candidates]
    owner = owners(papers)
    twins = duplicates(papers)
    joined: dict[int, list[str]] = {}
    for n, cv in owner.items():
        joined.setdefault(cv, []).append(papers[n].file)
    kept = [
        _marked(replace(c, attachments=tuple(joined.get(n, ()))), [papers[m].file for m in twins.get(n, ())])
        for n, c in enumerate(candidates)
        if n not in owner
    ]
    aside = [
        Unread(papers[n].file, "attached", f"{paper_names()[papers[n].kind]}, joint au dossier de {papers[cv].file}")
        for n, cv in owner.items()
    ]
    return kept, aside


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
