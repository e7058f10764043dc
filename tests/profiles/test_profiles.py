"""Careers, diplomas, languages, requirements and identities, each in a sentence with its near miss."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.files.reader import parse_document
from pipeline.lexicon.people import personal_kind
from pipeline.profiles.ladder import level_of
from pipeline.profiles.languages import levels_in
from pipeline.profiles.phones import find_phone
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Understanding
from pipeline.structure.periods import find_periods


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("mars 2018 - aujourd'hui", (2018, 3), None),
        ("Janvier 2017 - à ce jour", (2017, 1), None),
        ("depuis fév. 2020", (2020, 2), None),
        ("mars - août 2013", (2013, 3), (2013, 8)),
        ("03/2018 -> 05/2019", (2018, 3), (2019, 5)),
        ("04/16 – 09/18", (2016, 4), (2018, 9)),
        ("03.2019 - aujourd'hui", (2019, 3), None),
        ("de septembre 2012 à juin 2014", (2012, 9), (2014, 6)),
        ("Jul 2018 - Dec 2018", (2018, 7), (2018, 12)),
        ("1er mars 2015 au 30 juin 2016", (2015, 3), (2016, 6)),
        ("Mai 19 - déc. 21", (2019, 5), (2021, 12)),
        ("2019 - 2023", (2019, 7), (2023, 6)),
        ("1 200 dossiers traités", None, None),
        ("budget de 1.25 M€", None, None),
    ],
)
def test_periods(text: str, start: tuple[int, int] | None, end: tuple[int, int] | None) -> None:
    found = [(period.start, period.end) for period in find_periods(text)]
    assert found == ([(start, end)] if start else [])


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Master informatique, parcours génie logiciel", "bac+5"),
        ("Diplôme d'ingénieur – INSA", "bac+5"),
        ("Licence professionnelle Métiers du numérique", "bac+3"),
        ("BTS SIO option SLAM", "bac+2"),
        ("DUT Informatique", "bac+2"),
        ("Bac S", "bac"),
        ("CAP cuisine", "cap"),
        ("Doctorat en chimie", "bac+8"),
        ("Baccalauréat en informatique – Université Laval – Québec", "bac+3"),
        ("Titre professionnel Développeur web (RNCP niveau 5)", "bac+2"),
        ("Diplôme de niveau bac + 3 minimum", "bac+3"),
        ("Professional Scrum Master I", ""),
        ("Maîtrise d'œuvre", ""),
        ("Débutant", ""),
    ],
)
def test_levels(text: str, level: str) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Français, anglais (B2)", [("français", ""), ("anglais", "B2")]),
        (
            "Anglais C1 (clients néerlandais), créole réunionnais",
            [("anglais", "C1"), ("créole réunionnais", "")],
        ),
        (
            "Anglais de cuisine, espagnol et catalan de marché",
            [("anglais", ""), ("espagnol", ""), ("catalan", "")],
        ),
        ("Anglais courant, espagnol (notions)", [("anglais", "C1"), ("espagnol", "A2")]),
        (
            "Drehu : langue maternelle - anglais : B2 (TOEIC 845)",
            [("drehu", "natif"), ("anglais", "B2")],
        ),
        ("Français, tahitien, anglais B1", [("français", ""), ("tahitien", ""), ("anglais", "B1")]),
        ("Anglais, allemand : B2", [("anglais", "B2"), ("allemand", "B2")]),
        ("Anglais, espagnol courants", [("anglais", "C1"), ("espagnol", "C1")]),
        ("Aucune langue ici", []),
    ],
)
def test_languages(text: str, found: list[tuple[str, str]]) -> None:
    assert levels_in(text) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            "Français, tahitien, anglais B1",
            {"français": "natif", "tahitien": "natif", "anglais": "B1"},
        ),
        (
            "Paicî, français, anglais scolaire",
            {"paicî": "natif", "français": "courant", "anglais": "A2"},
        ),
        ("Anglais B2", {"français": "natif", "anglais": "B2"}),
        ("Espagnol (langue maternelle), anglais B2", {"espagnol": "natif", "anglais": "B2"}),
        ("Anglais", {"français": "natif", "anglais": "courant"}),
    ],
)
def test_mother_tongues(
    said: str, found: dict[str, str], profile_from: Callable[..., Profile]
) -> None:
    cv = f"Ana Lemaire\n\nExpérience\nComptable 2015 - 2020\n- Tenue des comptes et de la paie de la société\n\nLangues\n{said}\n"
    assert dict(profile_from(cv).languages) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Née en 1990", "birth"),
        ("Célibataire, 3 enfants", "family"),
        ("12 rue des Lilas, 98800 Nouméa", "address"),
        ("marocaine", "nationality"),
        ("camille@example.nc", "email"),
        ("+687 74 12 08", "phone"),
        ("Gestion de 34 agents", ""),
        ("Développement en C# et .NET", ""),
    ],
)
def test_what_speaks_of_the_person(text: str, kind: str) -> None:
    assert personal_kind(text) == kind


def test_profile_of_a_cv(profile_from: Callable[..., Profile], cv_text: str) -> None:
    profile = profile_from(cv_text)
    assert [(p.title, p.organisation, p.start, p.end) for p in profile.career.posts] == [
        ("Développeuse Java", "Lagon Logiciels", (2018, 3), None),
        ("Technicienne support", "Atelier du Port", (2015, 1), (2018, 2)),
    ]
    assert profile.career.months == 105 + 38
    assert profile.diploma == "bac+3"
    assert dict(profile.languages) == {"français": "natif", "anglais": "B2"}
    java = next(s for s in profile.skills if s.concept == "Java")
    assert (java.months, java.last_year, set(java.sections)) == (
        105,
        2026,
        {"experience", "skills"},
    )
    docker = next(s for s in profile.skills if s.concept == "Docker")
    assert docker.qualifier == "notions"
    said = " ".join(p.text for p in profile.passages)
    assert "Camille" not in said and "Lilas" not in said and "1990" not in said


def test_overlaps_count_once_and_internships_not_at_all(
    profile_from: Callable[..., Profile],
) -> None:
    cv = "Ana Lemaire\n\nExpérience\nComptable – A – Nouméa  janvier 2020 - décembre 2021\n"
    cv += "Formatrice – B – Nouméa  juillet 2021 - juin 2022\n"
    assert profile_from(cv).career.months == 30
    assert profile_from(cv + "Stage – C – Nouméa  janvier 2019 - juin 2019\n").career.months == 30


def test_profile_of_a_notice(profile_from: Callable[..., Profile], notice_text: str) -> None:
    offer = profile_from(notice_text, "offer")
    needs = offer.requirements
    assert offer.title == "Développeur d'applications"
    assert [o.rome for o in offer.occupations] == ["M1805"]
    assert (needs.reference, needs.employer, needs.place) == (
        "3134-26-0001/SR du 2 mars 2026",
        "Province Sud",
        "Nouméa",
    )
    assert (needs.diploma_min, needs.experience_min_years, needs.residence_years) == (
        "bac+3",
        3.0,
        5,
    )
    assert needs.deadline == "2026-04-10"
    assert date.fromisoformat(needs.deadline)


def test_the_province_sud_notice_gives_its_fields(root) -> None:
    from pipeline.batch.reading import read_single

    for name in ("chef_projet_moe.txt", "chef_projet_moe.pdf"):
        offer = read_single(
            root / "data/offers" / name, "offer", Understanding(date(2026, 11, 24))
        ).profile
        needs = offer.requirements
        assert needs.reference == "3134-25-0159/SR du 24 janvier 2025"
        assert needs.employer == "Province Sud"
        assert needs.corps == "Ingénieur 2ème grade ou ingénieur 3ème grade / Informatique"
        assert (needs.residence_years, needs.deadline) == (5, "2025-02-14")
        assert needs.occupation == "Chef de projet maîtrise d'oeuvre système d'information"
        assert {"M1853", "M1859", "M1805"} <= {o.rome for o in offer.occupations}
        assert any(
            m.action == "concevoir" and m.object.startswith("applications") for m in offer.missions
        )


@pytest.mark.parametrize(
    ("dates", "years", "span"),
    [
        (["mars 2019 - février 2023"], 4.0, (4.0, 4.0)),
        (["2019 - 2023"], 4.0, (3.2, 5.0)),
        (["2019 - mars 2023"], 4.2, (3.3, 4.2)),
        (["2017 - 2019", "2019 - 2023"], 6.0, (4.3, 7.0)),
        (["janv. 2018 - déc. 2022", "2020"], 5.0, (5.0, 5.0)),
        (["2020"], 0.5, (0.1, 1.0)),
        (["2020, 7 mois"], 0.6, (0.6, 0.6)),
        (["2020 (7 mois)"], 0.6, (0.6, 0.6)),
        (["depuis 2024"], 2.9, (2.0, 2.9)),
    ],
)
def test_years_without_months_leave_a_range(
    dates: list[str], years: float, span: tuple[float, float], profile_from: Callable[..., Profile]
) -> None:
    posts = "\n".join(
        f"Comptable, Société {n}  {text}\n- Tenue des comptes de la société {n}"
        for n, text in enumerate(dates)
    )
    career = profile_from(f"Ana Lemaire\n\nExpérience\n{posts}\n").career
    assert (career.years, career.range) == (years, span)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("06 112 233 44", "06 112 233 44"),
        ("02/123.45.67", "02/123.45.67"),
        ("1-514-555-0199", "1-514-555-0199"),
        ("(+33) 06 11 22 33 44", "(+33) 06 11 22 33 44"),
        ("06 11 22 33 44 / 02 98 11 22 33", "06 11 22 33 44"),
        ("Permis B n° 850329200123 - 06 11 22 33 44", "06 11 22 33 44"),
        ("Permis B n° 850329200123", ""),
        ("Fax : 02 98 11 22 33", ""),
        ("du 01 09 2018 au 30 06 2019", ""),
        ("SIRET 123 456 789 00012", ""),
    ],
)
def test_telephone_numbers_in_any_grouping(text: str, phone: str) -> None:
    assert find_phone([text]) == phone


@pytest.mark.parametrize(
    ("head", "name", "email"),
    [
        ("Nolwenn\nTANGUY\nc@exemple.fr", "Nolwenn TANGUY", "c@exemple.fr"),
        ("Nolwenn Tanguy\nCOMPTABLE\nc@exemple.fr", "Nolwenn Tanguy", "c@exemple.fr"),
        (
            "Claire Morvan\nclaire.o'neil@exemple.fr\nComptable",
            "Claire Morvan",
            "claire.o'neil@exemple.fr",
        ),
        (
            "Lazare Bonnat\nodette.bord@exemple.com\nlazare.bonnat@exemple.fr",
            "Lazare Bonnat",
            "lazare.bonnat@exemple.fr",
        ),
    ],
)
def test_names_and_addresses_of_the_candidate(head: str, name: str, email: str) -> None:
    cv = f"{head}\n\nExpérience professionnelle\nComptable – Cabinet Armel  2018 - 2020\n- Paie\n"
    document = parse_document(cv.encode(), "cv.txt")
    identity = Understanding(date(2026, 11, 24))(document).identity
    assert (identity.name, identity.email) == (name, email)
