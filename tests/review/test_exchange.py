"""A profile written in a format of the field and read back is equal; and any reader of the format
finds the facts in their place.
"""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from pipeline.batch.run import Run
from pipeline.errors import BadSetting
from pipeline.files.postings import job_posting
from pipeline.files.reader import parse_document
from pipeline.review.exchange import FORMATS
from pipeline.review.job_posting import to_job_posting
from pipeline.review.notices import notice_text
from pipeline.review.portrait import Portrait, portrait_of
from pipeline.review.trec import trec_qrels, trec_run


def portraits(run: Run) -> list[Portrait]:
    found = [run.read(file) for file in run.candidates]
    return [portrait_of(c.profile, c.identity) for c in found]


@pytest.mark.parametrize("form", FORMATS)
def test_every_sample_comes_back_equal(form: str, sample_run: Run) -> None:
    _, write, read = FORMATS[form]
    for portrait in portraits(sample_run):
        assert read(write(portrait)) == portrait


def test_facts_stand_where_others_look_for_them(sample_run: Run) -> None:
    candidate = sample_run.read("c005.pdf")
    portrait = portrait_of(candidate.profile, candidate.identity)
    resume = json.loads(FORMATS["json-resume"][1](portrait))
    assert (
        resume["basics"]["name"] == "Rui Figueiredo"
        and resume["work"][0]["startDate"] == "2019-03"
        and "C#" in {s["name"] for s in resume["skills"]}
    )
    assert resume["x-occupations"][0]["rome"] == "M1853"
    assert resume["x-occupations"][0]["x-esco"].startswith("http://data.europa.eu/esco/occupation/")
    assert any(
        s.get("x-esco", "").startswith("http://data.europa.eu/esco/skill/")
        for s in resume["skills"]
    )
    root = ElementTree.fromstring(FORMATS["europass"][1](portrait))
    space = {"e": "http://europass.cedefop.europa.eu/Europass"}
    first = root.find("e:LearnerInfo/e:WorkExperienceList/e:WorkExperience", space)
    assert (
        first is not None
        and first.findtext("e:Employer/e:Name", namespaces=space) == "Office cantonal des registres"
    )
    record = json.loads(FORMATS["hr-open"][1](portrait))
    assert record["profiles"][0]["employment"][0]["positionHistories"][0]["current"] is True


@pytest.mark.parametrize("form", ["json-resume", "europass"])
def test_what_is_written_is_read_as_a_cv(form: str, sample_run: Run) -> None:
    candidate = sample_run.read("c005.pdf")
    suffix, write, _ = FORMATS[form]
    document = parse_document(
        write(portrait_of(candidate.profile, candidate.identity)), f"cv{suffix}", "cv"
    )
    assert (
        "Office cantonal des registres" in document.text
        and "Conduite fonctionnelle de 8 ingénieurs" in document.text
    )


def test_an_offer_as_a_job_posting(sample_run: Run) -> None:
    data = to_job_posting(sample_run.offer)
    posting = job_posting(data)
    assert (
        posting is not None
        and posting["title"] == sample_run.offer.title
        and posting["validThrough"] == "2025-02-14"
    )
    assert "concevoir" in parse_document(data, "offre.jsonld", "offer").text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"<x/>", b'<!DOCTYPE x [<!ENTITY a "b">]><SkillsPassport/>']
)
def test_anything_else_is_refused_in_one_line(form: str, data: bytes) -> None:
    with pytest.raises(BadSetting):
        FORMATS[form][2](data)


def test_trec(sample_run: Run) -> None:
    assert (
        trec_run("o", iter([("a", 0.5), ("b", 0.25)]))
        == "o Q0 a 1 0.5000 vivier\no Q0 b 2 0.2500 vivier\n"
    )
    assert trec_qrels(iter([("o", "a", 3)])) == "o 0 a 3\n"


def test_the_notice_tells_the_person_and_nobody_else(sample_run: Run) -> None:
    (told_of,) = (r for r in sample_run.ranking if r.match.file == "c005.pdf")
    told = notice_text(told_of.match, sample_run.offer, sample_run.read("c005.pdf"))
    for said in ("Office cantonal des registres", "Vos droits", "à vérifier", "CNIL"):
        assert said in told
    others = [d.identity.name for f, d in sample_run.candidates.items() if f != "c005.pdf"]
    assert "rang" not in told.lower() and not any(name in told for name in others if name)
