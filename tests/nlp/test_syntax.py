"""The trained French pipeline: tags, lemmas and heads of sentences, names of products kept whole,
and how it is trained.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from pipeline.lexicon import tables
from pipeline.nlp.model import load


@pytest.fixture(scope="module")
def syntax() -> Language:
    return spacy.load(tables.MODELS / "fr_syntax")


@pytest.mark.parametrize(
    ("sentence", "lemmas"),
    [
        (
            "Elle a conçu des applications pour les communes.",
            {"conçu": "concevoir", "applications": "application", "communes": "commune"},
        ),
        ("Nous développons les outils internes.", {"développons": "développer", "outils": "outil"}),
        ("Les agents seront formés au nouveau logiciel.", {"formés": "former", "agents": "agent"}),
    ],
)
def test_lemmas(sentence: str, lemmas: dict[str, str], syntax: Language) -> None:
    found = {t.text: t.lemma_ for t in syntax(sentence)}
    assert {word: found[word] for word in lemmas} == lemmas


def test_verbs_objects_and_near_misses(syntax: Language) -> None:
    tokens = {t.text: t for t in syntax("Le service gère les projets de la province.")}
    assert tokens["gère"].pos_ == "VERB" and tokens["projets"].pos_ == "NOUN"
    assert tokens["projets"].head.text == "gère" and tokens["projets"].dep_ == "obj"
    assert {t.text: t.pos_ for t in syntax("Il projette une visite.")}["projette"] == "VERB"


@pytest.mark.parametrize("name", ["C#", "C++", ".NET", "Node.js", "PL/SQL", "CI/CD", "TCP/IP"])
def test_names_of_products_stay_whole(name: str, syntax: Language) -> None:
    assert name in [t.text for t in syntax.make_doc(f"Développement en {name}, puis recette.")]


def test_two_trades_at_a_slash_are_two(syntax: Language) -> None:
    assert [t.text for t in syntax.make_doc("analyste/programmeur")] == [
        "analyste",
        "/",
        "programmeur",
    ]


def test_it_is_a_base_for_the_pipeline() -> None:
    model = load("fr_syntax")
    tokens = model.tokens("Maîtrise de Java et gestion de projet informatique")
    assert {t.pos for t in tokens} >= {"NOUN", "ADP"}
    assert {f.concept for f in model.find_skills(tokens)} >= {"Java", "gestion de projet"}


TREEBANK = """# text = Elle parle du projet.
1\tElle\til\tPRON\t_\tGender=Fem|Number=Sing|PronType=Prs\t2\tnsubj\t_\t_
2\tparle\tparler\tVERB\t_\tMood=Ind\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\tDefinite=Def\t5\tdet\t_\t_
5\tprojet\tprojet\tNOUN\t_\tGender=Masc\t2\tobl:arg\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


@pytest.fixture(scope="module")
def training() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "models/training/train_syntax.py"
    spec = importlib.util.spec_from_file_location("train_syntax", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["train_syntax"] = module
    spec.loader.exec_module(module)
    return module


def test_a_treebank_becomes_documents(training: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(TREEBANK, encoding="utf-8")
    training.convert([(tmp_path / "a.conllu", 2)], tmp_path / "a.spacy", share=1.0)
    docs = list(DocBin().from_disk(tmp_path / "a.spacy").get_docs(Vocab()))
    plain = next(d for d in docs if d.text.strip().startswith("Elle parle du projet."))
    assert [t.text for t in plain][:5] == ["Elle", "parle", "du", "projet", "."]
    du = plain[2]
    assert (du.lemma_, du.pos_, du.head.text, du.dep_) == ("de", "ADP", "projet", "case")
    assert plain[3].dep_ == "obl" and str(plain[0].morph) == "Gender=Fem|Number=Sing"
    assert any(
        d[0].pos_ == "PUNCT" or d.text.isupper() or d.text[0].islower() or not d.text.endswith(".")
        for d in docs
    )


def test_its_scores_are_computed_on_raw_text(
    training: ModuleType, tmp_path: Path, syntax: Language
) -> None:
    (tmp_path / "a.conllu").write_text(TREEBANK, encoding="utf-8")
    training.convert([(tmp_path / "a.conllu", 1)], tmp_path / "a.spacy")
    scores = training.evaluate(syntax, tmp_path / "a.spacy")
    assert scores["token_acc"] == 1.0 and scores["pos_acc"] >= 0.8
