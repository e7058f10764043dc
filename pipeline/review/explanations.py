"""A match and a comparison told in French: why this score, what is missing, what to ask."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import one_line
from pipeline.profiles.profile import Profile
from pipeline.ranking.abilities import NEIGHBOUR
from pipeline.ranking.matches import Match, Part
from pipeline.review.labels import HUMAN, PARTS, STATUSES, WARNINGS, percent

SHOWN = 5


def explain(match: Match, offer: Profile, name: str = "", unlisted: float | None = None) -> str:
    """Why a CV got its score for an offer, what was not found, and what to ask in the interview.

    `unlisted` is its score without its lists of skills: how much of it stands on what is only
    listed.
    """
    lines = [
        f"{one_line(name or match.file)} – {match.title or 'poste actuel non trouvé'}",
        f"Offre : {offer.title}",
        f"Score : {percent(match.score)}"
        + (
            f" ({percent(unlisted)} sans les listes de compétences)" if unlisted is not None else ""
        ),
        "",
    ]
    for part in sorted(match.parts, key=lambda p: -p.points):
        lines += list(_part_lines(part))
    if match.requirements:
        lines.append("Exigences")
        lines += [
            f"  - {r.name} : {STATUSES[r.status]}" + (f" (« {r.quote} »)" if r.quote else "")
            for r in match.requirements
        ]
        lines.append("")
    if match.warnings:
        lines.append("Alertes")
        lines += [f"  - {WARNINGS.get(w.kind, w.kind)} : {w.detail}" for w in match.warnings]
        lines.append("")
    questions = list(questions_for(match))
    if questions:
        lines.append("À demander en entretien")
        lines += [f"  - {q}" for q in questions]
        lines.append("")
    return "\n".join([*lines, HUMAN])


def _part_lines(part: Part) -> Iterator[str]:
    yield f"{PARTS[part.name]} : {percent(part.points)} sur {percent(part.weight)}"
    for e in part.evidence[:SHOWN]:
        yield f"  + {_short(e.criterion, 70)} ({e.link}) : « {_short(e.quote, 110)} » p. {e.page}, l. {e.line}"
    if part.missing:
        yield f"  - non trouvé : {' ; '.join(_short(x, 60) for x in part.missing[:SHOWN])}"
    yield ""


def questions_for(match: Match) -> Iterator[str]:
    """What the CV leaves open: requirements to check, then asked skills that it does not show."""
    for r in match.requirements:
        if r.status == "unknown":
            yield f"Vérifier : {r.name}."
    skills = next((p for p in match.parts if p.name == "skills"), None)
    near = (
        {e.criterion: e.matched for e in skills.evidence if e.link == NEIGHBOUR} if skills else {}
    )
    for concept in skills.missing[:SHOWN] if skills else ():
        said = (
            f"Le CV parle d'un outil voisin, « {near[concept]} »."
            if concept in near
            else "Le CV n'en parle pas."
        )
        yield f"Quelle expérience avez-vous en « {concept} » ? {said}"


def compare(first: Match, second: Match) -> str:
    """Why one match stands before another, part by part, the parts that decide first."""
    if second.score > first.score:
        first, second = second, first
    gap = first.score - second.score
    lines = [
        f"{_named(first)} devant {_named(second)} : écart de {percent(gap)}",
        "",
    ]
    others = {p.name: p for p in second.parts}
    pairs = [(p, others[p.name]) for p in first.parts if p.name in others]
    for ours, theirs in sorted(pairs, key=lambda pair: -abs(pair[0].points - pair[1].points)):
        difference = ours.points - theirs.points
        sign = "+" if difference >= 0 else "−"
        lines.append(
            f"{PARTS[ours.name]} : {sign} {percent(abs(difference))} ({percent(ours.points)} contre {percent(theirs.points)})"
        )
        ahead, behind = (ours, theirs) if difference >= 0 else (theirs, ours)
        known = {e.criterion for e in behind.evidence}
        lines += [
            f"  {_short(e.criterion, 70)} : « {_short(e.quote, 110)} »"
            for e in ahead.evidence
            if e.criterion not in known
        ][:3]
    return "\n".join([*lines, "", HUMAN])


def _named(match: Match) -> str:
    return f"{one_line(match.file)} ({percent(match.score)})"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
