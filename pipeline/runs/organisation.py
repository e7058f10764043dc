"""What the employer says of itself and of its jury, in one `organisation.toml`: what the papers of
a competition are filled with. What it does not say is left free, to be filled by hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pipeline.errors import BadSetting

ORGANISATION = "organisation.toml"
PRESIDENT, MEMBER, DEPUTY = "présidence", "membre", "suppléance"
ROLES = (PRESIDENT, MEMBER, DEPUTY)


@dataclass(frozen=True, slots=True)
class Employer:
    """Who recruits, and whom to write to."""

    name: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class DataUse:
    """What candidates are told of the use of their data."""

    purpose: str = ""
    basis: str = ""
    recipients: str = ""
    retention: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """The corps and the grade of what is to be filled, and how many posts."""

    corps: str = ""
    grade: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where the jury sits; `quorum` members must be there, 0 where it is not said."""

    day: str = ""
    place: str = ""
    quorum: int = 0


@dataclass(frozen=True, slots=True)
class Interview:
    """When and where candidates are heard, and for how long."""

    day: str = ""
    place: str = ""
    length: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Where papers are signed, by whom."""

    place: str = ""
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the jury; `role` is one of ROLES, `conflict` what ties it to a candidate."""

    name: str = ""
    title: str = ""
    role: str = MEMBER
    present: bool = True
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """All that a file says."""

    employer: Employer = Employer()
    data: DataUse = DataUse()
    post: Post = Post()
    sitting: Sitting = Sitting()
    interview: Interview = Interview()
    signature: Signature = Signature()
    jury: tuple[Member, ...] = ()

    @property
    def president(self) -> str:
        """The name of who presides over the jury, "" where it is not said."""
        return next((m.name for m in self.jury if m.role == PRESIDENT), "")


_KEYS: Mapping[str, Mapping[str, str]] = {
    "employeur": {"nom": "name", "adresse": "address", "contact": "contact"},
    "donnees": {"finalite": "purpose", "base_legale": "basis", "destinataires": "recipients",
                "conservation": "retention", "delegue": "officer"},
    "concours": {"corps": "corps", "grade": "grade", "postes": "number"},
    "seance": {"date": "day", "lieu": "place", "quorum": "quorum"},
    "entretien": {"date": "day", "lieu": "place", "duree": "length"},
    "signature": {"lieu": "place", "nom": "name", "qualite": "title"},
    "jury": {"nom": "name", "qualite": "title", "role": "role", "present": "present",
             "conflit": "conflict"},
}  # fmt: skip
"""The keys of each table of the file, and what they fill."""
_TABLES: Mapping[str, tuple[str, type[Any]]] = {
    "employeur": ("employer", Employer),
    "donnees": ("data", DataUse),
    "concours": ("post", Post),
    "seance": ("sitting", Sitting),
    "entretien": ("interview", Interview),
    "signature": ("signature", Signature),
}
_FORMS = {
    str: "un texte entre guillemets",
    int: "un nombre entier, sans guillemets",
    bool: "true ou false, sans guillemets",
}
Table = TypeVar("Table")


def organisation_of(out: Path) -> Organisation:
    """What stands for the run of a folder: in it, else beside it; nothing where there is no file.

    Errors as in `read_organisation`.
    """
    path = place_of(out)
    return read_organisation(path) if path else Organisation()


def place_of(out: Path) -> Path | None:
    """The file that stands for the run of a folder, None where there is none."""
    places = (out / ORGANISATION, out.resolve().parent / ORGANISATION)
    return next((path for path in places if path.is_file()), None)


def read_organisation(path: Path) -> Organisation:
    """What a file says. Raises BadSetting, with file, key and remedy, where it is wrong."""
    said = _parsed(path)
    for name in said:
        if name not in _KEYS:
            raise _wrong(path, name, "cette partie n'est pas connue", f"choisir : {_names(_KEYS)}")
    made = {
        field: _table(path, name, said.get(name, {}), kind)
        for name, (field, kind) in _TABLES.items()
    }
    rows = said.get("jury", [])
    if not isinstance(rows, list):
        raise _wrong(path, "jury", "ce n'est pas une liste", "écrire [[jury]] avant chaque membre")
    jury = tuple(_table(path, "jury", row, Member) for row in rows)
    _check(path, jury, made["sitting"])
    return Organisation(**made, jury=jury)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise BadSetting(str(path), "ce fichier ne s'ouvre pas", "vérifier son nom") from None
    except UnicodeDecodeError:
        raise BadSetting(str(path), "ce n'est pas de l'UTF-8", "l'enregistrer en UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        where = str(error).rpartition("(at ")[2].rstrip(")")
        line = where.replace("line", "ligne").replace("column", "colonne")
        place = f"{path}, {line.replace('end of document', 'à la fin')}"
        remedy = 'écrire clé = "texte", un guillemet de chaque côté, une clé une fois'
        raise BadSetting(place, "cette ligne n'est pas du TOML", remedy) from None


def _table(path: Path, name: str, said: object, kind: type[Table]) -> Table:
    """One table of the file."""
    if not isinstance(said, dict):
        raise _wrong(path, name, "ce n'est pas une partie", f"écrire [{name}], puis ses clés")
    known, forms = _KEYS[name], get_type_hints(kind)
    filled = {}
    for key, value in said.items():
        if key not in known:
            raise _wrong(path, name, f"la clé {key} n'est pas connue", f"choisir : {_names(known)}")
        form = forms[known[key]]
        shown = value.isoformat() if form is str and isinstance(value, date) else value
        is_negative = isinstance(shown, int) and shown < 0
        if type(shown) is not form or is_negative:
            raise _wrong(path, name, f"{key} n'a pas la forme attendue", f"écrire {_FORMS[form]}")
        filled[known[key]] = shown.strip() if isinstance(shown, str) else shown
    return kind(**filled)


def _check(path: Path, jury: tuple[Member, ...], sitting: Sitting) -> None:
    """Raise BadSetting where members and sitting do not go together."""
    names = [member.name for member in jury]
    if not all(names):
        raise _wrong(path, "jury", "un membre n'a pas de nom", 'écrire nom = "…" pour chacun')
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise _wrong(path, "jury", f"{twice} y est deux fois", "n'écrire chaque membre qu'une fois")
    for member in jury:
        if member.role not in ROLES:
            fact = f"le rôle « {member.role} » n'est pas connu"
            raise _wrong(path, "jury", fact, f"choisir : {_names(ROLES)}")
    if sum(member.role == PRESIDENT for member in jury) > 1:
        remedy = f"n'en garder qu'un avec role = \"{PRESIDENT}\""
        raise _wrong(path, "jury", "plusieurs membres le président", remedy)
    if jury and sitting.quorum > len(jury):
        fact = f"le quorum ({sitting.quorum}) dépasse le nombre de membres ({len(jury)})"
        raise _wrong(path, "seance", fact, "corriger quorum, ou compléter [[jury]]")


def _names(words: Any) -> str:
    return ", ".join(words)


def _wrong(path: Path, table: str, fact: str, remedy: str) -> BadSetting:
    return BadSetting(f"{path}, [{table}]", fact, remedy)
