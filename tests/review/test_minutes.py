"""Papers that are signed and sent: minutes in HTML and DOCX, letters, sheets, notices."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from pipeline.batch.run import Run
from pipeline.errors import BadSetting
from pipeline.ranking.criteria import Grid
from pipeline.review.changes import grid_changes
from pipeline.review.filling import filled
from pipeline.review.letters import LETTERS, letters, places_of, shipped
from pipeline.review.minutes import minutes_of
from pipeline.review.notices import missing, notice_text
from pipeline.review.papers import publish
from pipeline.review.sections import FREE
from pipeline.review.word import minutes_docx
from pipeline.runs.competitions import competition_of
from pipeline.runs.decisions import Decisions
from pipeline.runs.organisation import (
    ORGANISATION,
    DataUse,
    Employer,
    Interview,
    Member,
    Organisation,
    Sitting,
)

DAY = date(2026, 11, 27)
JURY = Organisation(
    employer=Employer("Province des Îles", "98800 Nouméa", "drh@exemple.nc"),
    data=DataUse("recruter", "intérêt public", "le jury", "deux ans", "dpo@exemple.nc"),
    sitting=Sitting("2026-12-03", "salle du conseil", 2),
    interview=Interview("2026-12-01", "salle A", "45 minutes"),
    jury=(
        Member("Ève Brun", "directrice", "présidence"),
        Member("Tom Vau", "chef de service", conflict="ancien collègue d'un candidat"),
        Member("Léa Roi", "experte", present=False),
    ),
)


@pytest.fixture
def log(sample_run: Run, tmp_path: Path) -> Decisions:
    """What a jury decided of five candidates."""
    found = Decisions(tmp_path, competition_of(sample_run))
    those = [(r.match.file, r.match.id) for r in sample_run.ranking[:5]]
    found.decide(*those[0], "keep", "Solide", "Tom Vau")
    found.promote(those[:4], "admissible", "Dossiers complets", "Ève Brun")
    found.promote(those[4:], "not_chosen", "Hors délai", "Ève Brun")
    found.promote(those[:1], "chosen", "La plus proche", "Ève Brun")
    found.promote(those[1:2], "reserve", "Très proche <b>aussi</b>", "Ève Brun")
    found.promote(those[2:3], "shortlisted", "À entendre", "Ève Brun")
    return found


def name_of(run: Run, place: int) -> str:
    file = run.ranking[place].match.file
    return run.candidates[file].identity.name or file


def text_of(data: bytes) -> str:
    """All that a DOCX says."""
    paper = docx.Document(io.BytesIO(data))
    cells = (cell.text for t in paper.tables for row in t.rows for cell in row.cells)
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_the_minutes_say_what_a_jury_signs(sample_run: Run, log: Decisions) -> None:
    minutes = minutes_of(sample_run, log.history(), JURY)
    by_title = {section.title: section for section in minutes.sections}
    assert "quorum est atteint" in " ".join(by_title["Séance"].said)
    assert "3 décembre 2026" in by_title["Séance"].said[0]
    assert "Tom Vau : ancien collègue d'un candidat" in by_title["Conflits d'intérêts"].said
    composed = by_title["Composition du jury"].table
    assert composed is not None
    assert [row[0] for row in composed.rows()] == ["Ève Brun", "Tom Vau", "Léa Roi"]
    admitted = by_title["Recevabilité"]
    assert "Recevables : 4." in admitted.said[0] and admitted.table is not None
    assert [row[1] for row in admitted.table.rows()] == ["Hors délai"]
    assert by_title["Personnes retenues"].said == (f"1. {name_of(sample_run, 0)} : La plus proche",)
    assert name_of(sample_run, 1) in by_title["Liste complémentaire"].said[0]
    assert [name for name, _ in minutes.signed] == ["Ève Brun", "Tom Vau"]
    ranked = by_title["Classement et décisions"].table
    assert ranked is not None and len(list(ranked.rows())) == len(sample_run.ranking)


@pytest.mark.parametrize(("there", "told"), [(2, "atteint"), (1, "non atteint")])
def test_the_quorum_is_counted(there: int, told: str, sample_run: Run) -> None:
    members = tuple(replace(m, present=n < there) for n, m in enumerate(JURY.jury))
    minutes = minutes_of(sample_run, [], replace(JURY, jury=members))
    assert minutes.sections[0].said[1].endswith(f"Le quorum est {told}.")


def test_what_nobody_said_is_left_free(sample_run: Run) -> None:
    minutes = minutes_of(sample_run, [], Organisation())
    assert FREE in minutes.sections[0].said[0] and minutes.signed == ((FREE, ""),) * 4
    assert f"Grade : {FREE}" in minutes.facts
    said = {section.title: section.said for section in minutes.sections}
    assert said["Personnes retenues"] == said["Liste complémentaire"] == ("Néant.",)
    assert said["Conflits d'intérêts"] == (FREE,)


def test_both_forms_say_the_same(sample_run: Run, log: Decisions, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    publish(sample_run, out)
    (out / "decisions.sqlite").write_bytes((tmp_path / "decisions.sqlite").read_bytes())
    publish(sample_run, out)
    page = (out / "proces-verbal.html").read_text(encoding="utf-8")
    word = (out / "proces-verbal.docx").read_bytes()
    assert "Très proche &lt;b&gt;aussi&lt;/b&gt;" in page
    assert "counter(page)" in page and "size:A4" in page
    told = text_of(word)
    for said in ("Hors délai", "Très proche <b>aussi</b>", name_of(sample_run, 50), "Signatures"):
        assert said in told, said
    paper = docx.Document(io.BytesIO(word))
    page_of = paper.sections[0]
    assert (round(page_of.page_width.mm), round(page_of.page_height.mm)) == (210, 297)
    footer = page_of.footer._element.xml
    assert 'w:instr="PAGE"' in footer and 'w:instr="NUMPAGES"' in footer
    again = minutes_docx(minutes_of(sample_run, log.history(), Organisation()), sample_run.started)
    assert again == word


def test_another_organisation_writes_the_minutes_anew(sample_run: Run, sample_out: Path) -> None:
    before = (sample_out / "proces-verbal.html").read_bytes()
    (sample_out / ORGANISATION).write_text('[employeur]\nnom = "Province des Îles"\n', "utf-8")
    publish(sample_run, sample_out)
    after = (sample_out / "proces-verbal.html").read_bytes()
    assert before != after and "Province des Îles" in after.decode()
    (sample_out / ORGANISATION).write_text("[employeur]\nnon = 1\n", "utf-8")
    with pytest.raises(BadSetting, match="la clé non"):
        publish(sample_run, sample_out)


def test_changes_of_a_grid_are_told(sample_run: Run) -> None:
    own = sample_run.grid
    first, second, third, *rest = own
    assert grid_changes(own, own) == []
    heavier = replace(first, weight=first.weight + 5, need="ignored")
    reworded = replace(second, text="Autre chose", id="c9")
    new = replace(third, text="Savoir nager", line=0, kind="skill")
    told = grid_changes(own, Grid((*rest, heavier, reworded, new)))
    assert any(t.startswith(f"{first.text} : importance") and "poids" in t for t in told)
    assert f"reformulé : {second.text} → Autre chose" in told
    assert any(t.startswith("ajouté : Savoir nager") for t in told)
    assert any(t.startswith(f"retiré : {third.text}") for t in told)
    assert len(told) == 4


def test_letters_follow_the_stages(sample_run: Run, log: Decisions) -> None:
    made = {x.name: x.data for x in letters(sample_run, log.history(), JURY, DAY)}
    kinds = sorted(name.split("-")[0] for name in made)
    assert kinds == ["convocation", "entretien", "liste", "non"]
    (refusal,) = (data for name, data in made.items() if name.startswith("non"))
    told = text_of(refusal)
    assert name_of(sample_run, 4) in told and "Hors délai" in told and "27 novembre 2026" in told
    assert "Province des Îles" in told and "{{" not in told
    (call,) = (data for name, data in made.items() if name.startswith("convocation"))
    assert "1er décembre 2026" in text_of(call) and "salle A" in text_of(call)
    (sheet,) = (data.decode() for name, data in made.items() if name.startswith("entretien"))
    assert name_of(sample_run, 2) in sheet and "http" not in sheet.replace("http-equiv", "")
    assert made == {x.name: x.data for x in letters(sample_run, log.history(), JURY, DAY)}


def test_a_template_that_was_changed_is_used(
    sample_run: Run, log: Decisions, tmp_path: Path
) -> None:
    paper = docx.Document()
    line = paper.add_paragraph("Pour ")
    for piece in ("{", "{ n", "om }}, réf. {{reference}"):
        line.add_run(piece).bold = True
    line.add_run("} ; ").italic = True
    paper.add_table(1, 1).cell(0, 0).text = "{{ motif }}"
    paper.save(tmp_path / "non-retenue.docx")
    made = list(letters(sample_run, log.history(), JURY, DAY, tmp_path))
    (refusal,) = (x.data for x in made if x.name.startswith("non"))
    told = text_of(refusal)
    reference = sample_run.offer.requirements.reference
    assert f"Pour {name_of(sample_run, 4)}, réf. {reference} ; " in told and "Hors délai" in told
    found = docx.Document(io.BytesIO(refusal)).paragraphs[0].runs
    assert [r.bold for r in found if name_of(sample_run, 4) in r.text] == [True]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ prenom }}", "prenom.*choisir parmi employeur"),
        ("{{ nom }", "accolades"),
        ("nom }}", "accolades"),
    ],
)
def test_a_template_that_cannot_be_filled_is_told(
    text: str, told: str, sample_run: Run, log: Decisions, tmp_path: Path
) -> None:
    paper = docx.Document()
    paper.add_paragraph(text)
    paper.save(tmp_path / "non-retenue.docx")
    with pytest.raises(BadSetting, match=told) as error:
        list(letters(sample_run, log.history(), JURY, DAY, tmp_path))
    assert "non-retenue.docx" in str(error.value)


def test_what_is_no_docx_is_told(sample_run: Run, log: Decisions) -> None:
    decided = log.history()[-1]
    places = places_of(sample_run, "Ana", decided, JURY, DAY)
    for data in (b"", b"rien", b"PK\x03\x04"):
        with pytest.raises(BadSetting, match="DOCX lisible"):
            filled(Path("modele.docx"), data, places, "2026-11-27T00:00:00")


def test_shipped_templates_use_known_places(sample_run: Run, log: Decisions) -> None:
    known = set(places_of(sample_run, "Ana", log.history()[-1], JURY, DAY))
    templates = dict(shipped(DAY))
    assert set(templates) == {f"{name}.docx" for name in LETTERS.values()}
    for data in templates.values():
        used = set(re.findall(r"\{\{ (\w+) \}\}", text_of(data)))
        assert {"nom", "poste", "contact"} <= used <= known


def test_a_notice_says_who_why_how_long_and_which_rights(sample_run: Run) -> None:
    match = sample_run.ranking[0].match
    candidate = sample_run.read(match.file)
    told = notice_text(match, sample_run.offer, candidate, JURY)
    for said in (
        "Employeur : Province des Îles, 98800 Nouméa",
        "Contact : drh@exemple.nc",
        "Finalité : recruter",
        "Base légale : intérêt public",
        "Destinataires : le jury",
        "Conservation : deux ans",
        "Pour les exercer, écrivez à : dpo@exemple.nc",
        "Ce qui a été lu de votre CV",
        "Comment cela a compté",
        "CNIL",
    ):
        assert said in told, said
    assert missing(sample_run.offer, JURY) == []
    bare = notice_text(match, sample_run.offer, candidate)
    assert bare.count("[à compléter par l'employeur]") == 6
    assert "[donnees] base_legale" in missing(sample_run.offer, Organisation())
