"""What an offer asks: each sentence or item of its tasks and of its profile, with its kind, how
much it is needed, and what may be chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.documents import Document, Warning
from pipeline.lexicon.needs import cue, said
from pipeline.lexicon.words import stop_words
from pipeline.profiles.amounts import diploma_asked, length_said, mastery_asked, years_asked
from pipeline.profiles.headers import header_items, licence_items, title_items, titles_of
from pipeline.profiles.items import ASKING, Item, by_sentences, mended, read_items
from pipeline.profiles.kinds import NONE, kinds_of
from pipeline.profiles.missions import Mission
from pipeline.profiles.seams import alternatives, outside_brackets, split_asks
from pipeline.profiles.skills import SkillUse
from pipeline.structure.offers import label_offer

ESSENTIAL, ASSET, IGNORED = "essential", "asset", "ignored"
CUT = "cut_sentence"
_CUT = "l'offre s'arrête au milieu d'une phrase, ligne {} : « …{} » ; la suite n'est pas devinée"
"""The kind of the warning that a sentence of the offer breaks off."""
_LEAD = re.compile(r"^(?:de |d['’])(?=[a-zà-ÿ]+(?:er|ir|oir|re)\b)", re.I)
_CEFR = re.compile(r"[ABC][12]")
QUALIFYING: tuple[Literal["asset", "essential"], ...] = ("asset", "essential")
_JOINED = ("skill",)
"""Kinds whose pieces of one sentence are one ask, where nothing tells them apart."""
_EITHER = re.compile(r"\bou\b.{0,40}\bexperience|\bexperience equivalente|\bou a defaut\b")


@dataclass(frozen=True, slots=True)
class Words:
    """What was noted of an ask: its folded content words, its skills, missions, and trades (title
    and ROME code).
    """

    terms: tuple[str, ...] = ()
    skills: tuple[SkillUse, ...] = ()
    missions: tuple[Mission, ...] = ()
    trades: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that an offer asks, in its own words, on line `line` from 1 (0: no line says it).

    `kind` is "occupation", "mission", "skill", "experience", "diploma", "language", "licence" or
    "residence"; `need` ESSENTIAL, ASSET or IGNORED; `any_of` are alternatives of which one is
    enough; `level` how much is asked ("bac+5", "B2", "3 ans", "notions"); `words` are noted of it
    where the offer is understood.
    """

    text: str
    kind: str
    need: str = ESSENTIAL
    any_of: tuple[str, ...] = ()
    level: str = ""
    line: int = 0
    words: Words = Words()


def read_asks(document: Document, labels: Sequence[str] = ()) -> tuple[Ask, ...]:
    """All that an offer asks, in the order of the sheet: its trade, then what its text asks;
    `labels` are those of its lines where they are not the document's own.
    """
    named = labels or document.labels
    if set(named) & set(ASKING):
        return tuple(_read(document, named))
    apart, origin = by_sentences(document)
    told = [tag.label for tag in label_offer(apart.lines)]
    found = _read(apart, told)
    return tuple(replace(ask, line=origin[ask.line - 1] + 1) for ask in found)


def _read(document: Document, labels: Sequence[str]) -> Iterator[Ask]:
    pieces = pieces_of(document, labels)
    found = _asks(list(zip(pieces, kinds_of(pieces), strict=True)))
    told = {ask.kind for ask in found if ask.kind != "residence"}
    fields = [*header_items(document, labels)]
    fields += [(item, "licence") for item in licence_items(document, labels)]
    heads = [_ask(item, kind) for item, kind in fields if kind not in told]
    yield from _trade(title_items(document, labels))
    yield from heads
    yield from (ask for ask in found if not _is_told(ask, heads))


def _asks(told: Sequence[tuple[Item, str]]) -> list[Ask]:
    """The asks of pieces with their kinds: what goes on an ask, or is as good as it, joins it."""
    found: list[tuple[Item, Ask]] = []
    for piece, kind in told:
        before = found[-1] if found else None
        low = said(piece.text)
        if before and cue("equivalent").search(low):
            if not cue("ceiling").match(low):
                found[-1] = before[0], _with_choice(before[1], piece.text)
        elif before and _is_bare(low) and piece.line == before[0].line:
            found[-1] = before[0], _qualified(*before, piece)
        elif kind == NONE:
            continue
        elif before and (joined := _joined(*before, piece, kind)):
            found[-1] = joined, _ask(joined, kind)
        else:
            found.append((piece, _ask(piece, kind)))
    return [ask for _, ask in found]


def _is_bare(low: str) -> bool:
    """Whether a piece says only how much something is needed: "serait un plus"."""
    left = low
    for kind in QUALIFYING:
        left = cue(kind).sub(" ", left)
    words = re.findall(r"[a-z]{3,}", left)
    return not any(word not in stop_words() for word in words)


def _qualified(before: Item, ask: Ask, piece: Item) -> Ask:
    """An ask with the need that the bare piece behind it says."""
    return replace(ask, need=need_of(replace(piece, heading=before.heading), ask.kind))


def _with_choice(ask: Ask, text: str) -> Ask:
    """An ask that something else meets as well."""
    return replace(ask, any_of=(*(ask.any_of or (ask.text,)), text))


def _joined(before: Item, ask: Ask, piece: Item, kind: str) -> Item | None:
    """Two pieces of one sentence as one where both ask the same kind of thing, without a level, an
    alternative or another need that would tell them apart.
    """
    own = _ask(piece, kind)
    if piece.sentence != before.sentence or piece.line != before.line:
        return None
    alike = kind in _JOINED and (ask.kind, ask.need) == (kind, own.need)
    apart = ask.level or own.level or ask.any_of or own.any_of
    if not alike or apart:
        return None
    whole = piece.sentence
    start = whole.find(before.text)
    end = whole.find(piece.text, start) + len(piece.text)
    return replace(before, text=whole[start:end])


def _trade(items: Sequence[Item]) -> Iterator[Ask]:
    """The trade of an offer; what its title and its form call it are alternatives."""
    if not items:
        return
    names = [name for item in items for name in titles_of(item.text) or (item.text,)]
    chosen = tuple(dict.fromkeys(names))
    yield Ask(
        items[0].text,
        "occupation",
        any_of=chosen if len(chosen) > 1 else (),
        line=items[0].line + 1,
    )


def _is_told(ask: Ask, heads: Sequence[Ask]) -> bool:
    """Whether a field of the head says an ask already."""
    return any(head.kind == ask.kind and abs(head.line - ask.line) <= 1 for head in heads)


def cut_sentences(document: Document) -> tuple[Warning, ...]:
    """A warning for each sentence of an offer that breaks off: what is missing is not guessed."""
    broken = (item for item in read_items(document) if item.broken)
    return tuple(Warning(CUT, _CUT.format(item.line + 1, item.text[-60:])) for item in broken)


def pieces_of(document: Document, labels: Sequence[str] = ()) -> list[Item]:
    """The sentences and items of an offer, cut where they ask several things; what breaks off is
    left with what is whole.
    """
    return [piece for item in read_items(document, labels) for piece in _pieces(item)]


def _pieces(item: Item) -> Iterator[Item]:
    text = mended(item.text) if item.broken else item.text
    for piece in split_asks(text):
        if sum(c.isalpha() for c in piece) >= 2:
            yield replace(item, text=_LEAD.sub("", piece), sentence=text)


def _ask(piece: Item, kind: str) -> Ask:
    chosen = () if kind == "mission" else alternatives(piece.text)
    if kind == "language" and any(_CEFR.fullmatch(name) for name in chosen):
        chosen = ()
    need = need_of(piece, kind)
    return Ask(piece.text, kind, need, chosen, _level(piece.text, kind), piece.line + 1)


def need_of(piece: Item, kind: str) -> str:
    """How much a piece is needed, by its own words, else by those of the heading above it."""
    low = said(outside_brackets(piece.text))
    if kind == "mission":
        return ESSENTIAL
    if cue("asset").search(low):
        return ASSET
    if cue("beginner").search(low) and not _EITHER.search(low):
        return ASSET
    if cue("essential").search(low):
        return ESSENTIAL
    return ASSET if cue("asset heading").search(said(piece.heading)) else ESSENTIAL


def _level(text: str, kind: str) -> str:
    if kind == "diploma":
        return diploma_asked(text)
    if kind in ("experience", "residence"):
        years = years_asked(text)
        return length_said(years) if years else ""
    return mastery_asked(text) if kind in ("skill", "language") else ""
