"""A match and comparisons told in French: why this score, what is not shown, what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.errors import one_line
from pipeline.profiles.asks import ESSENTIAL
from pipeline.profiles.profile import Profile
from pipeline.ranking.answers import NOT_SHOWN, PARTLY, TO_CHECK, Answer, Evidence, Part
from pipeline.ranking.matches import Match, Ranked
from pipeline.review.labels import HUMAN, PARTS, STATES, STATUSES, WARNINGS, percent

ASKED = 8
"""Questions that a CV leaves open are told up to this number."""
MARKS = {"shown": "+", "partly": "~", "not_shown": "-", "to_check": "?"}


def explain(match: Match, offer: Profile, name: str = "", unlisted: float | None = None) -> str:
    """Why a CV got its score for an offer, what was not found, and what to ask in the interview.

    `unlisted` is its score without its lists of skills: how much of it stands on what is only
    listed.
    """
    lines = [
        f"{one_line(name or match.file)} – {match.title or 'poste actuel non trouvé'}",
        f"Offre : {offer.title}",
        f"Score : {percent(match.score)} de la grille, {essential(match)}",
    ]
    if unlisted is not None:
        lines.append(f"Sans les listes de compétences : {percent(unlisted)}")
    lines.append("")
    for part in match.parts:
        lines += list(_part_lines(part))
    lines += list(_facts(match))
    questions = list(questions_for(match))
    if questions:
        lines += ["À demander en entretien", *(f"  - {q}" for q in questions), ""]
    return "\n".join([*lines, HUMAN])


def essential(match: Match) -> str:
    """How many essential criteria are shown, in words."""
    shown, of = match.essential
    return f"critères indispensables montrés : {shown} sur {of}"


def _part_lines(part: Part) -> Iterator[str]:
    yield f"{PARTS[part.name]} : {percent(part.points)} sur {percent(part.weight)}"
    for answer in part.answers:
        yield f"  {MARKS[answer.state]} {_short(answer.text, 90)} : {STATES[answer.state]}"
        yield from (f"      {_quoted(e)}" for e in answer.evidence)
    yield ""


def _quoted(e: Evidence) -> str:
    link = f" ({e.link})" if e.link else ""
    return f"« {_short(e.quote, 110)} »{link} p. {e.page}, l. {e.line}"


def _facts(match: Match) -> Iterator[str]:
    """Requirements and warnings."""
    if match.requirements:
        yield "Exigences"
        for r in match.requirements:
            quote = f" (« {r.quote} »)" if r.quote else ""
            yield f"  - {r.name} : {STATUSES[r.status]}{quote}"
        yield ""
    if match.warnings:
        yield "Alertes"
        yield from (f"  - {WARNINGS.get(w.kind, w.kind)} : {w.detail}" for w in match.warnings)
        yield ""


def questions_for(match: Match) -> Iterator[str]:
    """What the CV leaves open: requirements to check, then criteria that it does not show, those
    that weigh most first.
    """
    for r in match.requirements:
        if r.status == "unknown":
            yield f"Vérifier : {r.name}."
    open_ones = [a for a in match.answers if a.weight > 0 and a.kind in ("mission", "skill")]
    open_ones = [a for a in open_ones if a.state in (NOT_SHOWN, PARTLY, TO_CHECK)]
    ordered = sorted(open_ones, key=lambda a: (a.need != ESSENTIAL, -a.share, a.criterion))
    yield from (_question(answer) for answer in ordered[:ASKED])


def _question(answer: Answer) -> str:
    said = "Le CV ne le montre qu'en partie." if answer.evidence else "Le CV n'en parle pas."
    return f"Quelle expérience avez-vous de « {_short(answer.text, 90)} » ? {said}"


def compare(ranked: Sequence[Ranked]) -> str:
    """Candidates beside each other, best first, a line a criterion: those that tell them apart
    first.
    """
    lines = [
        f"{r.rank}. {one_line(r.match.file)} : {percent(r.match.score)}, {essential(r.match)}"
        for r in ranked
    ]
    lines.append("")
    by_id = [{a.criterion: a for a in r.match.answers} for r in ranked]
    apart = sorted(ranked[0].match.answers, key=lambda a: -_spread(a.criterion, by_id))
    for answer in apart:
        lines += list(_beside(answer, by_id))
    return "\n".join([*lines, "", HUMAN])


def _spread(criterion: str, by_id: Sequence[dict[str, Answer]]) -> float:
    points = [answers[criterion].points for answers in by_id]
    return max(points) - min(points)


def _beside(answer: Answer, by_id: Sequence[dict[str, Answer]]) -> Iterator[str]:
    yield f"{PARTS[answer.kind]} – {_short(answer.text, 90)} ({percent(answer.share)})"
    for place, answers in enumerate(by_id, 1):
        found = answers[answer.criterion]
        quote = f" : {_quoted(found.evidence[0])}" if found.evidence else ""
        yield f"  {place}. {STATES[found.state]}, {percent(found.points)}{quote}"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
