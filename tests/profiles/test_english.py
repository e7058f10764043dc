"""An English CV gives the profile of its French twin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.lexicon.words import english_forms
from pipeline.profiles.profile import Profile
from pipeline.ranking.ranker import rank

HEAD = "Moana Lefèvre\nmoana.lefevre@example.nc - Nouméa\n"
TWINS = [
    (
        HEAD
        + """
Expérience professionnelle

Cheffe de projet informatique - Office des postes, Nouméa
mars 2019 - aujourd'hui
- Développement d'applications web avec Java, Spring et Angular
- Gestion du budget du projet

Stage développeuse - Agence Corail
mars 2014 - août 2014
- Développement d'un site en PHP et MySQL

Formation
2014 - Master informatique, Université de Bordeaux
2012 - Licence informatique, Université de la Nouvelle-Calédonie

Compétences
Java, Spring, Angular, PostgreSQL, Docker, Git, Scrum
Gestion de projet, analyse des besoins, tests logiciels

Langues
Français (langue maternelle), anglais (C1), espagnol (notions)

Permis B et C
""",
        HEAD
        + """
Work experience

IT Project Manager - Office des postes, Nouméa
March 2019 - present
- Developed web applications with Java, Spring and Angular
- Managed the project budget

Developer internship - Agence Corail
March 2014 - August 2014
- Developed a website in PHP and MySQL

Education
2014 - Master's degree in Computer Science, University of Bordeaux
2012 - Bachelor's degree in Computer Science, University of New Caledonia

Skills
Java, Spring, Angular, PostgreSQL, Docker, Git, Scrum
Project management, requirements analysis, software testing

Languages
French (native), English (C1), Spanish (basic)

Driving licence: B and C
""",
        {"développer", "gérer"},
    ),
    (
        """Teiva Bernard

Expérience professionnelle

Responsable des ressources humaines - Société Minière du Sud
depuis janvier 2018
- Organisation des entretiens annuels
- Élaboration du plan de formation

Chargé de recrutement - Cabinet Horizon
juin 2013 - décembre 2017
- Rédaction des offres d'emploi

Formation
Master ressources humaines, 2013

Compétences
Recrutement, paie, droit du travail, gestion des compétences, Excel, SAP
Esprit d'équipe, sens de l'organisation

Langues
Français : langue maternelle
Anglais : B2
""",
        """Teiva Bernard

Professional experience

Human Resources Manager - Société Minière du Sud
since January 2018
- Organised the annual interviews of the staff
- Drew up the training plan of the company

Recruitment Officer - Cabinet Horizon
June 2013 - December 2017
- Wrote job advertisements

Education
Master's degree in human resources, 2013

Skills
Recruitment, payroll, labour law, skills management, Excel, SAP
Team spirit, organisational skills

Languages
French: mother tongue
English: B2
""",
        {"organiser", "élaborer"},
    ),
]


@pytest.mark.parametrize(("french", "english", "actions"), TWINS)
def test_an_english_cv_gives_the_profile_of_its_french_twin(
    french: str, english: str, actions: set[str], profile_from: Callable[..., Profile]
) -> None:
    one, other = profile_from(french), profile_from(english)
    assert (one.language, other.language) == ("fr", "en")
    for facts in (
        lambda p: [(post.start, post.end, post.kind, post.organisation) for post in p.career.posts],
        lambda p: (p.career.years, p.career.range),
        lambda p: [(d.level, d.year) for d in p.diplomas],
        lambda p: sorted(p.languages),
        lambda p: p.requirements.licences,
    ):
        assert facts(one) == facts(other)  # type: ignore[no-untyped-call]
    told, said = ({s.concept for s in p.told_skills} for p in (one, other))
    assert len(told & said) >= 0.8 * len(told | said)
    assert [o.rome for o in one.occupations] == [o.rome for o in other.occupations]
    assert all(actions <= {m.action for m in p.missions} for p in (one, other))


ENGLISH_HEAD = (
    "Ana Lemaire\n\nExperience\nProject officer, Atelier du Port  March 2019 to May 2022\n"
)
FRENCH_HEAD = (
    "Ana Lemaire\n\nExpérience\nChargée de mission, Atelier du Port  mars 2019 - mai 2022\n"
)


@pytest.mark.parametrize(
    ("head", "line", "actions"),
    [
        (ENGLISH_HEAD, "- Led a team of five", ["diriger"]),
        (ENGLISH_HEAD, "- Wrote the specifications and ran workshops", ["rédiger", "animer"]),
        (FRENCH_HEAD, "- Installation d'éclairage LED", ["installer"]),
        (FRENCH_HEAD, "- Suivi du planning des équipes", ["suivre"]),
        (FRENCH_HEAD, "- Rédaction de tout type de documents", ["rédiger"]),
    ],
)
def test_english_participles_name_an_action_where_they_begin_a_line(
    head: str, line: str, actions: list[str], profile_from: Callable[..., Profile]
) -> None:
    assert [
        m.action for m in profile_from(f"{head}{line}\n").missions if "Port" not in m.object
    ] == actions


def test_participles_of_regular_verbs() -> None:
    assert [
        english_forms(v)[0] for v in ("develop", "plan", "test", "use", "supply", "deploy")
    ] == [
        "developed",
        "planned",
        "tested",
        "used",
        "supplied",
        "deployed",
    ]


OFFER = """Responsable des ressources humaines

Missions
- Organiser les entretiens annuels et le recrutement
- Élaborer le plan de formation
- Rédiger les offres d'emploi

Profil
Master en ressources humaines, cinq ans d'expérience, anglais B2
"""


def test_an_english_cv_is_ranked_beside_its_french_twin(
    profile_from: Callable[..., Profile],
) -> None:
    offer, (french, english, _) = profile_from(OFFER, "offer"), TWINS[1]
    scores = [rank(offer, [profile_from(cv)])[0].match for cv in (french, english)]
    assert scores[1].score > 0.85 * scores[0].score
    quotes = [e.quote for answer in scores[1].answers for e in answer.evidence]
    assert quotes and all(quote in english for quote in quotes)


def test_a_line_about_the_person_is_no_post(profile_from: Callable[..., Profile]) -> None:
    profile = profile_from(
        "Léa Roche\n00 00 00 97 36 - lea.roche@example.com\nNomad since 2024\n\nWHERE I HAVE WORKED\n\n"
        "Buyer - Récolte (agricultural marketplace) - remote\n2019 - 2022\n- Negotiated contracts with suppliers\n"
    )
    assert [(p.title, p.organisation) for p in profile.career.posts] == [("Buyer", "Récolte")]


def test_an_employer_before_the_title_and_languages_behind_a_label(
    profile_from: Callable[..., Profile],
) -> None:
    profile = profile_from(
        "Priya Nair\npriya.nair@example.com\n\nExperience\nWellington City Council — IT Project Manager, Mar 2019 to date\n"
        "- Implemented the new permit system\n- Wrote unit tests\nDatacom Systems Ltd — Senior Software Developer, 2013 – 2019\n"
        "- Designed web applications\n\n"
        "Education\nMaster of Information Technology, 2012\nLanguages: English (native), French (intermediate), Hindi\n"
    )
    assert [(p.title, p.organisation) for p in profile.career.posts] == [
        ("IT Project Manager", "Wellington City Council"),
        ("Senior Software Developer", "Datacom Systems Ltd"),
    ]
    assert dict(profile.languages) == {"anglais": "natif", "français": "B1", "hindi": "courant"}
    assert {m.action for m in profile.missions} == {"déployer", "rédiger", "concevoir"}


def test_a_firm_of_a_trade_is_no_title(profile_from: Callable[..., Profile]) -> None:
    profile = profile_from(
        "Léa Roche\n\nExpérience professionnelle\nCabinet d'avocats Martin - Nouméa  2019 - 2022\n- Accueil des clients\n"
    )
    (post,) = profile.career.posts
    assert (post.title, post.organisation) == ("", "Cabinet d'avocats Martin")
