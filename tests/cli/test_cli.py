"""The command as its user runs it: outputs of the contract, exit codes, one line for every known
problem.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.files.folder import find_files
from tests.conftest import OFFER, ROOT

Command = Callable[..., subprocess.CompletedProcess]


def vivier(*words: object, timeout: int = 300) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pipeline.cli.main", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=timeout, cwd=ROOT
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three good CVs, one of them in a folder, and what candidates send by mistake."""
    place = tmp_path_factory.mktemp("cvs")
    (place / "suite").mkdir()
    for source, name in (
        ("c005.pdf", "lead.pdf"),
        ("c009.docx", "suite/indépendant.docx"),
        ("c036.txt", "=2+3 secrétaire.txt"),
    ):
        (place / name).write_bytes((ROOT / "data/cvs" / source).read_bytes())
    (place / "vide.docx").write_bytes(b"")
    (place / "abîmé.pdf").write_bytes(b"%PDF-1.4 rien")
    (place / "photo.bin").write_bytes(bytes(range(256)) * 30)
    (place / "html.html").write_text(
        "<html><body><p>Zoé Dubois</p><p>Développeuse &lt;script&gt;alert(1)&lt;/script&gt;</p><h2>Expérience</h2>"
        "<p>Développeuse Java – &lt;b&gt;Récif&lt;/b&gt; – Koné 2015 - 2020</p><ul><li>Développement et maintenance d'applications métiers en Java "
        "&lt;img src=x onerror=alert(1)&gt;</li></ul></body></html>",
        encoding="utf-8",
    )
    (place / "deux\nlignes.txt").write_text(
        "Ana Lemaire\nExpérience\nComptable – Port – Nouméa 2015 - 2020\n- Tenue de la comptabilité\n"
    )
    return place


@pytest.fixture(scope="module")
def out(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("run") / "out"
    done = vivier("rank", OFFER, folder, "-o", place, "--today", "2026-11-24")
    assert done.returncode == 0, done.stderr
    assert (
        "lead.pdf" in done.stdout and "vide.docx" in done.stderr and "Traceback" not in done.stderr
    )
    return place


def test_every_file_stands_exactly_once(out: Path, folder: Path) -> None:
    record = json.loads((out / "classement.json").read_text(encoding="utf-8"))
    names = [c["file"] for c in record["candidates"]] + [u["file"] for u in record["unread"]]
    assert sorted(names) == sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()
    )
    assert {u["file"]: u["reason"] for u in record["unread"]} == {
        "vide.docx": "empty",
        "abîmé.pdf": "broken",
        "photo.bin": "not_a_document",
    }


def test_json_keeps_its_schema(out: Path) -> None:
    record = json.loads((out / "classement.json").read_text(encoding="utf-8"))
    assert record["schema"] == 2
    assert {"file", "title", "reference", "employer"} <= set(record["offer"])
    first = record["candidates"][0]
    assert first["file"] == "lead.pdf"
    assert {"rank", "band", "file", "score", "answers", "requirements", "warnings"} <= set(first)
    assert {c["id"] for c in record["criteria"] if c["weight"]} == {
        a["criterion"] for a in first["answers"]
    }
    assert set(first["answers"][0]["evidence"][0]) == {
        "matched",
        "link",
        "quote",
        "page",
        "line",
    }
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert (
        len(run["hashes"]["lead.pdf"]) == 64
        and run["versions"]["spacy"]
        and run["settings"]["today"] == "2026-11-24"
    )


def test_tables_open_in_a_spreadsheet_and_run_no_formula(out: Path) -> None:
    raw = (out / "classement.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 5 and rows[0]["Rang"] == "1" and rows[0]["Score"].startswith("0,")
    assert "'=2+3 secrétaire.txt" in {r["Fichier"] for r in rows}
    reading = list(
        csv.DictReader(
            io.StringIO((out / "lecture.csv").read_text(encoding="utf-8-sig")), delimiter=";"
        )
    )
    assert {r["État"] for r in reading} == {"lu", "non lu"} and len(reading) == 8
    book = openpyxl.load_workbook(out / "classement.xlsx")
    assert book.sheetnames == ["Classement", "Preuves", "Exigences", "Lecture", "Réglages"]
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not any(c.data_type == "f" for c in cells)
    assert book["Classement"].freeze_panes == "D2"


def test_report_is_one_page_without_network_or_script(out: Path) -> None:
    page = (out / "rapport.html").read_text(encoding="utf-8")
    assert "<script" not in page and "onerror=alert(1)>" not in page and "&lt;img src=x" in page
    assert (
        "http://" not in page
        and "https://" not in page
        and "src=" not in page.replace("&lt;img src=x", "")
    )
    assert "la décision appartient aux personnes" in page and "Fichiers mis de côté" in page


def test_a_second_run_is_byte_identical(out: Path, folder: Path, tmp_path: Path) -> None:
    assert (
        vivier(
            "rank", OFFER, folder, "-o", tmp_path, "--today", "2026-11-24", "--jobs", "2", "-q"
        ).returncode
        == 0
    )
    for name in ("classement.json", "classement.csv", "lecture.csv"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_anonymous_outputs_hold_no_name(folder: Path, tmp_path: Path) -> None:
    done = vivier("rank", OFFER, folder, "-o", tmp_path, "--anonymous", "-q")
    assert done.returncode == 0
    written = [
        p.read_bytes() for p in tmp_path.iterdir() if p.name not in ("cle.csv", "classement.xlsx")
    ] + [done.stdout.encode()]
    book = openpyxl.load_workbook(tmp_path / "classement.xlsx")
    written.append(
        " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row).encode()
    )
    assert not any(
        "Développeuse".encode() in content or "développeuse".encode() in content
        for content in written
    )
    for word in (
        "Figueiredo",
        "Maraetefau",
        "98800",
        "Née en",
        "Né en",
        "WAYARIDRI",
        "lead.pdf",
        "rui.figueiredo",
    ):
        assert not any(word.encode() in content for content in written), word
    assert "Figueiredo" in (tmp_path / "cle.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["rank", OFFER, "absent"], 1, "absent : ce dossier ou fichier n'existe pas ; "),
        (["rank", "absent.txt", "data/cvs"], 1, "absent.txt : "),
        (
            ["rank", OFFER, "data/cvs", "--weights", "savoir=2"],
            1,
            "cette nature de critère n'existe pas",
        ),
        (["rank", OFFER, "data/cvs", "--weights", "skill=beaucoup"], 1, "ce n'est pas un poids"),
        (["rank", OFFER, "data/cvs", "--today", "hier"], 1, "ce n'est pas une date"),
        (["explain", OFFER, "absent.pdf"], 1, "absent.pdf : le fichier n'existe pas"),
        (["evaluate", "absent", "data/judgments.csv"], 1, "absent : pas de classement.json"),
        (["rank", OFFER], 2, "donner un dossier de CV"),
        (["chanter"], 2, "la commande chanter n'existe pas"),
    ],
)
def test_problems_are_one_line_and_a_code(words: list, code: int, said: str) -> None:
    done = vivier(*words)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 1 and done.stderr.count(" ; ") >= 1


def test_empty_folder_and_unreadable_offer(tmp_path: Path) -> None:
    done = vivier("rank", OFFER, tmp_path)
    assert done.returncode == 1 and "le dossier est vide" in done.stderr
    (tmp_path / "offre.pdf").write_bytes(b"%PDF-1.4 rien")
    done = vivier("rank", tmp_path / "offre.pdf", ROOT / "data/cvs/c036.txt")
    assert (
        done.returncode == 1
        and "l'offre n'est pas lisible" in done.stderr
        and len(done.stderr.strip().splitlines()) == 1
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_without_permission_is_listed(tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_bytes((ROOT / "data/cvs/c036.txt").read_bytes())
    (tmp_path / "fermé").mkdir(mode=0)
    done = vivier("rank", OFFER, tmp_path)
    assert done.returncode == 0 and "fermé" in done.stderr


def test_a_folder_that_does_not_open_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    (tmp_path / "cv.txt").write_text("Ana")
    (tmp_path / "fermé").mkdir()
    real = os.scandir

    def refuse(path: object) -> object:
        if str(path).endswith("fermé"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found, closed = find_files([tmp_path])
    assert [f.name for f in found] == ["cv.txt"]
    assert [(u.file, u.reason) for u in closed] == [("fermé", "permission")]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:

    inside = tmp_path / "cvs"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (inside / "lien.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "boucle").symlink_to(inside, target_is_directory=True)
    (inside / "cv.txt").write_text("Ana")
    found, closed = find_files([inside])
    assert [f.name for f in found] == ["cv.txt"]
    assert [(u.file, u.reason) for u in closed] == [("lien.txt", "link")]


def test_read_and_profile_write_one_object_a_line(folder: Path) -> None:
    lines = [json.loads(x) for x in vivier("read", folder, "--format", "jsonl").stdout.splitlines()]
    assert len(lines) == 8
    lead = next(x for x in lines if x["file"] == "lead.pdf")
    assert (lead["status"], lead["pages"], lead["ocr"], lead["language"]) == ("ok", 3, False, "fr")
    section = next(s for s in lead["sections"] if s["kind"] == "experience")
    assert lead["text"][section["start"] : section["end"]].startswith(
        "Activités professionnelles\n"
    )
    profile = json.loads(
        vivier("profile", folder / "lead.pdf", "--format", "jsonl", "--today", "2026-11-24").stdout
    )
    assert profile["diploma"] == "bac+3" and profile["experience_years"] == pytest.approx(
        17.2, abs=0.2
    )
    assert profile["occupation"]["rome"] == "M1853" and profile["languages"]["anglais"] == "C1"
    assert profile["posts"][0]["start"] == "2019-03" and profile["posts"][0]["end"] is None
    offer = json.loads(vivier("profile", OFFER, "--kind", "offer", "--format", "jsonl").stdout)
    assert (
        offer["requirements"]["residence_years"] == 5
        and offer["requirements"]["deadline"] == "2025-02-14"
    )


def test_explain_compare_match_evaluate(out: Path, folder: Path) -> None:
    told = vivier("explain", OFFER, folder / "lead.pdf").stdout
    assert (
        "critères indispensables montrés" in told
        and "« " in told
        and "À demander en entretien" in told
        and "la décision appartient aux personnes" in told
    )
    compared = vivier(
        "compare", OFFER, folder / "suite/indépendant.docx", folder / "lead.pdf"
    ).stdout
    assert compared.startswith("1. lead.pdf") and "\n2. indépendant.docx" in compared
    offers = vivier("match", folder / "lead.pdf", "data/offers").stdout.splitlines()
    assert "chef_projet_moe" in offers[0] + offers[1] and len(offers) == 7
    judgments = out.parent / "jugements.csv"
    judgments.write_text(
        "offer;candidate;relevance\nchef_projet_moe;lead;3\nchef_projet_moe;indépendant;2\nchef_projet_moe;absent;1\n"
    )
    done = vivier("evaluate", out, judgments)
    assert "nDCG@10" in done.stdout and "absent" in done.stderr


def test_help_covers_every_command_and_imports_little() -> None:
    heavy = "{'spacy', 'sklearn', 'pandas', 'numpy', 'pdfminer', 'pebble'}"
    code = f"import sys, pipeline.cli.main; found = {heavy} & set(sys.modules); assert not found, found"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    for command in ("rank", "read", "profile", "explain", "compare", "match", "evaluate", "build"):
        assert "Emploi" in vivier(command, "--help").stdout
