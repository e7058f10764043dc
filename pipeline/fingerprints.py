"""What a stored result depends on: a change of code, tables, models or libraries gives another fingerprint, and the work is done again."""

from __future__ import annotations

import hashlib
import platform
import shutil
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import tables

_PACKAGE = Path(__file__).resolve().parent
_READERS = (
    "pdfminer.six",
    "python-docx",
    "odfpy",
    "striprtf",
    "beautifulsoup4",
    "lxml",
    "olefile",
    "python-oxmsg",
    "simplemma",
    "pypdfium2",
)
_FALLBACKS = ("tesseract", "antiword", "catdoc", "soffice")
_KEPT_APART = ("packing.py", "store.py")
"""Rooms of `profiles/` that keep results and do not make them."""


@cache
def versions() -> dict[str, str]:
    """The versions of Vivier, Python and the libraries on which a result depends."""
    names = ("vivier", "spacy", "scikit-learn", "numpy", "pdfminer.six", "python-docx", "odfpy", "striprtf", "beautifulsoup4")
    return {"python": platform.python_version(), **{name: _version(name) for name in names}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@cache
def reading() -> str:
    """Of the rooms, tables and libraries that turn files into documents; a newly installed Tesseract changes it too."""
    names = ("headings", "section_cues", "common_words")
    files = [*_rooms("extraction"), _PACKAGE / "documents.py", *(tables.LEXICON / f"{name}.csv" for name in names)]
    found = [f"{name} {_version(name)}" for name in _READERS] + [name for name in _FALLBACKS if shutil.which(name)]
    return _digest(files, found)


@cache
def understanding(today: date, base: str = "") -> str:
    """Of the rooms, tables and model that turn documents into profiles; posts that last are read to the month of `today`."""
    lexicon = sorted(p for p in tables.LEXICON.rglob("*") if p.is_file())
    cards = [_PACKAGE / "climb.py", _PACKAGE / "review" / "run.py"]
    files = [*_rooms("nlp"), *_rooms("profiles"), *cards, *lexicon, tables.MODELS / "fr_vivier" / "meta.json"]
    return _digest(files, [f"{today:%Y-%m}", base, _version(base) if base else "", f"spacy {_version('spacy')}"])


@cache
def scoring(semantic: str = "") -> str:
    """Of the rooms and vectors that turn profiles into parts of a match, and of the model of sentences in a folder; weights are not
    among them."""
    model = sorted(p for p in Path(semantic).rglob("*") if p.is_file()) if semantic else []
    return _digest([*_rooms("ranking"), tables.MODELS / "latent.npz", tables.MODELS / "rome_proximity.csv", *model], [])


@cache
def showing() -> str:
    """Of the rooms and templates that write what people read."""
    templates = sorted((_PACKAGE / "review" / "templates").glob("*.html"))
    return _digest([*_rooms("review"), _PACKAGE / "runs.py", _PACKAGE / "assembly.py", *templates], [f"openpyxl {_version('openpyxl')}"])


def _rooms(wing: str) -> list[Path]:
    return sorted(p for p in (_PACKAGE / wing).glob("*.py") if p.name not in _KEPT_APART)


def _digest(files: Iterable[Path], words: Iterable[str]) -> str:
    total = hashlib.sha256()
    for path in files:
        with path.open("rb") as stream:
            total.update(path.name.encode() + b"\0" + hashlib.file_digest(stream, "sha256").digest())
    total.update("\n".join(words).encode())
    return total.hexdigest()[:16]
