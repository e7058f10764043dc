"""Floors and doors: no import runs back up, each library enters by its doors, rooms and lines stay small."""

from __future__ import annotations

import ast
import io
import statistics
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"
FLOORS = {
    "errors": 0,
    "documents": 0,
    "lexicon": 1,
    "store": 2,
    "pages": 3,
    "files": 4,
    "structure": 5,
    "nlp": 6,
    "profiles": 7,
    "ranking": 8,
    "batch": 9,
    "runs": 10,
    "review": 11,
    "fairness": 12,
    "cli": 13,
}
BESIDE_THE_WINGS = {"__init__.py", "__main__.py", "documents.py", "errors.py"}
DOORS = {
    "pdfminer": {
        "pages/pdf.py",
        "pages/fonts.py",
        "pages/encodings.py",
        "pages/resources.py",
        "pages/annotations.py",
        "pages/objects.py",
    },
    "docx": {"files/docx.py", "files/writing.py", "review/word.py", "review/filling.py"},
    "striprtf": {"files/plain.py"},
    "charset_normalizer": {"files/plain.py"},
    "bs4": {"files/html.py"},
    "lxml": {
        "review/workbook.py",
        "files/docx.py",
        "files/europass.py",
        "files/odt.py",
        "pages/xfa.py",
        "review/opendocument.py",
    },
    "olefile": {"files/doc.py", "files/mails.py"},
    "oxmsg": {"files/mails.py"},
    "simplemma": {"lexicon/spelling.py", "lexicon/tables.py"},
    "pycrfsuite": {"structure/chains.py"},
    "sqlite3": {"store/disk.py", "runs/ledger.py"},
    "msgspec": {"store/packing.py"},
    "pyarrow": {"store/columns.py", "store/exports.py", "store/fragments.py"},
    "fsspec": {"files/remote.py"},
    "distributed": {"batch/cluster.py"},
    "filelock": {"store/alone.py", "store/scratch.py", "store/table.py"},
    "pebble": {"files/isolation.py"},
    "rapidocr": {"pages/rapid.py"},
    "onnxruntime": {"pages/rapid.py"},
    "cv2": {"pages/rapid.py"},
    "pytesseract": {"pages/tesseract.py"},
    "pypdfium2": {"pages/sheets.py", "pages/mending.py", "files/pictures.py"},
    "PIL": {"pages/sheets.py", "files/pictures.py"},
    "starlette": {"review/desk/access.py", "review/desk/routes.py"},
    "uvicorn": {"review/desk/server.py"},
    "spacy": {"nlp/model.py", "nlp/syntax.py"},
    "snowballstemmer": {"lexicon/words.py"},
    "torch": {"ranking/encoders.py"},
    "sklearn": {"ranking/similarity.py", "ranking/estimator.py"},
    "pandas": {
        "ranking/estimator.py",
        "review/blocks.py",
        "review/comparisons.py",
        "review/readings.py",
        "review/tables.py",
        "review/workbook.py",
        "review/plots.py",
        "fairness/audits.py",
    },
    "openpyxl": {"review/workbook.py", "review/sheets.py"},
    "jinja2": {"review/rendering.py"},
    "matplotlib": {"review/plots.py"},
    "tqdm": {"cli/progress.py"},
    "click": {"cli/commands.py", "cli/main.py", "cli/lexicon.py", "cli/jury.py"},
}
ROOMS = sorted(PACKAGE.rglob("*.py"))
LONGEST_ROOM, LONGEST_FUNCTION, MOST_TOKENS = 250, 40, 9
_NO_TOKENS = {
    tokenize.NEWLINE,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.COMMENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wing(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def room_name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", ROOMS, ids=room_name)
def test_no_import_runs_back_up(path: Path) -> None:
    own = wing(path)
    if own in ("__init__", "__main__"):
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "pipeline" and parts[1] != own:
            assert FLOORS[parts[1]] < FLOORS[own], f"{room_name(path)} imports {name}"


def test_few_rooms_stand_beside_the_wings() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == BESIDE_THE_WINGS


def test_tests_mirror_the_wings() -> None:
    tests = {p.name for p in Path(__file__).parent.iterdir() if p.is_dir()} - {"__pycache__"}
    assert tests == set(FLOORS) - {"errors", "documents"}


@pytest.mark.parametrize("path", ROOMS, ids=room_name)
def test_each_library_enters_by_its_doors(path: Path) -> None:
    for name in imports(path):
        allowed = DOORS.get(name.split(".")[0])
        assert allowed is None or room_name(path) in allowed, f"{room_name(path)} imports {name}"


def test_nobody_prints_but_two_functions_of_the_command() -> None:
    """They see to it that nothing of a document commands the terminal."""
    for path in ROOMS:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
        names = {f.id for f in calls if isinstance(f, ast.Name)}
        written = {ast.unparse(f) for f in calls if isinstance(f, ast.Attribute)}
        said = {"sys.stdout.write", "sys.stderr.write", "click.echo"} & written
        assert not {"print", "echo"} & names, path
        assert not said or room_name(path) == "cli/options.py", path


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """The functions of a room with their lines of code, docstrings left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            said = node.body[0] if ast.get_docstring(node) else None
            told = (said.end_lineno or 0) - said.lineno + 1 if said else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - told


@pytest.mark.parametrize("path", ROOMS, ids=room_name)
def test_rooms_and_functions_stay_small(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST_ROOM, f"{room_name(path)} is two rooms"
    long = [name for name, size in functions(path) if size > LONGEST_FUNCTION]
    assert not long, f"{room_name(path)}: {long}"


def tokens_by_line(path: Path) -> list[int]:
    """How many tokens stand on each line of code."""
    found = tokenize.tokenize(io.BytesIO(path.read_bytes()).readline)
    return list(Counter(t.start[0] for t in found if t.type not in _NO_TOKENS).values())


def test_a_line_holds_one_idea() -> None:
    counts = [n for path in ROOMS for n in tokens_by_line(path)]
    assert statistics.median(counts) <= MOST_TOKENS
