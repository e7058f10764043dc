"""Papers in DOCX: A4, French, a footer that counts its pages, tables whose titles are repeated; and
the templates of letters, whose places are filled.

The same paper gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pipeline.errors import BadSetting
from pipeline.review.sections import Minutes, Table
from pipeline.review.workbook import undated

MOST = 500
"""Rows of one table; the page in HTML has all of them."""
_FONT = "Liberation Sans"
_BLUE = RGBColor(0x2A, 0x57, 0x86)
_WIDTH, _HEIGHT, _MARGIN = 210, 297, 18
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_BRACE = re.compile(r"\{\{|\}\}")


def minutes_docx(minutes: Minutes, moment: str) -> bytes:
    """The minutes of a jury, written at `moment`."""
    paper = _paper(moment, f"Procès-verbal – {minutes.title}")
    _say(paper, minutes.employer)
    paper.add_heading(_clean(f"Procès-verbal du jury – {minutes.title}"), 1)
    _say(paper, " · ".join(minutes.facts))
    for number, section in enumerate(minutes.sections, 1):
        paper.add_heading(_clean(f"{number}. {section.title}"), 2)
        for sentence in section.said:
            _say(paper, sentence)
        if section.table is not None:
            _add_table(paper, section.table)
    paper.add_heading("Signatures", 2)
    _say(paper, minutes.done).paragraph_format.keep_with_next = True
    _add_signatures(paper, minutes.signed)
    said = "Les versions du logiciel et l'empreinte de chaque fichier sont dans proces-verbal.html."
    _say(paper, said)
    return _bytes(paper)


def letter_docx(text: str, moment: str) -> bytes:
    """A letter from plain text, one paragraph a line, as a template that people change."""
    paper = _paper(moment, "Lettre")
    for line in text.splitlines():
        _say(paper, line)
    return _bytes(paper)


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
    _date(paper, moment)
    return _bytes(paper)


def _paper(moment: str, title: str) -> Word:
    """An empty sheet of A4 in French, with a footer that counts its pages."""
    paper = docx.Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    for name, size in (("Normal", 10.5), ("Heading 1", 17), ("Heading 2", 12.5)):
        style = paper.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        _own_font(style.element.get_or_add_rPr())
        if name != "Normal":
            style.font.color.rgb = _BLUE
    paper.styles["Normal"].paragraph_format.space_after = Pt(4)
    paper.core_properties.title = _clean(title)
    _date(paper, moment)
    _count_pages(page.footer.paragraphs[0])
    return paper


def _own_font(properties: Any) -> None:
    """A font of its own in place of the theme's, and French as the language."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FONT)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    properties.append(language)


def _date(paper: Word, moment: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=None)
    properties = paper.core_properties
    properties.created = properties.modified = at
    properties.author = properties.last_modified_by = "Vivier"
    properties.language = "fr-FR"


def _count_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run("page ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" de ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def _say(paper: Word, text: str) -> Paragraph:
    return paper.add_paragraph(_clean(text))


def _clean(text: str) -> str:
    """A text without what XML does not hold."""
    return _UNPRINTABLE.sub("", text)


def _add_table(paper: Word, told: Table) -> None:
    table = paper.add_table(1, len(told.titles), "Table Grid")
    table.autofit = False
    usable = Mm(_WIDTH - 2 * _MARGIN)
    widths = [Emu(int(usable * share / 100)) for share in told.shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    rows = iter(told.rows())
    _write(table.rows[0], told.titles, widths, told.numbers, is_title=True)
    for row in islice(rows, MOST):
        _write(table.add_row(), row, widths, told.numbers)
    left = sum(1 for _ in rows)
    if left:
        _say(paper, f"Les {left} lignes suivantes sont dans proces-verbal.html.")


def _write(
    row: _Row, texts: Iterable[str], widths: Sequence[Emu], numbers: Sequence[int],
    is_title: bool = False,
) -> None:  # fmt: skip
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_title:
        properties.append(OxmlElement("w:tblHeader"))
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = widths[place]
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(_clean(text))
        run.font.size, run.font.bold = Pt(9), is_title
        if place in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_signatures(paper: Word, signed: Sequence[tuple[str, str]]) -> None:
    """A box for each who signs, two beside each other."""
    table = paper.add_table((len(signed) + 1) // 2, 2, "Table Grid")
    for row in table.rows:
        row.height = Mm(28)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for place, (name, title) in enumerate(signed):
        cell = table.cell(place // 2, place % 2)
        cell.text = _clean(f"{name}\n{title}" if title else name)


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
        _replace(runs, found.start(), found.end(), _clean(values[name]))
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


def _bytes(paper: Word) -> bytes:
    made, out = io.BytesIO(), io.BytesIO()
    paper.save(made)
    made.seek(0)
    undated(made, out)
    return out.getvalue()
