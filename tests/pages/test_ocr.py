"""Pages without a text layer, each drawn in its test and read by both engines."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from pipeline.documents import Document
from pipeline.errors import UnreadableDocument
from pipeline.files.folder import Found
from pipeline.files.isolation import Limits, isolated
from pipeline.files.reader import parse_document
from pipeline.pages import ocr, rapid, tesseract
from pipeline.pages.lettering import Word, inked
from pipeline.pages.sheets import sheets

ACCENTED = [
    "Élève à l'hôpital, là où naît la forêt",
    "Ingénieure çà et là : maïs, goût, août",
    "Réseaux, sûreté et contrôle qualité",
    "Main-d'œuvre des Îles, cœur et sœur",
]
needs_tesseract = pytest.mark.skipif(
    not tesseract.available(), reason="Tesseract with French is not installed"
)
ENGINES = ["rapidocr", pytest.param("tesseract", marks=needs_tesseract)]


@pytest.fixture
def scanned(make_pdf: Callable[..., bytes]) -> Callable[..., bytes]:
    """A page of placed texts as PNG, turned by some degrees."""

    def make(page: list[tuple], angle: float = 0) -> bytes:
        sheet = sheets(make_pdf(page), None, 1600)[0].picture
        out = io.BytesIO()
        sheet.rotate(angle, expand=True, fillcolor=255, resample=3).save(out, "PNG")
        return out.getvalue()

    return make


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv(ocr.CHOICE, request.param)
    yield request.param


def lines(texts: list[str], x: float = 60, size: int = 13) -> list[tuple]:
    return [(x, 90 + 26 * n, text, "Helvetica", size) for n, text in enumerate(texts)]


def test_accents_and_ligatures_of_french_come_out(
    scanned: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ocr.CHOICE, "rapidocr")
    document = parse_document(scanned(lines(ACCENTED)), "scan.png")
    assert document.text.split("\n") == ACCENTED
    assert document.reading.ocr and document.reading.confidence > 90


@pytest.mark.parametrize("angle", [0, 3, 90, 180, 270])
def test_a_scan_is_read_straight_askew_and_turned(
    scanned: Callable[..., bytes], engine: str, angle: int
) -> None:
    texts = [
        "Conception des applications de la province",
        "Encadrement de trois techniciens",
        "Formation des utilisateurs et rédaction",
    ]
    document = parse_document(scanned(lines(texts), angle), "scan.png")
    assert document.reading.ocr and document.reading.confidence > 60
    assert "Conception des applications de la province" in document.text
    assert document.text.index("Encadrement") < document.text.index("Formation des")


def test_the_columns_of_a_scan_are_read_as_those_of_its_text(
    scanned: Callable[..., bytes], make_pdf: Callable[..., bytes]
) -> None:
    left = [f"Maçonnerie et enduits du mur {n}" for n in range(21, 33)]
    right = [f"Chantier de la rue du marché {n}" for n in range(51, 63)]
    page = [(x, y + 3 * (x > 40), *rest) for x, y, *rest in [*lines(left, 40), *lines(right, 320)]]
    found = parse_document(scanned(page), "scan.png").text
    assert found == parse_document(make_pdf(page), "texte.pdf").text
    assert found.index("mur 32") < found.index("marché 51")


def test_the_models_come_with_the_wheel_and_nothing_is_fetched(
    scanned: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv(ocr.CHOICE, "rapidocr")
    rapid._engine.cache_clear()
    assert all(model.is_file() for model in rapid._models())
    assert "forêt" in parse_document(scanned(lines(ACCENTED)), "scan.png").text


def test_the_engine_works_on_one_thread() -> None:
    engine = rapid._engine()
    for part in (engine.text_det, engine.text_rec):
        assert part.session.session.get_session_options().intra_op_num_threads == 1


def read(found: Found) -> Document:
    return parse_document(found.path.read_bytes(), found.name)


def test_a_scan_is_read_within_the_memory_of_a_worker(root: Path) -> None:
    scan = root / "data/cvs/c012.pdf"
    (document,) = isolated(read, [Found(scan, scan.name)], Limits())
    assert isinstance(document, Document) and document.reading.ocr, document


def test_no_engine_is_loaded_where_there_is_no_scan(root: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from pipeline.files.reader import read_document\n"
        "read_document(Path('data/cvs/c002.pdf'))\n"
        "sys.exit(any(m in sys.modules for m in ('rapidocr', 'onnxruntime', 'cv2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=root).returncode == 0


def test_an_engine_that_is_not_known_or_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    data = (root / "data/cvs/c012.pdf").read_bytes()
    monkeypatch.setenv(ocr.CHOICE, "autre")
    with pytest.raises(UnreadableDocument, match="VIVIER_OCR la valeur rapidocr ou tesseract"):
        parse_document(data, "c012.pdf")
    monkeypatch.setenv(ocr.CHOICE, "tesseract")
    monkeypatch.setattr(tesseract, "available", lambda: False)
    with pytest.raises(UnreadableDocument, match="installer Tesseract avec le français"):
        parse_document(data, "c012.pdf")


def test_a_picture_larger_than_an_engine_needs_is_reduced() -> None:
    out = io.BytesIO()
    Image.new("L", (3000, 4000), 255).save(out, "PNG")
    sheet = sheets(out.getvalue(), None, 1600)[0]
    assert sheet.picture.size == (1200, 1600)
    assert sheet.scale * 1600 == pytest.approx(842)


def test_titles_keep_their_size_and_lone_marks_become_bullets() -> None:
    words = [Word("Titre ", 0, 50, 20, 30, 90, 0)]
    words += [Word("e", 0, 4, 60, 10, 90, 1), Word("tâche du poste", 12, 90, 60, 11, 90, 1)]
    words += [Word("autre tâche", 12, 90, 80, 10, 90, 2)]
    title, mark, task, other = inked(words, 1.0)
    assert (title.size, task.size, other.size) == (30, 11, 11)
    assert mark.text == "•" and mark.base == task.base
