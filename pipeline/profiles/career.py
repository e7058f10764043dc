"""The posts of a CV, from its entries: dates read, overlaps merged once, kinds told apart.

Of the posts of CVs whose authors the chains did not know, those whose `confidence` is .98 or more
have title and employer right in 95 of 100 (`models/README.md`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.documents import Document, Entry
from pipeline.profiles.dating import dated
from pipeline.profiles.kinship import NO_POST, kind_of
from pipeline.profiles.settled import settled
from pipeline.structure.calendar import Month
from pipeline.structure.personal import LEAVE

PAID = ("post", "mission")
"""Kinds of posts whose months are experience; a mission inside a post counts once."""
ENTRIES = ("post", "mission", "vol", LEAVE)
SURE = 0.35
"""A field below this probability is left out."""
SURE_UNDATED = 0.8
"""A post without a date below this probability is left out."""
_PIECE = re.compile(r"\s[:–—|-]\s|[,;(:]\s?|  ")


@dataclass(frozen=True, slots=True)
class Post:
    """A post: `start` and `end` are (year, month), `end` None while it lasts (and where no date is
    told: `start` is None too); `kind` "post" or what it is instead.

    `lines` are its own, `title_lines` those that head it. `fewest` and `most` are the months
    (counted from year 0, the last one left out) between which it lay if as little, and as much as
    its dates allow.
    """

    title: str
    organisation: str
    place: str
    start: Month | None
    end: Month | None
    months: int
    kind: str
    contract: str
    title_lines: tuple[int, ...]
    lines: tuple[int, ...]
    last_year: int | None
    confidence: float
    text: str = ""
    fewest: tuple[int, int] = (0, 0)
    most: tuple[int, int] = (0, 0)

    @property
    def lasts(self) -> bool:
        """Whether it is held now."""
        return self.start is not None and self.end is None


@dataclass(frozen=True, slots=True)
class Career:
    """Posts, latest first, and months of experience with overlaps counted once, internships and the
    like left out.

    `read_in` is the year in which posts that last were read; `fewest` and `most` are the months of
    experience that the dates allow.
    """

    posts: tuple[Post, ...] = ()
    months: int = 0
    read_in: int = 0
    fewest: int = 0
    most: int = 0

    @property
    def years(self) -> float:
        """Experience in years, to one decimal."""
        return round(self.months / 12, 1)

    @property
    def range(self) -> tuple[float, float]:
        """The fewest and the most years of experience that the dates allow, to one decimal; equal
        where all have their months.
        """
        return round(self.fewest / 12, 1), round(self.most / 12, 1)

    def post_of(self, line: int) -> int | None:
        """The index of the post to which a line belongs, the innermost one."""
        holding = [n for n, post in enumerate(self.posts) if line in post.lines]
        return min(holding, key=lambda n: len(self.posts[n].lines), default=None)


def read_career(document: Document, today: date) -> Career:
    """The posts of a CV, from its entries."""
    entries = [e for e in document.entries if e.kind in ENTRIES]
    read = [_post(document, e, today) for e in entries]
    posts = [p for p in settled(document, read, entries) if _is_sure(p)]
    ordered = sorted(posts, key=lambda p: _order(p, today), reverse=True)
    held = _counted(ordered)
    months = _merged(_span(p) for p in held)
    fewest, most = _merged(p.fewest for p in held), _merged(p.most for p in held)
    undated = sum(p.months for p in held if p.start is None)
    return Career(
        posts=tuple(ordered),
        months=months + undated,
        read_in=today.year,
        fewest=min(fewest, months) + undated,
        most=max(most, months) + undated,
    )


def _counted(posts: Sequence[Post]) -> list[Post]:
    """The posts whose months are experience; a mission that may lie in a post counts with it."""
    whole = [p.most for p in posts if p.kind == "post"]
    return [
        p
        for p in posts
        if p.kind == "post" or (p.kind == "mission" and not _lies_in(p.fewest, whole))
    ]


def _lies_in(span: tuple[int, int], whole: Iterable[tuple[int, int]]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in whole)


def _is_sure(post: Post) -> bool:
    """Whether a post has a name, and is told with a date, or surely: of those without a date below
    SURE_UNDATED that authors left out wrote, half were none, of those without title and employer
    two in three.
    """
    if post.kind in NO_POST or not (post.title or post.organisation or post.kind == LEAVE):
        return False
    return post.start is not None or post.months > 0 or post.confidence >= SURE_UNDATED


def _order(post: Post, today: date) -> tuple[Month, Month]:
    """By end, then by start; posts without a date last."""
    if post.start is None:
        return (0, 0), (0, 0)
    return post.end or (today.year, today.month), post.start


def _post(document: Document, entry: Entry, today: date) -> Post:
    title = _text(entry, "title") or _named_contract(document, entry)
    organisation = _text(entry, "organisation")
    when = dated(document, entry, today)
    contract = _text(entry, "contract")
    lines = (*entry.head, *entry.body)
    return Post(
        title=title,
        organisation=organisation,
        place=_text(entry, "place"),
        start=when.start,
        end=when.end,
        months=when.months,
        kind=kind_of(document, entry, title, contract),
        contract=contract,
        title_lines=entry.head,
        lines=tuple(sorted(lines)),
        last_year=when.last_year,
        confidence=_sureness(entry),
        text=" ".join(document.lines[n].text for n in entry.head),
        fewest=when.fewest,
        most=when.most,
    )


def _sureness(entry: Entry) -> float:
    """How sure a post is: as its least sure part, of its beginning, title and employer."""
    told = (entry.first(kind) for kind in ("title", "organisation"))
    return min([entry.confidence, *(f.confidence for f in told if f and f.confidence >= SURE)])


def _text(entry: Entry, kind: str) -> str:
    """The first sure field of a kind, without the signs around it."""
    found = next((f for f in entry.of(kind) if f.confidence >= SURE), None)
    return bare(found.text) if found else ""


def _named_contract(document: Document, entry: Entry) -> str:
    """The title of a post that is named by its contract ("Stage de fin d'études : ...")."""
    contract = next((f for f in entry.of("contract") if f.confidence >= SURE), None)
    if contract is None:
        return ""
    line = document.lines[contract.line].text
    starts = [f.start for f in entry.fields if f.line == contract.line and f.start > contract.start]
    told = _PIECE.split(line[contract.start : min(starts, default=len(line))])[0]
    return bare(told)


def bare(text: str) -> str:
    """A field without the signs around it; a bracket that stands inside it stays, with its partner.

    >>> bare("« Chef de projet (MOE) » –"), bare("(Nantes)")
    ('Chef de projet (MOE)', 'Nantes')
    """
    text = text.strip(' -–—|·,:;/«»"“”')
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    if text.count("(") > text.count(")"):
        text = text.rstrip("(") if text.endswith("(") else text + ")"
    elif text.count(")") > text.count("("):
        text = text.rstrip(")")
    return text.strip(" -–—|·,:;")


def _span(post: Post) -> tuple[int, int]:
    if post.start is None:
        return 0, 0
    start = post.start[0] * 12 + post.start[1]
    return start, start + post.months


def _merged(spans: Iterable[tuple[int, int]]) -> int:
    """Months in which at least one post was held."""
    return len({month for span in spans for month in range(*span)})
