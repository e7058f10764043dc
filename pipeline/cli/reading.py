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
from pipeline.errors import BadUsage, one_line

if TYPE_CHECKING:
    from pipeline.batch.run import Unread
    from pipeline.documents import Document


class Exchange(StrEnum):
    """Formats in which profiles are exchanged."""

    json_resume = "json-resume"
    europass = "europass"
    hr_open = "hr-open"
    job_posting = "job-posting"


class Table(StrEnum):
    """Forms in which a whole pool is handed to another engine."""

    ndjson = "ndjson"
    parquet = "parquet"


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
    out: Annotated[Path, Option("-o", "--out", metavar="DIR", help="Le dossier où écrire.")]
    form: Annotated[
        Exchange | None,
        Option("--format", help="Le format ; job-posting pour des offres, les autres pour des CV."),
    ] = None
    to: Annotated[
        Table | None,
        Option("--to", help="Un vivier entier en une table, pour un autre moteur de recherche."),
    ] = None
    today: TODAY = ""
    base: BASE = ""


@command("export", ExportOptions)
def export(options: ExportOptions) -> None:
    """Écrit ce qui a été compris de CV ou d'offres en JSON Resume, Europass XML, HR Open ou
    schema.org JobPosting ; ou un vivier indexé en NDJSON ou Parquet (--to).
    """
    if (options.form is None) == (options.to is None):
        raise BadUsage(
            "vivier export", "donner --format pour des documents, ou --to pour un vivier"
        )
    if options.to is not None:
        _hand_over(options)
        return
    _export_each(options, options.form or Exchange.json_resume)


def _hand_over(options: ExportOptions) -> None:
    from pipeline.runs.handing import hand_over

    if len(options.files) != 1:
        raise BadUsage("--to", "donner un seul vivier")
    path, size = hand_over(options.files[0], str(options.to), options.out)
    say(f"{path} : {size} CV")


def _export_each(options: ExportOptions, form: Exchange) -> None:
    begin(*options.files, text_alone=is_one_file(options.files))
    from pipeline.batch.run import Unread
    from pipeline.review import exchange

    kind = "offer" if form is Exchange.job_posting else "cv"
    options.out.mkdir(parents=True, exist_ok=True)
    for outcome in understood(options.files, kind, understanding_of(options.today, options.base)):
        if isinstance(outcome, Unread):
            remark_unread(outcome)
            continue
        suffix, data = exchange.exported(outcome, form.value)
        place = options.out / (outcome.profile.file.replace("/", "_") + suffix)
        place.write_bytes(data)
        say(str(place))
