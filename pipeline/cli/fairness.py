"""Whether a ranking looks at the person: `vivier audit`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pipeline.cli.commands import Argument, Option, command
from pipeline.cli.options import (
    BASE,
    JOBS,
    OFFER,
    QUIET,
    TODAY,
    WEIGHTS,
    begin,
    date_of,
    remark,
    say,
    weights_of,
)
from pipeline.cli.progress import progress_of
from pipeline.errors import BadSetting

if TYPE_CHECKING:
    from pipeline.fairness.audits import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """What `vivier audit` is asked."""

    offer: OFFER
    cvs: Annotated[tuple[Path, ...], Argument("CVS", "Le dossier des CV (ou des fichiers).")]
    out: Annotated[
        Path | None, Option("-o", "--out", metavar="DIR", help="Où écrire audit.csv et audit.png.")
    ] = None
    groups: Annotated[
        Path | None,
        Option(
            "--groups",
            metavar="CSV",
            help="Groupes déclarés (fichier;groupe) : règle des quatre cinquièmes.",
        ),
    ] = None
    first: Annotated[
        int, Option("--first", metavar="N", help="Le nombre de places pour ce rapport.")
    ] = 10
    weights: WEIGHTS = ""
    jobs: JOBS = 1
    today: TODAY = ""
    base: BASE = ""
    quiet: QUIET = False


@command("audit", AuditOptions)
def audit(options: AuditOptions) -> None:
    """Vérifie que ni le nom, ni le genre, ni l'âge, l'adresse, la nationalité ou la famille ne
    changent un score (code 1 sinon).
    """
    begin(options.offer, *options.cvs)
    from pipeline.batch.batch import run_batch
    from pipeline.batch.means import Means
    from pipeline.fairness import audits
    from pipeline.fairness.auditing import audit_run, read_groups
    from pipeline.files.isolation import Limits
    from pipeline.review import comparisons

    groups = None if options.groups is None else read_groups(options.groups)
    means = Means(
        today=date_of(options.today),
        base=options.base,
        jobs=options.jobs,
        limits=Limits(),
        progress=progress_of(options.quiet),
    )
    run = run_batch(options.offer, options.cvs, weights=weights_of(options.weights), means=means)
    found = audit_run(run, means)
    say(audits.audit_text(found))
    if groups is not None:
        say(comparisons.impact_table(run, groups, options.first).to_string(index=False))
        remark("Un rapport sous 0,8 est un signe à examiner, pas une preuve.")
    if options.out is not None:
        for path in audits.write_audit(found, options.out):
            remark(f"Écrit : {path}")
    _judge(found)


def _judge(found: list[Difference]) -> None:
    from pipeline.fairness.audits import largest

    if (moved := largest(found)) > 0:
        fact = f"un score change avec la personne (jusqu'à {moved:.4f})"
        raise BadSetting("vivier audit", fact, "audit.csv (avec -o) nomme les mots")
