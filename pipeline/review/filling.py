"""Templates of letters in DOCX, whose places ({{ nom }}) are filled."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document as Word
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pipeline.errors import BadSetting
from pipeline.review.word import as_bytes, clean, date_paper

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_BRACE = re.compile(r"\{\{|\}\}")


def filled(path: Path, template: bytes, values: Mapping[str, str], moment: str) -> bytes:
    """A template with its places ({{ nom }}) filled; what is around a place keeps its look.

    Raises BadSetting for what is no DOCX, and for a place that is not among `values`.
    """
    try:
        paper = docx.Document(io.BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        remedy = "l'enregistrer en .docx, ou en refaire un avec vivier organisation"
        raise BadSetting(str(path), "ce modèle n'est pas un DOCX lisible", remedy) from None
    for paragraph in _paragraphs(paper):
        _fill(path, paragraph, values)
    date_paper(paper, moment)
    return as_bytes(paper)


def _paragraphs(paper: Word) -> Iterable[Paragraph]:
    """All paragraphs of a paper: its body, tables, heads and feet."""
    homes = [paper.element.body]
    for section in paper.sections:
        ends = (section.header, section.footer)
        homes += [end._element for end in ends if not end.is_linked_to_previous]
    for home in homes:
        yield from (Paragraph(p, paper) for p in home.iter(qn("w:p")))


def _fill(path: Path, paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Fill the places of a paragraph; a place may stand across pieces of different looks, and takes
    the look of its first sign.
    """
    runs = paragraph.runs
    text = "".join(run.text for run in runs)
    for found in reversed(list(_PLACE.finditer(text))):
        name = found[1]
        if name not in values:
            remedy = f"choisir parmi {', '.join(values)}"
            raise BadSetting(str(path), f"{{{{ {name} }}}} n'est pas connu", remedy)
        _replace(runs, found.start(), found.end(), clean(values[name]))
    if _BRACE.search(_PLACE.sub("", text)):
        fact = f"des accolades ne vont pas ensemble dans « {text[:60]} »"
        raise BadSetting(str(path), fact, "écrire {{ nom }}, deux accolades de chaque côté")


def _replace(runs: Sequence[Run], start: int, end: int, value: str) -> None:
    """Put `value` in the place of the signs from `start` to `end` of some runs."""
    at = 0
    for run in runs:
        size = len(run.text)
        first, last = max(start - at, 0), min(end - at, size)
        if first < last:
            new = value if at + first == start else ""
            run.text = run.text[:first] + new + run.text[last:]
        at += size
