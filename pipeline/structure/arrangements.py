"""How a CV arranges the heads of its entries: what a second look at each word knows from the first
marks of all heads.

People put title, employer, place and dates of all their posts in one order; a piece that stands
where the titles of the other posts stand is likelier to be a title too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.structure.chains import FirstLook, Tag
from pipeline.structure.manners import degree, majority, name_of, share_of, told
from pipeline.structure.seen import Seen

Head = tuple[str, Sequence[Seen]]
"""The kind of an entry and the lines that head it."""
SEPARATORS = frozenset("–—-|,/·:;•→@()")
OUTSIDE = "O"
WEIGHED = ("t", "o")
"""Fields whose chance the first look tells of each word."""
_NEAR = (-2, -1, 1, 2)
_ELSEWHERE = ("t", "o", "p", "d", "dip")
_FAR = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a head between signs: the places of its words among all words of the head, its
    row, its place in the row from the start and among the pieces without a date, what it shows.
    """

    words: tuple[int, ...]
    row: int
    place: int
    undated: int
    before: str
    has_trade: bool
    is_date: bool


def pieces_of(head: Sequence[Seen]) -> list[Piece]:
    """The pieces of the lines that head an entry, in their order; dates alone make no row."""
    found: list[Piece] = []
    start, row = 0, 0
    for seen in head:
        own = list(_pieces(seen, start, row))
        found += own
        start += len(seen.tokens)
        row += any(not piece.is_date for piece in own)
    return found


def _pieces(seen: Seen, start: int, row: int) -> Iterator[Piece]:
    undated = 0
    for place, (sign, run) in enumerate(_runs(seen)):
        dated = sum(seen.dated[n] for n in run) * 2 >= len(run)
        trade = any(a in run or b in run for a, b in seen.trades)
        words = tuple(start + n for n in run)
        yield Piece(words, row, place, undated, sign, trade, dated)
        undated += not dated


def _runs(seen: Seen) -> Iterator[tuple[str, list[int]]]:
    """The words between two signs, with the sign before them; a date is not cut."""
    sign, run = "", list[int]()
    tokens = seen.tokens
    for n, token in enumerate(tokens):
        within = n > 0 and seen.dated[n] and seen.dated[n - 1]
        gap = n > 0 and token.start - tokens[n - 1].end > 1
        parts = token.text in SEPARATORS or (n > 0 and seen.dated[n] != seen.dated[n - 1])
        if run and not within and (gap or parts):
            yield sign, run
            sign, run = "gap" if gap else "", []
        if token.text in SEPARATORS and not seen.dated[n]:
            sign = token.text
        else:
            run.append(n)
    if run:
        yield sign, run


def second_look(heads: Sequence[Head], first: Sequence[FirstLook]) -> list[list[list[str]]]:
    """What the first marks of all heads of a CV tell of each word of each."""
    cut = [pieces_of(head) for _, head in heads]
    marks = [_marks(pieces, look.tags) for pieces, look in zip(cut, first, strict=True)]
    columns = _columns(heads, cut, marks)
    orders = [_order(own) for own in marks]
    found = []
    for n, (kind, _) in enumerate(heads):
        alike = [orders[k] for k, (other, _) in enumerate(heads) if other == kind and k != n]
        shared = majority("order", Counter(alike))
        traits = [[*_of_word(first[n], place), *shared] for place in range(len(first[n].tags))]
        best = _best(cut[n], first[n])
        for number, piece in enumerate(cut[n]):
            told = _of_piece(kind, cut[n], marks[n], number, columns)
            told += [f"{trait} at {min(piece.undated + piece.row, _FAR)}" for trait in shared]
            told += best[number]
            for word in piece.words:
                traits[word] += told
        found.append(traits)
    return found


def _of_word(first: FirstLook, place: int) -> Iterator[str]:
    """The first mark of a word and of those around, and its chances."""
    yield from told(first.tags[place])
    yield from _around(first.tags, place)
    for label in WEIGHED:
        yield f"chance {label} {degree(first.chances[label][place][0])}"


def _best(pieces: Sequence[Piece], first: FirstLook) -> list[list[str]]:
    """How likely each piece is a title, an employer, and whether none is likelier."""
    found: list[list[str]] = [[] for _ in pieces]
    for label in WEIGHED:
        chances = [_mean(first.chances[label], piece) for piece in pieces]
        for traits, chance in zip(found, chances, strict=True):
            best = "best" if chance == max(chances) else "not best"
            traits.append(f"{label} {best} {degree(chance)}")
    return found


def _mean(chances: Sequence[tuple[float, float]], piece: Piece) -> float:
    return sum(chances[word][0] for word in piece.words) / len(piece.words)


def _around(first: Sequence[Tag], place: int) -> Iterator[str]:
    for step in _NEAR:
        other = place + step
        yield f"{step}:1st={name_of(first[other]) if 0 <= other < len(first) else 'none'}"


def _marks(pieces: Sequence[Piece], tags: Sequence[Tag]) -> list[str]:
    """The mark that most words of each piece have."""
    counts = (Counter(tags[word].label for word in piece.words) for piece in pieces)
    return [min(c.items(), key=lambda item: (-item[1], item[0]))[0] for c in counts]


def _order(marks: Sequence[str]) -> str:
    """In which order title and employer stand in a head."""
    return "".join(dict.fromkeys(mark for mark in marks if mark in ("t", "o", "dip")))


def _keys(kind: str, piece: Piece, rows: int) -> dict[str, Hashable]:
    """Where a piece stands, in three ways: its column."""
    return {
        "exact": (kind, rows, piece.row, piece.place),
        "loose": (kind, piece.row, piece.undated, piece.is_date),
        "sign": (kind, piece.row, piece.before, piece.is_date),
    }


Columns = dict[Hashable, tuple[Counter[str], Counter[bool]]]


def _columns(
    heads: Sequence[Head], cut: Sequence[Sequence[Piece]], marks: Sequence[Sequence[str]]
) -> Columns:
    """The marks of the pieces of each column, and how many of them name a trade."""
    found: Columns = {}
    for (kind, _), pieces, own in zip(heads, cut, marks, strict=True):
        rows = max((piece.row for piece in pieces), default=0)
        for piece, mark in zip(pieces, own, strict=True):
            for key in _keys(kind, piece, rows).items():
                labels, trades = found.setdefault(key, (Counter(), Counter()))
                labels[mark] += 1
                trades[piece.has_trade] += 1
    return found


def _of_piece(
    kind: str, pieces: Sequence[Piece], marks: Sequence[str], number: int, columns: Columns
) -> list[str]:
    piece, mark = pieces[number], marks[number]
    found = [f"piece={mark}"]
    for key in _keys(kind, piece, max(p.row for p in pieces)).items():
        labels, trades = columns[key]
        found += majority(f"column {key[0]}", labels - Counter((mark,)))
        others = trades - Counter((piece.has_trade,))
        if others:
            found.append(f"column {key[0]} trades {share_of(others[True], others.total())}")
    elsewhere = {m for k, m in enumerate(marks) if k != number}
    found += [f"elsewhere {m}={m in elsewhere}" for m in _ELSEWHERE]
    found.append(f"titles={min(marks.count('t'), 3)}")
    found.append(f"piece={mark} t={'t' in elsewhere} o={'o' in elsewhere}")
    return found
