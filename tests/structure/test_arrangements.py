"""Careers of several posts in the manners in which people write them: where each begins, whose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.documents import Document, Entry
from pipeline.profiles.profile import Profile

ReadText = Callable[..., Document]
HEAD = "Ana Lemaire\nana.lemaire@example.fr\n\nExpérience\n"
TITLES, EMPLOYERS = ("Comptable", "Aide-comptable"), ("Société Borel", "Cabinet Nivet")
TASKS = ("Tenue des comptes, paie de 12 salariés", "Saisie des factures des clients")
DATES = ("mars 2018 - mai 2021", "septembre 2014 - février 2018")
MANNERS = {
    "one line": "{title} – {employer} – Angers  {dates}\n- {task}\n",
    "dates first": "{dates} : {title}, {employer}, Angers\n- {task}\n",
    "bullet before": "• {dates} : {title}, {employer}, Angers\n",
    "dash before": "- {title}, {employer}, Angers, {dates}\n",
    "employer first": "{employer} – {title} – Angers  {dates}\n- {task}\n",
    "employer above": "{employer}, Angers\n{title}\n{dates}\n- {task}\n",
    "employer below": "{title}\n{employer}, Angers\n{dates}\n- {task}\n",
    "employer at the end": "{title}  {dates}\n{employer}, Angers\n- {task}\n",
    "dates above": "{dates}\n{title}\n{employer}, Angers\n- {task}\n",
    "four lines": "{title}\n{employer}\nAngers\n{dates}\n- {task}\n",
    "bars": "{title} | {employer} | {dates}\n- {task}\n",
    "chez": "{title} chez {employer} ({dates})\n- {task}\n",
    "capitals": "{upper}\n{employer}, Angers, {dates}\n- {task}\n",
    "cells": "{dates}\t{title}\t{employer}\tAngers\n",
    "prose": "De {dates}, {title} chez {employer}, à Angers.\n",
}


def written(manner: str) -> str:
    """A career of two posts in one manner."""
    posts = zip(TITLES, EMPLOYERS, DATES, TASKS, strict=True)
    told = (
        MANNERS[manner].format(title=t, upper=t.upper(), employer=e, dates=d, task=w)
        for t, e, d, w in posts
    )
    return HEAD + "\n".join(told)


def posts_of(document: Document) -> list[Entry]:
    return [entry for entry in document.entries if entry.kind in ("post", "mission")]


def said(entries: list[Entry], kind: str) -> list[str]:
    """The first field of a kind of each entry, "" for none."""
    fields = (entry.first(kind) for entry in entries)
    return [field.text if field else "" for field in fields]


@pytest.mark.parametrize("manner", MANNERS)
def test_a_post_begins_whatever_stands_first(manner: str, read_text: ReadText) -> None:
    posts = posts_of(read_text(written(manner)))
    assert [title.casefold() for title in said(posts, "title")] == [t.casefold() for t in TITLES]


@pytest.mark.parametrize("manner", MANNERS)
def test_each_post_has_its_own_dates(manner: str, read_text: ReadText) -> None:
    posts = posts_of(read_text(written(manner)))
    assert [date[-4:] for date in said(posts, "date")] == ["2021", "2018"]


def test_employers_are_found_before_and_after_titles(read_text: ReadText) -> None:
    found = [
        employer.startswith(wanted)
        for manner in MANNERS
        for employer, wanted in zip(
            said(posts_of(read_text(written(manner))), "organisation"), EMPLOYERS, strict=True
        )
    ]
    assert sum(found) / len(found) >= 0.9


@pytest.mark.parametrize(
    "task",
    [
        "Audit annuel des comptes",
        "Encadrement d'une aide-comptable",
        "Assistance au comptable du siège, Angers",
        "Audit annuel en mars 2019",
    ],
)
def test_tasks_begun_by_bullets_are_below_their_post(task: str, read_text: ReadText) -> None:
    cv = HEAD + f"Comptable – Société Borel  2018 - 2021\n- {task}\n- Paie de 12 salariés\n"
    (post,) = posts_of(read_text(cv))
    assert len(post.head) == 1 and len(post.body) == 2


ONE_EMPLOYER = """Mairie de Saumur
Responsable de la paie  mars 2018 - mai 2021
- Encadrement de trois gestionnaires
Gestionnaire de paie  septembre 2014 - février 2018
- Paie de 300 agents
"""


def test_posts_below_one_employer_are_several(
    read_text: ReadText, profile_from: Callable[..., Profile]
) -> None:
    posts = posts_of(read_text(HEAD + ONE_EMPLOYER))
    assert said(posts, "title") == ["Responsable de la paie", "Gestionnaire de paie"]
    held = profile_from(HEAD + ONE_EMPLOYER).career.posts
    assert [post.organisation for post in held] == ["Mairie de Saumur"] * 2


def test_an_employer_of_its_own_is_not_that_above(profile_from: Callable[..., Profile]) -> None:
    cv = ONE_EMPLOYER.replace("Gestionnaire de paie  ", "Gestionnaire de paie – Cabinet Nivet  ")
    held = profile_from(HEAD + cv).career.posts
    assert [post.organisation for post in held] == ["Mairie de Saumur", "Cabinet Nivet"]


CONSULTANT = """Consultante développeuse Java – Altran – Nantes  janvier 2016 - décembre 2020
Mission chez MAIF : refonte du portail des sociétaires (2018 - 2020)
- Développement de services Spring
Mission chez La Poste : suivi de colis (2016 - 2017)
- Développement d'une API
"""


def test_missions_within_a_post_are_counted_once(profile_from: Callable[..., Profile]) -> None:
    career = profile_from(HEAD + CONSULTANT).career
    assert career.posts[0].start is not None and career.months == 60


@pytest.mark.xfail(strict=True, reason="missions named by their client are labelled posts")
def test_missions_of_a_consultant_are_no_posts_of_hers(read_text: ReadText) -> None:
    document = read_text(HEAD + CONSULTANT)
    kinds = [entry.kind for entry in document.entries]
    assert kinds == ["post", "mission", "mission"]


def test_an_office_with_its_task_is_no_post(read_text: ReadText) -> None:
    post = "Comptable – Société Borel – Angers  septembre 2014 - mai 2021\n- Tenue des comptes\n"
    office = "Trésorière – Club d'aviron de Saumur  2016 - 2020\n- Tenue de la caisse\n"
    document = read_text(f"{HEAD}{post}\nBénévolat\n{office}")
    assert said(posts_of(document), "title") == ["Comptable"]


def test_a_post_at_a_school_is_one(read_text: ReadText) -> None:
    cv = HEAD + "Professeure de comptabilité – Lycée Chevrollier – Angers  2014 - 2021\n- Cours\n"
    assert said(posts_of(read_text(cv)), "organisation") == ["Lycée Chevrollier"]


def test_fields_say_where_they_stand(read_text: ReadText) -> None:
    document = read_text(written("bullet before"))
    for entry in posts_of(document):
        for field in entry.fields:
            assert document.lines[field.line].text[field.start : field.end] == field.text
            assert 0.0 <= field.confidence <= 1.0
