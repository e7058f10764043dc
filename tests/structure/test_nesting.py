"""Missions within posts, and posts that only overlap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.documents import Document, Entry, Field, Line
from pipeline.profiles.profile import Profile
from pipeline.structure.nesting import nested
from pipeline.structure.seen import Seen

ReadText = Callable[..., Document]


def kinds(*rows: tuple[str, str]) -> list[str]:
    """The kinds of posts, each a line and the title in it, once missions are told."""
    lines = [Seen(Line(text)) for text, _ in rows]
    entries = []
    for n, (text, title) in enumerate(rows):
        at = text.index(title)
        field = Field("title", title, n, at, at + len(title), 0.9)
        entries.append(Entry("post", (n,), (), (field,) if title else (), 0.9))
    return [entry.kind for entry in nested(lines, entries)]


POST = ("Consultante, Conseil Bresle, janvier 2015 - décembre 2020", "Consultante")


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (("Banque Picarde, mars 2018 - juin 2019", ""), "mission"),
        (("Banque Picarde (2018)", ""), "mission"),
        (("Banque Picarde : refonte du portail, 2018 - 2020", "refonte du portail"), "mission"),
        (("Banque Picarde, depuis mars 2018", ""), "mission"),
        (("Banque Picarde, depuis mars 2021", ""), "post"),
        (("Comptable, Banque Picarde, mars 2018 - juin 2019", "Comptable"), "post"),
        (("Banque Picarde, mars 2012 - juin 2014", ""), "post"),
        (("Banque Picarde, mars 2018 - juin 2021", ""), "post"),
        (("Banque Picarde, janvier 2015 - décembre 2020", ""), "post"),
        (("Banque Picarde", ""), "post"),
    ],
)
def test_what_lies_in_a_post_and_names_no_trade_is_a_mission(
    told: tuple[str, str], kind: str
) -> None:
    assert kinds(POST, told) == ["post", kind]


def test_a_role_without_an_employer_is_a_post_of_the_employer_above() -> None:
    role = ("Chargée d'études SI, 2016 - 2018", "Chargée d'études SI")
    assert kinds(POST, role) == ["post", "post"]


def test_a_mission_stands_below_its_post() -> None:
    assert kinds(("Banque Picarde (2018)", ""), POST) == ["post", "post"]


def test_months_of_a_mission_count_once(profile_from: Callable[..., Profile]) -> None:
    cv = "Ana Lemaire\nana@example.fr\n\nExpérience\nConsultante – Conseil Bresle – Nantes"
    cv += "  octobre 2012 à mai 2019\nClient Région (2012-2016)\n- Études d'impact\n"
    assert profile_from(cv).career.months == 80
