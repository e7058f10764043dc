"""Filled forms and notes of PDFs written in their tests: what a viewer shows, and no more."""

from __future__ import annotations

import pytest

from pipeline.documents import Document
from pipeline.files.reader import parse_document
from tests.pdfs import page_of, stream

LABEL = b"BT /F1 10 Tf 50 700 Td (Nom du candidat) Tj ET"
SHOWN = b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 5 0 R>>>>"


def read(*others: bytes, content: bytes = LABEL, form: bytes = b"") -> Document:
    """A page with its first other object as its only annotation."""
    root = b"/AcroForm<</Fields[10 0 R]/DA(/F1 0 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>%s>>" % form
    data = page_of(content, *others, page=b"/Annots[10 0 R]", root=root)
    return parse_document(data, "formulaire.pdf")


def widget(entries: bytes) -> bytes:
    return b"<</Type/Annot/Subtype/Widget/Rect[150 695 350 715]%s>>" % entries


@pytest.mark.parametrize(
    ("objects", "seen"),
    [
        ([widget(b"/FT/Tx/V(Awa Diallo)")], "Awa Diallo"),
        ([widget(b"/FT/Tx/DA(/F1 9 Tf 1 0 0 rg)/V<FEFF00C9006C006F00EF00730065>")], "Éloïse"),
        ([widget(b"/Parent 11 0 R"), b"<</FT/Tx/V(Awa Diallo)/Kids[10 0 R]>>"], "Awa Diallo"),
        ([widget(b"/FT/Tx/V 11 0 R"), stream(b"Awa Diallo")], "Awa Diallo"),
        ([widget(b"/FT/Ch/V(fr)/Opt[[(en)(Anglais)][(fr)(Francais)]]")], "Francais"),
        # a picture of the field is what is seen
        (
            [
                widget(b"/FT/Tx/V(ancien)/AP<</N 11 0 R>>"),
                stream(b"BT /F1 10 Tf 2 5 Td (vu) Tj ET", SHOWN),
            ],
            "vu",
        ),
        # an empty picture shows nothing of a value that is there
        (
            [
                widget(b"/FT/Tx/V(Awa Diallo)/AP<</N 11 0 R>>"),
                stream(b"/Tx BMC EMC", SHOWN),
            ],
            "Awa Diallo",
        ),
        # a picture is set into the rectangle, whatever its own size
        (
            [
                widget(b"/FT/Tx/AP<</N 11 0 R>>"),
                stream(
                    b"BT /F1 100 Tf 20 50 Td (vu) Tj ET",
                    SHOWN.replace(b"[0 0 200 20]", b"[0 0 2000 200]"),
                ),
            ],
            "vu",
        ),
        ([b"<</Subtype/FreeText/Rect[150 695 350 715]/Contents(vu et relu)>>"], "vu et relu"),
        (
            [
                b"<</Subtype/Stamp/Rect[150 695 350 715]/AP<</N 11 0 R>>>>",
                stream(b"BT /F1 10 Tf 2 5 Td (URGENT) Tj ET", SHOWN),
            ],
            "URGENT",
        ),
    ],
)
def test_what_fields_and_notes_show(objects: list[bytes], seen: str) -> None:
    document = read(*objects)
    assert document.lines[0].text.startswith(f"Nom du candidat {seen}")
    assert not document.reading.warnings or document.reading.warnings[0].kind != "hidden_text"


@pytest.mark.parametrize(
    "objects",
    [
        [widget(b"/FT/Tx/F 2/V(Awa)")],
        [widget(b"/FT/Tx/F 32/V(Awa)")],
        [widget(b"/FT/Tx/Ff 8192/V(Awa)")],
        [widget(b"/FT/Btn/V/Awa")],
        [widget(b"/FT/Tx")],
        [b"<</Subtype/Popup/Rect[150 695 350 715]/Contents(Awa)>>"],
        [b"<</Subtype/Text/Rect[150 695 350 715]/Contents(Awa)>>"],
        [b"<</Subtype/Link/Rect[150 695 350 715]/A<</S/URI/URI(http://Awa)>>>>"],
        [b"null"],
        [widget(b"/FT/Tx/V 99 0 R/Parent 10 0 R")],
    ],
)
def test_what_they_do_not_show(objects: list[bytes]) -> None:
    assert read(*objects).text == "Nom du candidat"


def test_the_present_state_of_a_field_counts() -> None:
    both = b"/FT/Btn/AP<</N<</Oui 11 0 R/Off 12 0 R>>>>"
    yes = stream(b"BT /F1 10 Tf 2 5 Td (oui) Tj ET", SHOWN)
    no = stream(b"BT /F1 10 Tf 2 5 Td (non) Tj ET", SHOWN)
    assert read(widget(both + b"/AS/Oui"), yes, no).text == "Nom du candidat oui"
    assert read(widget(both + b"/AS/Off"), yes, no).text == "Nom du candidat non"
    assert read(widget(both), yes, no).text == "Nom du candidat"


def test_pictures_that_are_older_than_their_values() -> None:
    old = stream(b"BT /F1 10 Tf 2 5 Td (ancien) Tj ET", SHOWN)
    field = widget(b"/FT/Tx/V(nouveau)/AP<</N 11 0 R>>")
    assert read(field, old, form=b"/NeedAppearances true").text == "Nom du candidat nouveau"
    assert read(field, old).text == "Nom du candidat ancien"


def test_a_value_stands_where_its_field_does() -> None:
    content = LABEL + b" BT /F1 10 Tf 50 650 Td (Ville) Tj 0 -50 Td (Fin) Tj ET"
    lines = read(widget(b"/FT/Tx/V(Awa Diallo)"), content=content).text.splitlines()
    assert lines == ["Nom du candidat Awa Diallo", "Ville", "Fin"]


def test_several_lines_and_choices_are_all_read() -> None:
    field = b"<</Subtype/Widget/Rect[150 640 350 711]%s>>"
    lines = read(field % b"/FT/Tx/Ff 4096/DA(/F1 10 Tf)/V(Rue du Port\\rNantes)").text
    assert lines.splitlines() == ["Nom du candidat Rue du Port", "Nantes"]
    chosen = read(field % b"/FT/Ch/DA(/F1 10 Tf)/V[(Java)(SQL)]").text
    assert chosen.splitlines() == ["Nom du candidat Java", "SQL"]


def test_labels_and_values_of_a_form_are_read_row_by_row() -> None:
    names = (b"Nom", b"Date de naissance", b"Ville", b"Diplome", b"Permis")
    values = (b"Awa Diallo", b"3 mai 1990", b"Dakar", b"Licence", b"B")
    drawn = [b"1 0 0 1 50 %d Tm (%s) Tj" % (700 - 30 * n, s) for n, s in enumerate(names)]
    rows = [700 - 30 * n for n in range(5)]
    fields = [
        b"<</Subtype/Widget/FT/Tx/Rect[250 %d 450 %d]/V(%s)>>" % (y - 3, y + 15, value)
        for y, value in zip(rows, values, strict=True)
    ]
    every = b" ".join(b"%d 0 R" % n for n in range(10, 15))
    content = b"BT /F1 10 Tf " + b" ".join(drawn) + b" ET"
    data = page_of(content, *fields, page=b"/Annots[%s]" % every)
    told = [f"{n.decode()} {v.decode()}" for n, v in zip(names, values, strict=True)]
    assert parse_document(data, "f.pdf").text.splitlines() == told


def test_two_values_of_one_row_stay_apart() -> None:
    fields = [
        b"<</Subtype/Widget/FT/Tx/Rect[%d 695 %d 715]/V(%s)>>" % (x, x + 100, value)
        for x, value in ((150, b"Awa Diallo"), (300, b"Dakar"))
    ]
    data = page_of(LABEL, *fields, page=b"/Annots[10 0 R 11 0 R]")
    words = parse_document(data, "f.pdf").text.split()
    assert words == ["Nom", "du", "candidat", "Awa", "Diallo", "Dakar"]


DATA = (
    b'<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form>'
    b"<nom>Awa\n Diallo</nom><vide/><ville>Dakar</ville></form></xfa:data></xfa:datasets>"
)


@pytest.mark.parametrize(
    ("fields", "told"),
    [(b"[]", ["Attendez", "Awa Diallo", "Dakar"]), (b"[11 0 R]", ["Attendez"])],
)
def test_what_was_typed_into_a_form_of_xml(fields: bytes, told: list[str]) -> None:
    form = b"/AcroForm<</XFA[(template)10 0 R(datasets)10 0 R]/Fields%s>>" % fields
    wait = b"BT /F1 10 Tf 50 700 Td (Attendez) Tj ET"
    data = page_of(wait, stream(DATA), b"<</T(nom)>>", root=form)
    document = parse_document(data, "formulaire.pdf")
    assert document.text.splitlines() == told
    assert [w.kind for w in document.reading.warnings] == ["partly_read"] * (len(told) > 1)


@pytest.mark.parametrize("data", [b"", b"<xfa:datasets", b"\x00\xff", b"<a><b>x</b></a>"])
def test_damaged_data_of_a_form_say_nothing(data: bytes) -> None:
    form = b"/AcroForm<</XFA 10 0 R/Fields[]>>"
    assert parse_document(page_of(LABEL, stream(data), root=form), "f.pdf").text == (
        "Nom du candidat"
    )
