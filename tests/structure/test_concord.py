"""Labels of lines and fields of heads that agree with those beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.documents import Document, Line
from pipeline.structure.agreement import agreed
from pipeline.structure.likeness import alike
from pipeline.structure.marks import Field
from pipeline.structure.seen import Seen, heading_kind

ReadText = Callable[..., Document]


def fields(*kinds: str) -> list[Field]:
    """Fields of some kinds on one line, one behind the other."""
    return [Field(kind, 0, n, n + 1, kind, 0.9) for n, kind in enumerate(kinds)]


def test_a_place_where_the_others_have_their_employer_is_one() -> None:
    found = alike(["post", "post"], [fields("t", "p", "d"), fields("t", "o", "d")])
    assert [f.kind for f in found[0]] == ["t", "o", "d"]


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (("t", "p", "d"), ("t", "p", "d")),
        (("t", "p", "d"), ("d", "t", "o")),
        (("t", "o", "p", "d"), ("t", "o", "o", "d")),
    ],
)
def test_a_place_is_one_where_the_others_say_nothing(
    own: tuple[str, ...], other: tuple[str, ...]
) -> None:
    found = alike(["post", "post"], [fields(*own), fields(*other)])
    assert [f.kind for f in found[0]] == list(own)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("LOISIRS ET SPORT", "interests"),
        ("Expériences & projets", "experience"),
        ("Ce qui me passionne", "interests"),
        ("Formation et encadrement", ""),
    ],
)
def test_two_headings_on_a_line_are_the_first(text: str, kind: str) -> None:
    assert heading_kind(text, "cv") == kind


def test_a_list_of_tools_below_each_post_is_of_the_post(read_text: ReadText) -> None:
    cv = "Solène Corbigny\nsolene@example.fr\n\nExpériences professionnelles\n"
    for trade, years in (("Ingénieure systèmes", "2020 à 2024"), ("Développeuse", "2016 à 2019")):
        cv += f"{trade}, Régie Decize, janvier {years.replace(' à ', ' à mars ')}\n- Sauvegardes\n"
        cv += "Environnement technique\nLinux, Ansible, Docker\n"
    document = read_text(cv + "Formation\nMaster informatique, 2016\n")
    posts = [entry for entry in document.entries if entry.kind == "post"]
    assert [len(entry.body) for entry in posts] == [3, 3]


def test_what_stands_unmarked_above_a_title_is_its_employer() -> None:
    lines = ["Biscuits Nolay  sept. 2014 – février 2017", "Assistante marketing"]
    head = [Seen(Line(text, 1)) for text in lines]
    title = Field("t", 1, 0, len(lines[1]), lines[1], 0.9)
    found = agreed([title], head)
    assert [(f.kind, f.text) for f in found] == [("o", "Biscuits Nolay"), ("t", lines[1])]
