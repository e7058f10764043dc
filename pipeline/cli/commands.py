"""Commands from frozen dataclasses: a field is an argument or an option, and a command takes the
whole.

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Options:
        offer: Annotated[Path, Argument("OFFER", "L'offre.")]
        top: Annotated[int, Option("--top", metavar="N", help="Les N premiers.")] = 0

    @command("rank", Options)
    def rank(options: Options) -> None: ...

Click speaks French here through gettext, by the catalogue in `locale/`.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

os.environ["LANGUAGE"] = "fr"
gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))

import click  # noqa: E402  (its words are looked up when it is loaded)

from pipeline.cli.privacy import private  # noqa: E402

Options = TypeVar("Options")
TRACE = "vivier.trace"
"""The key in Click's context under which `--trace` is kept."""


class Argument:
    """A place on the command line."""

    def __init__(self, metavar: str, help: str) -> None:
        self.metavar = metavar
        self.help = help


class Option:
    """An option by its names ("-o", "--out"), with the word that stands for its value."""

    def __init__(self, *names: str, help: str, metavar: str = "") -> None:
        self.names = names
        self.help = help
        self.metavar = metavar


def command(
    name: str, options: type[Options], shared: bool = False
) -> Callable[[Callable[[Options], None]], click.Command]:
    """Make a command of a function; its help is the docstring of the function, in French.

    What it writes is for its user alone, but where it is `shared` or its options say so.
    """

    def made(function: Callable[[Options], None]) -> click.Command:
        def called(**values: Any) -> None:
            with private(shared or bool(values.get("shared"))):
                function(options(**values))

        parameters = [*_parameters(options), trace()]
        return click.Command(name, params=parameters, callback=called, help=function.__doc__)

    return made


def trace() -> click.Option:
    """The option `--trace`, of each command and of `vivier` itself."""

    def keep(context: click.Context, parameter: click.Parameter, value: bool) -> None:
        if value:
            context.find_root().meta[TRACE] = True

    said = "Montre aussi d'où vient une erreur, pour qui la signale."
    return click.Option(
        ["--trace"], is_flag=True, expose_value=False, is_eager=True, callback=keep, help=said
    )


def _parameters(options: type[Any]) -> Iterator[click.Parameter]:
    hints = get_type_hints(options, include_extras=True)
    for field in fields(options):
        kind, said = get_args(hints[field.name])
        if isinstance(said, Argument):
            yield _argument(field, kind, said)
        else:
            yield _option(field, kind, said)


def _argument(field: Field[Any], kind: Any, said: Argument) -> click.Argument:
    several = get_origin(kind) is tuple
    required = field.default is MISSING
    shown = f"[{said.metavar}]..." if several and not required else said.metavar
    return click.Argument(
        [field.name],
        nargs=-1 if several else 1,
        required=required,
        type=_type(get_args(kind)[0] if several else kind),
        metavar=f"{said.metavar}..." if several and required else shown,
        help=said.help,
    )


def _option(field: Field[Any], kind: Any, said: Option) -> click.Option:
    several = get_origin(kind) is tuple
    missing = field.default is MISSING
    known: dict[str, Any] = {"required": True} if missing else {"default": field.default}
    return click.Option(
        [*said.names, field.name],
        is_flag=kind is bool,
        multiple=several,
        **known,
        type=None if kind is bool else _type(get_args(kind)[0] if several else kind),
        metavar=said.metavar or None,
        help=said.help,
    )


class _OneOf(click.Choice[str]):
    """The values of an enumeration."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__([member.value for member in kind])
        self._kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return self._kind(super().convert(value, param, ctx))


def _type(kind: Any) -> Any:
    """How Click reads a type; `X | None` is read as X."""
    if get_origin(kind) is not None and type(None) in get_args(kind):
        kind = Union[tuple(k for k in get_args(kind) if k is not type(None))]  # noqa: UP007
    if kind is Path:
        return click.Path(path_type=Path)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _OneOf(kind)
    return kind
