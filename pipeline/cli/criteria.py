"""`vivier criteria`: the grid of an offer as a sheet that people own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pipeline.cli.commands import Option, command
from pipeline.cli.options import OFFER, QUIET, begin, read_each, remark, say
from pipeline.errors import BadSetting

if TYPE_CHECKING:
    from pipeline.documents import Document
    from pipeline.ranking.criteria import Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaOptions:
    """What `vivier criteria` is asked."""

    offer: OFFER
    out: Annotated[
        Path | None,
        Option(
            "-o",
            "--out",
            metavar="GRILLE",
            help="Fichier où écrire la grille : .xlsx, .ods, .csv ou .json.",
        ),
    ] = None
    quiet: QUIET = False


@command("criteria", CriteriaOptions)
def criteria(options: CriteriaOptions) -> None:
    """Propose la grille de critères d'une offre : une ligne par critère, à corriger et à pondérer.

    vivier rank OFFRE CVS --criteria GRILLE classe ensuite selon la grille corrigée.
    """
    from pipeline.profiles.asks import cut_sentences, read_asks
    from pipeline.ranking.criteria import grid_of
    from pipeline.review.sheets import write_grid

    begin(options.offer, text_alone=True)
    document = _read(options.offer)
    grid = grid_of(read_asks(document))
    if not options.quiet:
        for warning in cut_sentences(document):
            remark(f"{options.offer} : {warning.detail}")
    if options.out is None:
        _show(grid)
        return
    write_grid(grid, options.out)
    say(f"{options.out} : {len(grid)} critère(s)")


def grid_given(sheet: Path | None, out: Path | None) -> Grid | None:
    """The grid of a sheet, None without one.

    Raises BadSetting for a mistake in the sheet, and without a sheet where the grid that an earlier
    run left in `out` was changed: it would be lost.
    """
    if sheet is not None:
        from pipeline.review.sheets import read_grid

        return read_grid(sheet)
    from pipeline.documents import file_id
    from pipeline.runs.folder import GRILLE, RUN, read_record

    left = (out or Path()) / GRILLE
    if out is None or not left.is_file() or not (out / RUN).is_file():
        return None
    if file_id(left) != read_record(out)["outputs"].get(GRILLE):
        fact = "cette grille a été modifiée depuis le dernier classement"
        raise BadSetting(str(left), fact, f"ajouter --criteria {left}, ou la déplacer")
    return None


def _read(path: Path) -> Document:
    """The offer; UnreadableDocument where the file cannot be read."""
    from pipeline.batch.reading import TextReader
    from pipeline.batch.run import Unread

    found: Document | Unread = next(iter(read_each([path], TextReader("offer"))))
    if isinstance(found, Unread):
        raise found.error(path, "l'offre n'est pas lisible, ")
    return found


def _show(grid: Grid) -> None:
    from pipeline.review.grids import KINDS, NEEDS

    for number, c in enumerate(grid, 1):
        chosen = f" [{' | '.join(c.any_of)}]" if c.any_of else ""
        level = f" ({c.level})" if c.level else ""
        said = f"{KINDS[c.kind]:11} {NEEDS[c.need]:13} {c.weight:5.1f}"
        say(f"{number:>3}  {said}  {c.text}{chosen}{level}")
