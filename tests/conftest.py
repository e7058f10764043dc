"""What the tests share: the sample run, and documents typeset within the test that needs them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.batch.batch import run_batch
from pipeline.batch.run import Run
from pipeline.documents import Document
from pipeline.files.reader import parse_document
from pipeline.nlp.model import Model, load
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Understanding
from pipeline.review.papers import publish
from pipeline.store.alone import alone
from pipeline.structure.entries import structured

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 24)
OFFER = ROOT / "data/offers/chef_projet_moe.txt"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def model() -> Model:
    return load()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """What was read of the samples, for runs that need not read them again: all processes of the
    tests share it.
    """
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "samples" / "reserve"


@pytest.fixture(scope="session")
def sample_run(sample_store: Path) -> Run:
    """The demonstration: the sample folder against the sample offer."""
    with alone(sample_store.parent, 300):
        return run_batch(OFFER, [ROOT / "data/cvs"], today=TODAY, jobs=2, store=sample_store)


@pytest.fixture
def sample_out(sample_run: Run, tmp_path: Path) -> Path:
    """The folder of the demonstration."""
    publish(sample_run, tmp_path / "demo")
    return tmp_path / "demo"


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """A PDF from placed texts, one list a page: (x, y from the top, text, font, size)."""

    def make(*pages: Sequence[tuple], encrypt: str | None = None) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(595, 842), encrypt=encrypt)
        for page in pages:
            for x, y, text, *font in page:
                canvas.setFont(*(font or ("Helvetica", 10)))
                canvas.drawString(x, 842 - y, text)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def make_docx() -> Callable[[Sequence[str]], bytes]:
    """A DOCX of plain paragraphs."""

    def make(paragraphs: Sequence[str]) -> bytes:
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def read_text() -> Callable[..., Document]:
    """A Document from the text of a CV or an offer."""

    def read(text: str, kind: str = "cv", name: str = "essai.txt") -> Document:
        return structured(parse_document(text.encode(), name, kind))

    return read


@pytest.fixture(scope="session")
def profile_from() -> Callable[..., Profile]:
    """A Profile from the text of a CV or an offer."""

    def make(text: str, kind: str = "cv", name: str = "essai.txt") -> Profile:
        return Understanding(TODAY)(parse_document(text.encode(), name, kind)).profile

    return make


CV = """Camille Martin
Développeuse d'applications
12 rue des Lilas, 98800 Nouméa
camille.martin@example.nc
Née en 1990

EXPÉRIENCE PROFESSIONNELLE
Développeuse Java – Lagon Logiciels – Nouméa  mars 2018 - aujourd'hui
- Conception et développement d'applications métiers en Java et PostgreSQL
- Encadrement de trois développeurs, revue de code
Technicienne support – Atelier du Port – Nouméa  janvier 2015 - février 2018
- Dépannage des postes de travail

FORMATION
Licence informatique – Université de la Nouvelle-Calédonie  2014

COMPÉTENCES
- Java, SQL, Git, Docker (notions)

LANGUES
- Français, anglais (B2)
"""
NOTICE = """Développeur d'applications
Référence : 3134-26-0001/SR du 2 mars 2026
Employeur : Province Sud
Lieu de travail : Nouméa
Durée de résidence exigée pour le recrutement sur titre (1) : au moins égale à 5 ans
Date limite de candidature : vendredi 10 avril 2026

Emploi RESPNC : Développeur d'applications

Missions :
- concevoir, développer et maintenir des applications informatiques ;
- encadrer une équipe de développeurs ;

Profil du candidat
- diplôme de niveau bac + 3 en informatique ;
- trois ans d'expérience dans le développement ;
- maîtrise de Java et de PostgreSQL.
"""


@pytest.fixture
def cv_text() -> str:
    return CV


@pytest.fixture
def notice_text() -> str:
    return NOTICE
