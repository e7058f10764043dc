"""Papers in DOCX: A4, French, a footer that counts its pages, tables whose titles are repeated.

The same paper gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import datetime
from itertools import islice
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph

from pipeline.review.sections import Minutes, Table
from pipeline.review.workbook import undated

MOST = 500
"""Rows of one table; the page in HTML has all of them."""
_FONT = "Liberation Sans"
_BLUE = RGBColor(0x2A, 0x57, 0x86)
_WIDTH, _HEIGHT, _MARGIN = 210, 297, 18
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def minutes_docx(minutes: Minutes, moment: str) -> bytes:
    """The minutes of a jury, written at `moment`."""
    paper = _paper(moment, f"Procès-verbal – {minutes.title}")
    _say(paper, minutes.employer)
    paper.add_heading(clean(f"Procès-verbal du jury – {minutes.title}"), 1)
    _say(paper, " · ".join(minutes.facts))
    for number, section in enumerate(minutes.sections, 1):
        paper.add_heading(clean(f"{number}. {section.title}"), 2)
        for sentence in section.said:
            _say(paper, sentence)
        if section.table is not None:
            _add_table(paper, section.table)
    paper.add_heading("Signatures", 2)
    _say(paper, minutes.done).paragraph_format.keep_with_next = True
    _add_signatures(paper, minutes.signed)
    said = "Les versions du logiciel et l'empreinte de chaque fichier sont dans proces-verbal.html."
    _say(paper, said)
    return as_bytes(paper)


def letter_docx(text: str, moment: str) -> bytes:
    """A letter from plain text, one paragraph a line, as a template that people change."""
    paper = _paper(moment, "Lettre")
    for line in text.splitlines():
        _say(paper, line)
    return as_bytes(paper)


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
    paper.core_properties.title = clean(title)
    date_paper(paper, moment)
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


def date_paper(paper: Word, moment: str) -> None:
    """Say when a paper was written, and by what."""
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
    return paper.add_paragraph(clean(text))


def clean(text: str) -> str:
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
    model = table.add_row()
    _write(model, "x" * len(widths), widths, told.numbers)
    table._tbl.remove(model._tr)
    for row in islice(rows, MOST):
        table._tbl.append(_like(model, row))
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
        run = paragraph.add_run(clean(text))
        run.font.size, run.font.bold = Pt(9), is_title
        if place in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _like(model: _Row, texts: Iterable[str]) -> Any:
    """A row that looks as another one; made of its XML, which is ten times as fast."""
    made = deepcopy(model._tr)
    for place, text in zip(made.iter(qn("w:t")), texts, strict=True):
        place.text = clean(text)
        place.set(qn("xml:space"), "preserve")
    return made


def _add_signatures(paper: Word, signed: Sequence[tuple[str, str]]) -> None:
    """A box for each who signs, two beside each other."""
    table = paper.add_table((len(signed) + 1) // 2, 2, "Table Grid")
    for row in table.rows:
        row.height = Mm(28)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for place, (name, title) in enumerate(signed):
        cell = table.cell(place // 2, place % 2)
        cell.text = clean(f"{name}\n{title}" if title else name)


def as_bytes(paper: Word) -> bytes:
    """The bytes of a paper, without the moment at which they were written."""
    made, out = io.BytesIO(), io.BytesIO()
    paper.save(made)
    made.seek(0)
    undated(made, out)
    return out.getvalue()
