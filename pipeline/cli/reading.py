"""What was read and understood of documents: `vivier read`, `profile`, `export`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pipeline.cli.commands import Option, command
from pipeline.cli.options import (
    BASE,
    FILES,
    FORMAT,
    JOBS,
    KIND,
    TODAY,
    Form,
    Kind,
    begin,
    is_one_file,
    read_each,
    remark,
    remark_unread,
    say,
    understanding_of,
    understood,
)
from pipeline.errors import one_line

if TYPE_CHECKING:
    from pipeline.batch.run import Unread
    from pipeline.documents import Document


class Exchange(StrEnum):
    """Formats in which profiles are exchanged."""

    json_resume = "json-resume"
    europass = "europass"
    hr_open = "hr-open"
    job_posting = "job-posting"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What `vivier read` is asked."""

    files: FILES
    form: FORMAT = Form.text
    kind: KIND = Kind.cv
    jobs: JOBS = 1


@command("read", ReadOptions)
def read(options: ReadOptions) -> None:
    """Montre le texte de documents dans l'ordre où une personne le lit, et comment il a été lu."""
    begin(*options.files, text_alone=True)
    from pipeline.batch.reading import TextReader

    for document in read_each(options.files, TextReader(options.kind.value), options.jobs):
        _show(document, options.form)


def _show(document: Document | Unread, form: Form) -> None:
    from pipeline.batch.run import Unread
    from pipeline.runs import readings
    from pipeline.runs.records import as_line

    if form is Form.jsonl:
        say(as_line(readings.reading_record(document)))
    elif isinstance(document, Unread):
        remark_unread(document)
    else:
        say(f"===== {one_line(document.file)}\n{document.text}\n")
        for w in document.reading.warnings:
            remark(one_line(f"{document.file} : {w.detail}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileOptions:
    """What `vivier profile` is asked."""

    files: FILES
    kind: KIND = Kind.cv
    form: FORMAT = Form.text
    today: TODAY = ""
    base: BASE = ""


@command("profile", ProfileOptions)
def profile(options: ProfileOptions) -> None:
    """Montre ce qui a été compris de CV ou d'offres : métier, compétences, missions, parcours,
    diplômes, langues.
    """
    begin(*options.files, text_alone=is_one_file(options.files))
    from pipeline.batch.run import Unread
    from pipeline.review import console
    from pipeline.runs import readings
    from pipeline.runs.records import as_line

    kind, as_json = options.kind.value, options.form is Form.jsonl
    for outcome in understood(options.files, kind, understanding_of(options.today, options.base)):
        if isinstance(outcome, Unread):
            if as_json:
                say(as_line(readings.unread_profile_record(outcome, kind)))
            else:
                remark_unread(outcome)
        elif as_json:
            say(as_line(readings.profile_record(outcome.profile)))
        else:
            say(console.profile_text(outcome.profile))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What `vivier export` is asked."""

    files: FILES
    form: Annotated[
        Exchange,
        Option("--format", help="Le format ; job-posting pour des offres, les autres pour des CV."),
    ]
    out: Annotated[Path, Option("-o", "--out", metavar="DIR", help="Le dossier où écrire.")]
    today: TODAY = ""
    base: BASE = ""


@command("export", ExportOptions)
def export(options: ExportOptions) -> None:
    """Écrit ce qui a été compris de CV ou d'offres en JSON Resume, Europass XML, HR Open ou
    schema.org JobPosting.
    """
    begin(*options.files, text_alone=is_one_file(options.files))
    from pipeline.batch.run import Unread
    from pipeline.review import exchange

    kind = "offer" if options.form is Exchange.job_posting else "cv"
    options.out.mkdir(parents=True, exist_ok=True)
    for outcome in understood(options.files, kind, understanding_of(options.today, options.base)):
        if isinstance(outcome, Unread):
            remark_unread(outcome)
            continue
        suffix, data = exchange.exported(outcome, options.form.value)
        place = options.out / (outcome.profile.file.replace("/", "_") + suffix)
        place.write_bytes(data)
        say(str(place))
