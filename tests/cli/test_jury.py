"""The commands of a jury, run as people run them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.main import run
from pipeline.runs.decisions import Decisions
from pipeline.runs.sharing import held_by
from tests.conftest import CV, NOTICE

OTHER = NOTICE.replace("3134-26-0001/SR du 2 mars 2026", "3146-26-0777/SR du 5 mai 2026")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of one CV, in whose folder the jury chose whom to hear."""
    place = tmp_path_factory.mktemp("jury")
    (place / "cv.txt").write_text(CV, encoding="utf-8")
    (place / "offre.txt").write_text(NOTICE, encoding="utf-8")
    (place / "autre.txt").write_text(OTHER, encoding="utf-8")
    mended = NOTICE.replace("trois ans", "quatre ans")
    (place / "corrigee.txt").write_text(mended, encoding="utf-8")
    out = place / "demo"
    assert ranked(place, "offre.txt", out) == 0
    (row,) = (out / "run.json").read_text(encoding="utf-8").split('"cv.txt": "')[1:]
    those = [("cv.txt", row[:64])]
    Decisions(out, held_by(out)).promote(those, "shortlisted", "La plus proche", "Léa")
    return place


def ranked(place: Path, offer: str, out: Path) -> int:
    return run(["rank", str(place / offer), str(place / "cv.txt"), "-q", "-o", str(out)])


def test_a_folder_serves_one_competition(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (demo / "demo/classement.json").read_bytes()
    assert ranked(demo, "autre.txt", demo / "demo") == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert "3134-26-0001" in told and "3146-26-0777" in told and "avec -o" in told
    assert (demo / "demo/classement.json").read_bytes() == before
    assert ranked(demo, "corrigee.txt", demo / "demo") == 0
    (decided,) = Decisions(demo / "demo", held_by(demo / "demo")).history()
    assert decided.author == "Léa" and "0001" in decided.competition
    assert ranked(demo, "offre.txt", demo / "demo") == 0


def test_work_is_carried_and_joined(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, there = demo / "demo", demo / "ailleurs"
    assert ranked(demo, "offre.txt", there) == 0
    assert run(["decisions", "export", str(out), "-o", str(demo / "a.json")]) == 0
    capsys.readouterr()
    for new, known in ((1, 0), (0, 1)):
        assert run(["decisions", "merge", str(there), str(demo / "a.json")]) == 0
        assert f"{new} nouvelle(s), {known} déjà là" in capsys.readouterr().out
    told = (there / "proces-verbal.html").read_text(encoding="utf-8")
    assert "La plus proche" in told
    assert (demo / "a.json").stat().st_mode & 0o077 == 0
    (decided,) = Decisions(there, held_by(there)).history()
    Decisions(out, held_by(out)).promote([("cv.txt", decided.id)], "chosen", "Oui", "Léa")
    Decisions(there, held_by(there)).promote([("cv.txt", decided.id)], "reserve", "Non", "Tom")
    assert run(["decisions", "export", str(there), "-o", str(demo / "b.json")]) == 0
    capsys.readouterr()
    assert run(["decisions", "merge", str(out), str(demo / "b.json")]) == 0
    said = capsys.readouterr().out
    assert "contraires : Camille Martin : retenue (Léa" in said
    assert "liste complémentaire (Tom" in said
    assert run(["decisions", "merge", str(out), str(demo / "offre.txt")]) == 1


def test_letters_are_written_once_and_follow_the_decision(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = demo / "lettres"
    assert ranked(demo, "offre.txt", out) == 0
    assert run(["letters", str(out)]) == 0
    assert "Aucune décision ne demande de lettre" in capsys.readouterr().err
    (row,) = (out / "run.json").read_text(encoding="utf-8").split('"cv.txt": "')[1:]
    log = Decisions(out, held_by(out))
    log.promote([("cv.txt", row[:64])], "shortlisted", "La plus proche", "Léa")
    assert run(["letters", str(out)]) == 0
    assert "2 écrit(s), 0 déjà là" in capsys.readouterr().out
    names = sorted(p.name.split("-")[0] for p in (out / "courriers").iterdir())
    assert names == ["convocation", "entretien"]
    (call,) = (out / "courriers").glob("convocation*")
    call.write_bytes(b"corrigee a la main")
    assert run(["letters", str(out)]) == 0
    assert "0 écrit(s), 2 déjà là" in capsys.readouterr().out
    assert call.read_bytes() == b"corrigee a la main"
    log.promote([("cv.txt", row[:64])], "not_chosen", "Trop loin", "Léa")
    assert run(["letters", str(out)]) == 0
    assert "ne pas l'envoyer" in capsys.readouterr().err
    assert run(["letters", str(out), "--templates", str(out / "rien")]) == 1
    assert run(["purge", str(out), "--candidate", "cv.txt"]) == 0
    assert not (out / "courriers").exists()


def test_the_organisation_is_written_then_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["organisation", str(tmp_path)]) == 0
    assert sorted(p.name for p in (tmp_path / "modeles").iterdir()) == [
        "convocation.docx",
        "liste-complementaire.docx",
        "non-retenue.docx",
    ]
    path = tmp_path / "organisation.toml"
    path.write_text(path.read_text("utf-8").replace('nom = ""', 'nom = "Ici"', 1), "utf-8")
    assert run(["organisation", str(tmp_path)]) == 0
    assert "bien écrit" in capsys.readouterr().out and '"Ici"' in path.read_text("utf-8")
    path.write_text("[employeur]\nnon = 1", encoding="utf-8")
    assert run(["organisation", str(tmp_path)]) == 1
    assert "la clé non n'est pas connue" in capsys.readouterr().err
