"""A test of language is a sentence with the answer inside, with its near miss beside it."""

from __future__ import annotations

import filecmp
from pathlib import Path

import pytest
import spacy

from pipeline.errors import BadSetting
from pipeline.lexicon import tables
from pipeline.lexicon.compiled import SHIPPED
from pipeline.nlp import model as models
from pipeline.nlp.model import Model
from pipeline.nlp.qualifiers import qualifier


def concepts(model: Model, sentence: str) -> set[str]:
    return {f.concept for f in model.find_skills(model.tokens(sentence))}


@pytest.mark.parametrize(
    ("sentence", "found", "not_found"),
    [
        (
            "Langages : C#, .NET, Node.js, PL/SQL, CI/CD",
            {"C#", ".NET", "Node.js", "PL/SQL", "intégration continue"},
            {"C"},
        ),
        ("Développement en Java", {"Java"}, {"JavaScript"}),
        ("Développement en JavaScript", {"JavaScript"}, {"Java"}),
        (
            "Encadrer sept programmeurs et deux testeurs",
            {"encadrement d'équipe", "encadrement technique"},
            set(),
        ),
        ("Encadrement d'une chorale d'enfants", set(), {"encadrement technique"}),
        ("Équipe de 5 devs, dont 2 juniors", {"encadrement technique"}, set()),
        (
            "Suivi du budget et contrôle des prestataires",
            {"gestion budgétaire", "pilotage de prestataires"},
            set(),
        ),
        ("Gestion du projet de refonte", {"gestion de projet"}, set()),
        ("Accès au site par la porte", set(), {"Access"}),
        ("Base Access des inscriptions", {"Access"}, set()),
        ("le go du directeur", set(), {"Go"}),
        ("Rédaction du cahier des charges", {"spécifications fonctionnelles"}, set()),
        ("Service aux serveurs du restaurant", set(), {"administration de bases de données"}),
    ],
)
def test_skills_of_a_sentence(
    model: Model, sentence: str, found: set[str], not_found: set[str]
) -> None:
    got = concepts(model, sentence)
    assert found <= got
    assert not not_found & got


@pytest.mark.parametrize(
    ("sentence", "missions"),
    [
        (
            "- de concevoir, de développer et de maintenir des applications informatiques en utilisant les langages appropriés ;",
            [
                ("concevoir", "applications informatiques"),
                ("développer", "applications informatiques"),
                ("maintenir", "applications informatiques"),
            ],
        ),
        (
            "Conception et développement d'un portail",
            [("concevoir", "portail"), ("développer", "portail")],
        ),
        ("Participer à la rédaction des spécifications", [("rédiger", "spécifications")]),
        ("Assurer le suivi des prestataires", [("suivre", "prestataires")]),
        ("Très bonne ambiance", []),
    ],
)
def test_missions_of_a_sentence(
    model: Model, sentence: str, missions: list[tuple[str, str]]
) -> None:
    got = [(m.action, m.object) for m in model.find_missions(model.tokens(sentence))]
    assert got == missions


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Notions de Docker", "notions"),
        ("Docker (notions)", "notions"),
        ("Maîtrise de Docker", "mastered"),
        ("Sans Docker", "negated"),
        ("Déploiement avec Docker", ""),
    ],
)
def test_qualifiers(model: Model, sentence: str, said: str) -> None:
    tokens = model.tokens(sentence)
    docker = next(f for f in model.find_skills(tokens) if f.concept == "Docker")
    assert qualifier(tokens, docker) == said


@pytest.mark.parametrize(
    ("title", "rome"),
    [
        ("Cheffe de projet informatique", "M1853"),
        ("Cheffe de projet événementiel", "E1107"),
        ("Développeuse d'applications", "M1805"),
        ("Développeur de réseau commercial", "D1407"),
        ("Responsable du pôle études et développement", "M1853"),
        ("Infirmière diplômée d'État", "J1506"),
    ],
)
def test_occupations(model: Model, title: str, rome: str) -> None:
    found = model.find_occupations(model.tokens(title))
    codes = {model.occupations[f.concept].rome for f in found}
    assert rome in codes


def test_sustainable_development_is_no_trade_of_software(model: Model) -> None:
    found = model.find_occupations(model.tokens("Responsable développement durable"))
    codes = {model.occupations[f.concept].rome for f in found}
    assert codes and not any(code.startswith("M18") for code in codes)


def test_shipped_model_is_the_one_that_the_tables_build(tmp_path: Path) -> None:
    models.save(models.build(), tmp_path / "fr")
    shipped = tables.MODELS / SHIPPED
    assert filecmp.cmp(
        shipped / "vivier_skills/names.json",
        tmp_path / "fr/vivier_skills/names.json",
        shallow=False,
    ), "run: vivier build"


def test_spacy_loads_it_and_finds_spans() -> None:
    nlp = spacy.load(tables.MODELS / SHIPPED)
    doc = nlp("Concevoir une application en Java")
    assert {s.label_ for s in doc.spans["skills"]} >= {"Java"}
    assert [(s.label_, s.text) for s in doc.spans["missions"]] == [
        ("concevoir", "Concevoir une application")
    ]


def test_a_base_that_is_installed_is_used_and_one_that_is_not_is_said(tmp_path: Path) -> None:
    base = spacy.blank("fr")
    base.add_pipe("sentencizer")
    base.to_disk(tmp_path / "base")
    nlp = models.build(str(tmp_path / "base"))
    assert nlp.pipe_names == ["sentencizer", "vivier_keys", "vivier_skills", "vivier_missions"]
    with pytest.raises(BadSetting, match="fr_core_news_zz"):
        models.build("fr_core_news_zz")


def test_the_components_are_added_to_a_pipeline_of_ones_own() -> None:
    nlp = spacy.blank("fr")
    for component in ("vivier_keys", "vivier_skills", "vivier_missions"):
        nlp.add_pipe(component)
    doc = nlp("Concevoir des applications en C# et PL/SQL")
    assert {"C#", "PL/SQL"} <= {s.label_ for s in doc.spans["skills"]}
    assert [s.label_ for s in doc.spans["missions"]] == ["concevoir"]


@pytest.mark.parametrize("line", ["Calcul  Python,   Regressi", "Chargé(e) de projet\tPython"])
def test_words_stand_where_the_line_has_them(model: Model, line: str) -> None:
    tokens = model.tokens(line)
    assert [line[t.start : t.end] for t in tokens] == [t.text for t in tokens]
