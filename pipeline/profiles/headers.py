"""What the head of an offer asks: its trade, and the fields of its form that ask something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.documents import Document, Line
from pipeline.lexicon.needs import cue, said
from pipeline.lexicon.spelling import plain
from pipeline.profiles.items import ASKING, Item
from pipeline.profiles.licences import LICENCE
from pipeline.profiles.seams import split_asks
from pipeline.structure.seen import Seen

_NOT_TITLES = re.compile(
    r"^(?:republique|nouvelle-caledonie|gouvernement|avis de vacance|fiche de poste|"
    r"offre d'emploi|profil de poste|province|centre hospitalier|mairie|commune|"
    r"ville de|ministere|etablissement|reference|employeur|corps|"
    r"direction|lieu|date|actualise|statut|grade|famille|quotite|cdi|cdd|\d)"
)
_OCCUPATION_FIELD = re.compile(r"^\s*(?:emploi respnc|intitul[ée](?: du poste)?|poste)\s*:?", re.I)
TITLE, HEADER = "title", "header"
_FORM = re.compile(
    r"^\s*(?:(?:fiche de poste|intitul[ée](?: du poste)?|poste|offre d['’]emploi|emploi)\s*:\s*"
    r"|.*\b(?:recrute|cherche|recherche|recherchons|cherchons)\b\s*:?\s*)?(?:une?(?:\([en]*\)|[.·]e)?\s+)?",
    re.I,
)
_GENDERS = re.compile(
    r"\s*[-–(/]?\s*\b[hfmx](?:\s?/\s?[hfmx]){1,2}\b\s*\)?|\s*\((?:h|f)\)|\s+\d\d?h\s?/\s?\d\d\b",
    re.I,
)
_BEGINNER = re.compile(r"\s*\((?:d[ée]butant|junior)[^)]*\)", re.I)
_NAMED = re.compile(r"^\s*emploi respnc\s*:?\s*(.*)$", re.I)
_FIELDS = (
    ("residence", re.compile(r"\bduree de residence|^residence exigee|\bresidence :")),
    (
        "diploma",
        re.compile(r"^(?:niveau d'etudes?|diplome|formation)\s*(?:requis|exige|demande)?e?\s*:"),
    ),
    ("experience", re.compile(r"^experience\s*(?:requise|exigee|demandee)?\s*:")),
    ("language", re.compile(r"^langues?\s*(?:requises?|exigees?)?\s*:")),
)
_FOOTNOTE = re.compile(r"\s*pour le recrutement sur titre|\s*\(\d\)", re.I)
"""What a form says of how people are recruited, and the marks of its notes."""
_YEARS = re.compile(r"\d+\s*an")


def names_occupation(text: str) -> bool:
    """Whether a line is the field that names the occupation ("Emploi RESPNC :")."""
    return bool(_OCCUPATION_FIELD.match(text))


def read_title(document: Document) -> str:
    """The title of an offer: a field that names it, else the first line of the header that is
    neither employer nor form.
    """
    for line in document.lines[:25]:
        if m := re.match(r"^\s*intitul[ée](?: du poste)?\s*:\s*(.+)$", line.text, re.I):
            return m[1].strip()
    for line in document.lines[:12]:
        text = line.text.strip()
        if len(text) > 5 and not _NOT_TITLES.match(plain(text)) and ":" not in text:
            return text
    return document.lines[0].text if document.lines else ""


def title_items(document: Document, labels: Sequence[str]) -> list[Item]:
    """The trade that an offer names: its title, and what its form calls the post."""
    found: list[Item] = []
    for n, (line, label) in enumerate(zip(document.lines, labels, strict=True)):
        if label == TITLE and found and found[-1].line == n - 1 and line.text[:1].islower():
            found[-1] = Item(f"{found[-1].text} {line.text.strip()}", TITLE, found[-1].line)
        elif label == TITLE and not found:
            found.append(Item(_bare(line.text), TITLE, n))
        elif named := _NAMED.match(line.text):
            below = n + 1 < len(document.lines)
            text = named[1] or (document.lines[n + 1].text if below else "")
            found.append(Item(_bare(text), TITLE, n if named[1] else n + 1))
    named_so = [item for item in found if item.text]
    return named_so or _first_title(document)


def _first_title(document: Document) -> list[Item]:
    """The title that the first lines show, where no line is labelled as one."""
    text = read_title(document)
    lines = (n for n, line in enumerate(document.lines) if text and text in line.text)
    return [Item(_bare(text), TITLE, n) for n in lines if _bare(text)][:1]


def _bare(text: str) -> str:
    """A title without the words of its form and the marks of genders."""
    return _GENDERS.sub("", _BEGINNER.sub("", _FORM.sub("", text))).strip(" .:–-!")


def titles_of(text: str) -> tuple[str, ...]:
    """The trades among which a title leaves the choice; empty where it names one."""
    parts = [part.strip() for part in re.split(r"\s+/\s+|\s+[-–]\s+|\s+ou\s+", text)]
    trades = [part for part in parts if Seen(Line(part), "offer").trades]
    return tuple(trades) if len(trades) > 1 and len(trades) == len(parts) else ()


def licence_items(document: Document, labels: Sequence[str]) -> Iterator[Item]:
    """What the conditions of an offer say of a licence that the post cannot do without."""
    for n, line in enumerate(document.lines):
        if labels[n] not in ASKING and LICENCE.search(said(line.text)):
            for text in split_asks(line.text):
                low = said(text)
                if LICENCE.search(low) and cue("essential").search(low):
                    yield Item(text.strip(" .;"), labels[n], n)


def header_items(document: Document, labels: Sequence[str]) -> Iterator[tuple[Item, str]]:
    """The fields of the head of an offer that ask something, with their kinds."""
    for n, line in enumerate(document.lines):
        low = said(line.text)
        kind = next((kind for kind, field in _FIELDS if field.search(low)), "")
        if not kind or (labels[n] not in (HEADER, "other") and kind != "residence"):
            continue
        text = line.text
        if kind == "residence" and not _YEARS.search(low) and n + 1 < len(document.lines):
            text = f"{text} {document.lines[n + 1].text}"
        if kind != "residence" or _YEARS.search(said(text)):
            yield Item(_FOOTNOTE.sub("", text).strip(" .;"), HEADER, n), kind
