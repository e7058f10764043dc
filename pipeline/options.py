"""What the commands of `vivier` share: arguments and options with their help in French, how they are read, remarks."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import BadSetting

if TYPE_CHECKING:
    from pipeline.ranking.ranker import Weights
    from pipeline.reading import Work


class Form(StrEnum):
    text = "text"
    jsonl = "jsonl"


class Kind(StrEnum):
    cv = "cv"
    offer = "offer"


OFFER = Annotated[Path, typer.Argument(metavar="OFFER", help="L'offre : PDF, DOCX, ODT, RTF, HTML ou texte.", show_default=False)]
CV = Annotated[Path, typer.Argument(metavar="CV", help="Un CV.", show_default=False)]
FILES = Annotated[list[Path], typer.Argument(metavar="FILES...", help="Des fichiers ou des dossiers.", show_default=False)]
WEIGHTS = Annotated[
    str, typer.Option("--weights", metavar="PART=N,...", help="Multiplie le poids d'une partie : skills=2 compte double, text=0 retire.")
]
TODAY = Annotated[
    str, typer.Option("--today", metavar="AAAA-MM-JJ", help="Date à laquelle les postes en cours sont lus (par défaut : ce jour).")
]
BASE = Annotated[str, typer.Option("--base", metavar="MODELE", help="Un modèle spaCy français installé, par exemple fr_core_news_sm.")]
SEMANTIC = Annotated[
    str,
    typer.Option("--semantic", metavar="DIR", help="Un modèle sentence-transformers (son dossier) fait une partie de plus du score."),
]
JOBS = Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Nombre de processus (-1 : un par cœur).")]
QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="Sans barre de progression ni remarque.")]
FORMAT = Annotated[Form, typer.Option("--format", help="Texte pour les personnes, jsonl pour les programmes.")]
DOWNLOAD = Annotated[Path, typer.Argument(metavar="DIR", help="Le dossier du téléchargement, décompressé.", show_default=False)]
ROME_DOWNLOAD = Annotated[Path, typer.Option("--rome", metavar="DIR", help="Le dossier du téléchargement ROME 4.0.", show_default=False)]
MOST = Annotated[int, typer.Option("--most", metavar="N", help="Au plus N lignes, les plus citées d'abord.")]


def begin(*places: Path, text_alone: bool = False) -> None:
    """Begin to load what reading needs while the rest of the command loads, where there is something to read."""
    if all(place.exists() for place in places):
        from pipeline.extraction.isolation import warm

        warm(("pipeline.reading",) if text_alone else ("pipeline.climb", "pipeline.nlp.annotator", "spacy.lang.fr"))


def date_of(text: str) -> date:
    """The day that an option names, this day where it is empty.

    Raises BadSetting where it is no date.
    """
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise BadSetting(f"--today {text}", "ce n'est pas une date", "écrire AAAA-MM-JJ, par exemple 2026-03-31") from None


def weights_of(text: str) -> Weights:
    """The shipped weights changed as an option says; errors as in `Weights.parsed`."""
    from pipeline.ranking.ranker import Weights

    return Weights.parsed(text)


def read_each(places: list[Path], reader: Work[Any], jobs: int = 1) -> Iterable[Any]:
    """What `reader` makes of each file of some places, within limits, and what could not be opened."""
    from pipeline.extraction.isolation import Limits
    from pipeline.reading import opened, read_files

    with opened(places, Limits()) as (files, closed):
        yield from closed
        yield from read_files(files, reader, jobs, Limits())


def remark(text: str) -> None:
    """Say something on stderr."""
    sys.stderr.write(text + "\n")


def progress_of(quiet: bool) -> Any:
    """A bar with rate and remaining time on stderr, or nothing."""

    def silent(items: Iterable[Any], total: int) -> Iterable[Any]:
        return items

    def bar(items: Iterable[Any], total: int) -> Iterable[Any]:
        from tqdm import tqdm

        shown: Iterable[Any] = tqdm(items, total=total, unit="CV", desc="Lecture", file=sys.stderr)
        return shown

    return silent if quiet else bar
