"""Rows for the lexicon from the official downloads: ROME (France Travail) and ESCO (European
Commission).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

from pipeline.errors import BadSetting
from pipeline.lexicon import tables
from pipeline.lexicon.entries import LINKS, Words, keys_of
from pipeline.lexicon.matching import Matcher, Token
from pipeline.lexicon.skills import FOLDER, Skill, skill_entries
from pipeline.lexicon.words import fold, stop_words

LONGEST_NAME = 5
"""Names of more words, links left out, are sentences that no CV repeats."""
_INTRODUCTION = re.compile(
    r"^(?:techniques?|utilisation|connaissances?|principes?|notions?|bases?|maîtrise|règles?|méthodes?|procédures?|éléments?|pratiques?)"
    r"(?: de base| avancées?| générales?)? (?:de l'|d'|de la |des |du |de |en |aux? )",
    re.I,
)
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_TOOLS = ("Logiciels, progiciels", "Langages informatiques")
_LEFT_OUT = (
    "Certifications",
    "Langues",
    "Animaux, végétaux",
    "Aliments et spécialités culinaires",
    "Documentations, cartes et plans",
)
_ROME_SKILLS = "*referentiel_savoir*.csv"
_ROME_LINKS = "*coherence_item*.csv"
_ESCO_SKILLS = "skills_fr.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of skills; `weight` is the number of job sheets that name it."""

    concept: str
    kind: str
    aliases: tuple[str, ...]
    weight: int = 0


def rome_rows(folder: Path) -> list[Row]:
    """The savoirs of a ROME 4.0 download (CSV, UTF-8), those that most job sheets name first;
    certifications are left out.

    Raises BadSetting where the files are not there.
    """
    uses: Counter[str] = Counter()
    for record in records(folder, _ROME_LINKS):
        uses[record["code_ogr"]] += 3 if record["coeur_metier"] else 1
    rows = []
    for record in records(folder, _ROME_SKILLS):
        if record["sous_categorie_savoir"] in _LEFT_OUT:
            continue
        kind = "tool" if record["sous_categorie_savoir"] in _TOOLS else "hard"
        name, *others = names_of(record["libelle_savoir"])
        rows.append(Row(name, kind, tuple(others), uses[record["code_ogr_savoir"]]))
    return sorted(rows, key=lambda r: (-r.weight, r.concept))


def esco_rows(folder: Path) -> list[Row]:
    """The skills of an ESCO download in French (columns preferredLabel, altLabels).

    Raises BadSetting where the file is not there.
    """
    rows = []
    for record in records(folder, _ESCO_SKILLS):
        name, *others = names_of(record["preferredLabel"])
        labels = [label for cell in other_labels(record) for label in names_of(cell) if label]
        rows.append(Row(name, "hard", tuple(dict.fromkeys([*others, *labels]))))
    return rows


def other_labels(record: Mapping[str, str]) -> list[str]:
    """The labels of a row of ESCO beside the preferred one."""
    return [label for label in re.split(r"[|\n]", record["altLabels"]) if label]


def records(folder: Path, pattern: str, first: str = "") -> Iterator[Mapping[str, str]]:
    """The rows of the first file of a download that fits a pattern, from the header that begins
    with the column `first`.

    Raises BadSetting where there is no such file.
    """
    found = sorted(folder.glob(pattern))
    if not found:
        raise BadSetting(
            str(folder),
            f"pas de fichier {pattern} dans ce dossier",
            "donner le dossier du téléchargement officiel, décompressé",
        )
    with found[0].open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(dropwhile(lambda line: not line.startswith(first), stream))


def one_gender(title: str) -> str:
    """A title of ROME in the masculine.

    >>> one_gender("Abatteur / Abatteuse de carrière")
    'Abatteur de carrière'
    """
    left, slash, right = title.partition(" / ")
    return " ".join([*left.split(), *right.split()[len(left.split()) :]]) if slash else title


def names_of(label: str) -> list[str]:
    """A label as a CV would write it, its acronym (shorter than four letters it would mean too
    much), what follows "techniques de".
    """
    clean = " ".join(label.replace("’", "'").replace("|", " ").replace(";", ",").split())
    bare = _BRACKETS.sub("", clean).strip(" .,-")
    acronyms = [
        a
        for inner in _BRACKETS.findall(clean)
        for a in re.split(r"[\s/,]+", inner)
        if a.isupper() and 4 <= len(a) <= 8
    ]
    core = _INTRODUCTION.sub("", bare)
    name = _lowered(bare)
    return [
        name,
        *([_lowered(core)] if core != bare and len(core.split()) > 1 else []),
        *(f"={a}" for a in acronyms),
    ]


def _lowered(name: str) -> str:
    """A name without its capital, names of products and acronyms kept."""
    first = name.split(" ", 1)[0]
    return (
        name
        if first[1:] != first[1:].lower() or any(c.isdigit() for c in first)
        else name[:1].lower() + name[1:]
    )


def chosen(rows: Iterable[Row], known: Iterable[Skill], words: Words, most: int) -> list[Row]:
    """The first `most` rows that say what no skill says yet: a name that holds the name of a skill
    would hide it.
    """
    listed = tuple(known)
    inside = Matcher(skill_entries(listed, words))
    taken = {
        keys_of(alias.lstrip("="), words)
        for skill in listed
        for alias in (skill.concept, *skill.aliases)
    }
    out: list[Row] = []
    for row in rows:
        names = [
            n
            for n in (row.concept, *row.aliases)
            if _says_enough(n, words) and not inside.find(_tokens(n, words))
        ]
        free = [n for n in dict.fromkeys(names) if keys_of(n.lstrip("="), words) not in taken]
        if row.concept not in free or len(out) >= most:
            continue
        fresh: dict[tuple[str, ...], str] = {}
        for name in free:
            fresh.setdefault(keys_of(name.lstrip("="), words), name)
        taken |= fresh.keys()
        out.append(
            Row(
                row.concept,
                row.kind,
                tuple(n for n in fresh.values() if n != row.concept),
                row.weight,
            )
        )
    return out


def _tokens(name: str, words: Words) -> list[Token]:
    return [Token(word, fold(word), n) for n, word in enumerate(words(name))]


def _says_enough(name: str, words: Words) -> bool:
    """Whether a name can be looked for: an acronym or product, or several words with a meaning, and
    no sentence.
    """
    keys = [k for k in keys_of(name.lstrip("="), words) if k not in LINKS]
    meaning = [k for k in keys if k not in stop_words()]
    product = name.startswith("=") or any(c.isupper() or c.isdigit() for c in name)
    return len(keys) <= LONGEST_NAME and (len(meaning) >= 2 or (product and len(meaning) == 1))


def write_rows(rows: Iterable[Row], source: str, name: str) -> Path:
    """Write rows as `data/lexicon/skills/NAME.csv`; the path written."""
    path = tables.LEXICON / FOLDER / f"{name}.csv"
    lines = [
        f"# {source}",
        "concept;kind;aliases;implies",
        *(f"{r.concept};{r.kind};{'|'.join(r.aliases)};" for r in rows),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
