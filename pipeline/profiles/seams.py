"""Where one sentence of an offer asks several things: the seams between them, and alternatives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.lexicon.needs import Kind, cue, said
from pipeline.lexicon.spelling import plain
from pipeline.profiles.amounts import diploma_asked
from pipeline.profiles.licences import LICENCE

_SUBJECT = re.compile(
    r"(?:\s*,)?\s+(?:(?:et|puis)\s+)(?=(?:vous|tu|qui)\s)|\s*,\s+(?=(?:vous|tu)\s)"
    r"|\s*,\s+(?=dont\s+(?:au moins\s|une première\s|deux\s|\d))",
    re.I,
)
"""Before a subject that begins a clause of its own."""
_COMMA = re.compile(r"\s*,\s*(?:et\s+|mais\s+)?|\s+\+\s+|\s+[–—]\s+|\s+et\s+(?=permis\s)", re.I)
_OR = re.compile(r"\s*(?:,\s*)?\b(?:ou bien|ou|or)\b\s+(?:d['’]|de\s|du\s)?", re.I)
_CHOICE = re.compile(
    r"\bau moins (?:une?|deux)\b.*?(?:\bparmi\b|suivante?s?\s*:|\bentre\b)\s*(.+)"
    r"|\b(?:comme|tels? que|telles? que|que ce soit)\s+(.+)",
    re.I,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LISTED = re.compile(r"\s*,\s*|\s+(?:et|ou|or)\s+|\s*;\s*")
_HEAD = re.compile(r"(?:\b(?:de la|de|du|des|en|dans|sur|avec)\s+|\bd['’])(?=\S)", re.I)
_ARTICLE = re.compile(r"^(?:(?:une?|les?|la|du|de la|des|en)\s+|[ld]['’])", re.I)
_COPULA = re.compile(r"\s+(?:serait|seraient|sera|est|sont|constituerait|c['’]est)\s*$", re.I)
_WHOLE: tuple[Kind, ...] = ("level", "essential", "experience", "diploma", "head")
"""Cues of a clause that asks something by itself, before one that is only an asset."""
_VAGUE = ("plus", "mieux", "moins")
_NEEDS: tuple[Kind, ...] = ("asset", "essential")
_SHORT = 3
"""Words of an adverb before its clause ("Idéalement", "À ce titre")."""
_LONGEST, _MOST = 6, 20
"""Words of the longest alternative, and of the longest text that leaves a choice by "ou" alone."""


def outside_brackets(text: str) -> str:
    """A text without what stands in brackets."""
    return _BRACKETS.sub(" ", text)


def split_asks(text: str) -> list[str]:
    """The things that a sentence asks: cut before a subject of its own, and at commas where another
    ask begins, or one that is needed otherwise.

    >>> split_asks("permis B exigé, habilitation électrique souhaitée")
    ['permis B exigé', 'habilitation électrique souhaitée']
    """
    told = text.partition(" : ")[0]
    clauses = _cut(told, _SUBJECT)
    clauses[-1] += text[len(told) :]
    return [piece for clause in clauses for piece in _apart(clause)]


def _apart(clause: str) -> list[str]:
    """A clause cut at those of its commas behind which another ask begins."""
    places = [0]
    for start in _starts(clause, _COMMA):
        if _begins(said(clause[start:]), said(clause[places[-1] : start])):
            places.append(start)
    ends = [*places[1:], len(clause)]
    return [_bounded(clause[a:b]) for a, b in zip(places, ends, strict=True)]


def _bounded(piece: str) -> str:
    return re.sub(r"[\s,+–—]+(?:et|mais)?\s*$", "", piece)


def _begins(rest: str, before: str) -> bool:
    """Whether an ask of its own begins with the rest of a clause."""
    part, before = _COMMA.split(rest, 1)[0], _BRACKETS.sub(" ", before)
    if cue("head").match(part):
        return len(part.split()) > 1
    if LICENCE.match(part) or cue("ours").match(part) or cue("ceiling").match(part):
        return True
    if cue("essential").search(part) and cue("asset").search(before):
        return not cue("asset").search(part) and not cue("essential").search(before)
    alone = len(cue("asset").sub(" ", part).split()) < 1
    if alone or not cue("asset").search(part) or cue("asset").search(before):
        return False
    whole = any(cue(kind).search(before) for kind in _WHOLE)
    return whole or bool(diploma_asked(before))


def _cut(text: str, seam: re.Pattern[str]) -> list[str]:
    """The pieces of a text between seams that stand in no brackets."""
    starts = [0, *(n for n in _starts(text, seam) if len(text[:n].split()) > _SHORT)]
    ends = [*starts[1:], len(text)]
    return [_bounded(text[a:b]).strip() for a, b in zip(starts, ends, strict=True)]


def _starts(text: str, seam: re.Pattern[str]) -> list[int]:
    """Where a piece begins behind a seam; not within brackets."""
    found = []
    for place in seam.finditer(text):
        before = text[: place.start()]
        if before.count("(") <= before.count(")") and before.strip() and place.end() < len(text):
            found.append(place.end())
    return found


def alternatives(text: str) -> tuple[str, ...]:
    """What a text gives to choose from, empty where it gives no choice.

    >>> alternatives("Maîtrise de Java ou de Python")
    ('Java', 'Python')
    >>> alternatives("au moins un SGBD parmi Oracle, PostgreSQL ou SQL Server")
    ('Oracle', 'PostgreSQL', 'SQL Server')
    """
    text = without_need(text)
    chosen = [found[1] or found[2] for found in _CHOICE.finditer(text)]
    chosen += [inside for inside in _BRACKETS.findall(text) if re.search(r"\bou\b", inside)]
    for among in chosen:
        if len(listed := _distinct(_LISTED.split(_BRACKETS.sub(" ", among)))) > 1:
            return listed
    return _around_or(_BRACKETS.sub(" ", text))


def _around_or(text: str) -> tuple[str, ...]:
    parts = [part for part in _OR.split(text) if part.strip()]
    if len(parts) < 2 or len(text.split()) > _MOST:
        return ()
    first = _LISTED.split(parts[0])
    found = _distinct([_HEAD.split(first[0])[-1], *first[1:], *parts[1:]])
    short = all(len(name.split()) <= _LONGEST for name in found)
    return found if len(found) > 1 and short else ()


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each once, without article and stop."""
    bare = (_ARTICLE.sub("", name.strip(" .,;:!?…")).strip() for name in names)
    return tuple(dict.fromkeys(name for name in bare if name and name not in _VAGUE))


def without_need(text: str) -> str:
    """A text up to the words that say how much it is needed, where these end it.

    >>> without_need("La lecture de maquettes (Revit ou ArchiCAD) serait un plus")
    'La lecture de maquettes (Revit ou ArchiCAD)'
    """
    low = "".join(p if len(p := plain(c)) == 1 else " " for c in text)
    places = [m.span() for kind in _NEEDS for m in cue(kind).finditer(low)]
    first, last = min((span for span in places if span[0] > 0), default=(len(text), len(text)))
    before = _COPULA.sub("", text[:first].rstrip(" ,:")).rstrip(" ,:")
    goes_on = re.match(r"\s*,?\s*ou\s", text[last:])
    return before + text[last:] if goes_on else before
