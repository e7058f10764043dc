"""The command `vivier`: its sub-commands, and how it ends."""

from __future__ import annotations

import sys
import traceback
import warnings
from importlib.metadata import version
from io import StringIO
from typing import TextIO

from pipeline.cli.commands import TRACE, trace
from pipeline.cli.criteria import criteria
from pipeline.cli.explaining import compare, explain, match, notice
from pipeline.cli.fairness import audit
from pipeline.cli.jury import decisions, letters, organisation
from pipeline.cli.lexicon import build, lexicon
from pipeline.cli.measures import evaluate, trec
from pipeline.cli.options import remark
from pipeline.cli.pools import index
from pipeline.cli.ranking import rank
from pipeline.cli.reading import export, profile, read
from pipeline.cli.runs import learn, purge, rerun, review, verify
from pipeline.errors import BadUsage, SetAside, VivierError, unexpected

import click  # isort: skip  (after the commands, which set its language)

COMMANDS = (
    criteria, rank, index, review, decisions, organisation, letters, explain, compare, match,
    notice, read, profile, export, rerun, verify, audit, learn, evaluate, trec, purge, lexicon,
    build,
)  # fmt: skip


@click.group("vivier", epilog="Vivier ordonne et explique ; la décision appartient aux personnes.")
@click.version_option(version("vivier"), prog_name="vivier", message="%(prog)s %(version)s")
def app() -> None:
    """Classe des CV au regard d'une offre d'emploi et montre, pour chaque point, la ligne du CV qui
    l'a valu.
    """


app.params.append(trace())
for made in COMMANDS:
    app.add_command(made)


def main() -> None:
    """Run the command; a known problem is one line on stderr and exit code 1, misuse code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    warnings.showwarning = _told
    sys.unraisablehook = lambda found: None
    sys.exit(run(sys.argv[1:]))


def _told(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """What the program itself has to tell, as a remark; the libraries' words are for developers."""
    if issubclass(category, SetAside):
        remark(f"vivier : {message}")


def run(arguments: list[str]) -> int:
    """Run the command with some arguments; its exit code."""
    context: click.Context | None = None
    try:
        context = app.make_context("vivier", arguments)
        with context:
            app.invoke(context)
        return 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        said = StringIO()
        error.show(said)
        remark(said.getvalue().rstrip())
        return error.exit_code
    except VivierError as error:
        if context is not None and TRACE in context.meta:
            remark(traceback.format_exc().rstrip())
        remark(f"vivier : {error}")
        return 2 if isinstance(error, BadUsage) else 1
    except BrokenPipeError:
        return 0
    except Exception as error:
        if context is not None and TRACE in context.meta:
            remark(traceback.format_exc().rstrip())
        remark(f"vivier : {unexpected(error)}")
        return 1
    except (KeyboardInterrupt, click.Abort):
        remark("vivier : interrompu")
        return 1


if __name__ == "__main__":
    main()
