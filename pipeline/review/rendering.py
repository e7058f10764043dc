"""The templates of all that is shown in a browser; the content of CVs is always escaped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.errors import harmless
from pipeline.review import labels


@cache
def environment() -> Environment:
    """The templates, with the labels and the ways in which numbers and days are told."""
    found = Environment(
        loader=PackageLoader("pipeline.review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["labels"] = labels
    found.filters["percent"] = labels.percent
    found.filters["day"] = labels.day
    found.filters["moment"] = labels.moment
    found.filters["width"] = lambda value: f"{100 * value:.2f}"
    return found


def _harmless(value: Any) -> Any:
    """What a template shows: pieces of HTML as they are made, texts without what would command."""
    return harmless(value) if type(value) is str else value


@cache
def style(name: str) -> str:
    """A sheet of styles, for a page that stands by itself."""
    return (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")


def pieces(template: str, /, **values: Any) -> Iterator[bytes]:
    """A template filled in, as it comes, with the styles of paper."""
    page = environment().get_template(template).stream(style=style("papier.css"), **values)
    page.enable_buffering(1000)
    return (piece.encode() for piece in page)


def rendered(template: str, /, **values: Any) -> str:
    """A template filled in."""
    return environment().get_template(template).render(**values)
