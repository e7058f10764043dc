"""Sections of CVs and offers: headings by table, by their typography, or by what stands under them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from pipeline.documents import Document, Line, Section
from pipeline.files.cleaning import BULLET
from pipeline.lexicon.headings import HEADINGS, SECTION_CUES

_LONGEST_HEADING = 60
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.]\d{2,4}\b|aujourd'hui|\bauj\b|présent\b|present\b", re.I
)
_BARE_DATE = re.compile(
    r"^(?=.*\b(?:19|20)\d\d\b)(?:(?:19|20)\d\d|\d{1,2}(?=[/.\-])|\d{1,2}\s*(?:ans?|mois|years?|yrs?|months?|mos?)\b|[/.\-–—()·\s]|\bde\b|\bà\b|\bau\b|\bdepuis\b|\bto\b|\bsince\b"
    r"|aujourd['’]hui|présent|present|ce jour|en cours|actuel(?:lement)?|now|(?:jan|f[ée]v|feb|mar|avr|apr|mai|may|jui|jun|jul|ao[uû]|aug"
    r"|sep|oct|nov|d[ée]c)[^\W\d_]*\.?)+$",
    re.I,
)
"""A line that is a date or a period and nothing else: what stands over it is the title of an entry,
not a heading.
"""
_NUMBERING = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-h])\s*[.)°–-]\s+", re.I)
_NOTE = re.compile(r"\([^)]*\)")
_FIELD_KINDS = ("missions", "activities", "profile", "skills", "header")
"""Headings that may stand before their text on one line; "Employeur : ..." is a field of the header
instead.
"""
_CV_FIELD_KINDS = ("skills", "languages", "certifications", "interests")
"""Headings that may stand before their text on one line of a CV, where no dated entry follows: in a
post they speak of that post.
"""
_FIELD = re.compile(r"^([^:]{3,60}?)\s*:\s+\S")
_CV_FIELD = re.compile(r"^([^:–—]{3,60}?)\s*(?::\s*|\s[–—-]\s+)\S")
_FIELDS = {"cv": (_CV_FIELD, _CV_FIELD_KINDS), "offer": (_FIELD, _FIELD_KINDS)}


def key(heading: str) -> str:
    """A heading as it is compared: letters alone, without case, accents, numbering or notes in
    brackets.

    >>> key("1. ACTIVITÉS  PRINCIPALES :"), key("C OMPÉTENCES")
    ('activitesprincipales', 'competences')
    """
    bare = _NOTE.sub("", _NUMBERING.sub("", heading.strip()))
    plain = unicodedata.normalize("NFKD", bare.replace("œ", "oe")).casefold()
    return "".join(c for c in plain if c.isalpha())


@cache
def _kinds(document: str) -> dict[str, str]:
    return {
        key(h): row.kind for row in HEADINGS.rows if row.document == document for h in row.headings
    }


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    return {row.kind: row.cues for row in SECTION_CUES.rows}


def sectioned(document: Document) -> Document:
    """A document that was read, cut into its sections."""
    return replace(document, sections=find_sections(document.lines, document.kind))


def find_sections(lines: Sequence[Line], document: str) -> tuple[Section, ...]:
    """The sections of a "cv" or an "offer"; the first, "identity" or "header", is what stands above
    all headings.
    """
    headings = _headings(lines, document)
    fields = _fields(lines, headings) if document == "cv" else {}
    headings |= fields
    first = "identity" if document == "cv" else "header"
    found: list[Section] = []
    starts = sorted(headings)
    if not starts or starts[0] > 0:
        found.append(Section(first, "", 0, starts[0] if starts else len(lines)))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        kind = (
            headings[start]
            or _kind_by_words(lines[start].text, document)
            or _kind_by_content(lines[start + 1 : end], document)
        )
        found.append(Section(kind, "" if start in fields else lines[start].text, start, end))
    return tuple(found)


def _fields(lines: Sequence[Line], headings: Collection[int]) -> dict[int, str]:
    """Lines of a CV that are a whole section, or begin one ("Compétences : Java, SQL"), with their
    kind.
    """
    found: dict[int, str] = {}
    end = len(lines)
    for n in reversed(range(len(lines))):
        text = lines[n].text
        kind = "" if n in headings or text.startswith(BULLET) else _field_kind(text, "cv")
        if kind and not any(_DATED.search(line.text) for line in lines[n + 1 : end]):
            found[n] = kind
        if n in headings or n in found:
            end = n
    return found


def _headings(lines: Sequence[Line], document: str) -> dict[int, str]:
    """Line numbers of headings, with their kind, empty where the table does not know it."""
    known = {n: kind for n, line in enumerate(lines) if (kind := _known(line.text, document))}
    body = _body_style(lines)
    offer = document == "offer"
    known = {
        n: kind
        for n, kind in known.items()
        if _stands_out(lines, n, body) or (offer and _field_kind(lines[n].text, document))
    }
    styles = Counter(lines[n].style for n in known)
    plain_style = not any(s != body for s in styles)
    unknown = {
        n: ""
        for n, line in enumerate(lines)
        if n not in known
        and not plain_style
        and line.style != body
        and styles[line.style]
        and _may_be_heading(lines, n)
        and (document == "cv" or _size(line.style) or "B" in line.style)
    }
    for n, line in enumerate(lines):
        if (
            n not in known
            and line.style.endswith("H")
            and _may_be_heading(lines, n)
            and (kind := _kind_by_words(line.text, document))
        ):
            unknown[n] = kind
    name = _name_line(lines, {lines[n].style for n in known})
    return known | unknown | ({name: "identity"} if document == "cv" and name is not None else {})


def _name_line(lines: Sequence[Line], headings: set[str]) -> int | None:
    """The line set larger than every heading: the name, wherever a sidebar has pushed it."""
    largest = max(lines, key=lambda line: _size(line.style), default=None)
    if largest is None or not headings or _size(largest.style) <= max(_size(h) for h in headings):
        return None
    first = next(n for n, line in enumerate(lines) if line.style == largest.style)
    return first if first > 0 and largest.page == 1 else None


def _size(style: str) -> float:
    size = re.match(r"[\d.]+", style)
    return float(size[0]) if size else 0.0


def _kind_by_words(heading: str, document: str) -> str:
    """The kind of the longest known heading with which this one begins, else of the first of its
    words that is one.
    """
    kinds = _kinds(document)
    whole = key(heading)
    begun = max((h for h in kinds if len(h) >= 6 and whole.startswith(h)), key=len, default="")
    words = (kinds[k] for word in heading.split() if len(k := key(word)) >= 6 and k in kinds)
    return kinds[begun] if begun else next(words, "")


def _known(text: str, document: str) -> str:
    kinds = _kinds(document)
    if text.startswith(BULLET) or len(text) > _LONGEST_HEADING:
        return _field_kind(text.removeprefix(BULLET), document) if document == "offer" else ""
    bare = text.rstrip(" :.?!")
    whole = key(bare)
    if kind := kinds.get(whole, ""):
        return kind
    begun = max(
        (h for h in kinds if len(h) >= 8 and whole.startswith(h) and len(h) >= 0.7 * len(whole)),
        key=len,
        default="",
    )
    if begun and len(bare.split()) <= 5:
        return kinds[begun]
    if document == "cv" and re.search(r"\s(?:/|&|et|and|-|–)\s", bare):
        first = re.split(r"\s(?:/|&|et|and|-|–)\s", bare)[0]
        return kinds.get(key(first), "") if bare.upper() == bare or len(bare) < 40 else ""
    if document == "offer":
        tail = key(bare.split(",")[-1])
        slashed = key(re.split(r"\s*/\s*", bare)[0])
        return kinds.get(tail, "") or kinds.get(slashed, "") or _field_kind(text, document)
    return ""


def _field_kind(text: str, document: str) -> str:
    """The kind of a heading that stands before its text on one line ("Missions : concevoir ...")."""
    pattern, allowed = _FIELDS[document]
    field = pattern.match(text)
    named = _kinds(document).get(key(field[1]), "") if field else ""
    return named if named in allowed else ""


def _body_style(lines: Sequence[Line]) -> str:
    weight: Counter[str] = Counter()
    for line in lines:
        weight[line.style] += len(line.text)
    return weight.most_common(1)[0][0] if weight else ""


def _stands_out(lines: Sequence[Line], n: int, body: str) -> bool:
    """A word of the table is a heading where it is set as one, or where a line of its own opens
    something.
    """
    line = lines[n]
    if line.style != body or line.text.rstrip().endswith(":"):
        return True
    return (
        len(line.text.split()) <= 6
        and n + 1 < len(lines)
        and not line.text.endswith((".", ",", ";"))
    )


def _may_be_heading(lines: Sequence[Line], n: int) -> bool:
    text = lines[n].text
    if (
        n == 0
        or n + 1 >= len(lines)
        or text.startswith(BULLET)
        or len(text) > _LONGEST_HEADING
        or "@" in text
    ):
        return False
    if any(_BARE_DATE.match(line.text) for line in lines[n + 1 : n + 3]):
        return False
    words = sum(any(c.isalpha() for c in word) for word in text.split())
    if _YEAR.search(text) or text.endswith((".", ",", ";")) or not 0 < words <= 8:
        return False
    return " – " not in text and "  " not in text


def _kind_by_content(lines: Sequence[Line], document: str) -> str:
    if document != "cv" or not lines:
        return "other"
    text = [line.text.casefold() for line in lines]
    size = len(text)
    score = {
        kind: sum(any(c in t for c in cues) for t in text) / size for kind, cues in _cues().items()
    }
    kind = max(score, key=lambda k: (score[k], k))
    if score[kind] >= 0.5:
        return kind
    bullets = sum(t.startswith(BULLET) for t in text)
    if any(_DATED.search(t) and not t.startswith(BULLET) for t in text) and bullets >= 2:
        return "experience"
    listed = sum(t.count(",") + t.count(" · ") + t.count("|") >= 2 for t in text)
    if listed >= 0.5 * size and sum(len(t) for t in text) / size < 220:
        return "skills"
    return "other"
