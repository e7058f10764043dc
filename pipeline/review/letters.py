"""Letters to candidates, from templates in DOCX that people change: a call to the interview, the
reserve list, a candidature that is not chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.batch.run import Run
from pipeline.lexicon.spelling import plain
from pipeline.review import labels
from pipeline.review.filling import filled
from pipeline.review.interviews import interview_page
from pipeline.review.sections import FREE
from pipeline.review.word import letter_docx
from pipeline.runs.decisions import Decision, stages
from pipeline.runs.organisation import Organisation

LETTERS: Mapping[str, str] = {
    "shortlisted": "convocation",
    "reserve": "liste-complementaire",
    "not_chosen": "non-retenue",
}
"""The letter that a stage asks for."""
SHEET = "entretien"
TEMPLATES = "modeles"
"""The folder of templates, beside `organisation.toml`."""
_TEXTS = Path(__file__).parent / "templates" / "lettres"
_NIGHT = "T00:00:00"
_SIGNS = 6
"""Signs of a content id that tell two persons of one name apart."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper for one candidate: the name of its file, and its bytes."""

    name: str
    data: bytes


def organisation_text() -> str:
    """An `organisation.toml` to be filled."""
    return (_TEXTS.parent / "organisation.toml").read_text(encoding="utf-8")


def shipped(day: date) -> Iterator[tuple[str, bytes]]:
    """The templates that come with Vivier: name and bytes."""
    for name in LETTERS.values():
        text = (_TEXTS / f"{name}.txt").read_text(encoding="utf-8")
        yield f"{name}.docx", letter_docx(text, day.isoformat() + _NIGHT)


def letters(
    run: Run,
    history: Sequence[Decision],
    organisation: Organisation,
    day: date,
    templates: Path | None = None,
) -> Iterator[Letter]:
    """The letter of each candidate whose last stage asks for one, dated `day`, and a sheet for each
    interview, best placed first; templates that `templates` lacks are those of Vivier.

    Raises BadSetting for a template that cannot be filled.
    """
    last = stages(history)
    known = dict(shipped(day))
    for ranked in run.ranking:
        decided = last.get(ranked.match.file)
        letter = LETTERS.get(decided.verdict, "") if decided else ""
        if not letter or decided is None:
            continue
        name = run.candidates[ranked.match.file].identity.name
        said = re.sub(r"[^a-z0-9]+", "-", plain(name or ranked.match.file)).strip("-")
        slug = f"{said}-{ranked.match.id[:_SIGNS]}"
        path = (templates or Path()) / f"{letter}.docx"
        is_theirs = templates is not None and path.is_file()
        template = path.read_bytes() if is_theirs else known[path.name]
        places = places_of(run, name, decided, organisation, day)
        made = filled(path, template, places, day.isoformat() + _NIGHT)
        yield Letter(f"{letter}-{slug}.docx", made)
        if letter == LETTERS["shortlisted"]:
            page = interview_page(run, ranked, organisation, alone=True)
            yield Letter(f"{SHEET}-{slug}.html", page.encode())


def places_of(
    run: Run, name: str, decided: Decision, organisation: Organisation, day: date
) -> dict[str, str]:
    """What the places of a template are filled with, by name; dots where nothing is known."""
    employer, interview = organisation.employer, organisation.interview
    sign, needs = organisation.signature, run.offer.requirements
    said = {
        "employeur": employer.name or needs.employer,
        "adresse_employeur": employer.address,
        "contact": employer.contact,
        "nom": name,
        "poste": run.offer.title,
        "reference": needs.reference,
        "date": labels.day(day.isoformat()),
        "lieu": sign.place,
        "motif": decided.comment,
        "entretien_date": labels.day(interview.day),
        "entretien_lieu": interview.place,
        "entretien_duree": interview.length,
        "signataire": sign.name,
        "qualite": sign.title,
    }
    return {place: value or FREE for place, value in said.items()}
