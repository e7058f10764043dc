"""The commands and the code of the README run, and every command stands in it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.S)
    for line in block.splitlines()
    if line.startswith("vivier ")
]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.S)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme")
    for name in ("data", "notebooks"):
        (place / name).symlink_to(ROOT / name, target_is_directory=True)
    return place


ELSEWHERE = (
    "vivier index",
    "vivier verify",
    "vivier rerun",
    "vivier purge",
    "vivier audit",
    "vivier rank data/offers/dev_fullstack.docx --pool",
)
"""Commands that read much again, run by tests of their own."""


def test_commands_run(workplace: Path) -> None:
    assert len(SHELL) >= 17
    for line in (line for line in SHELL if not line.startswith(ELSEWHERE)):
        words = shlex.split(line, comments=True)[1:]
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli.main", *words],
            capture_output=True,
            text=True,
            cwd=workplace,
            timeout=300,
        )
        assert done.returncode == 0, (line, done.stderr)


def test_code_runs(workplace: Path) -> None:
    assert PYTHON
    for block in PYTHON:
        done = subprocess.run(
            [sys.executable, "-c", block],
            capture_output=True,
            text=True,
            cwd=workplace,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr


def test_every_command_and_dependency_is_told() -> None:
    for command in (
        "rank",
        "read",
        "profile",
        "explain",
        "compare",
        "match",
        "evaluate",
        "build",
        "index",
        "purge",
        "review",
        "learn",
        "rerun",
        "verify",
        "audit",
        "notice",
        "export",
        "trec",
    ):
        assert f"vivier {command}" in README, command
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert f"`{name}`" in README, name


def test_files_that_it_names_exist() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
