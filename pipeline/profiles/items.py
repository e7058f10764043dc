"""What an offer says, sentence by sentence: its lines of tasks and of profile, joined where a
sentence runs on and cut where another one begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.documents import Document
from pipeline.lexicon.needs import cue
from pipeline.lexicon.spelling import plain
from pipeline.structure.chains import HEADING

ASKING = ("mission", "profile")
"""The labels of the lines of an offer that may ask something."""
BULLET = re.compile(r"^\s*(?:[-–—•▸►▪◦*>→✓✔·○●■□‣]+|\d{1,2}\s?[.)]|[a-z]\))\s+")
_ENDS = re.compile(r"[.!?:;…]\s*$")
_STOP = re.compile(r"(?<=[.!…])\s+(?=[«\"(]?[A-ZÀ-Ý])|\s*;\s+|(?<=[.!…])\s*(?=•)")
_SHORTENED = re.compile(
    r"(?<![\w·])(?:M|MM|Mme|Mlle|Dr|Pr|St|Ste|ex|art|al|cf|réf|env|hab|cat|tél)\.$", re.I
)
_NARROW, _BROAD = 60, 160
"""Letters of the longest line between which lines may have been broken by hand."""
_SHARE = 0.25
"""How many lines of a text, at the least, begin within a sentence, and how many end one."""
_FULL, _FEWEST = 0.85, 3
"""So many lines are about as long as the longest one where lines were broken by hand."""
_TAIL = re.compile(r"[\s.;:,!…]+$")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence or an item of a list: its text without bullet and stop, the label and the number
    of its first line, the heading above it, whether it stands in a list, whether it breaks off;
    of a piece, the sentence in which it stands.
    """

    text: str
    label: str
    line: int
    heading: str = ""
    listed: bool = False
    broken: bool = False
    sentence: str = ""


def read_items(document: Document, labels: Sequence[str] = ()) -> list[Item]:
    """The items of an offer in the order of its text; `labels` are those of its lines where they
    are not the document's own.
    """
    named = labels or document.labels
    setting = _Setting.of(document, named)
    found: list[Item] = []
    for block in _blocks(document, named, setting):
        found += _sentences(block)
    return found


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the asking lines of an offer are set: the length at which lines were broken (0 where they
    were not), whether they are those of a text rather than of a list, whether most begin without a
    capital.
    """

    widest: int
    prose: bool
    low: bool = False

    @classmethod
    def of(cls, document: Document, labels: Sequence[str]) -> _Setting:
        pairs = zip(document.lines, labels, strict=True)
        texts = [line.text for line, label in pairs if label in ASKING]
        free = [text for text in texts if not BULLET.match(text)]
        if not free:
            return cls(0, False)
        longest = max(map(len, free))
        lower = sum(text[:1].islower() for text in free)
        stops = sum(len(_STOP.findall(f"{text} A")) for text in free)
        prose = lower >= _SHARE * len(free) and stops >= _SHARE * len(free)
        long = [text for text in free if len(text) >= _FULL * longest]
        broken = _NARROW <= longest <= _BROAD and len(long) >= _FEWEST
        return cls(longest if broken else 0, prose, lower > len(free) / 2)

    def runs_on(self, before: str, text: str) -> bool:
        """Whether a line goes on the sentence of the line before."""
        if BULLET.match(text) or _ENDS.search(before):
            return False
        if breaks_off(before) or before.rstrip().endswith(","):
            return True
        first = text.split(" ", 1)[0]
        full = bool(self.widest) and len(before) + 1 + len(first) > self.widest
        if text[:1].islower() or (self.prose and text[:1].isdigit()):
            return self.prose or (full and not self.low) or bool(BULLET.match(before))
        return full and self.prose


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that make one paragraph or one item of a list, with their numbers."""

    rows: tuple[tuple[int, str], ...]
    label: str
    heading: str


def _blocks(document: Document, labels: Sequence[str], setting: _Setting) -> Iterator[_Block]:
    heading, rows, label = "", list[tuple[int, str]](), ""
    for n, line in enumerate(document.lines):
        goes_on = rows and labels[n] == label and setting.runs_on(rows[-1][1], line.text)
        if rows and not goes_on:
            yield _Block(tuple(rows), label, heading)
            rows = []
        label = labels[n]
        if label.startswith(HEADING):
            heading = line.text
        elif label not in ASKING:
            heading = ""
        else:
            rows.append((n, line.text))
    if rows:
        yield _Block(tuple(rows), label, heading)


def _sentences(block: _Block) -> Iterator[Item]:
    listed = bool(BULLET.match(block.rows[0][1]))
    text, starts = "", []
    for number, row in block.rows:
        starts.append((len(text), number))
        text += BULLET.sub("", row).strip() + " "
    pieces = list(_split(text.rstrip()))
    for place, piece in pieces:
        line = max(number for start, number in starts if start <= place)
        broken = place == pieces[-1][0] and breaks_off(piece)
        whole = _TAIL.sub("", piece)
        if sum(c.isalpha() for c in whole) >= 2:
            yield Item(whole, block.label, line, block.heading, listed, broken)


def _split(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with its place; a stop after an abbreviation, or within
    brackets, ends none.
    """
    start = 0
    for found in _STOP.finditer(text):
        before = text[start : found.start()]
        if _SHORTENED.search(before) or before.count("(") > before.count(")"):
            continue
        yield start, before.strip()
        start = found.end()
    yield start, text[start:].strip()


def by_sentences(document: Document) -> tuple[Document, list[int]]:
    """A document whose lines are sentences, and the line from which each comes."""
    pairs = [
        (replace(line, text=text), n)
        for n, line in enumerate(document.lines)
        for _, text in _split(line.text)
    ]
    lines = tuple(line for line, _ in pairs)
    apart = replace(document, lines=lines, sections=(), labels=())
    return apart, [n for _, n in pairs]


def breaks_off(text: str) -> bool:
    """Whether a sentence stops in the middle: its last word cannot end one."""
    words = plain(text).split()
    return bool(words) and bool(cue("dangling").fullmatch(words[-1].rstrip("'")))


def mended(text: str) -> str:
    """What is whole of a sentence that breaks off; the clause that was not finished is left out.

    >>> mended("maintenir une veille constante pour rester à jour avec les")
    'maintenir une veille constante'
    """
    kept, hung = _without_dangling(text)
    if not hung:
        return kept
    places = [m.start() for m in cue("subordinate").finditer(_same_length(kept))]
    if places and len(kept[: places[-1]].split()) >= 2:
        kept = kept[: places[-1]]
    return _without_dangling(kept)[0]


def _without_dangling(text: str) -> tuple[str, bool]:
    """A text without its last words that end nothing, and whether one of them had begun a name."""
    kept, hung = _TAIL.sub("", text), False
    while breaks_off(kept) and " " in kept:
        kept, _, last = kept.rpartition(" ")
        hung = hung or plain(last) not in ("et", "ou", "mais", "pas", "aussi", "ni")
        kept = _TAIL.sub("", kept)
    return kept, hung


def _same_length(text: str) -> str:
    """A text in small letters, place for place."""
    return "".join(p if len(p := plain(c)) == 1 else " " for c in text)
