"""The commands of `vivier lexicon`: the lexicon completed by the official downloads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import typer

from pipeline.options import DOWNLOAD, MOST, ROME_DOWNLOAD

if TYPE_CHECKING:
    from pipeline.nlp.taxonomies import Row

lexicon = typer.Typer(help="Complète le lexique par les référentiels officiels.", no_args_is_help=True)


@lexicon.command("import-rome")
def import_rome(folder: DOWNLOAD, most: MOST = 20_000) -> None:
    """Ajoute au lexique les savoirs du ROME 4.0 (téléchargement de France Travail, Licence Ouverte 2.0)."""
    from pipeline.nlp import taxonomies

    _imported(taxonomies.rome_rows(folder), "Names of ROME 4.0 (France Travail, Licence Ouverte 2.0), made by `import-rome`.", "rome", most)


@lexicon.command("import-esco")
def import_esco(folder: DOWNLOAD, most: MOST = 20_000) -> None:
    """Ajoute au lexique les compétences d'ESCO en français (Commission européenne, CC BY 4.0)."""
    from pipeline.nlp import taxonomies

    _imported(taxonomies.esco_rows(folder), "Names of ESCO (European Commission, CC BY 4.0), made by `import-esco`.", "esco", most)


@lexicon.command("link-esco")
def link_esco(folder: DOWNLOAD, rome: ROME_DOWNLOAD) -> None:
    """Donne aux compétences et métiers du lexique leur code ESCO (par leur nom, ou par la correspondance ESCO-ROME)."""
    from pipeline.nlp import lexicon as tables_of_words
    from pipeline.nlp import linking, model

    found = linking.links(folder, rome, tables_of_words.skills(), model.splitter())
    counts = Counter(link.kind for link in found)
    print(f"{linking.write_links(found)} : {counts['skill']} compétences, {counts['occupation']} métiers ; `vivier build` les enregistre")


def _imported(rows: list[Row], source: str, name: str, most: int) -> None:
    from pipeline.nlp import lexicon as tables_of_words
    from pipeline.nlp import model, taxonomies

    known = [s for s in tables_of_words.skills() if s.domain != name]
    kept = taxonomies.chosen(rows, known, model.splitter(), most)
    print(f"{taxonomies.write_rows(kept, source, name)} : {len(kept)} compétences ; `vivier build` les enregistre dans le modèle")
