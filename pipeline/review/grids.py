"""A grid of criteria as rows of a sheet in French, and read back from rows that people changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from pipeline.errors import BadSetting
from pipeline.lexicon.spelling import plain
from pipeline.profiles.asks import ASSET, ESSENTIAL, IGNORED
from pipeline.ranking.criteria import Criterion, Grid, proposed
from pipeline.runs.cells import safe, unsafe

NUMBER, TEXT, KIND, NEED = "n°", "critère", "nature", "importance"
WEIGHT, ANY_OF, LEVEL, LINE = "poids", "alternatives", "niveau", "ligne de l'offre"
TITLES = (NUMBER, TEXT, KIND, NEED, WEIGHT, ANY_OF, LEVEL, LINE)
"""The titles of the columns, in their order."""
KINDS: Mapping[str, str] = {
    "occupation": "métier",
    "mission": "mission",
    "skill": "compétence",
    "experience": "expérience",
    "diploma": "diplôme",
    "language": "langue",
    "licence": "permis",
    "residence": "résidence",
}
NEEDS: Mapping[str, str] = {ESSENTIAL: "indispensable", ASSET: "souhaité", IGNORED: "ignoré"}
BETWEEN = " | "
UNSAID = -1.0
"""The weight of a row that says none."""
HELP = (
    ("Cette grille", "Une ligne par critère. Le classement suit cette grille, et elle seule : "
     "corrigez-la, puis lancez vivier rank OFFRE CVS --criteria avec ce fichier."),
    (NUMBER, "Numéro de la ligne ; laissez vide pour une ligne que vous ajoutez."),
    (TEXT, "Ce que l'offre demande, dans ses mots. Reformulé, il est comparé tel quel."),
    (KIND, "À choisir dans la liste : " + ", ".join(KINDS.values()) + "."),
    (NEED, "indispensable : compte en entier ; souhaité : un atout ; ignoré : laissé de côté, les "
     "autres critères se partagent son poids."),
    (WEIGHT, "Ce que compte le critère à côté des autres, 0 ou plus. Vide : comme les semblables ; vide "
     "partout : les poids que Vivier propose."),
    (ANY_OF, "Ce dont un seul suffit, séparé par des barres : Java | Python."),
    (LEVEL, "Le niveau demandé : bac+5, B2, 3 ans, maîtrise, notions."),
    (LINE, "La ligne de l'offre qui le dit ; vide pour un critère que vous ajoutez."),
    ("Sans effet sur le rang", "Aucun critère n'écarte personne : ce qui n'est pas montré est dit, "
     "et une personne décide."),
)  # fmt: skip
"""What the second sheet explains."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: the number that the program shows for it, and its cells by title."""

    number: int
    cells: Mapping[str, str]


def rows_of(grid: Grid) -> Iterator[list[str | int | float]]:
    """The cells of each criterion, in the order of TITLES; text is never a formula."""
    for number, c in enumerate(grid, 1):
        need, chosen = NEEDS[c.need], BETWEEN.join(c.any_of)
        cells = [number, c.text, KINDS[c.kind], need, c.weight, chosen, c.level, c.line or ""]
        yield [safe(cell) for cell in cells]


def rows_from(file: str, table: Sequence[Sequence[str]]) -> list[Row]:
    """The rows of a table whose first row holds the titles, empty ones left out.

    Raises BadSetting where a column is missing.
    """
    titles = [plain(title).strip() for title in table[0]] if table else []
    missing = [title for title in (TEXT, KIND) if plain(title) not in titles]
    if missing:
        fact = f"la colonne « {missing[0]} » manque"
        raise BadSetting(f"{file}, ligne 1", fact, f"garder les titres {' ; '.join(TITLES)}")
    places = {title: titles.index(plain(title)) for title in TITLES if plain(title) in titles}
    found = []
    for number, cells in enumerate(table[1:], 2):
        said = {t: cells[n].strip() if n < len(cells) else "" for t, n in places.items()}
        if any(said.values()):
            found.append(Row(number, said))
    return found


def grid_from(file: str, rows: Sequence[Row]) -> Grid:
    """The grid that rows say.

    Raises BadSetting, with file, row, column and remedy, for the first mistake, and where no
    criterion counts.
    """
    criteria = [_criterion(file, place, row) for place, row in enumerate(rows, 1)]
    grid = Grid(tuple(_with_weights(criteria)))
    if not any(c.counts for c in grid):
        fact, remedy = "aucun critère ne compte", "garder au moins un critère de poids positif"
        raise BadSetting(file, fact, remedy)
    return grid


def _criterion(file: str, place: int, row: Row) -> Criterion:
    cells = {title: unsafe(row.cells.get(title, "")) for title in TITLES}
    text = cells[TEXT]
    if not text:
        raise _mistake(file, row, TEXT, "cette cellule est vide", "l'écrire ou enlever la ligne")
    chosen = (name.strip() for name in cells[ANY_OF].split("|"))
    return Criterion(
        id=f"c{place}",
        text=text,
        kind=_word(file, row, KIND, KINDS),
        need=_word(file, row, NEED, NEEDS) if cells[NEED] else ESSENTIAL,
        weight=_weight(file, row),
        any_of=tuple(name for name in chosen if name),
        level=cells[LEVEL],
        line=_line(file, row),
    )


def _word(file: str, row: Row, column: str, words: Mapping[str, str]) -> str:
    said = plain(row.cells.get(column, ""))
    for name, word in words.items():
        if said == plain(word):
            return name
    fact = f"« {row.cells.get(column, '')} » n'est pas connu"
    raise _mistake(file, row, column, fact, f"choisir parmi {', '.join(words.values())}")


def _weight(file: str, row: Row) -> float:
    said = row.cells.get(WEIGHT, "").replace(",", ".").replace(" ", "")
    if not said:
        return UNSAID
    try:
        weight = float(said)
    except ValueError:
        weight = float("nan")
    if 0 <= weight < float("inf"):
        return weight
    fact = f"« {row.cells[WEIGHT]} » n'est pas un poids"
    raise _mistake(file, row, WEIGHT, fact, "écrire un nombre, 0 ou plus")


def _line(file: str, row: Row) -> int:
    said = row.cells.get(LINE, "").removesuffix(".0")
    if not said:
        return 0
    if said.isdigit():
        return int(said)
    fact = f"« {said} » n'est pas un numéro de ligne"
    raise _mistake(file, row, LINE, fact, "écrire un nombre entier ou laisser vide")


def _mistake(file: str, row: Row, column: str, fact: str, remedy: str) -> BadSetting:
    return BadSetting(f"{file}, ligne {row.number}, colonne « {column} »", fact, remedy)


def _with_weights(criteria: Sequence[Criterion]) -> Iterator[Criterion]:
    """Criteria that say no weight get the mean one of their kind and need, else of their kind, else
    of all; where none says one, they weigh as an offer would propose.
    """
    said = [c for c in criteria if c.weight != UNSAID]
    if not said:
        yield from proposed(criteria)
        return
    for c in criteria:
        if c.weight != UNSAID:
            yield c
            continue
        alike = [o.weight for o in said if (o.kind, o.need) == (c.kind, c.need)]
        alike = alike or [o.weight for o in said if o.kind == c.kind] or [o.weight for o in said]
        yield replace(c, weight=mean(alike))
