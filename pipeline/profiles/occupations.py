"""The title and the occupations that a CV or an offer tells, weighted by the career."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.documents import Annotations, Document, SkillMention, TradeMention
from pipeline.profiles.career import SURE_UNDATED, Career, Post, bare
from pipeline.profiles.headers import names_occupation
from pipeline.profiles.kinship import is_aim

UNNAMED = 0.5
"""The share of its weight that a post of unknown trade keeps, and the weight of a trade that no
post confirms.
"""
HEAD_LINES = 12
"""The head of a CV ends here at the latest."""
_HEAD = ("identity", "summary")
_NOT_HELD = ("leave", "volunteer", "civic")
"""Kinds of posts that are nobody's current title."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """A title, its ROME code, where it stands; `weight` is the share of the career spent in it."""

    title: str
    rome: str
    line: int
    surface: str
    weight: float = 1.0


def title_held(document: Document, career: Career) -> str:
    """The title of the post now held, else of the last one; without posts, the headline, else a
    title that stands with its employer in another entry.
    """
    told = [p for p in career.posts if p.title and p.kind not in _NOT_HELD]
    held = [p for p in told if p.kind != "mission"] or told
    lasting = sorted((p for p in held if p.lasts), key=_as_main)
    if held:
        return (lasting or held)[0].title
    labelled = zip(document.lines, document.labels, strict=True)
    headlines = (line.text for line, label in labelled if label == "headline")
    lines_told = (bare(text) for text in headlines if not is_aim(text))
    return next(lines_told, "") or next(_beside_employers(document), "")


def _beside_employers(document: Document) -> Iterator[str]:
    """Titles that stand with an employer on a line that no post begins."""
    for entry in document.entries:
        employers = {f.line for f in entry.of("organisation") if f.confidence >= SURE_UNDATED}
        for field in entry.of("title"):
            if field.line in employers and field.confidence >= SURE_UNDATED:
                yield bare(field.text)


def _as_main(post: Post) -> tuple[bool, int]:
    """Among posts held now, the one that names its employer, told first, is the main one."""
    return not post.organisation, min(post.title_lines, default=0)


def occupations_held(career: Career, annotations: Annotations) -> tuple[Occupation, ...]:
    """The trades of the posts, weighted by their length and age; those of the head only where no
    post names one.

    A post whose title names no known trade keeps half of its weight, which no trade gets.
    """
    found = annotations.trades
    named = [
        (n, [m for m in found if m.line in post.title_lines and _in_title(m, post)])
        for n, post in enumerate(career.posts)
    ]
    weights = _weights(career)
    total = sum(weights[n] * (1.0 if trades else UNNAMED) for n, trades in named)
    out = []
    for n, trades in named:
        for m in trades:
            title, rome = _settled(m, n, annotations.skills, career)
            weight = weights[n] / total / len(trades)
            out.append(Occupation(title, rome, m.line, m.surface, weight))
    if out:
        return tuple(out)
    heads = [m for m in found if m.section in _HEAD and m.line < HEAD_LINES]
    return tuple(
        Occupation(m.concept, m.rome, m.line, m.surface, UNNAMED / len(heads)) for m in heads
    )


def _in_title(trade: TradeMention, post: Post) -> bool:
    """Whether a trade stands in the title of a post, not in the name of the employer."""
    return trade.surface in post.title or trade.surface not in post.organisation


def _settled(
    trade: TradeMention, post: int, skills: Iterable[SkillMention], career: Career
) -> tuple[str, str]:
    """The trade of a title, or its rival where the skills of the post are mostly those of the
    rival's field.
    """
    rival = trade.rival
    if rival is None:
        return trade.concept, trade.rome
    telling = [m for m in skills if m.domain and m.kind != "soft"]
    fields = Counter(m.domain for m in telling if career.post_of(m.line) == post)
    fields = fields or Counter(m.domain for m in telling)
    others = max(
        (n for field, n in fields.items() if field not in (rival.domain, "gestion")), default=0
    )
    return (
        (rival.title, rival.rome) if fields[rival.domain] > others else (trade.concept, trade.rome)
    )


def _weights(career: Career) -> list[float]:
    """What each post weighs, by its length and age; a leave weighs nothing and makes no other post
    older.
    """
    found, place = [], 0
    for post in career.posts:
        length: float = min(max(post.months, 3), 96)
        share = {"project": 0.0, "leave": 0.0, "post": 1.0}.get(post.kind, 0.35)
        found.append(length * share * 0.75**place)
        place += post.kind != "leave"
    return found


def occupations_offered(
    document: Document, trades: Sequence[TradeMention], title: str
) -> tuple[Occupation, ...]:
    """The trades on the lines of an offer that name its post, else those of its header, else the
    first one.
    """
    lines = {n for n, line in enumerate(document.lines) if title and title in line.text}
    lines |= {n + 1 for n, line in enumerate(document.lines) if names_occupation(line.text)}
    lines |= {n for n, line in enumerate(document.lines) if names_occupation(line.text)}
    named = (
        [m for m in trades if m.line in lines]
        or [m for m in trades if m.section == "header"]
        or trades[:1]
    )
    unique = {m.concept: m for m in reversed(named)}
    return tuple(
        Occupation(m.concept, m.rome, m.line, m.surface) for m in reversed(unique.values())
    )
