"""The work of a jury: `vivier decisions export`, `vivier decisions merge`, `vivier organisation`,
`vivier letters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from pipeline.cli.commands import Argument, Option, command
from pipeline.cli.options import RUN, date_of, remark, say
from pipeline.errors import BadSetting, one_line

if TYPE_CHECKING:
    from pipeline.batch.run import Run
    from pipeline.runs.jury import Conflict

decisions = click.Group(
    "decisions", help="Porte les avis et les décisions d'un jury d'une machine à l'autre."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What `vivier decisions export` is asked."""

    out: RUN
    file: Annotated[Path, Option("-o", "--out", metavar="FILE", help="Le fichier à écrire.")]


@command("export", ExportOptions)
def export(options: ExportOptions) -> None:
    """Écrit les avis et les décisions d'un classement dans un fichier, à joindre sur une autre
    machine.
    """
    from pipeline.runs.sharing import exported

    data = exported(options.out)
    _write(options.file, data)
    say(f"{options.file} : écrit ; à joindre avec vivier decisions merge")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOptions:
    """What `vivier decisions merge` is asked."""

    out: RUN
    files: Annotated[tuple[Path, ...], Argument("FILE", "Des fichiers de vivier decisions export.")]


@command("merge", MergeOptions)
def merge(options: MergeOptions) -> None:
    """Joint à un classement les avis et les décisions d'autres machines, et montre celles qui se
    contredisent.

    L'ordre des fichiers ne change rien, et les joindre deux fois non plus.
    """
    from pipeline.review.papers import publish
    from pipeline.runs.reopening import reopen
    from pipeline.runs.sharing import merge as merged

    run = reopen(options.out)
    found = merged(options.out, options.files)
    publish(run, options.out)
    say(f"{options.out} : {found.new} nouvelle(s), {found.known} déjà là")
    if found.strange:
        say(f"laissées : {found.strange}, sur des candidatures qui ne sont pas dans ce classement")
    for conflict in found.conflicts:
        say(f"contraires : {_told(run, conflict)}")
    if found.conflicts:
        remark("La dernière compte ; une nouvelle décision, dans vivier review, tranche.")


def _told(run: Run, conflict: Conflict) -> str:
    """A conflict in one line; opinions that may be closed are not told."""
    from pipeline.review.labels import moment
    from pipeline.runs.decisions import STAGES

    name = one_line(run.candidates[conflict.file].identity.name or conflict.file)
    if conflict.is_own:
        author = conflict.decisions[0].author
        return f"{name} : deux avis de {author}, donnés sur deux machines"
    told = (f"{STAGES[d.verdict]} ({d.author}, {moment(d.at)})" for d in conflict.decisions)
    return f"{name} : {' ; '.join(told)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationOptions:
    """What `vivier organisation` is asked."""

    place: Annotated[Path, Argument("DIR", "Où écrire : le dossier d'un classement, ou à côté.")]


@command("organisation", OrganisationOptions)
def organisation(options: OrganisationOptions) -> None:
    """Écrit organisation.toml et les modèles de lettres, à remplir et à changer ; ou dit si ce qui
    est là est bien écrit.
    """
    from datetime import date

    from pipeline.review.letters import TEMPLATES, organisation_text, shipped
    from pipeline.runs.organisation import ORGANISATION, read_organisation

    path = options.place / ORGANISATION
    if path.exists():
        found = read_organisation(path)
        say(f"{path} : bien écrit, {len(found.jury)} membre(s) du jury")
    else:
        _write(path, organisation_text().encode())
        say(f"{path} : écrit, à remplir")
    for name, data in shipped(date(2000, 1, 1)):
        model = options.place / TEMPLATES / name
        if not model.exists():
            _write(model, data)
            say(f"{model} : écrit, à changer à votre façon")


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersOptions:
    """What `vivier letters` is asked."""

    out: RUN
    into: Annotated[
        Path | None,
        Option("-o", "--out", metavar="DIR", help="Où les écrire (par défaut : OUT/courriers)."),
    ] = None
    templates: Annotated[
        Path | None,
        Option(
            "--templates",
            metavar="DIR",
            help="Vos modèles (par défaut : modeles, à côté d'organisation.toml).",
        ),
    ] = None
    day: Annotated[
        str,
        Option("--today", metavar="AAAA-MM-JJ", help="La date des lettres (par défaut : ce jour)."),
    ] = ""


@command("letters", LettersOptions)
def letters(options: LettersOptions) -> None:
    """Écrit les lettres que demandent les décisions du jury (convocation, liste complémentaire, non
    retenue), et une fiche pour chaque entretien.

    Une lettre qui est déjà là reste comme elle est.
    """
    from pipeline.review.letters import letters as written
    from pipeline.runs.competitions import competition_of
    from pipeline.runs.decisions import Decisions
    from pipeline.runs.folder import LETTERS
    from pipeline.runs.organisation import organisation_of
    from pipeline.runs.reopening import reopen

    run = reopen(options.out)
    history = Decisions(options.out, competition_of(run)).history()
    place = options.into or options.out / LETTERS
    day = date_of(options.day)
    made = list(written(run, history, organisation_of(options.out), day, _templates(options)))
    there = {path.name for path in place.glob("*")}
    for letter in made:
        if letter.name not in there:
            _write(place / letter.name, letter.data)
    kept = there & {letter.name for letter in made}
    say(f"{place} : {len(made) - len(kept)} écrit(s), {len(kept)} déjà là et gardé(s)")
    for name in sorted(there - {letter.name for letter in made}):
        remark(f"{place / name} : ne répond plus à la décision du jury ; ne pas l'envoyer")
    if not made:
        remark("Aucune décision ne demande de lettre ; décider des étapes dans vivier review.")


def _templates(options: LettersOptions) -> Path | None:
    from pipeline.review.letters import TEMPLATES
    from pipeline.runs.organisation import place_of

    if options.templates is not None:
        if not options.templates.is_dir():
            remedy = "donner celui que vivier organisation écrit"
            raise BadSetting(str(options.templates), "ce dossier n'existe pas", remedy)
        return options.templates
    named = place_of(options.out)
    return named.parent / TEMPLATES if named else None


def refuse_elsewhere(offer: Path, out: Path | None, today: str, base: str) -> None:
    """Raise BadSetting, before any CV is read, where a folder holds another competition's run."""
    if out is None or not (out / "run.json").is_file() or not offer.is_file():
        return
    from pipeline.documents import file_id
    from pipeline.runs.competitions import Competition
    from pipeline.runs.writing import refuse_folder

    found = file_id(offer)
    try:
        refuse_folder(out, Competition("", found))
    except BadSetting:
        from pipeline.cli.options import understanding_of, understood_one

        profile = understood_one(offer, "offer", understanding_of(today, base)).profile
        refuse_folder(out, Competition(profile.requirements.reference or "", found))


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        fact = "ce fichier ne peut pas être écrit"
        raise BadSetting(str(path), fact, "choisir un autre dossier") from None


decisions.add_command(export)
decisions.add_command(merge)
