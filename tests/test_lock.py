"""The lock: every package with its hashes, of the versions that the tests run with, and none that
an installation needs left out.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9][\w.\-]*)==(\S+)((?:.*\\\n)(?:    --hash=.*\n)+)", re.M)


def name_of(requirement: str) -> str:
    (name,) = re.findall(r"^[\w.\-]+", requirement)
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not _PINNED.sub("", text).strip(), "a line without a version or a hash"
    return {name_of(name): version for name, version, _ in _PINNED.findall(text)}


def test_every_package_has_a_version_and_hashes_of_sha256() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    hashes = re.findall(r"--hash=(\S+)", text)
    assert len(locked()) > 150 and all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes)


def test_what_the_project_names_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["ocr"], *extras["test"], *extras["notebooks"]]
    assert {name_of(r) for r in asked} <= locked().keys()


def test_the_lock_and_the_constraints_name_the_same_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    chosen = {name_of(line): line.partition("==")[2] for line in lines}
    both = chosen.keys() & locked().keys()
    assert {name: chosen[name] for name in both} == {name: locked()[name] for name in both}
    assert len(both) > 150
