"""Fields of a head agree with each other: each case has its near miss beside it."""

from __future__ import annotations

import pytest

from pipeline.documents import Line
from pipeline.structure.agreement import agreed
from pipeline.structure.marks import Field
from pipeline.structure.seen import Seen

Told = list[tuple[str, str]]


def made_to_agree(head: list[str], found: Told) -> Told:
    """Kinds and texts of fields after the rules; each text stands once in the head."""
    fields = []
    for kind, text in found:
        line = next(n for n, row in enumerate(head) if text in row)
        start = head[line].index(text)
        fields.append(Field(kind, line, start, start + len(text), text, 0.9))
    return [(f.kind, f.text) for f in agreed(fields, [Seen(Line(row)) for row in head])]


CASES: list[tuple[list[str], Told, Told]] = [
    (
        ["Développeur PHP/MySQL, Atelier Nivet"],
        [("t", "Développeur PHP"), ("o", "Atelier Nivet")],
        [("t", "Développeur PHP/MySQL"), ("o", "Atelier Nivet")],
    ),
    (
        ["Développeur PHP / Atelier Nivet"],
        [("t", "Développeur PHP"), ("o", "Atelier Nivet")],
        [("t", "Développeur PHP"), ("o", "Atelier Nivet")],
    ),
    (
        ["Directeur d'école chargé de classe, EPP Sinendé"],
        [("t", "Directeur d'école"), ("t", "chargé de classe"), ("o", "EPP Sinendé")],
        [("t", "Directeur d'école chargé de classe"), ("o", "EPP Sinendé")],
    ),
    (
        ["Magasinier, opérateur radio, Camp de Corail"],
        [("t", "Magasinier"), ("t", "opérateur radio"), ("o", "Camp de Corail")],
        [("t", "Magasinier"), ("t", "opérateur radio"), ("o", "Camp de Corail")],
    ),
    (
        ["Alternance : Assistante commerciale | Bulles"],
        [("t", "Alternance"), ("t", "Assistante commerciale"), ("o", "Bulles")],
        [("c", "Alternance"), ("t", "Assistante commerciale"), ("o", "Bulles")],
    ),
    (
        ["Alternance | Bulles"],
        [("t", "Alternance"), ("o", "Bulles")],
        [("t", "Alternance"), ("o", "Bulles")],
    ),
    (
        ["Cyber Espérance, comptable"],
        [("t", "Cyber Espérance"), ("t", "comptable")],
        [("o", "Cyber Espérance"), ("t", "comptable")],
    ),
    (
        ["Transports Maréchal - Mécanicien"],
        [("o", "Transports Maréchal - Mécanicien")],
        [("o", "Transports Maréchal"), ("t", "Mécanicien")],
    ),
    (
        ["Transports Maréchal - Lyon"],
        [("o", "Transports Maréchal - Lyon")],
        [("o", "Transports Maréchal - Lyon")],
    ),
    (
        ["Coopérative du Maine, comptable, 2007 - 2025"],
        [("o", "Coopérative du Maine"), ("d", "2007 - 2025")],
        [("o", "Coopérative du Maine"), ("t", "comptable"), ("d", "2007 - 2025")],
    ),
    (
        ["Technicien réseau, première expérience chez Nivet"],
        [("t", "Technicien réseau"), ("o", "première expérience chez Nivet")],
        [("t", "Technicien réseau"), ("o", "Nivet")],
    ),
    (
        ["Commis, restaurant Chez Paulo"],
        [("t", "Commis"), ("o", "restaurant Chez Paulo")],
        [("t", "Commis"), ("o", "restaurant Chez Paulo")],
    ),
    (
        ["Coopérative du Maine, deux hivers, 2007 - 2025"],
        [("o", "Coopérative du Maine"), ("d", "2007 - 2025")],
        [("o", "Coopérative du Maine"), ("d", "2007 - 2025")],
    ),
]


@pytest.mark.parametrize(("head", "found", "wanted"), CASES, ids=lambda x: str(x[0])[:40])
def test_fields_of_a_head_agree(head: list[str], found: Told, wanted: Told) -> None:
    assert made_to_agree(head, found) == wanted


def test_fields_keep_to_their_text() -> None:
    for head, found, wanted in CASES:
        assert all(any(text in row for row in head) for _, text in wanted), (head, found)


@pytest.mark.parametrize(
    ("head", "place", "sure", "kind"),
    [
        (["2019 - 2022  SCI-TELECOMS", "Chef de binôme"], "SCI-TELECOMS", 0.78, "o"),
        (["2019 - 2022  SCI-TELECOMS", "Chef de binôme"], "SCI-TELECOMS", 0.95, "p"),
        (["Chef de binôme, Libourne"], "Libourne", 0.78, "p"),
        (["Chef de binôme", "2019 - 2022", "Carquefou"], "Carquefou", 0.78, "p"),
        (["Chef de binôme", "Sept scrutins contrôlés."], "Sept scrutins", 0.78, "p"),
    ],
)
def test_a_place_that_is_not_sure_is_the_employer_where_employers_stand(
    head: list[str], place: str, sure: float, kind: str
) -> None:
    def field(kind: str, text: str, probability: float) -> Field:
        line = next(n for n, row in enumerate(head) if text in row)
        start = head[line].index(text)
        return Field(kind, line, start, start + len(text), text, probability)

    told = [field("t", "Chef de binôme", 0.9), field("p", place, sure)]
    if any("2019 - 2022" in row for row in head):
        told.append(field("d", "2019 - 2022", 1.0))
    told.sort(key=lambda f: (f.line, f.start))
    made = agreed(told, [Seen(Line(row)) for row in head])
    assert [f.kind for f in made if f.text == place] == [kind]
