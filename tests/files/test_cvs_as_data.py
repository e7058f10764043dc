"""JSON Resume and Europass: data written out as a CV."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from pipeline.errors import UnreadableDocument
from pipeline.files.europass import read_europass
from pipeline.files.formats import file_format
from pipeline.files.reader import parse_document
from pipeline.structure.entries import structured

RESUME = {
    "basics": {
        "name": "Ana Lemaire",
        "label": "Développeuse",
        "email": "ana@example.nc",
        "location": {"city": "Nouméa"},
    },
    "work": [
        {
            "name": "Lagon",
            "position": "Développeuse",
            "startDate": "2019-03-01",
            "highlights": ["Refonte du portail"],
        }
    ],
    "education": [
        {"institution": "UNC", "area": "Informatique", "studyType": "Licence", "endDate": "2018"}
    ],
    "skills": [{"name": "Langages", "level": "Avancé", "keywords": ["Java", "SQL"]}],
    "languages": [{"language": "Anglais", "fluency": "B2"}],
}
EUROPASS = """<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>
<Identification><PersonName><FirstName>Ana</FirstName><Surname>Lemaire</Surname></PersonName>
<ContactInfo><Email><Contact>ana@example.nc</Contact></Email></ContactInfo></Identification>
<WorkExperienceList><WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current></Period>
<Position><Label>Développeuse</Label></Position>
<Activities>&lt;ul&gt;&lt;li&gt;Refonte du portail&lt;/li&gt;&lt;li&gt;Recette&lt;/li&gt;&lt;/ul&gt;</Activities>
<Employer><Name>Lagon</Name></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><To year="2018"/></Period><Title>Licence informatique</Title>
<Organisation><Name>UNC</Name></Organisation></Education></EducationList>
<Skills><Linguistic><MotherTongueList><MotherTongue><Description><Label>français</Label></Description></MotherTongue></MotherTongueList>
<ForeignLanguageList><ForeignLanguage><Description><Label>anglais</Label></Description><ProficiencyLevel><Listening>B2</Listening>
<Reading>C1</Reading><SpokenInteraction>B2</SpokenInteraction></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
<Computer><Description>Java, SQL</Description></Computer></Skills></LearnerInfo></SkillsPassport>
"""


def test_a_json_resume_is_a_cv() -> None:
    document = parse_document(json.dumps(RESUME).encode(), "cv.json")
    lines = document.text.splitlines()
    assert (
        lines[0] == "Ana Lemaire"
        and "Développeuse – Lagon  03/2019 - aujourd'hui" in lines
        and "- Refonte du portail" in lines
    )
    assert "- Langages (Avancé) : Java, SQL" in lines and "- Anglais (B2)" in lines
    assert [s.kind for s in structured(document).sections] == [
        "identity",
        "experience",
        "education",
        "skills",
        "languages",
    ]


def test_other_json_is_no_resume() -> None:
    assert file_format(b'{"basics": {"name": "Ana"}}', "cv.json") == "json"
    assert file_format(b'{"name": "left-pad", "version": "1.0.0"}', "package.json") == "text"


def test_a_europass_is_a_cv() -> None:
    lines = parse_document(EUROPASS.encode(), "cv.xml").text.splitlines()
    assert (
        "Développeuse – Lagon  03/2019 - aujourd'hui" in lines
        and "- Refonte du portail" in lines
        and "- Recette" in lines
    )
    assert (
        "Licence informatique – UNC  2018" in lines
        and "- anglais (B2)" in lines
        and "- français (langue maternelle)" in lines
    )


def test_entities_and_networks_are_not_followed(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mot de passe")
    entity = f'<!DOCTYPE SkillsPassport [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    xml = EUROPASS.replace("?>\n", f"?>\n{entity}", 1).replace("Java, SQL", "Java &x;")
    assert "mot de passe" not in "\n".join(
        m.text for m in read_europass("cv.xml", xml.encode()).marks
    )
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = EUROPASS.replace("?>\n", f'?>\n<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>', 1).replace(
        "Java, SQL", "&l11;"
    )
    try:
        assert len(parse_document(bomb.encode(), "cv.xml").text) < 10_000
    except UnreadableDocument as error:
        assert error.reason == "broken"


def with_attached(pdf: bytes, xml: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.add_attachment("europass.xml", xml)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_data_of_a_europass_pdf_count_where_the_page_says_the_same(make_pdf) -> None:
    shown = [
        "Ana Lemaire",
        "ana@example.nc",
        "Développeuse Lagon aujourd'hui",
        "Refonte du portail",
        "Recette",
        "Formation Langues",
    ]
    shown += [
        "Licence informatique",
        "français langue maternelle anglais",
        "Compétences Expérience Java SQL",
        "03/2019",
    ]
    page = [(40, 60 + 20 * n, text) for n, text in enumerate(shown)]
    same = parse_document(with_attached(make_pdf(page), EUROPASS.encode()), "cv.pdf")
    assert (
        same.reading.format == "europass"
        and "Développeuse – Lagon  03/2019 - aujourd'hui" in same.text
    )
    other = parse_document(
        with_attached(
            make_pdf([(40, 60, "Boulanger à Koné depuis toujours et pour longtemps")]),
            EUROPASS.encode(),
        ),
        "b.pdf",
    )
    assert other.reading.format == "pdf" and "Développeuse" not in other.text


def test_a_tag_that_is_no_text_is_read_around() -> None:
    damaged = EUROPASS.encode().replace(b"<Label>D", b"<\x80abel>D", 1)
    assert "Lagon" in parse_document(damaged, "cv.xml").text


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([json.dumps(RESUME, ensure_ascii=False).encode(), EUROPASS.encode()]), st.data()
)
def test_damaged_data_are_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        parse_document(bytes(changed[: data.draw(st.integers(1, len(changed)))]), "cv.dat")
    except UnreadableDocument as error:
        assert error.reason


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_a_resume_with_odd_values_is_read_or_refused(odd: object) -> None:
    resume = {
        "basics": odd,
        "work": odd,
        "education": [odd, {"area": odd}],
        "skills": [{"name": odd, "keywords": odd}],
    }
    try:
        parse_document(json.dumps(resume).encode(), "cv.json")
    except UnreadableDocument as error:
        assert error.reason == "no_text"


@pytest.mark.parametrize("data", [b"<SkillsPassport", b"<?xml version='1.0'?><SkillsPassport/>"])
def test_empty_europass_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        parse_document(data, "cv.xml")
