"""The arguments and options that the commands of `vivier` share, with their help in French."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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
JOBS = Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Nombre de processus (-1 : un par cœur).")]
QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="Sans barre de progression ni remarque.")]
FORMAT = Annotated[Form, typer.Option("--format", help="Texte pour les personnes, jsonl pour les programmes.")]
DOWNLOAD = Annotated[Path, typer.Argument(metavar="DIR", help="Le dossier du téléchargement, décompressé.", show_default=False)]
MOST = Annotated[int, typer.Option("--most", metavar="N", help="Au plus N lignes, les plus citées d'abord.")]
