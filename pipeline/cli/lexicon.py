"""The lexicon: `vivier lexicon ...` completes it by the official downloads, `vivier build` compiles
it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from pipeline.cli.commands import Argument, Option, command
from pipeline.cli.options import BASE, say
from pipeline.errors import BadSetting

if TYPE_CHECKING:
    from pipeline.lexicon.taxonomies import Row

DOWNLOAD = Annotated[Path, Argument("DIR", "Le dossier du téléchargement, décompressé.")]
lexicon = click.Group(
    "lexicon", help="Vérifie le lexique, et le complète par les référentiels officiels."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the imports are asked."""

    folder: DOWNLOAD
    most: Annotated[
        int, Option("--most", metavar="N", help="Au plus N lignes, les plus citées d'abord.")
    ] = 20_000


@command("import-rome", ImportOptions, shared=True)
def import_rome(options: ImportOptions) -> None:
    """Ajoute au lexique les savoirs du ROME 4.0 (téléchargement de France Travail, Licence Ouverte
    2.0).
    """
    from pipeline.lexicon.taxonomies import rome_rows

    source = "Names of ROME 4.0 (France Travail, Licence Ouverte 2.0), made by `import-rome`."
    _imported(rome_rows(options.folder), source, "rome", options.most)


@command("import-esco", ImportOptions, shared=True)
def import_esco(options: ImportOptions) -> None:
    """Ajoute au lexique les compétences d'ESCO en français (Commission européenne, CC BY 4.0)."""
    from pipeline.lexicon.taxonomies import esco_rows

    source = "Names of ESCO (European Commission, CC BY 4.0), made by `import-esco`."
    _imported(esco_rows(options.folder), source, "esco", options.most)


def _imported(rows: list[Row], source: str, name: str, most: int) -> None:
    from pipeline.lexicon import taxonomies
    from pipeline.lexicon.skills import skills
    from pipeline.lexicon.tokens import words

    known = [s for s in skills() if s.domain != name]
    kept = taxonomies.chosen(rows, known, words, most)
    path = taxonomies.write_rows(kept, source, name)
    say(f"{path} : {len(kept)} compétences ; `vivier build` les enregistre dans le modèle")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOptions:
    """What `vivier lexicon link-esco` is asked."""

    folder: DOWNLOAD
    rome: Annotated[
        Path, Option("--rome", metavar="DIR", help="Le dossier du téléchargement ROME 4.0.")
    ]


@command("link-esco", LinkOptions, shared=True)
def link_esco(options: LinkOptions) -> None:
    """Donne aux compétences et métiers du lexique leur code ESCO (par leur nom, ou par la
    correspondance ESCO-ROME).
    """
    from pipeline.lexicon.skills import skills
    from pipeline.lexicon.tokens import words
    from pipeline.nlp import linking

    found = linking.links(options.folder, options.rome, skills(), words)
    counts = Counter(link.kind for link in found)
    told = f"{counts['skill']} compétences, {counts['occupation']} métiers"
    say(f"{linking.write_links(found)} : {told} ; `vivier build` les enregistre")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What `vivier build` is asked."""

    out: Annotated[
        Path | None,
        Option(
            "-o",
            "--out",
            metavar="DIR",
            help="Où écrire le modèle (par défaut : models/fr_vivier).",
        ),
    ] = None
    base: BASE = ""


@command("build", BuildOptions, shared=True)
def build(options: BuildOptions) -> None:
    """Construit le modèle spaCy français à partir des tables de data/lexicon, après les avoir
    vérifiées.
    """
    from pipeline.lexicon import compiled, tables
    from pipeline.nlp import model

    place = options.out or tables.MODELS / compiled.SHIPPED
    nlp = model.build(options.base)
    model.save(nlp, place)
    found = model.Model(nlp)
    say(f"{place} : {len(found.skills)} compétences, {len(found.occupations)} métiers")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """`vivier lexicon check` is asked nothing."""


@command("check", CheckOptions)
def check(options: CheckOptions) -> None:
    """Vérifie les tables de data/lexicon : colonnes, doublons, mots inconnus ; une ligne par faute (code 1 s'il y en a)."""
    from pipeline.lexicon.checks import all_tables, faults

    found = list(faults())
    for fault in found:
        say(str(fault.error()))
    if found:
        raise BadSetting("vivier lexicon check", f"{len(found)} faute(s)", "corriger ces lignes")
    say(f"{len(all_tables())} tables, rien à corriger")


for made in (check, import_rome, import_esco, link_esco):
    lexicon.add_command(made)
