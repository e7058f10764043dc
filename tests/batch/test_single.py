"""One file alone: a process of its own reads it, this one understands it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline.batch.reading import Reader, _Parser, read_files
from pipeline.batch.run import Unread
from pipeline.documents import Document
from pipeline.files.folder import Found
from pipeline.files.isolation import Limits
from pipeline.profiles.understanding import Candidate, Understanding

TODAY = date(2026, 11, 24)


def what_is_loaded(found: Found) -> tuple[int, bool, bool]:
    """The process that reads a file, whether it did, and whether spaCy is loaded there."""
    document = _Parser("cv")(found)
    return os.getpid(), isinstance(document, Document), "spacy" in sys.modules


PROGRAM = """
import os
from pathlib import Path
from pipeline.files.folder import Found
from pipeline.files.isolation import Limits, isolated
from tests.batch.test_single import what_is_loaded
found = [Found(Path("data/cvs/c002.pdf"), "c002.pdf")]
((process, read, spacy),) = isolated(what_is_loaded, found, Limits())
assert process != os.getpid() and read and not spacy
"""


def test_a_process_that_reads_loads_no_spacy(root: Path) -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], cwd=root, check=True)


def test_one_file_is_understood_in_this_process(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here: list[str] = []

    def noted(self: Understanding, document: Document) -> str:
        here.extend([document.file] if document.file else [])
        return document.file

    found = Found(root / "data/cvs/c002.pdf", "c002.pdf")
    whole = next(read_files([found], Reader("cv", Understanding(TODAY)), 1, Limits()))
    assert isinstance(whole, Candidate) and whole.profile.skills
    monkeypatch.setattr(Understanding, "__call__", noted)
    assert list(read_files([found], Reader("cv", Understanding(TODAY)), 1, Limits())) == here


def test_one_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "vide.pdf"
    path.write_bytes(b"")
    found = Found(path, "vide.pdf")
    outcome = next(read_files([found], Reader("cv", Understanding(TODAY)), 1, Limits()))
    assert isinstance(outcome, Unread) and outcome.reason == "empty"
