"""What offers ask, sentence by sentence: each table has its near misses."""

from __future__ import annotations

import pytest

from pipeline.documents import Document, Line, Reading
from pipeline.profiles.amounts import diploma_asked, length_said, mastery_asked, years_asked
from pipeline.profiles.asks import ASSET, ESSENTIAL, Ask, cut_sentences, need_of, read_asks
from pipeline.profiles.headers import titles_of
from pipeline.profiles.items import Item, breaks_off, mended, read_items
from pipeline.profiles.kinds import named_kind
from pipeline.profiles.seams import alternatives, split_asks


def offer(*rows: tuple[str, str]) -> Document:
    """An offer of labelled lines."""
    lines = tuple(Line(text) for _, text in rows)
    labels = tuple(label for label, _ in rows)
    return Document("x", "offre.txt", "offer", lines, (), Reading("txt"), labels=labels)


def asks_of(*texts: str, heading: str = "Profil recherché") -> list[Ask]:
    """What the profile of a plumber's offer asks."""
    head = (("title", "Plombier chauffagiste"), ("h:profile", heading))
    return list(read_asks(offer(*head, *(("profile", text) for text in texts))))[1:]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3 à 5 ans d'expérience en gestion de stocks", 3),
        ("Expérience de trois à cinq ans exigée", 3),
        ("moins de 2 ans d'expérience", None),
        ("cinq ans sur un poste similaire", 5),
        ("5+ ans de développement web", 5),
        ("Au moins 24 mois d'expérience de terrain", 2),
        ("6 mois d'expérience en cuisine", 0.5),
        ("une maison fondée il y a 50 ans, riche d'expérience", None),
        ("notre expérience de la mer depuis 30 ans", None),
        ("AFGSU de 4 ans", None),
        ("Expérience confirmée en management", None),
    ],
)
def test_years_asked(text: str, years: float | None) -> None:
    assert years_asked(text) == years


@pytest.mark.parametrize(
    ("years", "shown"), [(3, "3 ans"), (1, "1 an"), (0.5, "6 mois"), (2.5, "2,5 ans")]
)
def test_years_as_a_sheet_says_them(years: float, shown: str) -> None:
    assert length_said(years) == shown


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("bac+3 à bac+5 en informatique", "bac+3"),
        ("Bac + 2 minimum", "bac+2"),
        ("Licence ou master en droit", "bac+3"),
        ("CAP ou BEP électricité", "cap"),
        ("maîtrise de la langue des signes", ""),
        ("permis B", ""),
    ],
)
def test_diploma_asked(text: str, level: str) -> None:
    assert diploma_asked(text) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Anglais lu et écrit (niveau B2)", "B2"),
        ("Notions de comptabilité", "notions"),
        ("Bonne maîtrise d'Excel", "bonne maitrise"),
        ("Sens du service public", ""),
        ("groupe B2B", ""),
    ],
)
def test_mastery_asked(text: str, level: str) -> None:
    assert mastery_asked(text) == level


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Maîtrise de Java ou de Python", ("Java", "Python")),
        ("au moins un SGBD parmi Oracle, MySQL ou SQL Server", ("Oracle", "MySQL", "SQL Server")),
        ("un logiciel de paie (Silae, Cegid ou autre)", ("Silae", "Cegid", "autre")),
        ("Lecture de plans (Revit ou ArchiCAD) serait un plus", ("Revit", "ArchiCAD")),
        ("Java et Python", ()),
        ("Maîtrise de Linux et du scripting (Bash, Python)", ()),
    ],
)
def test_alternatives(text: str, names: tuple[str, ...]) -> None:
    assert alternatives(text) == names


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "permis B exigé, habilitation électrique BR souhaitée",
            ["permis B exigé", "habilitation électrique BR souhaitée"],
        ),
        (
            "Vous tenez la caisse, vous rangez la réserve et vous passez les commandes",
            ["Vous tenez la caisse", "vous rangez la réserve", "vous passez les commandes"],
        ),
        (
            "Excel et Word maîtrisés, Access serait un plus",
            ["Excel et Word maîtrisés", "Access serait un plus"],
        ),
        ("Rigueur, patience, écoute", ["Rigueur, patience, écoute"]),
        ("Idéalement, vous avez déjà tenu un bar", ["Idéalement, vous avez déjà tenu un bar"]),
        ("un CRM (HubSpot, Sellsy serait un plus)", ["un CRM (HubSpot, Sellsy serait un plus)"]),
    ],
)
def test_a_sentence_is_cut_at_clear_seams_alone(text: str, pieces: list[str]) -> None:
    assert split_asks(text) == pieces


@pytest.mark.parametrize(
    ("text", "heading", "need"),
    [
        ("La connaissance de GLPI serait un plus", "Profil", ASSET),
        ("Connaissance de GLPI appréciée", "Profil", ASSET),
        ("Idéalement, une première expérience en gare", "Profil", ASSET),
        ("permis C souhaité", "Profil", ASSET),
        ("Connaissance de GLPI", "Les petits plus", ASSET),
        ("Permis B exigé", "Les petits plus", ESSENTIAL),
        ("Connaissance de GLPI", "Profil", ESSENTIAL),
        ("Un ERP (SAP de préférence)", "Profil", ESSENTIAL),
        ("bienvenu, pas obligatoire", "Profil", ASSET),
        ("expérience d'un an, débutant accepté", "Profil", ASSET),
    ],
)
def test_how_much_a_thing_is_needed(text: str, heading: str, need: str) -> None:
    assert need_of(Item(text, "profile", 0, heading), "skill") == need


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("Permis B indispensable", "profile", "licence"),
        ("Domicile à moins de 30 km", "profile", "residence"),
        ("Anglais courant", "profile", "language"),
        ("BTS ou DUT en électrotechnique", "profile", "diploma"),
        ("Deux ans d'expérience en gare", "profile", "experience"),
        ("Sens de l'accueil", "profile", "skill"),
        ("Pas besoin d'expérience", "profile", "none"),
        ("moins de 2 ans d'expérience acceptés", "profile", "none"),
        ("Tenir la caisse", "mission", "mission"),
        ("vous tenez la caisse", "mission", "mission"),
        ("Placé sous l'autorité du directeur", "mission", "none"),
        ("Rattachée au siège, vous tenez la caisse", "mission", "mission"),
        ("Le poste était tenu par un intérimaire", "mission", "none"),
        ("La mairie fait de la donnée un axe prioritaire de ses services", "mission", "none"),
        ("La gestion des stocks", "mission", "mission"),
    ],
)
def test_what_the_words_of_a_piece_name(text: str, label: str, kind: str) -> None:
    assert named_kind(Item(text, label, 0)) == kind


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("rester à jour avec les", True),
        ("vérifier les sauvegardes et", True),
        ("être ponctuel-le", False),
        ("une formation est un plus", False),
        ("cela nous va aussi", False),
    ],
)
def test_a_sentence_that_breaks_off(text: str, broken: bool) -> None:
    assert breaks_off(text) is broken


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("vérifier les sauvegardes et", "vérifier les sauvegardes"),
        ("suivre le budget pour rendre compte à la", "suivre le budget"),
        ("suivre le budget", "suivre le budget"),
    ],
)
def test_what_is_whole_of_it(text: str, whole: str) -> None:
    assert mended(text) == whole


def test_a_broken_sentence_is_told_and_not_guessed() -> None:
    document = offer(
        ("title", "Agent d'accueil"),
        ("h:mission", "Missions :"),
        ("mission", "- accueillir le public ;"),
        ("mission", "- tenir le standard pour répondre aux"),
    )
    asks = [ask.text for ask in read_asks(document)]
    warnings = cut_sentences(document)
    assert asks == ["Agent d'accueil", "accueillir le public", "tenir le standard"]
    assert [w.kind for w in warnings] == ["cut_sentence"]
    assert "ligne 4" in warnings[0].detail


def test_lines_of_one_sentence_are_joined_and_sentences_of_one_line_parted() -> None:
    rows = [
        ("profile", "Vous savez lire un plan d'architecte sans le tourner, et poser"),
        ("profile", "un receveur de douche à l'italienne. Vous connaissez les normes en"),
        ("profile", "vigueur pour le gaz. Vous êtes soigneux du début à la fin, et calme"),
        ("profile", "sur le chantier. Le permis B est indispensable."),
    ]
    found = [(item.line, item.text.split()[-1]) for item in read_items(offer(*rows))]
    assert found == [(0, "l'italienne"), (1, "gaz"), (2, "chantier"), (3, "indispensable")]


def test_items_of_a_list_stay_apart() -> None:
    rows = [("mission", "- poser les tubes"), ("mission", "- Souder le cuivre")]
    assert [item.text for item in read_items(offer(*rows))] == [
        "poser les tubes",
        "Souder le cuivre",
    ]


def test_only_tasks_and_profile_ask() -> None:
    document = offer(
        ("title", "Plombier chauffagiste (H/F)"),
        ("employer", "Fondée il y a 50 ans, notre maison a l'expérience des grands chantiers."),
        ("mission", "- Installer des chaudières"),
        ("condition", "Permis moto remboursé, cours d'anglais offerts."),
        ("apply", "Écrire à la mairie avec le diplôme."),
    )
    assert [(a.kind, a.text) for a in read_asks(document)] == [
        ("occupation", "Plombier chauffagiste"),
        ("mission", "Installer des chaudières"),
    ]


def test_a_wish_does_not_win_over_what_is_asked() -> None:
    asks = asks_of(
        "Expérience de 3 à 5 ans en plomberie",
        "10 ans d'expérience en soudure TIG seraient un plus",
    )
    assert [(a.level, a.need) for a in asks] == [("3 ans", ESSENTIAL), ("10 ans", ASSET)]


def test_diploma_or_equivalent_experience_is_one_ask_with_a_choice() -> None:
    (ask,) = asks_of("CAP de plomberie exigé, ou expérience équivalente")
    assert (ask.kind, ask.level, ask.need) == ("diploma", "cap", ESSENTIAL)
    assert "expérience équivalente" in ask.any_of


def test_what_is_as_good_joins_the_ask_before_it() -> None:
    (ask,) = asks_of("BTS fluides exigé. Un CAP et un bon tour de main nous va très bien aussi.")
    assert ask.kind == "diploma"
    assert ask.any_of[-1].startswith("Un CAP")


def test_the_residence_of_a_form_is_asked_on_its_lines() -> None:
    document = offer(
        ("title", "Ingénieur réseau"),
        ("header", "Durée de résidence exigée"),
        ("header", "pour le recrutement sur titre (1) : au moins 10 ans"),
        ("mission", "- administrer le réseau"),
    )
    asks = read_asks(document)
    assert [(a.kind, a.level, a.line) for a in asks][1] == ("residence", "10 ans", 2)
    assert "recrutement" not in asks[1].text


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Plombier / chauffagiste", ("Plombier", "chauffagiste")),
        ("Infirmier en médecine (jour / nuit)", ()),
        ("Commercial terrain – secteur 21 / 71", ()),
    ],
)
def test_a_title_may_leave_the_choice(title: str, names: tuple[str, ...]) -> None:
    assert titles_of(title) == names
