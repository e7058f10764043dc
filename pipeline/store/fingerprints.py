"""What a stored result depends on: a change of code, tables, models or libraries gives another
fingerprint.

A stage is made by some wings. Its fingerprint is that of every file of these wings, of the rooms of
the
lexicon that they import, of the tables and models that all this code names, and of the versions of
the
libraries that it imports: nothing is listed by hand.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

from pipeline.lexicon import tables

PACKAGE = Path(__file__).resolve().parents[1]
READING = ("documents.py", "pages", "files")
UNDERSTANDING = ("documents.py", "structure", "nlp", "profiles", "batch")
SCORING = ("documents.py", "ranking")
SHOWING = ("batch", "runs", "review")
"""The wings and rooms that make the result of each stage."""
_PROGRAMS = ("tesseract", "antiword", "catdoc", "soffice")
"""Programs of the system that reading uses where they are there."""
_CHOICES = ("VIVIER_OCR",)
"""Variables of the environment by which people choose how files are read."""
_IMPORT = re.compile(r"^\s*(?:from|import)\s+(\w+)", re.M)
_NAME = re.compile(r"\"([\w./-]+)\"")
_WORDS = "lexicon"
_FROM_WORDS = re.compile(r"pipeline\.lexicon(?:\.(\w+)|\s+import\s+\(?([\w,\s]+))")


@cache
def versions() -> dict[str, str]:
    """The versions of Vivier, Python and the libraries on which a result depends."""
    libraries = _libraries(_files((*READING, *UNDERSTANDING, *SCORING)))
    return {"vivier": _version("vivier"), "python": platform.python_version(), **libraries}


@cache
def reading() -> str:
    """Of what turns files into documents; a newly installed program or another choice changes it
    too.
    """
    programs = [name for name in _PROGRAMS if shutil.which(name)]
    return _stage(READING, [*programs, *(os.environ.get(name, "") for name in _CHOICES)])


@cache
def understanding(today: date, base: str = "") -> str:
    """Of what turns documents into profiles; posts that last are read to the month of `today`."""
    return _stage(UNDERSTANDING, [f"{today:%Y-%m}", base, _version(base)])


@cache
def scoring() -> str:
    """Of what turns profiles into matches."""
    return _stage(SCORING, [])


@cache
def showing() -> str:
    """Of what writes the files of a run."""
    return _stage(SHOWING, [])


def _stage(wings: Iterable[str], words: Iterable[str]) -> str:
    files = _files(wings)
    named = _named(files)
    libraries = [f"{name} {number}" for name, number in _libraries(files).items()]
    return _digest([*files, *named], [*libraries, *words])


def _files(wings: Iterable[str]) -> tuple[Path, ...]:
    """Every file of some wings (a room beside them by its file name), and the rooms of the lexicon
    that they import.
    """
    found: set[Path] = set()
    for wing in wings:
        place = PACKAGE / wing
        found |= {place} if place.is_file() else set(_inside(place))
    new = found
    while new := _words_rooms(new) - found:
        found |= new
    return tuple(sorted(found))


def _words_rooms(files: Iterable[Path]) -> set[Path]:
    """The rooms of the lexicon that some files import."""
    found: set[Path] = set()
    for text in _code(files):
        for room, several in _FROM_WORDS.findall(text):
            names = [room, *re.findall(r"\w+", several)]
            found |= {PACKAGE / _WORDS / f"{name}.py" for name in names}
    return {path for path in found if path.is_file()}


def _inside(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _named(files: Iterable[Path]) -> list[Path]:
    """The tables and the models whose names stand in the code, as literals."""
    names = {name for text in _code(files) for name in _NAME.findall(text)}
    found = [p for p in _inside(tables.LEXICON) if _is_named(p, tables.LEXICON, names)]
    found += [p for p in _inside(tables.MODELS) if _is_named(p, tables.MODELS, names)]
    return sorted(found)


def _is_named(path: Path, home: Path, names: set[str]) -> bool:
    """Whether a file, its name without suffix or the folder that holds it is among some names."""
    first = path.relative_to(home).parts[0]
    return bool({path.name, path.stem, first} & names)


def _libraries(files: Iterable[Path]) -> dict[str, str]:
    """The distributions that the code imports, with their versions; "" for one not installed."""
    imported = {name for text in _code(files) for name in _IMPORT.findall(text)}
    known = _distributions()
    owners = {owner for name in imported for owner in known.get(name, ())}
    return {owner: _version(owner) for owner in sorted(owners - {"vivier"})}


@cache
def _distributions() -> Mapping[str, list[str]]:
    return packages_distributions()


def _code(files: Iterable[Path]) -> Iterator[str]:
    return (p.read_text(encoding="utf-8") for p in files if p.suffix == ".py")


def _version(name: str) -> str:
    try:
        return version(name) if name else ""
    except PackageNotFoundError:
        return ""


def _digest(files: Iterable[Path], words: Iterable[str]) -> str:
    total = hashlib.sha256()
    for path in files:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").digest()
        total.update(path.name.encode() + b"\0" + digest)
    total.update("\n".join(words).encode())
    return total.hexdigest()[:16]
