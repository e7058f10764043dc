"""A ranking driven by a grid that people changed: what it says counts, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.profiles.asks import ASSET, IGNORED
from pipeline.profiles.profile import Profile
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.criteria import Criterion, Grid
from pipeline.ranking.ranker import rank
from pipeline.ranking.wanted import wanted
from tests.conftest import TODAY

Make = Callable[..., Profile]
NOTED = Understanding(TODAY)
OFFER = """Comptable

Missions
- tenir la comptabilité fournisseurs

Profil
- maîtrise de PostgreSQL
- permis B exigé
"""
CV = "Ana Lemaire\n\nEXPÉRIENCE\nComptable – Récif – Nouméa  2019 - 2025\n- {told}\n"


def grid(*criteria: tuple[str, str], **changes: dict) -> Grid:
    """A grid of rows (text, kind)."""
    rows = (Criterion(f"c{n}", text, kind) for n, (text, kind) in enumerate(criteria, 1))
    made = Grid(tuple(rows))
    for id, said in changes.items():
        made = made.changed(id, **said)
    return made


@pytest.fixture
def ordered(profile_from: Make) -> Callable[[Grid, list[str]], list[float]]:
    """The scores of CVs that tell different things, under a grid."""

    def scores(grid: Grid, told: list[str]) -> list[float]:
        offer = wanted(grid, profile_from(OFFER, "offer"), NOTED)
        cvs = [profile_from(CV.format(told=text)) for text in told]
        return [rank(offer, [cv], grid=grid)[0].match.score for cv in cvs]

    return scores


TASKS = ["Administration de PostgreSQL", "Suivi de chantiers de plomberie"]
JAVA, PLUMBING = (
    ("maîtrise de PostgreSQL", "skill"),
    ("suivre des chantiers de plomberie", "mission"),
)


def test_a_criterion_that_is_ignored_counts_nothing(ordered: Callable) -> None:
    java, plumbing = ordered(grid(JAVA, PLUMBING, c2={"need": IGNORED}), TASKS)
    assert java > 0.1 > plumbing
    java, plumbing = ordered(grid(JAVA, PLUMBING, c1={"need": IGNORED}), TASKS)
    assert plumbing > 0.1 > java


def test_a_row_that_was_added_counts(ordered: Callable) -> None:
    before = ordered(grid(PLUMBING), TASKS)
    after = ordered(grid(PLUMBING, JAVA), TASKS)
    assert before[0] < 0.1 < after[0]


def test_a_row_is_compared_in_its_new_words(ordered: Callable) -> None:
    told = ["Rédaction de contrats d'assurance", "Taille de haies et d'arbres fruitiers"]
    first, second = ordered(grid(("rédiger des contrats d'assurance", "mission")), told)
    assert first > second
    first, second = ordered(grid(("tailler des haies et des arbres fruitiers", "mission")), told)
    assert second > first


def test_what_weighs_more_moves_the_order(ordered: Callable) -> None:
    heavy = ordered(grid(JAVA, PLUMBING, c1={"weight": 20.0}), TASKS)
    light = ordered(grid(JAVA, PLUMBING, c2={"weight": 20.0}), TASKS)
    assert heavy[0] - heavy[1] > light[0] - light[1]


def test_a_weight_counts_among_the_criteria_of_a_kind(ordered: Callable) -> None:
    cobol = ("maîtrise de VMware", "skill")
    told = ["Administration de PostgreSQL", "Administration de VMware"]
    java, other = ordered(grid(JAVA, cobol, c1={"weight": 9.0}), told)
    assert java > other
    java, other = ordered(grid(JAVA, cobol, c2={"weight": 9.0}), told)
    assert other > java


def test_one_of_the_alternatives_is_enough(profile_from: Make) -> None:
    either = grid(
        ("PostgreSQL ou Kubernetes", "skill"), c1={"any_of": ("PostgreSQL", "Kubernetes")}
    )
    both = grid(("PostgreSQL, Kubernetes", "skill"))
    cv = profile_from(CV.format(told="Administration de PostgreSQL"))
    got = [_skills(profile_from, asked, cv) for asked in (either, both)]
    assert got[0] > got[1] > 0


def test_alternatives_that_a_person_adds_are_compared(profile_from: Make) -> None:
    cv = profile_from(CV.format(told="Administration de Kubernetes"))
    alone = grid(("maîtrise de PostgreSQL", "skill"))
    more = alone.changed("c1", any_of=("PostgreSQL", "Kubernetes"))
    assert _skills(profile_from, more, cv) > _skills(profile_from, alone, cv)


def _skills(profile_from: Make, asked: Grid, cv: Profile) -> float:
    offer = wanted(asked, profile_from(OFFER, "offer"), NOTED)
    return {p.name: p.value for p in rank(offer, [cv], grid=asked)[0].match.parts}["skill"]


def test_facts_that_are_required_follow_the_grid(profile_from: Make) -> None:
    asked = grid(
        ("Expérience en comptabilité", "experience"),
        ("Diplôme de gestion", "diploma"),
        ("Permis C", "licence"),
        ("Anglais", "language"),
        c1={"level": "5 ans"},
        c2={"level": "bac+3", "need": ASSET},
        c4={"level": "B2"},
    )
    offer = wanted(asked, profile_from(OFFER, "offer"), NOTED)
    needs = offer.requirements
    assert (needs.experience_min_years, needs.experience_optional) == (5, False)
    assert (needs.diploma_min, needs.diploma_optional) == ("bac+3", True)
    assert needs.licences == ("C",)
    assert offer.languages == (("anglais", "B2"),)


def test_sentences_copied_from_the_offer_gain_nothing_under_a_grid(profile_from: Make) -> None:
    text = "Contribuer à la tenue de la comptabilité des fournisseurs étrangers du groupe"
    offer = profile_from(OFFER.replace("tenir la comptabilité fournisseurs", text), "offer")
    rows = grid(("comptabilité des fournisseurs", "mission"))
    cv = profile_from(CV.format(told=text))
    match = rank(wanted(rows, offer, NOTED), [cv], grid=rows)[0].match
    assert "offer_copy" in {w.kind for w in match.warnings}
