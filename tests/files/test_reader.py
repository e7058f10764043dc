"""Every format behind one `read_document`; every bad file one line with file, fact and remedy."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableDocument
from pipeline.files.reader import parse_document, read_document
from tests.compound import compound

SAMPLES = Path(__file__).resolve().parents[2] / "data/cvs"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("c002.pdf", "Encadrer sept programmeurs-analystes et deux analystes en assurance qualité"),
        ("c009.docx", "Deux juniors embarqués : conventions de code"),
        ("c007.odt", "Découpage du monolithe historique en sept services"),
        ("c008.rtf", "Négociation des avenants, contrôle des jours-hommes facturés"),
        ("c003.doc", "Thierry DEVILLERS"),
        ("c036.txt", "Assistante de direction - dossiers d'appels d'offres (BTP)"),
    ],
)
def test_sample_files_of_every_format(file: str, said: str) -> None:
    assert said in read_document(SAMPLES / file).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_in_any_encoding(encoding: str) -> None:
    text = "Ingénieur d’études – œuvre – à Nouméa\nExpérience\nDéveloppeur 2019 - 2023\n"
    assert "Ingénieur d’études – œuvre" in parse_document(text.encode(encoding), "cv.txt").text


def test_html_without_its_scripts_and_hidden_parts() -> None:
    page = "<html><body><h1>Ana Lemaire</h1><script>alert('x')</script><p>Comptable à Bourail depuis 2015</p>"
    page += "<p style='display:none'>Java</p></body></html>"
    document = parse_document(page.encode(), "cv.html")
    assert document.text == "Ana Lemaire\nComptable à Bourail depuis 2015"
    assert document.reading.hidden_text == ("Java",)


def test_docx_tells_what_is_shown_from_what_is_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Chargée de projet à la mairie de Koné ")
    run = paragraph.add_run("Kubernetes")
    run.font.hidden = True
    deleted = OxmlElement("w:del")
    old = OxmlElement("w:r")
    gone = OxmlElement("w:delText")
    gone.text = "ancien texte"
    old.append(gone)
    deleted.append(old)
    paragraph._p.append(deleted)
    document.sections[0].header.paragraphs[0].text = "Lina Ouetcho"
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2019 - 2021", "Secrétaire"
    out = io.BytesIO()
    document.save(out)
    found = parse_document(out.getvalue(), "cv.docx")
    assert (
        found.text == "Lina Ouetcho\nChargée de projet à la mairie de Koné\n2019 - 2021  Secrétaire"
    )
    assert found.reading.hidden_text == ("Kubernetes",)
    assert qn("w:del")


def test_sections_of_a_cv_and_of_its_english_twin(read_text: Callable) -> None:
    french = read_text(
        "Ana Lemaire\nComptable\n\nExpérience\nComptable 2015 - 2020\n\nFormation\nBTS 2012\n\nLangues\nAnglais B2\n"
    )
    english = read_text(
        "Ana Lemaire\nAccountant\n\nWork history\nAccountant 2015 - 2020\n\nEducation\nBTS 2012\n\nLanguages\nEnglish B2\n"
    )
    kinds = ["identity", "experience", "education", "languages"]
    assert [s.kind for s in french.sections] == [s.kind for s in english.sections] == kinds


def test_sections_of_a_notice(read_text: Callable, notice_text: str) -> None:
    kinds = [s.kind for s in read_text(notice_text, "offer").sections]
    assert kinds == ["header", "missions", "profile"]


BAD = {
    "zero.docx": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "broken.pdf": (b"%PDF-1.7\nnothing here", "broken"),
    "broken.docx": (b"PK\x03\x04 not a zip", "broken"),
    "picture.zip.docx": (b"PK\x05\x06" + bytes(18), "not_a_document"),
    "noise.bin": (bytes(range(256)) * 40, "not_a_document"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "broken"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_say_file_fact_and_remedy_in_one_line(name: str, tmp_path: Path) -> None:
    data, reason = BAD[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(tmp_path / name)
    assert caught.value.reason == reason
    assert re.fullmatch(rf"{re.escape(name)} : .+ ; .+", str(caught.value))


def test_encrypted_empty_and_scanned_pdfs(
    make_pdf: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        parse_document(make_pdf([(40, 40, "secret")], encrypt="mot"), "a.pdf")
    assert caught.value.reason == "encrypted"
    with pytest.raises(UnreadableDocument) as caught:
        parse_document(make_pdf([]), "vide.pdf")
    assert caught.value.reason == "no_text"
    monkeypatch.setattr("pipeline.pages.ocr.ENGINES", {})
    with pytest.raises(UnreadableDocument) as caught:
        parse_document((SAMPLES / "c001.pdf").read_bytes(), "c001.pdf")
    assert caught.value.reason == "scan" and "vivier[ocr]" in caught.value.remedy


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "absent.pdf", "missing"), (tmp_path, "folder")):
        with pytest.raises(UnreadableDocument) as caught:
            read_document(path)
        assert caught.value.reason == reason


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["c007.odt", "c009.docx", "c008.rtf", "c003.doc", "c023.pdf"]), st.data())
def test_damaged_documents_are_read_or_refused_never_worse(file: str, data: st.DataObject) -> None:
    whole = bytearray((SAMPLES / file).read_bytes())
    cut = data.draw(st.integers(1, len(whole)))
    for _ in range(data.draw(st.integers(0, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        parse_document(bytes(whole[:cut]), file)
    except UnreadableDocument as error:
        assert error.reason and "\n" not in str(error)


PAGE = """<html><head><style>.x{display:none}</style></head><body><h1>Ana</h1><ul><li>Java</ul><table><tr><td>2019<td>Lagon</table>
<p class=x>caché</p><b>gras<i>et</b>croisé</i></body></html>"""
MARKDOWN = "# Ana\n\n**Java** et [site](http://x.nc)\n\n| a | b |\n|---|---|\n| 2019 | Lagon |\n\n* un\n* deux\n"


def test_html_hidden_by_its_style_sheet_and_markdown_without_marks() -> None:
    document = parse_document(PAGE.encode(), "cv.html")
    assert "caché" not in document.text and document.reading.hidden_text == ("caché",)
    assert (
        parse_document(MARKDOWN.encode(), "cv.md").text
        == "Ana\nJava et site\na  b\n2019  Lagon\n- un\n- deux"
    )


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([("cv.html", PAGE), ("cv.md", MARKDOWN), ("cv.txt", MARKDOWN)]), st.data())
def test_damaged_text_is_read_or_refused(source: tuple[str, str], data: st.DataObject) -> None:
    name, text = source
    whole = bytearray(text.encode())
    for _ in range(data.draw(st.integers(0, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        parse_document(bytes(whole[: data.draw(st.integers(1, len(whole)))]), name)
    except UnreadableDocument as error:
        assert error.reason


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_damaged_pictures_are_read_or_refused(data: st.DataObject) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (60, 40), 255).save(out, data.draw(st.sampled_from(["PNG", "JPEG", "TIFF"])))
    whole = bytearray(out.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        parse_document(bytes(whole), "cv.png")
    except UnreadableDocument as error:
        assert error.reason in ("broken", "scan", "no_text", "not_a_document")


def test_a_text_layer_that_is_no_language_is_said(make_pdf: Callable[..., bytes]) -> None:
    lines = [(40, 60 + 20 * n, "qzx vbnw kljh tyrw pqsd wxcv mlkj") for n in range(8)]
    kinds = [w.kind for w in parse_document(make_pdf(lines), "cv.pdf").reading.warnings]
    assert "garbled" in kinds or "ocr" in kinds
    fine = [
        (40, 60 + 20 * n, "conception et développement des applications de la province")
        for n in range(8)
    ]
    assert parse_document(make_pdf(fine), "cv.pdf").reading.warnings == ()


def test_protected_office_documents_say_so() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        parse_document(compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 80}), "cv.docx")
    assert caught.value.reason == "encrypted"
    with pytest.raises(UnreadableDocument) as caught:
        parse_document(compound({"Workbook": b"x" * 80}), "budget.xls")
    assert caught.value.reason == "not_a_document"


def test_a_doc_of_an_unknown_version_is_read_by_a_program_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = compound({"WordDocument": bytes(200)})
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match="installer LibreOffice, antiword ou catdoc"):
        parse_document(old, "ancien.doc")
    program = tmp_path / "antiword"
    program.write_text(
        "#!/bin/sh\necho 'Ana Lemaire'\necho 'Comptable à Koné depuis 2015'\n", encoding="utf-8"
    )
    program.chmod(0o755)
    assert parse_document(old, "ancien.doc").text == "Ana Lemaire\nComptable à Koné depuis 2015"
