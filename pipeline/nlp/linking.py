"""Which concept of ESCO each skill and trade of the lexicon is: by its names, by the crosswalk of
France Travail, by the trained linker.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.lexicon.actions import actions
from pipeline.lexicon.entries import LINKS as SMALL
from pipeline.lexicon.entries import Words
from pipeline.lexicon.esco import ESCO
from pipeline.lexicon.occupations import occupation_titles
from pipeline.lexicon.skills import Skill
from pipeline.lexicon.taxonomies import names_of, one_gender, other_labels, records
from pipeline.lexicon.words import fold, masculine
from pipeline.nlp.linker import shared, shipped

LINKS = ("same", "exact", "close", "narrow", "broad", "near")
"""How sure a link is, best first: one name, a relation of the crosswalk (SKOS: the ESCO concept
against the ROME title), the linker.
"""
NEAR_SKILL, NEAR_TRADE = 0.88, 0.75
"""The cosine from which the linker's nearest label counts; names of one word are not linked by it:
Denodo is no Edmodo.
"""
_SKILLS, _OCCUPATIONS, _CROSSWALK = "skills_fr.csv", "occupations_fr.csv", "*crosswalk*.csv"
_TITLES = "*referentiel_appellation*.csv"
_HEADER = (
    "# Concepts of ESCO (European Commission, CC BY 4.0) that skills and trades are,"
    " by name or by the crosswalk with ROME (France\n"
    "# Travail, MIT): how sure that is stands in `link`. Made by `vivier lexicon link-esco`.\n"
)
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A row of `data/lexicon/esco.csv`: `kind` is "skill" or "occupation", `code` the UUID of the
    ESCO concept, `link` one of LINKS.
    """

    kind: str
    name: str
    code: str
    link: str


def links(esco: Path, rome: Path, skills: Iterable[Skill], words: Words) -> list[Link]:
    """The links of all skills and trades of the lexicon, from the downloads of ESCO (with the ROME
    crosswalk) and ROME 4.0.

    Raises BadSetting where the files are not there.
    """
    skills = list(skills)
    found = [*_skill_links(esco, skills, words), *_occupation_links(esco, rome, words)]
    done = {(link.kind, link.name) for link in found}
    plain = [s.concept for s in skills if s.kind != "tool" and ("skill", s.concept) not in done]
    titles = sorted(
        {o.title for o, _ in occupation_titles() if ("occupation", o.title) not in done}
    )
    found += _near_links("skill", plain, records(esco, _SKILLS), _whole, NEAR_SKILL)
    found += _near_links("occupation", titles, records(esco, _OCCUPATIONS), _genders, NEAR_TRADE)
    return sorted(found, key=lambda link: (link.kind, link.name))


def _skill_links(esco: Path, skills: Iterable[Skill], words: Words) -> Iterator[Link]:
    """A skill by its own name, or, less surely, by another of its names (several words, and the
    preferred label).
    """
    preferred, others = _labelled(records(esco, _SKILLS), _whole, words)
    every = {**others, **preferred}
    for skill in skills:
        own = _key(skill.concept, words)
        known = every if len(own) > 1 else preferred
        if own in known:
            yield Link("skill", skill.concept, known[own], "same")
            continue
        keys = (_key(name, words) for name in skill.aliases if not name.startswith("="))
        if found := next((preferred[key] for key in keys if len(key) > 1 and key in preferred), ""):
            yield Link("skill", skill.concept, found, "close")


def _occupation_links(esco: Path, rome: Path, words: Words) -> Iterator[Link]:
    """A trade by its title, else by a preferred label that is one of its names, unless the
    crosswalk is exact, else by the crosswalk.
    """
    preferred, others = _labelled(records(esco, _OCCUPATIONS), _genders, words)
    every, living = {**others, **preferred}, {*preferred.values()}
    crossed = {
        key: found for key, found in _crosswalk(esco, rome, words).items() if found[1] in living
    }
    for title, names in {o.title: names for o, names in reversed([*occupation_titles()])}.items():
        keys = [_key(name, words) for name in (title, *names)]
        across = min((crossed[key] for key in keys if key in crossed), default=None)
        named = next((preferred[key] for key in keys if len(key) > 1 and key in preferred), "")
        if keys[0] in every:
            yield Link("occupation", title, every[keys[0]], "same")
        elif named and not (across and LINKS[across[0]] == "exact"):
            yield Link("occupation", title, named, "close")
        elif across:
            yield Link("occupation", title, across[1], LINKS[across[0]])


def _whole(label: str) -> Iterable[str]:
    return (label,)


def _genders(label: str) -> Iterable[str]:
    return label.split("/")


def _near_links(
    kind: str,
    names: Iterable[str],
    rows: Iterable[Mapping[str, str]],
    split: Callable[[str], Iterable[str]],
    least: float,
) -> Iterator[Link]:
    """The concept of the nearest label of each name of several words, where it is near enough."""
    asked = [name for name in names if " " in name]
    owned = [
        (row["conceptUri"].rsplit("/", 1)[1], label)
        for row in rows
        for label in (*split(row["preferredLabel"]), *other_labels(row))
    ]
    if not asked or not owned:
        return
    cosines = shipped().cosines(asked, [label for _, label in owned])
    best = shared(cosines, [code for code, _ in owned]).argmax(axis=1)
    yield from (
        Link(kind, name, owned[n][0], "near")
        for name, n, row in zip(asked, best, cosines, strict=True)
        if row[n] >= least
    )


def _labelled(
    rows: Iterable[Mapping[str, str]], split: Callable[[str], Iterable[str]], words: Words
) -> tuple[dict[Key, str], dict[Key, str]]:
    """UUIDs by compared preferred label, and by compared other label; `split` tells the genders of
    a preferred label apart.
    """
    preferred: dict[Key, str] = {}
    others: dict[Key, str] = {}
    for row in sorted(rows, key=lambda r: r["conceptUri"]):
        code = row["conceptUri"].rsplit("/", 1)[1]
        for label in split(row["preferredLabel"]):
            preferred.setdefault(_key(label, words), code)
        for label in other_labels(row):
            others.setdefault(_key(label, words), code)
    return preferred, others


def _key(label: str, words: Words) -> Key:
    """A label as compared: its action as a verb ("gestion de projets", "gérer des projets"), then
    words by their masculine singular.
    """
    kept = [w for w in words(names_of(label)[0]) if fold(w) not in SMALL]
    return tuple(
        actions().verb_of(w, fold(w)) or masculine(w) if n == 0 and len(kept) > 1 else masculine(w)
        for n, w in enumerate(kept)
    )


def _crosswalk(esco: Path, rome: Path, words: Words) -> dict[Key, tuple[int, str]]:
    """The best link of each ROME title: its place in LINKS and the UUID."""
    codes: dict[str, tuple[int, str]] = {}
    for uri, title, relation in _crossings(esco):
        found = (LINKS.index(relation), uri.rsplit("/", 1)[1])
        codes[title] = min(found, codes.get(title, found))
    out: dict[Key, tuple[int, str]] = {}
    for row in records(rome, _TITLES):
        if row["code_ogr"] in codes:
            for label in (row["libelle_appellation_long"], row["libelle_appellation_court"]):
                out.setdefault(_key(one_gender(label), words), codes[row["code_ogr"]])
    return out


def _crossings(folder: Path) -> Iterator[tuple[str, str, str]]:
    """URI, ROME title number and relation of each row below the header of the crosswalk."""
    for row in records(folder, _CROSSWALK, first="classification 1 ID"):
        yield (
            row["classification 1 ID"],
            row["classification 2 ID"],
            row["mapping relation"].removeprefix("skos:").removesuffix("Match"),
        )


def write_links(found: Iterable[Link]) -> Path:
    """Write `data/lexicon/esco.csv`; the path written."""
    path = ESCO.path
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(_HEADER)
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerows(
            [("kind", "name", "code", "link"), *((x.kind, x.name, x.code, x.link) for x in found)]
        )
    return path
