"""What the commands of `vivier` share: arguments and options with their help in French, and what
they mean.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pipeline.cli.commands import Argument, Option
from pipeline.cli.progress import progress_beside
from pipeline.errors import BadSetting, harmless, one_line

if TYPE_CHECKING:
    from pipeline.batch.reading import Work
    from pipeline.batch.run import Unread
    from pipeline.profiles.understanding import Candidate, Understanding
    from pipeline.ranking.ranker import Weights


class Form(StrEnum):
    """How results are printed."""

    text = "text"
    jsonl = "jsonl"


class Kind(StrEnum):
    """What a document is."""

    cv = "cv"
    offer = "offer"


OFFER = Annotated[Path, Argument("OFFER", "L'offre : PDF, DOCX, ODT, RTF, HTML ou texte.")]
CV = Annotated[Path, Argument("CV", "Un CV.")]
CVS = Annotated[
    tuple[str, ...], Argument("CVS", "Le dossier des CV, des fichiers ou une adresse (s3://).")
]
FILES = Annotated[tuple[Path, ...], Argument("FILES", "Des fichiers ou des dossiers.")]
RUN = Annotated[Path, Argument("OUT", "Le dossier d'un classement.")]
KIND = Annotated[Kind, Option("--kind", help="CV ou offre.")]
FORMAT = Annotated[
    Form, Option("--format", help="Texte pour les personnes, jsonl pour les programmes.")
]
WEIGHTS = Annotated[
    str,
    Option(
        "--weights",
        metavar="NATURE=N,...",
        help="Multiplie le poids d'une nature de critère : skill=2 compte double, diploma=0 retire.",
    ),
]
TODAY = Annotated[
    str,
    Option(
        "--today",
        metavar="AAAA-MM-JJ",
        help="Date à laquelle les postes en cours sont lus (par défaut : ce jour).",
    ),
]
BASE = Annotated[
    str,
    Option(
        "--base",
        metavar="MODELE",
        help="Un modèle spaCy français installé, par exemple fr_core_news_sm.",
    ),
]
JOBS = Annotated[
    int, Option("--jobs", "-j", metavar="N", help="Nombre de processus (-1 : un par cœur).")
]
ENGINE = Annotated[
    str,
    Option(
        "--engine",
        metavar="dask://HÔTE:PORT",
        help="Fait lire et comparer les CV par une grappe Dask.",
    ),
]
QUIET = Annotated[bool, Option("--quiet", "-q", help="Sans barre de progression ni remarque.")]
SHARED = Annotated[
    bool, Option("--shared", help="Ouvre ce qui est écrit aux autres comptes de cette machine.")
]
OUT = Annotated[
    Path | None,
    Option(
        "-o", "--out", metavar="OUT", help="Dossier où écrire le rapport, le classeur et le JSON."
    ),
]


def begin(*places: Path, text_alone: bool = False) -> None:
    """Begin to load what reading needs while the rest of the command loads, where there is
    something to read; what understanding needs too, unless processes read the `text_alone`.
    """
    if not all(place.exists() for place in places):
        return
    from pipeline.files.lineage import warm

    if text_alone:
        warm(("pipeline.files.reader",))
    else:
        warm(("pipeline.batch.ready",))


def is_one_file(places: tuple[Path, ...]) -> bool:
    """Whether places are one file, which is understood in this process."""
    return len(places) == 1 and places[0].is_file()


def date_of(text: str) -> date:
    """The day that an option names, this day where it is empty.

    Raises BadSetting where it is no date.
    """
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        remedy = "écrire AAAA-MM-JJ, par exemple 2026-03-31"
        raise BadSetting(f"--today {text}", "ce n'est pas une date", remedy) from None


def understanding_of(today: str, base: str) -> Understanding:
    """What understands documents, as the options say; errors as in `date_of`."""
    from pipeline.profiles.understanding import Understanding

    return Understanding(date_of(today), base)


def weights_of(text: str) -> Weights:
    """The weights of the grid changed as an option says; errors as in `Weights.parsed`."""
    from pipeline.ranking.ranker import Weights

    return Weights.parsed(text)


def read_each(places: Iterable[Path], reader: Work[Any], jobs: int = 1) -> Iterable[Any]:
    """What `reader` makes of each file of some places, within limits, and what could not be opened."""
    from pipeline.batch.reading import opened, read_files
    from pipeline.files.isolation import Limits

    with opened(list(places), Limits()) as (files, closed):
        yield from closed
        outcomes = read_files(files, reader, jobs, Limits())
        yield from progress_beside()(outcomes, len(files))


def understood(
    places: Iterable[Path], kind: str, understand: Understanding
) -> Iterable[Candidate | Unread]:
    """Each file of some places as what was understood of it, or as why it was not read."""
    from pipeline.batch.reading import Reader

    return read_each(places, Reader(kind, understand))


def understood_one(path: Path, kind: str, understand: Understanding) -> Candidate:
    """What was understood of one file.

    Raises UnreadableDocument where it cannot be read.
    """
    from pipeline.batch.reading import read_single
    from pipeline.files.isolation import Limits

    return read_single(path, kind, understand, Limits())


def say(text: str, end: str = "\n") -> None:
    """Print a result, in which nothing commands the terminal: the only place that prints."""
    sys.stdout.write(harmless(text) + end)
    sys.stdout.flush()


def remark(text: str) -> None:
    """Say something on stderr, in the same way, as far as it can be written."""
    with suppress(OSError):
        sys.stderr.write(harmless(text) + "\n")


def remark_unread(unread: Unread) -> None:
    """Say on stderr why a file was not read."""
    remark(one_line(f"{unread.file} : {unread.detail}"))
