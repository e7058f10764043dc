"""Dates as people write them, and numbers that are none."""

from __future__ import annotations

import pytest

from pipeline.structure.calendar import points
from pipeline.structure.periods import find_duration, find_periods

Month = tuple[int, int]
LASTS = None
SIGNS = [*"-‐‑‒–—―−~→➔➜➝➞➢⇒⇨►»", "->", "...", "…", "/", "|", "à", "au"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("06/2022 –", (2022, 6), LASTS),
        ("2017-", (2017, 1), LASTS),
        ("12/2015-", (2015, 12), LASTS),
        ("July, 2018 till now", (2018, 7), LASTS),
        ("2019 - en poste", (2019, 1), LASTS),
        ("Depuis le 3 mars 2021", (2021, 3), LASTS),
        ("à partir de janvier 2022", (2022, 1), LASTS),
        ("2015 à nos jours", (2015, 1), LASTS),
        ("mars → oct. 2017", (2017, 3), (2017, 10)),
        ("mars/oct. 2017", (2017, 3), (2017, 10)),
        ("juill. 2018 – aou 2019", (2018, 7), (2019, 8)),
        ("2018-03 / 2020-05", (2018, 3), (2020, 5)),
        ("15-03-2018 au 20-05-2020", (2018, 3), (2020, 5)),
        ("mars 2018  mai 2020", (2018, 3), (2020, 5)),
        ("du 8 février au 10 août 2019", (2019, 2), (2019, 8)),
        ("du 8 au 10 août 2019", (2019, 8), (2019, 8)),
        ("01.2015 - 12.2016", (2015, 1), (2016, 12)),
        ("09/16 – 08/17", (2016, 9), (2017, 8)),
        ("été 2015", (2015, 6), (2015, 8)),
        ("été 16", (2016, 6), (2016, 8)),
        ("étés 22 et 23 : équipière", (2022, 6), (2022, 8)),
        ("04.21 - now / Officer", (2021, 4), LASTS),
        ("Clinique 03.19 – 12.20 aide", (2019, 3), (2020, 12)),
        ("Q3 2021 - Q1 2022", (2021, 7), (2022, 3)),
        ("30.06.2019", (2019, 6), (2019, 6)),
        ("2016 (6 mois)", (2016, 1), (2016, 12)),
        ("2018-19", (2018, 7), (2019, 6)),
        ("fin 2019 - début 2021", (2019, 7), (2021, 6)),
    ],
)
def test_a_period_is_read_in_every_form(text: str, start: Month, end: Month | None) -> None:
    assert [(p.start, p.end) for p in find_periods(text)] == [(start, end)]


@pytest.mark.parametrize("sign", SIGNS)
def test_any_sign_joins_two_dates(sign: str) -> None:
    found = find_periods(f"mars 2018 {sign} mai 2020")
    assert [(p.start, p.end) for p in found] == [((2018, 3), (2020, 5))]


@pytest.mark.parametrize("sign", [",", ";", "puis", "ou"])
def test_other_signs_leave_two_dates_apart(sign: str) -> None:
    found = find_periods(f"mars 2018 {sign} mai 2020")
    assert [(p.start, p.end) for p in found] == [((2018, 3), (2018, 3)), ((2020, 5), (2020, 5))]


@pytest.mark.parametrize(
    "text",
    [
        "Windows Server 2003",
        "Excel 2010 et Word 2013",
        "SQL Server 2012",
        "ISO 9001:2015",
        "RT 2012",
        "budget de 2000 €",
        "budget 2 000 000 F",
        "+33 6 20 15 20 18",
        "98800 Nouméa",
        "14h00-18h00",
        "2 à 3 fois par an",
        "3/4 temps",
        "prix de 12.50 à 15.30",
        "08.30 - 12.30",
        "version 3.11",
        "printemps 12 élèves",
        "Serveurs Windows 2003, 2008",
        "Exchange 2010/2013/2016",
        "Autocad 2014 ou 2018",
        "2012 dossiers traités",
        "1995 repas servis par jour",
        "2000 clients par an",
        "plus de 2000 abonnés",
        "2 rue du 8 mai 1945",
        "Lycée du 19 mars 1962",
    ],
)
def test_versions_norms_and_amounts_are_no_dates(text: str) -> None:
    assert find_periods(text) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2012 dossiers de retraite", 2012),
        ("2012 Dossiers traités", 2012),
        ("2021 après travaux", 2021),
        ("2018 vendanges à Chinon", 2018),
        ("2018 vendanges puis caviste", 2018),
        ("né du 8 mai 1995", 1995),
        ("Contrat du 8 mai 1995, rue des Lilas", 1995),
    ],
)
def test_a_year_before_words_is_one(text: str, year: int) -> None:
    assert [p.start[0] for p in find_periods(text)] == [year]


def test_a_period_behind_a_product_is_one() -> None:
    found = find_periods("Support Office 2016, 2018-2020")
    assert [(p.start[0], p.end and p.end[0]) for p in found] == [(2018, 2020)]


def test_an_apostrophe_before_two_figures_makes_a_year() -> None:
    found = find_periods("Sept.'18 / Juin'20 Caviste")
    assert [(p.start, p.end) for p in found] == [((2018, 9), (2020, 6))]


@pytest.mark.parametrize("text", ["Déployé Windows Server 2003 en 2005", "ISO 9001 depuis 2005"])
def test_a_year_beside_a_product_is_one(text: str) -> None:
    assert [p.start[0] for p in find_periods(text)] == [2005]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2016 (6 mois)", 6),
        ("2 ans et 3 mois", 27),
        ("un an et demi", 18),
        ("3 semaines", 1),
        ("en 2019", None),
        ("500 h de cours", None),
    ],
)
def test_durations(text: str, months: int | None) -> None:
    assert find_duration(text) == months


def test_a_month_without_a_year_waits_for_that_of_the_next() -> None:
    first, second = points("mars à octobre 2017")
    assert (first.has_year, second.has_year) == (False, True)
    assert first.within(2017).first == (2017, 3)


def test_years_alone_tell_how_far_they_may_reach() -> None:
    (years,) = find_periods("2019 - 2023")
    assert years.widest == ((2019, 1), (2023, 12)) and years.narrowest == ((2019, 12), (2023, 1))
    (months,) = find_periods("mars 2019 - mai 2023")
    assert months.widest == months.narrowest == ((2019, 3), (2023, 5))
