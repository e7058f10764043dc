"""Rankings and profiles as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.batch.run import Run
from pipeline.errors import one_line
from pipeline.profiles.career import Post
from pipeline.profiles.profile import Profile
from pipeline.profiles.skills import SkillUse
from pipeline.review.labels import STATUSES, WARNINGS, experience, percent
from pipeline.runs.readings import requirements_record

TITLE_WIDTH = 50


def ranking_lines(run: Run, top: int = 0) -> Iterator[str]:
    """The table of a ranking: its first `top` candidates, all of them where `top` is 0; never whole
    in memory.
    """
    names = (r.match.file for r in islice(run.ranking, top)) if top else run.candidates
    width = max(8, max((len(one_line(name)) for name in names), default=0))
    yield f"{run.offer.title} – {len(run.ranking)} candidat(s) classé(s){_of_pool(run)}, {len(run.aside)} fichier(s) mis de côté"
    yield ""
    yield f"{'rang':>4} {'groupe':>6} {'score':>8}  {'fichier':{width}}  poste actuel"
    for r in islice(run.ranking, top or None):
        m = r.match
        remarks = [f"{q.name} : {STATUSES[q.status]}" for q in m.requirements if q.status == "fail"]
        remarks += [WARNINGS.get(w.kind, w.kind) for w in m.warnings]
        note = f"  [{' ; '.join(remarks)}]" if remarks else ""
        yield f"{r.rank:>4} {r.band:>6} {percent(m.score):>8}  {one_line(m.file):{width}}  {m.title[:TITLE_WIDTH]}{note}"


def _of_pool(run: Run) -> str:
    return f" sur {run.settings.pool_size} du vivier" if run.settings.pool_size else ""


def profile_text(profile: Profile) -> str:
    """What was understood of a CV or an offer."""
    lines = [
        f"===== {one_line(profile.file)}",
        f"Titre        : {profile.title}",
        f"Métier       : {' ; '.join(f'{o.title} ({o.rome})' for o in profile.occupations) or '-'}",
        *(_cv_lines(profile) if profile.kind == "cv" else _offer_lines(profile)),
        f"Compétences  : {_skill_names(profile.told_skills)}",
        f"Déduites     : {_skill_names([s for s in profile.skills if s not in profile.told_skills])}",
        f"Missions     : {' ; '.join(f'{m.action} {m.object}' for m in profile.missions)}",
        "",
    ]
    return "\n".join(lines)


def _skill_names(skills: Sequence[SkillUse]) -> str:
    return (
        ", ".join(s.concept + (f" [{s.qualifier}]" if s.qualifier else "") for s in skills) or "-"
    )


def _cv_lines(profile: Profile) -> list[str]:
    posts = [p for p in profile.career.posts if p.kind != "project"]
    return [
        f"Expérience   : {experience(profile.career.years, profile.career.range)}",
        *(f"  {_span(p)}  {p.title} – {p.organisation} ({p.months} mois)" for p in posts),
        f"Diplôme      : {profile.diploma}",
        *(f"  {d.level} {d.year or ''} {d.title}" for d in profile.diplomas),
        f"Langues      : {', '.join(f'{name} {level}' for name, level in profile.languages) or '-'}",
    ]


def _offer_lines(profile: Profile) -> list[str]:
    return [f"  {name} : {value}" for name, value in requirements_record(profile).items() if value]


def _span(post: Post) -> str:
    def month(point: tuple[int, int] | None) -> str:
        return f"{point[1]:02d}/{point[0]}" if point else "ce jour"

    return f"{month(post.start)} - {month(post.end)}"
