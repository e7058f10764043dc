"""Posts beside each other: shared employers, missions that end, school projects, student bodies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.profiles.profile import Profile

ProfileFrom = Callable[..., Profile]
HEAD = "Solveig Tournus\nsolveig.tournus@example.fr\n\nEXPÉRIENCE PROFESSIONNELLE\n\n"
TAIL = "\n\nFORMATION\n\nBTS, 2009\n"


def told(profile: Profile) -> list[tuple[str, str, str]]:
    """Title, employer and kind of each post."""
    return [(p.title, p.organisation, p.kind) for p in profile.career.posts]


def test_an_employer_with_its_length_is_that_of_the_posts_below(profile_from: ProfileFrom) -> None:
    cv = (
        "Fonderies Brassac\n7 ans 2 mois\nChef d'atelier\njuin 2017 - juillet 2021 (4 ans 2 mois)\n"
    )
    cv += "Issoire, Auvergne, France\nPlanning\n\nSoudeur\njuin 2014 - mai 2017 (3 ans)\n"
    cv += "Issoire, Auvergne, France\nMoules"
    assert told(profile_from(HEAD + cv + TAIL)) == [
        ("Chef d'atelier", "Fonderies Brassac", "post"),
        ("Soudeur", "Fonderies Brassac", "post"),
    ]


def test_an_employer_with_dates_of_its_own_has_several_posts(profile_from: ProfileFrom) -> None:
    cv = "TUILERIES DE CORBIGNY (2009 – 2022)\nAvril 2015 – mars 2022 : Cheffe d'équipe\n"
    cv += "- Quinze personnes\nMai 2009 – mars 2015 : Conductrice de four\n- Cuisson"
    posts = told(profile_from(HEAD + cv + TAIL))
    assert [p[1:] for p in posts] == [("TUILERIES DE CORBIGNY", "post")] * 2


def test_a_mission_that_lasts_ended_with_its_post(profile_from: ProfileFrom) -> None:
    cv = "Consultant – Conseil Bresle – mars 2014 à novembre 2022\n"
    cv += "Fromageries Neufchâtel – depuis juin 2019 : gestion des lots\n"
    profile = profile_from(HEAD + cv + TAIL)
    assert profile.career.months == 105
    assert not any(post.lasts for post in profile.career.posts)


@pytest.mark.parametrize(
    "project",
    [
        "Février – mai 2021 : Projet tutoré, application de trocs",
        "Février – mai 2021 : Projet universitaire, serre connectée",
        "Février – mai 2021 : Création d'un site de recettes (projet étudiant)",
    ],
)
def test_a_project_of_a_school_is_no_post(project: str, profile_from: ProfileFrom) -> None:
    cv = f"Septembre 2022 – août 2023 : Développeuse, Web Corbigny\n- Sites\n{project}\n- Rapport"
    assert told(profile_from(HEAD + cv + TAIL)) == [("Développeuse", "Web Corbigny", "post")]


@pytest.mark.parametrize(
    "role",
    [
        "Trésorier du BDE – IUT de Nevers – septembre 2014 à juin 2016",
        "Présidente du bureau des élèves – INSA de Bourges – septembre 2014 à juin 2016",
        "Vice-présidente, bureau des étudiants, septembre 2014 à juin 2016",
    ],
)
def test_who_serves_students_is_a_volunteer(role: str, profile_from: ProfileFrom) -> None:
    cv = f"Comptable – Crédit Morvan – février 2019 à janvier 2023\n- Clôtures\n{role}"
    assert profile_from(HEAD + cv + TAIL).career.months == 48


def test_the_years_of_versions_begin_no_post(profile_from: ProfileFrom) -> None:
    cv = "Administrateur réseau – Mairie de Decize – janvier 2012 à décembre 2018\n"
    cv += "Serveurs Windows 2003, 2008\nMessagerie Exchange 2010, 2013 et 2016"
    assert len(profile_from(HEAD + cv + TAIL).career.posts) == 1


@pytest.mark.parametrize(
    "school",
    [
        "Depuis septembre 2025 : Institut de formation d'aides-soignants, Nevers",
        "Depuis septembre 2025 : Université de Bourgogne, master (cours du soir)",
    ],
)
def test_who_studies_holds_another_post(school: str, profile_from: ProfileFrom) -> None:
    cv = f"{school}\nDepuis mars 2019 : Hydraulicienne, Eaux du Morvan\n- Réseaux"
    assert profile_from(HEAD + cv).title == "Hydraulicienne"


def test_a_trade_under_the_name_is_the_title(profile_from: ProfileFrom) -> None:
    cv = "Ysée Clamecy\nHydrothérapeute\nysee@example.fr\n\nFORMATION\n\nCertificat, 2018\n"
    assert profile_from(cv).title == "Hydrothérapeute"


def test_a_title_beside_its_employer_is_one_anywhere(profile_from: ProfileFrom) -> None:
    cv = "Firmin Lormes\nObjectif : devenir chef de projet\nfirmin@example.fr\n\nDiplômes\n"
    cv += "DEAS, 2014\nSituation\nAide-soignant à la Résidence du Morvan\n"
    assert profile_from(cv).title == "Aide-soignant"


@pytest.mark.parametrize(
    "text",
    [
        "Facture n° 24-118\nCouverture Prémery, 58700\nClient : Mme Saxy\nTotal HT 1 000 €\n"
        "TVA 20 %\nNet à payer 1 200 € TTC\n",
        "Réunion du 3 mars 2026\nPrésents : J. Luzy, T. Fours. Excusés : M. Cosne\n"
        "Le lot 3 est reporté. Prochaine réunion le 8 avril.\n",
        "Gratin du Morvan\nPour 4 personnes\nIngrédients : chou, lard, 20 g de beurre\n"
        "Faire revenir le lard, puis cuire à feu doux.\n",
    ],
)
def test_another_paper_says_what_it_is(text: str, profile_from: ProfileFrom) -> None:
    assert "not_a_cv" in {w.kind for w in profile_from(text).warnings}


def test_who_writes_invoices_writes_a_cv(profile_from: ProfileFrom) -> None:
    cv = "Comptable – Garage Lormes – mars 2016 à mai 2021\n- Factures, TVA, échéances, devis"
    assert "not_a_cv" not in {w.kind for w in profile_from(HEAD + cv).warnings}
