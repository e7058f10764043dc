"""What a command writes is for its user alone, unless it is asked otherwise."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from pipeline.cli.main import run
from pipeline.cli.privacy import private
from tests.conftest import CV, NOTICE


def modes(folder: Path) -> set[str]:
    return {stat.filemode(p.stat().st_mode)[4:] for p in [folder, *folder.rglob("*")]}


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_a_run_is_closed_to_others_unless_it_is_shared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cv.txt").write_text(CV, encoding="utf-8")
    (tmp_path / "offre.txt").write_text(NOTICE, encoding="utf-8")
    words = ["rank", str(tmp_path / "offre.txt"), str(tmp_path / "cv.txt"), "-q", "-o"]
    mask = os.umask(0o022)
    try:
        assert run([*words, str(tmp_path / "a")]) == 0
        assert run([*words, str(tmp_path / "b"), "--shared"]) == 0
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(mask)
    assert modes(tmp_path / "a") == {"------"}
    shared = stat.filemode((tmp_path / "b" / "classement.json").stat().st_mode)
    assert shared == "-rw-r--r--" and modes(tmp_path / "b" / "reserve") >= {"------"}


def test_temporary_files_lie_in_the_private_folder() -> None:
    before = tempfile.gettempdir()
    with private(shared=False):
        inside = Path(tempfile.gettempdir())
        assert inside != Path(before) and inside.stat().st_mode & 0o077 == 0
        assert os.environ["TMPDIR"] == str(inside)
    assert tempfile.gettempdir() == before
