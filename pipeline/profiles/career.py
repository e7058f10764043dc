"""What a date means: posts with their dates, overlaps merged once, internships and apprenticeships
told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pipeline.documents import Annotations, Document
from pipeline.profiles.dates import Month, Period, plain, read_period
from pipeline.profiles.identity import personal_kind

BULLET = "- "
_LASTING = re.compile(r"\b(\d{1,2})\s*(?:mois|months?)\b")
_KINDS = (
    (
        "internship",
        re.compile(
            r"\bstag(?:e|iaire)s?\b|\bintern(?:ship)?\b|\bservice civique\b|\bobservation\b"
        ),
    ),
    (
        "apprenticeship",
        re.compile(
            r"\balternan(?:ce|te?)s?\b|\bapprenti(?:e|ssage)?s?\b|\bcontrat pro\b|\bapprenticeship\b|\bprofessionnalisation\b"
        ),
    ),
    (
        "leave",
        re.compile(
            r"\bconges?\b|\barret (?:de )?maternite\b|\bmaternity\b|\bparental\b|\bsabbatique\b|\bdisponibilite\b|\bleave\b"
            r"|\bchomage\b|\brecherche d'emploi\b"
        ),
    ),
    ("volunteering", re.compile(r"\bbenevol|\bassociation\b\)|\bvolunteer")),
)
_PARTS = re.compile(r"\s+-?[–—|·]-?\s+|\s{2,}|\t| - |\s@\s")
_UNIT = r"(?:ans?|mois|years?|months?)"
_LENGTH = re.compile(rf"^\(?\s*\d+\s*{_UNIT}\b[\d\sa-z]{{0,16}}\)?$")
"""How long a post lasted, written beside its dates."""
_LENGTH_BEHIND = re.compile(rf"[\s,(–-]*\d{{1,2}}\s*{_UNIT}\s*\)?\s*$")
_LENGTH_BEFORE = re.compile(rf"^[\s(–-]*\d{{1,2}}\s*{_UNIT}\s*\)?\s*[:,–-]\s*")
_EMPLOYER = re.compile(r",\s+([A-ZÀ-Ý].*)$")
"""A name behind the comma of a title: "Développeur, CAFAT"."""
_SIGNS = " -–—|·,:"
_NO_TITLES = ("email", "link", "birth", "family")
"""What a line says of the person that no title of a post says."""
_CONTRACTS = (
    "cdi",
    "cdd",
    "interim",
    "alternance",
    "stage",
    "vacation",
    "freelance",
    "temps plein",
    "temps partiel",
)
_CONTRACT = re.compile(r"\(\s*(?:" + "|".join(_CONTRACTS) + r")\s*\)", re.I)
_SECTIONS = ("experience",)
_ELSEWHERE = ("identity", "summary", "other", "projects")
"""Where posts are looked for in a CV without a section of experience."""
_TITLE_LENGTH = 190


@dataclass(frozen=True, slots=True)
class Post:
    """A dated post: `start` and `end` are (year, month), `end` None while it lasts; `kind` "post"
    or what it is instead.

    `fewest` and `most` are the months (counted from year 0, the last one left out) between which it
    lay if as little, and as much as its
    dates allow.
    """

    title: str
    organisation: str
    start: Month | None
    end: Month | None
    months: int
    kind: str
    title_lines: tuple[int, ...]
    last_line: int
    last_year: int | None
    text: str = ""
    fewest: tuple[int, int] = (0, 0)
    most: tuple[int, int] = (0, 0)


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
        """The index of the post to which a line belongs."""
        return next(
            (n for n, p in enumerate(self.posts) if min(p.title_lines) <= line <= p.last_line), None
        )


def read_career(document: Document, annotations: Annotations, today: date) -> Career:
    """The posts of a CV: dated entries of its sections of experience, with the lines that belong to
    each.
    """
    trades: dict[int, list[str]] = {}
    for m in annotations.trades:
        trades.setdefault(m.line, []).append(m.surface)
    heads = [
        (period, _with_title(document, lines, trades)) for period, lines in _heads(document, trades)
    ]
    if not heads:
        return Career()
    posts = []
    starts = [min(lines) for _, lines in heads]
    for (period, lines), following in zip(heads, [*starts[1:], len(document.lines)], strict=True):
        posts.append(
            _post(
                document,
                period,
                lines,
                following,
                today,
                [t for k in lines for t in trades.get(k, ())],
            )
        )
    posts = [_as_project(p, posts, today) for p in posts]
    ordered = sorted(posts, key=lambda p: (_last(p, today), p.start or (0, 0)), reverse=True)
    held = [p for p in ordered if p.kind == "post" and p.start is not None]
    months = _merged((_month(p.start), _month(p.start) + p.months) for p in held if p.start)
    fewest, most = _merged(p.fewest for p in held), _merged(p.most for p in held)
    return Career(tuple(ordered), months, today.year, min(fewest, months), max(most, months))


def _as_project(post: Post, posts: list[Post], today: date) -> Post:
    """An entry without an employer, wholly within the time of a longer post that has one, is a
    project of that post.
    """
    if post.organisation or post.start is None or post.kind != "post":
        return post
    for other in posts:
        longer = other.organisation and other.months > post.months and other.start is not None
        if (
            longer
            and other.start[0] <= post.start[0]
            and _last(post, today)[0] <= _last(other, today)[0]
        ):  # type: ignore[index]
            return replace(post, kind="project")
    return post


def _last(post: Post, today: date) -> tuple[int, int]:
    return post.end or (today.year, today.month)


def _heads(
    document: Document, trades: dict[int, list[str]]
) -> list[tuple[Period, tuple[int, ...]]]:
    """The dated title lines of posts; a date on a line of its own goes with the title beside it."""
    found: list[tuple[Period, tuple[int, ...]]] = []
    used: set[int] = set()
    plain_cv = all(s.kind not in _SECTIONS for s in document.sections)
    sections = _ELSEWHERE if plain_cv else _SECTIONS
    for n, line in enumerate(document.lines):
        if (
            (n not in trades and personal_kind(line.text) == "birth")
            or document.section_of(n) not in sections
            or line.text.startswith(BULLET)
            or len(line.text) > _TITLE_LENGTH
        ):
            continue
        if _is_section_head(document, n) or (period := read_period(line.text)) is None:
            continue
        if plain_cv and period.within_a_year:
            continue
        rest = line.text.replace(period.text, " ").strip(" -–—()|·,:")
        if len(re.sub(r"\W|\d", "", rest)) >= 6 and not _only_length(rest):
            if not period.exact and not _looks_like_title(line.text, period):
                continue
            found.append((period, (n,)))
            used.add(n)
            continue
        beside = _title_beside(document, n, used, sections, trades)
        if beside is not None:
            found.append((period, tuple(sorted((beside, n)))))
            used |= {beside, n}
    return found


def _with_title(
    document: Document, lines: tuple[int, ...], trades: dict[int, list[str]]
) -> tuple[int, ...]:
    """The lines of a head with the neighbour that names a trade, where none of them does: title,
    employer and date on three lines.
    """
    if any(n in trades for n in lines):
        return lines
    for k in (min(lines) - 1, max(lines) + 1):
        if (
            k in trades
            and _may_be_head(document, k)
            and read_period(document.lines[k].text) is None
        ):
            return tuple(sorted((*lines, k)))
    return lines


def _may_be_head(document: Document, k: int) -> bool:
    text = document.lines[k].text
    short = (
        not text.startswith(BULLET)
        and len(text) < _TITLE_LENGTH / 2
        and not text.endswith((".", ";", ","))
    )
    return short and not _is_section_head(document, k)


def _only_length(rest: str) -> bool:
    return (
        bool(
            re.fullmatch(
                r"\(?\s*(?:soit |environ )?[\d\s]*(?:ans?|mois|years?|months?)?[\w\s]{0,12}\)?",
                plain(rest),
            )
        )
        and len(rest) < 14
    )


def _looks_like_title(text: str, period: Period) -> bool:
    """A lone year inside a sentence is no post; at either end of a short line it is."""
    text = _LENGTH_BEHIND.sub("", text)
    at = text.find(period.text)
    edge = at <= 2 or at + len(period.text) >= len(text.rstrip(" )."))
    return edge and (not text.rstrip().endswith(".") or period.text.endswith("."))


def _is_section_head(document: Document, n: int) -> bool:
    return any(s.start == n and s.title == document.lines[n].text for s in document.sections)


def _title_beside(
    document: Document,
    n: int,
    used: set[int],
    sections: tuple[str, ...],
    trades: dict[int, list[str]],
) -> int | None:
    """The line beside a lone date that is its title: the side that names a trade, else the one set
    otherwise than its neighbours.
    """

    def fits(k: int) -> bool:
        if not 0 <= k < len(document.lines) or k in used or _is_section_head(document, k):
            return False
        text = document.lines[k].text
        good = (
            document.section_of(k) in sections
            and not text.startswith(BULLET)
            and len(text) < _TITLE_LENGTH
        )
        return (
            good
            and not text.endswith((".", ";"))
            and read_period(text) is None
            and personal_kind(text) not in _NO_TITLES
        )

    before, after = fits(n - 1), fits(n + 1)
    above, below = n - 1 in trades or (n - 2 in trades and fits(n - 2)), n + 1 in trades
    if before and after and above != below:
        return n - 1 if above else n + 1
    if before and after:
        line = document.lines
        return (
            n + 1
            if line[n + 1].style != line[n].style and line[n - 1].style == line[n].style
            else n - 1
        )
    return n - 1 if before else n + 1 if after else None


def _post(
    document: Document,
    period: Period,
    lines: tuple[int, ...],
    following: int,
    today: date,
    trades: list[str],
) -> Post:
    text = "  ".join(document.lines[k].text for k in lines)
    rest = _bare(_LENGTH_BEFORE.sub("", _CONTRACT.sub(" ", text.replace(period.text, "  "))))
    parts = [_bare(p) for p in _PARTS.split(rest)]
    parts = [
        p
        for p in parts
        if sum(c.isalpha() for c in p) > 2
        and plain(p) not in _CONTRACTS
        and not _LENGTH.search(plain(p))
    ] or [rest]
    if len(parts) == 1 and (employer := _EMPLOYER.search(parts[0])):
        parts = [parts[0][: employer.start()], employer[1]]
    if len(lines) > 2:
        parts.sort(key=lambda p: not any(t in p for t in trades))
    if len(lines) > 2 or not any(t in parts[0] for t in trades):
        parts.sort(key=lambda p: not _names_trade(p, trades, document.reading.language))
    section = next((s for s in document.sections if s.start <= lines[0] < s.end), None)
    last = min(following, section.end if section else following) - 1
    low = plain(text)
    kind = (
        "post"
        if " puis " in low
        else next((name for name, pattern in _KINDS if pattern.search(low)), "post")
    )
    months = _length(period, low, today)
    end_year = period.end[0] if period.end else today.year
    now = (today.year, today.month)
    end = period.end if period.end is None or period.end <= now else None
    stated = (_month(period.start), _month(period.start) + months)
    least, most = (
        (stated, stated) if period.within_a_year and _LASTING.search(low) else _bounds(period, now)
    )
    at = (parts[0], parts[1] if len(parts) > 1 else "", period.start, end)
    return Post(*at, months, kind, lines, max(last, max(lines)), end_year, rest, least, most)


def _names_trade(part: str, trades: list[str], language: str) -> bool:
    """Whether a piece of a title is a trade and not an employer of that trade ("Cabinet
    d'avocats"): it begins with it, in English ends.
    """
    return any(part.startswith(t) or (language == "en" and part.endswith(t)) for t in trades)


def _bare(text: str) -> str:
    """A piece of a title without the signs around it; a bracket that stands inside it stays, with
    its partner.
    """
    text = re.sub(r"\(\s*\)", " ", text).strip(_SIGNS)
    inside = re.fullmatch(r"[^()]*[^()\s][^()]*\([^()]+\)[^()]*", text)
    return text if inside else text.strip(_SIGNS + "()")


def _length(period: Period, low: str, today: date) -> int:
    if period.within_a_year:
        stated = _LASTING.search(low)
        return min(int(stated[1]), 12) if stated else 6
    now = (today.year, today.month)
    return max(_month(min(period.end or now, now)) - _month(period.start) + 1, 0)


def _bounds(period: Period, now: Month) -> tuple[tuple[int, int], tuple[int, int]]:
    """The months of a post if it lasted as little, and as much as its dates allow."""
    spans = [
        (_month(start), _month(min(end or now, now)) + 1)
        for start, end in (period.narrowest, period.widest)
    ]
    return spans[0], spans[1]


def _month(point: Month) -> int:
    return point[0] * 12 + point[1]


def _merged(spans: Iterable[tuple[int, int]]) -> int:
    """Months in which at least one post was held."""
    return len({month for span in spans for month in range(*span)})
