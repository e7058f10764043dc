"""How the command is called: its version, its misuse told in French, `--trace`, what help loads."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("spacy", "sklearn", "pandas", "numpy", "thinc", "pdfminer", "starlette")
ENGLISH = ("Usage", "Error", "Missing", "No such", "Invalid", "Try ", "required", "unexpected")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rank", "il manque l'argument 'OFFER'"),
        ("index data/cvs", "il manque l'option '--pool'"),
        ("export data/cvs/c036.txt -o export", "donner --format pour des documents, ou --to"),
        ("export data/cvs -o export --format europass --to parquet", "ne vont pas ensemble"),
        ("export data/cvs/c036.txt --format json-resume", "il manque l'option '-o'"),
        ("classer offre.txt", "la commande classer n'existe pas"),
        ("rank offre.txt cvs --poids 2", "l'option --poids n'existe pas"),
        ("rank offre.txt cvs --top beaucoup", "'beaucoup' n'est pas un nombre"),
        ("read cv.pdf --format xml", "'xml' n'est pas l'une de ces valeurs"),
        ("read cv.pdf --format", "l'option --format attend une valeur"),
        ("trec run a b", "des arguments de trop (a b)"),
        ("rank offre.txt", "donner un dossier de CV, ou bien --pool DIR"),
    ],
)
def test_misuse_is_told_in_french(line: str, said: str, capsys: pytest.CaptureFixture) -> None:
    assert run(line.split()) == 2
    told = capsys.readouterr().err
    assert said in told
    assert not [word for word in ENGLISH if word in told]
    assert "Traceback" not in told


@pytest.mark.parametrize("command", ["index", "export"])
def test_help_tells_what_is_required_in_french(command: str, capsys: pytest.CaptureFixture) -> None:
    assert run([command, "--help"]) == 0
    told = capsys.readouterr().out
    assert "[obligatoire]" in told
    assert not [word for word in ENGLISH if word in told]


def test_version(capsys: pytest.CaptureFixture) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"vivier {version('vivier')}\n"


@pytest.mark.parametrize(
    "line",
    ["--trace evaluate nulle-part j.csv", "evaluate nulle-part j.csv --trace"],
)
def test_trace_shows_where_a_known_problem_comes_from(
    line: str, capsys: pytest.CaptureFixture
) -> None:
    assert run(line.split()) == 1
    told = capsys.readouterr().err
    assert told.startswith("Traceback")
    assert told.splitlines()[-1].startswith("vivier : nulle-part : ")


def test_a_known_problem_is_one_line_without_trace(capsys: pytest.CaptureFixture) -> None:
    assert run(["evaluate", "nulle-part", "j.csv"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    "code",
    [
        "import pipeline",
        "from pipeline.cli.main import run; assert run(['--help']) == 0",
        "from pipeline.cli.main import run; assert run(['rank', '--help']) == 0",
    ],
)
def test_import_and_help_load_nothing_heavy(code: str) -> None:
    asked = f"import sys; {code}; print(sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_package_runs_as_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--version"], capture_output=True, text=True, cwd=ROOT
    )
    assert (done.returncode, done.stdout) == (0, f"vivier {version('vivier')}\n")
