"""What a profile says to other programs, without lines and evidence."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.profiles.identity import Identity
from pipeline.profiles.profile import Profile
from pipeline.runs.readings import month


@dataclass(frozen=True, slots=True)
class Work:
    """A post: months as "2019-03", `end` empty while it lasts; `kind` "post", "internship" ...;
    `tasks` are the lines that tell it.
    """

    title: str
    employer: str
    start: str
    end: str
    kind: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A diploma: `level` from "cap" to "bac+8", `status` "obtained", "running", "missed" or
    "to_check", `year` 0 where it is not said.
    """

    title: str
    level: str
    year: int
    status: str


@dataclass(frozen=True, slots=True)
class Known:
    """A skill: `kind` "hard", "soft" or "tool", and how it is known ("", "mastered", "notions"
    ...).
    """

    name: str
    kind: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a profile says to other programs."""

    name: str
    email: str
    phone: str
    title: str
    occupations: tuple[tuple[str, str], ...]
    work: tuple[Work, ...]
    studies: tuple[Study, ...]
    skills: tuple[Known, ...]
    languages: tuple[tuple[str, str], ...]
    licences: tuple[str, ...]


def portrait_of(profile: Profile, identity: Identity) -> Portrait:
    """What a profile and its identity say to other programs; `occupations` are titles with ROME
    codes.
    """
    work = []
    for n, post in enumerate(profile.career.posts):
        tasks = [
            p.text.removeprefix("- ")
            for p in profile.passages
            if p.post == n and p.number not in post.title_lines
        ]
        work.append(
            Work(
                post.title,
                post.organisation,
                month(post.start) or "",
                month(post.end) or "",
                post.kind,
                tuple(tasks),
            )
        )
    return Portrait(
        identity.name,
        identity.email,
        identity.phone,
        profile.title,
        tuple(dict.fromkeys((o.title, o.rome) for o in profile.occupations)),
        tuple(work),
        tuple(Study(d.title, d.level, d.year or 0, d.status) for d in profile.diplomas),
        tuple(Known(s.concept, s.kind, s.qualifier) for s in profile.told_skills),
        profile.languages,
        profile.requirements.licences,
    )
