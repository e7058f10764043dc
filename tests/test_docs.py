"""What the documentation says is so: its commands and its code run, every command and option stands
in it, what it names exists.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest

from pipeline.cli.main import app
from pipeline.runs.decisions import Decisions
from pipeline.runs.folder import ranking_id

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ROOT / "docs/commandes.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
OTHERS = [
    *(ROOT / name for name in ("README.en.md", "ARCHITECTURE.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "data").glob("**/README.md")),
]
CVS = ("c002.pdf", "c005.pdf", "c008.rtf", "c009.docx", "c016.pdf", "c036.txt", "c039.pdf")
"""The CVs that the pages name, and few more: the folder of samples in which the pages are run."""
ELSEWHERE = {"review", "verify", "rerun", "audit", "build"}
"""Commands that serve until they are ended or read much again, run by tests of their own; here
their words are understood.
"""
LONGEST_FIRST_PAGE = 120


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.S)


def shown(page: Path) -> list[str]:
    """The lines of the command that a page shows as run."""
    return [line for block in blocks(page, "sh") for line in block.splitlines()]


PROGRAM = """
import json, sys
from pipeline.cli import main
for words in json.load(sys.stdin):
    if main.run(words):
        sys.exit(f"FAILED {words}")
"""


def vivier(*lines: Sequence[str], place: Path) -> None:
    """Run commands in a folder, one after the other in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(lines),
        capture_output=True,
        text=True,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the repository with few CVs, ranked and indexed once."""
    place = tmp_path_factory.mktemp("docs") / "depot"
    cvs = place / "data/cvs"
    cvs.mkdir(parents=True)
    for name in CVS:
        shutil.copy(ROOT / "data/cvs" / name, cvs)
    for name in ("offers", "judgments.csv"):
        (place / "data" / name).symlink_to(ROOT / "data" / name)
    offer = "data/offers/chef_projet_moe.txt"
    vivier(
        ("criteria", offer, "-o", "grille.xlsx"),
        ("rank", offer, "data/cvs", "-o", "demo"),
        ("index", "data/cvs", "--pool", "pool"),
        place=place,
    )
    _decide(place / "demo")
    return place


def _decide(out: Path) -> None:
    """Two decisions that tell two candidates apart, as people take them at the desk."""
    hashes = json.loads((out / "run.json").read_text(encoding="utf-8"))["hashes"]
    decisions, at = Decisions(out), ranking_id(out)
    decisions.decide("c005.pdf", hashes["c005.pdf"], "keep", "Lu en entier.", "Léa", at)
    decisions.decide("c036.txt", hashes["c036.txt"], "reject", "Lu en entier.", "Léa", at)


@pytest.fixture
def workplace(samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The samples as they were made: a page may purge what it has. A run knows its paths, so that
    they stay the same for all pages.
    """
    kept = samples.with_name("kept")
    if kept.exists():
        shutil.rmtree(samples)
    else:
        samples.rename(kept)
    shutil.copytree(kept, samples, symlinks=True)
    monkeypatch.chdir(samples)
    return samples


@pytest.fixture(scope="module")
def already() -> set[tuple[str, ...]]:
    """The commands that a page before has shown."""
    return set()


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "sh")], ids=name_of)
def test_commands_run(page: Path, workplace: Path, already: set[tuple[str, ...]]) -> None:
    asked = [tuple(shlex.split(line, comments=True)) for line in shown(page)]
    assert {words[0] for words in asked} == {"vivier"}
    new = [words[1:] for words in dict.fromkeys(asked) if words not in already]
    already |= set(asked)
    for name, *rest in (words for words in new if words[0] in ELSEWHERE):
        app.commands[name].make_context(name, rest)
    vivier(*(words for words in new if words[0] not in ELSEWHERE), place=workplace)


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "python")], ids=name_of)
def test_code_runs(page: Path, workplace: Path, capsys: pytest.CaptureFixture) -> None:
    for block in blocks(page, "python"):
        capsys.readouterr()
        exec(compile(block, name_of(page), "exec"), {"__name__": "page"})
        assert capsys.readouterr().out


def leaves(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Each command by its whole name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


LEAVES = dict(leaves(app))
FOR_ALL = {"--trace", "--help"}


def told(section: str) -> set[str]:
    """The options of the table of a section."""
    rows = re.findall(r"^\| (`-.*?) \| ", section, re.M)
    return {name for row in rows for name in re.findall(r"`(--?[a-z][a-z-]*)`", row)}


def sections() -> dict[str, str]:
    """What `docs/commandes.md` says of each command."""
    parts = re.split(r"^#{2,3} ", COMMANDS.read_text(encoding="utf-8"), flags=re.M)
    headed = (re.match(r"`vivier ([a-z -]+)`\n", part) for part in parts)
    return {h[1]: part for h, part in zip(headed, parts, strict=True) if h}


def test_every_command_is_told_and_no_other() -> None:
    assert set(sections()) == set(LEAVES)


@pytest.mark.parametrize("name", LEAVES)
def test_every_option_is_told_and_no_other(name: str) -> None:
    options = [p for p in LEAVES[name].params if isinstance(p, click.Option)]
    known = {word for option in options for word in option.opts} - FOR_ALL
    assert told(sections()[name]) == known


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_is_shown_with_its_arguments(name: str) -> None:
    form = blocks_of(sections()[name])
    for argument in (p for p in LEAVES[name].params if isinstance(p, click.Argument)):
        assert (argument.metavar or "").strip("[].") in form, argument.name


def blocks_of(section: str) -> str:
    return "\n".join(re.findall(r"```text\n(.*?)```", section, re.S))


def test_options_of_the_command_itself_are_told() -> None:
    beginning = COMMANDS.read_text(encoding="utf-8").split("\n## ")[0]
    own = {word for p in app.params if isinstance(p, click.Option) for word in p.opts}
    assert told(beginning) == own | {"--help"}


@pytest.mark.parametrize("page", [*PAGES, *OTHERS], ids=name_of)
def test_files_that_are_named_exist(page: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_pictures_are_all_shown() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for picture in (ROOT / "docs/images").iterdir():
        assert picture.name in text, picture


def test_the_first_page_is_one_page_and_says_who_decides() -> None:
    lines = PAGES[0].read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST_FIRST_PAGE
    assert "une personne décide" in "\n".join(lines[:15])
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert set(re.findall(r"^make (\w+)", "\n".join(lines), re.M)) <= set(targets)


def test_every_wing_stands_in_the_architecture() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for wing in (p.parent.name for p in (ROOT / "pipeline").glob("*/__init__.py")):
        assert f"`{wing}/`" in page, wing


def test_rooms_that_are_named_exist() -> None:
    for page in (ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"):
        text = page.read_text(encoding="utf-8")
        for room in re.findall(r"`((?:pipeline|tests|models|data|benchmarks)/[\w./-]+)`", text):
            assert (ROOT / room).exists(), room


def test_every_dependency_has_its_reason_and_the_version_that_is_tested() -> None:
    page = (ROOT / "docs/dependances.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w.-]+)` \|.*\| ([\w.]+) \| [^|]+ \|$", page, re.M))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=\[]", line)[0] for line in project["dependencies"]}
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    tested = dict(re.findall(r"^(.+)==(.+)$", pinned, re.M))
    assert not names - set(rows)
    assert {name: tested[name] for name in rows} == rows


@pytest.mark.parametrize("bank", ["treebank", "offerbank"])
def test_cards_count_what_is_there(bank: str) -> None:
    folder = ROOT / "data" / bank
    suffix = "cv" if bank == "treebank" else "offer"
    page = (folder / "README.md").read_text(encoding="utf-8")
    counted = {p.name: len(list(p.glob(f"*.{suffix}"))) for p in folder.iterdir() if p.is_dir()}
    rows = dict(re.findall(r"^\| `(\w+)/` \| (\d+) \|", page, re.M))
    assert {name: int(number) for name, number in rows.items()} == counted
