"""Floors and doors: no import runs back up, and each library enters by its doors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"
FLOORS = {
    "errors": 0, "tables": 0, "disk": 0,
    "documents": 1, "fingerprints": 1, "extraction": 2, "nlp": 2, "profiles": 2, "ranking": 3, "review": 4,
    "reading": 5, "journal": 5, "twins": 5, "climb": 6, "audit": 6, "intake": 7,
    "gathered": 8, "pool": 5, "cluster": 8, "options": 8, "assembly": 9, "batch": 10, "runs": 10, "auditing": 11, "erasure": 11,
    "checking": 11, "cli_batch": 12, "cli_review": 12, "cli_trust": 12, "cli_lexicon": 12, "cli": 13,
}  # fmt: skip
DOORS = {
    "pdfminer": {"extraction/pdf.py", "extraction/fonts.py"},
    "docx": {"extraction/docx.py", "extraction/writing.py"},
    "odf": {"extraction/odt.py", "extraction/writing.py"},
    "striprtf": {"extraction/plain.py"},
    "charset_normalizer": {"extraction/plain.py"},
    "bs4": {"extraction/html.py"},
    "lxml": {"extraction/docx.py", "extraction/structured.py"},
    "olefile": {"extraction/doc.py", "extraction/containers.py"},
    "oxmsg": {"extraction/containers.py"},
    "simplemma": {"tables.py"},
    "sqlite3": {"disk.py", "review/decisions.py"},
    "msgspec": {"profiles/packing.py"},
    "pyarrow": {"profiles/store.py"},
    "fsspec": {"extraction/remote.py"},
    "distributed": {"cluster.py"},
    "filelock": {"profiles/store.py"},
    "pebble": {"extraction/isolation.py"},
    "pytesseract": {"extraction/ocr.py"},
    "pypdfium2": {"extraction/ocr.py", "extraction/pictures.py"},
    "PIL": {"extraction/ocr.py", "extraction/pictures.py"},
    "ipywidgets": {"review/board.py"},
    "itables": {"review/board.py"},
    "spacy": {"nlp/model.py", "nlp/syntax.py"},
    "snowballstemmer": {"nlp/words.py"},
    "torch": {"ranking/encoders.py"},
    "sentence_transformers": {"ranking/encoders.py"},
    "sklearn": {"ranking/similarity.py", "ranking/estimator.py"},
    "pandas": {"ranking/estimator.py", "review/tables.py", "review/workbook.py", "review/plots.py", "review/audits.py", "review/board.py"},
    "openpyxl": {"review/workbook.py"},
    "jinja2": {"review/report.py"},
    "matplotlib": {"review/plots.py"},
    "tqdm": {"options.py"},
    "typer": {"cli.py", "cli_batch.py", "cli_lexicon.py", "cli_review.py", "cli_trust.py", "options.py"},
}
ROOMS = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wing(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", ROOMS, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_import_runs_back_up(path: Path) -> None:
    own = wing(path)
    if own == "__init__":
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "pipeline":
            continue
        other = parts[1] if len(parts) > 1 else ""
        lower = FLOORS[other] < FLOORS[own]
        assert lower or other == own, f"{path.name} ({own}) imports {name}"


@pytest.mark.parametrize("path", ROOMS, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_each_library_enters_by_its_doors(path: Path) -> None:
    room = path.relative_to(PACKAGE).as_posix()
    for name in imports(path):
        allowed = DOORS.get(name.split(".")[0])
        assert allowed is None or room in allowed, f"{room} imports {name}"


def test_nobody_prints_but_the_command() -> None:
    for path in ROOMS:
        if path.name not in ("cli.py", "cli_batch.py", "cli_lexicon.py", "cli_review.py", "cli_trust.py"):
            calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
            assert not any(isinstance(c.func, ast.Name) and c.func.id == "print" for c in calls), path


def test_rooms_stay_small() -> None:
    for path in ROOMS:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 330, f"{path.name} is two rooms"
