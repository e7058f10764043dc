"""Tables of before and after, with the near misses in the same table."""

from __future__ import annotations

import pytest

from pipeline.files.cleaning import clean_line
from pipeline.pages.paragraphs import join_lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Cheﬀe de projet, eﬃcace", "Cheffe de projet, efficace"),
        ("•\tEncadrement  d'équipe", "- Encadrement d'équipe"),
        ("\uf0b7 Gestion", "- Gestion"),
        ("– Gestion", "- Gestion"),
        ("-5 % de coûts", "-5 % de coûts"),
        ("o Recette", "- Recette"),
        ("ou bien", "ou bien"),
        ("´etudes", "études"),
        ("fran¸cais", "français"),
        ("soft\u00adware", "software"),
        ("(cid:12)Java", "Java"),
        ("•", ""),
        ("A\u200bB", "AB"),
    ],
)
def test_a_line_as_a_person_sees_it(before: str, after: str) -> None:
    assert clean_line(before) == after


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("le dévelop-", "pement", "le développement"),
        ("l'e-", "administration", "l'e-administration"),
        ("la sous-", "traitance", "la sous-traitance"),
        ("arc-en-", "ciel", "arc-en-ciel"),
        ("Saint-", "Denis", "Saint-Denis"),
        ("logi\u00ad", "ciel", "logiciel"),
        ("un", "mot", "un mot"),
    ],
)
def test_hyphenation_undone_true_hyphens_kept(above: str, below: str, joined: str) -> None:
    assert join_lines(above, below) == joined
