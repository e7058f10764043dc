"""Nothing in a CV or a file name commands what shows it: terminal, tables, pages, records."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from openpyxl import load_workbook

from pipeline.batch.batch import run_batch
from pipeline.batch.run import Run, Unread
from pipeline.cli.options import say
from pipeline.documents import Line, Warning
from pipeline.errors import BadSetting, harmless, one_line
from pipeline.files.writing import formats_of
from pipeline.profiles.identity import Identity
from pipeline.ranking.answers import Evidence
from pipeline.ranking.criteria import Grid
from pipeline.ranking.matches import Ranked, RequirementCheck
from pipeline.review import blocks, console, explanations, plots, readings, report, sheets, tables
from pipeline.review.exchange import FORMATS
from pipeline.review.job_posting import to_job_posting
from pipeline.review.minutes import minutes_of
from pipeline.review.portrait import Known, Portrait, Study, Work
from pipeline.review.rendering import pieces
from pipeline.review.trec import trec_run
from pipeline.review.workbook import as_xlsx
from pipeline.runs import records
from pipeline.runs.cells import safe, unsafe
from pipeline.runs.decisions import Decision
from pipeline.runs.organisation import Organisation
from tests.conftest import CV, NOTICE
from tests.hostile import HONEST, hostile

STRINGS = list(hostile(500))
FIELDS = 10
COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What may not reach anyone; an end of line alone may."""
FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]")


@pytest.fixture(scope="module")
def plain_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("cvs")
    (folder / "cv.txt").write_text(CV, encoding="utf-8")
    (folder.parent / "offre.txt").write_text(NOTICE, encoding="utf-8")
    return run_batch(folder.parent / "offre.txt", [folder], today=date(2026, 11, 24))


@pytest.fixture(scope="module")
def hostile_run(plain_run: Run) -> Run:
    return run_of(plain_run, STRINGS)


def run_of(run: Run, strings: Sequence[str]) -> Run:
    """A run of as many candidates as the strings fill, each with FIELDS of them."""
    rows = [strings[n : n + FIELDS] for n in range(0, len(strings) - FIELDS + 1, FIELDS)]
    ranking = [ranked(run.ranking[0], place, row) for place, row in enumerate(rows, 1)]
    (own,) = run.candidates.values()
    candidates = {
        r.match.file: replace(
            own, file=r.match.file, identity=Identity(row[1], row[2], row[3]), title=row[4]
        )
        for r, row in zip(ranking, rows, strict=True)
    }
    aside = tuple(Unread(row[0] + ".pdf", "broken", row[5], row[6]) for row in rows)
    return replace(run, ranking=ranking, candidates=candidates, aside=aside)  # type: ignore[arg-type]


def ranked(base: Ranked, place: int, said: Sequence[str]) -> Ranked:
    evidence = Evidence(said[6], said[7], said[8], 1, 1)
    answers = tuple(replace(a, text=said[5], evidence=(evidence,)) for a in base.match.answers)
    match = replace(
        base.match,
        file=f"{place}{said[0]}",
        answers=answers,
        title=said[4],
        requirements=(RequirementCheck("diplôme", "unknown", said[8], said[9]),),
        warnings=(Warning("hidden_text", said[7]),),
    )
    return Ranked(place, place, match)


def decisions(run: Run) -> list[Decision]:
    made = zip(run.ranking, STRINGS, strict=False)
    return [Decision(r.match.file, "a" * 64, "keep", s, s, "2026-11-24T10:00:00") for r, s in made]


def printed(*texts: str) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        for text in texts:
            say(text)
    return out.getvalue()


def test_a_terminal_is_not_commanded(hostile_run: Run, plain_run: Run) -> None:
    lines = list(console.ranking_lines(hostile_run))
    told = [explanations.explain(r.match, plain_run.offer, STRINGS[0]) for r in hostile_run.ranking]
    pairs = zip(hostile_run.ranking, hostile_run.ranking[1:], strict=False)
    told += [explanations.compare(pair) for pair in pairs]
    out = printed(*lines, *told, *map(str, errors()))
    assert not COMMANDS.search(out)
    assert all(len(str(error).splitlines()) == 1 for error in errors())
    for r, line in zip(hostile_run.ranking, lines[3:], strict=True):
        assert one_line(r.match.file) in line


def errors() -> list[BadSetting]:
    return [BadSetting(s, s, s) for s in STRINGS]


def test_a_table_of_text_runs_nothing(hostile_run: Run) -> None:
    for made in (tables.ranking_blocks, readings.reading_blocks):
        text = b"".join(blocks.as_csv(made(hostile_run))).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        assert {len(row) for row in rows} == {len(rows[0])}
        for cell in (cell for row in rows for cell in row):
            number = re.fullmatch(r"-?[\d,.]+", cell)
            assert not COMMANDS.search(cell) and (number or not FORMULA.match(cell)), cell


def test_a_workbook_runs_nothing(hostile_run: Run) -> None:
    data = b"".join(as_xlsx(hostile_run, decisions(hostile_run)))
    with ZipFile(io.BytesIO(data)) as book:
        pages = [book.read(n).decode() for n in book.namelist() if "worksheets/" in n]
    assert not any("<f>" in page or COMMANDS.search(page) for page in pages)
    coded = [c for page in pages for c in re.findall("_x[0-9A-Fa-f]{4}_", page) if c != "_x005F_"]
    assert not [c for c in coded if f"_x005F{c}" not in "".join(pages)]
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
        assert not any(FORMULA.match(c.value) for c in cells if isinstance(c.value, str))


class Tags(HTMLParser):
    """The elements of a page with their attributes' names, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.add(("!--",))


def pages_of(run: Run) -> Iterator[str]:
    said = decisions(run)
    yield report.as_html(run, said)
    minutes = minutes_of(run, said, Organisation())
    yield b"".join(pieces("proces_verbal.html", run=run, minutes=minutes)).decode()
    for r in run.ranking:
        yield report.candidate_page(r, run.candidates[r.match.file])
    for table in (tables.ranking_table(run), tables.evidence_table(run)):
        yield table._repr_html_()
        yield tables.decisions_table(run, decisions(run)).to_html()


def test_pages_have_no_element_of_a_cv(plain_run: Run, hostile_run: Run) -> None:
    harmless_names = [f"{n} Nom" for n in range(500)]
    known = {t for page in pages_of(run_of(plain_run, harmless_names)) for t in Tags(page).found}
    for page in pages_of(hostile_run):
        assert not COMMANDS.search(page)
        assert Tags(page).found <= known
    page = next(pages_of(hostile_run))
    text = "".join(Tags(page).text)
    for r in hostile_run.ranking:
        assert harmless(r.match.file).split("\n")[0] in text


def test_records_are_what_they_were(hostile_run: Run) -> None:
    text = b"".join(records.ranking_chunks(hostile_run)).decode()
    assert not COMMANDS.search(text)
    found = json.loads(text)
    assert [c["file"] for c in found["candidates"]] == [r.match.file for r in hostile_run.ranking]
    quotes = [c["answers"][0]["evidence"][0]["quote"] for c in found["candidates"]]
    assert quotes == [r.match.answers[0].evidence[0].quote for r in hostile_run.ranking]


def portrait(n: int) -> Portrait:
    s = STRINGS[n : n + FIELDS]
    work = Work(s[4], s[5], "2019-03", "", "post", (s[6], s[7]))
    known = (Known(s[8], "tool", s[9]),)
    study = (Study(s[5], "bac+3", 2014, "obtained"),)
    trades, tongues = ((s[4], "M1805"),), ((s[6], "B2"),)
    return Portrait(s[0], s[1], s[2], s[3], trades, (work,), study, known, tongues, (s[7],))


@pytest.mark.parametrize("form", FORMATS)
def test_exports_command_nothing_and_are_read_again(form: str) -> None:
    _, write, read = FORMATS[form]
    for n in range(0, len(STRINGS) - FIELDS, FIELDS):
        made = portrait(n)
        data = write(made)
        assert not COMMANDS.search(data.decode())
        again = read(data)
        if form == "europass":
            assert again.title == harmless(made.title)
        else:
            assert again.title == made.title and again.work[0].tasks == made.work[0].tasks


def test_a_row_of_trec_has_its_columns(hostile_run: Run) -> None:
    scored = ((r.match.file, r.match.score) for r in hostile_run.ranking)
    rows = trec_run(STRINGS[0], scored).split("\n")
    assert len(rows) == len(hostile_run.ranking) + 1
    assert {len(row.split()) for row in rows[:-1]} == {6}


def test_an_offer_for_search_engines(plain_run: Run) -> None:
    for s in STRINGS:
        data = to_job_posting(replace(plain_run.offer, title=s)).decode()
        assert not COMMANDS.search(data) and json.loads(data)["title"] == s


def test_grids_are_read_as_they_were_written(plain_run: Run, tmp_path: Path) -> None:
    grid = plain_run.grid
    first = grid.criteria[0]
    for n, s in enumerate(STRINGS):
        changed = Grid((replace(first, text=f"{s} ok"), *grid.criteria[1:]))
        for ending in (".csv", ".json") if n % 10 else sheets.FORMATS:
            path = tmp_path / f"grille{ending}"
            sheets.write_grid(changed, path)
            found = sheets.read_grid(path).criteria[0].text
            assert words(found) == words(f"{s} ok"), ending


def words(text: str) -> list[str]:
    """The words of a text, ends of lines of any kind between them."""
    return harmless(text).replace("\\r", " ").split()


@pytest.mark.filterwarnings("ignore:Glyph")  # the font of the tests has few scripts
def test_pictures_draw_any_name(hostile_run: Run) -> None:
    axes = plots.parts_plot(hostile_run, first=50)
    axes.figure.savefig(io.BytesIO(), format="png", dpi=30)
    plots.plt.close("all")


def test_documents_written_from_lines_hold_them_as_text(plain_run: Run) -> None:
    candidate = plain_run.read("cv.txt")
    document = replace(candidate.document, lines=tuple(map(Line, STRINGS)))
    made = dict(formats_of(document))
    found = [p.text for p in docx.Document(io.BytesIO(made["docx"])).paragraphs]
    assert found == [harmless(s) for s in STRINGS]
    tags = {tag for tag, *_ in Tags(made["html"].decode()).found}
    assert tags == {"html", "head", "meta", "body", "p"}


@pytest.mark.parametrize("name", HONEST)
def test_honest_names_stay_as_they_are(name: str, plain_run: Run) -> None:
    run = run_of(plain_run, [name] * FIELDS)
    assert harmless(name) == one_line(name) == safe(name) == unsafe(name) == name
    assert name in printed(*console.ranking_lines(run))
    assert name in b"".join(records.ranking_chunks(run)).decode()
    assert name in b"".join(blocks.as_csv(tables.ranking_blocks(run))).decode()
    assert name in "".join(Tags(report.as_html(run)).text)
    book = load_workbook(io.BytesIO(b"".join(as_xlsx(run))))
    assert book["Classement"]["C2"].value == name
