"""What is claimed, followed, listed or disguised gains nothing or is told, and honest careers are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.profiles.profile import Profile
from pipeline.ranking.matches import Match
from pipeline.ranking.ranker import rank

Make = Callable[..., Profile]
OFFER = """Responsable de cantine scolaire

Missions :
- élaborer les menus avec la diététicienne et commander les denrées ;
- encadrer l'équipe de cuisine et établir les plannings ;
- contrôler le respect des règles d'hygiène et la traçabilité des produits ;
- suivre le budget des achats alimentaires et négocier avec les fournisseurs ;
- accueillir les enfants pendant le service et veiller à leur sécurité ;

Profil :
- expérience de la restauration collective.
"""
CV = """Solène Marchetti
solene.marchetti@example.fr

EXPÉRIENCE PROFESSIONNELLE

{title} – Ville d'Hyères – {dates}
{lines}

Magasinière – Pièces du Var – Toulon – 2012 à 2014
- Réception et rangement des pièces
"""
OWN = "- Vidanges, freins et pneus\n- Diagnostic électronique des véhicules"
PARAPHRASE = """- Composition des repas avec la spécialiste de la nutrition, passation des commandes d'aliments
- Direction de la brigade de cuisine et organisation des horaires de chacun
- Vérification de l'hygiène et du suivi de chaque produit
- Tenue du budget alimentaire, discussion des prix avec les fournisseurs
- Accueil des élèves au moment du service et attention à leur sécurité"""


@pytest.fixture(scope="module")
def matched(profile_from: Make) -> Callable[..., Match]:
    """A match of the offer with a mechanic's CV, some of it changed."""
    offer = profile_from(OFFER, "offer")

    def match(
        lines: str = OWN, dates: str = "2015 à 2022", title: str = "Mécanicienne", more: str = ""
    ) -> Match:
        text = CV.format(lines=lines, dates=dates, title=title) + more
        return rank(offer, [profile_from(text)])[0].match

    return match


def kinds(match: Match) -> set[str]:
    return {w.kind for w in match.warnings}


def test_lines_that_follow_the_offer_are_told_and_count_nothing_in_another_trade(
    matched: Callable[..., Match],
) -> None:
    honest, followed = matched(), matched(f"{OWN}\n{PARAPHRASE}")
    assert kinds(honest) == set() and kinds(followed) == {"offer_followed"}
    assert followed.score <= honest.score


def test_in_a_post_of_the_trade_they_are_told_and_count(matched: Callable[..., Match]) -> None:
    title = "Responsable de cantine scolaire"
    followed = matched(PARAPHRASE, title=title)
    assert "offer_followed" in kinds(followed)
    assert followed.score > matched(OWN, title=title).score


def test_a_post_to_come_counts_nothing_and_is_told(matched: Callable[..., Match]) -> None:
    post = (
        "\nResponsable de cantine – Ville de Hyères – 2031 à 2035\n"
        "- Encadrement de la cuisine, établissement des plannings\n"
    )
    coming = matched(more=post)
    assert kinds(coming) == {"future_post"} and coming.score == matched().score
    assert kinds(matched(more=post.replace("2031 à 2035", "2008 à 2011"))) == set()


def test_a_post_that_covers_the_others_is_told(matched: Callable[..., Match]) -> None:
    post = "\nResponsable de cantine – Ville de Hyères – 1985 à aujourd'hui\n- Encadrement\n"
    assert kinds(matched(more=post)) == {"overlap"}
    assert kinds(matched(more=post.replace("1985 à aujourd'hui", "1990 à 2011"))) == set()


def test_letters_of_another_alphabet_are_told(matched: Callable[..., Match]) -> None:
    disguised = OWN.translate(str.maketrans("aeo", "аео"))
    assert "mixed_alphabets" in kinds(matched(disguised))
    assert kinds(matched("- Traduction du russe : договор, справка, отчёт")) == set()


def test_one_line_shows_two_missions_at_the_most(matched: Callable[..., Match]) -> None:
    line = (
        "- menus, commandes, équipe, plannings, hygiène, traçabilité, budget, fournisseurs, enfants"
    )
    found = matched(line, title="Responsable de cantine")
    shown = [a for a in found.answers if a.kind == "mission" and a.strength]
    quoted = [e.line for a in shown for e in a.evidence]
    assert all(quoted.count(number) <= 2 for number in quoted)
