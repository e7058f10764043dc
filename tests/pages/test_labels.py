"""Dates, names of fields and levels beside what they label, each page drawn as ink in its test."""

from __future__ import annotations

from pipeline.pages.paragraphs import paragraphs
from pipeline.pages.segments import Ink

Piece = tuple[float, float, str]
"""Left edge, baseline, text."""


def ink(pieces: list[Piece], size: float = 10.0) -> list[Ink]:
    """Pieces of text in one size, half of it wide a sign."""
    return [Ink(text, x, x + 0.5 * size * len(text), base, size) for x, base, text in pieces]


def flush_right(edge: float, base: float, text: str, size: float = 10.0) -> Ink:
    return Ink(text, edge - 0.5 * size * len(text), edge, base, size)


def read(*pages: list[Ink]) -> list[str]:
    return [p.text for p in paragraphs(list(pages))[0]]


def test_more_dates_and_headings_than_rows_beside_them_still_label_them() -> None:
    page = [Ink("FORMATIONS", 40, 110, 100, 13, True), Ink("COMPÉTENCES", 40, 120, 190, 13, True)]
    for n, when in enumerate(("2023 - en cours", "2005 - 2008", "2002")):
        page += ink([(40, 120 + 17 * n, when), (180, 120 + 17 * n, f"Diplôme numéro {n} obtenu")])
    page += ink([(40, 210, "Une phrase qui va d'un bord de la page à l'autre et ferme la colonne")])
    assert read(page)[:7] == [
        "FORMATIONS",
        "2023 - en cours",
        "Diplôme numéro 0 obtenu",
        "2005 - 2008",
        "Diplôme numéro 1 obtenu",
        "2002",
        "Diplôme numéro 2 obtenu",
    ]


def test_two_dates_one_above_the_other_in_the_margin_are_a_period() -> None:
    page: list[Ink] = []
    stacks = [("Actuellement", "Novembre 2018"), ("Octobre 2018", "Janvier 2013"), ("2012", "2009")]
    for n, (end, start) in enumerate(stacks):
        top = 100 + 60 * n
        page += ink([(40, top, end), (40, top + 12, start)])
        page += ink([(150, top, f"Employeur {n} des eaux et des ports, ville de Brest")])
        page += ink([(150, top + 12, f"Technicien numéro {n}"), (150, top + 24, "– Câblage")])
    found = read(page)
    for when in ("Novembre 2018 – Actuellement", "Janvier 2013 – Octobre 2018", "2009 – 2012"):
        assert found[found.index(when) + 1].startswith("Employeur")


def test_a_date_above_a_place_in_the_margin_is_no_period() -> None:
    page: list[Ink] = []
    for n in range(3):
        top = 100 + 60 * n
        page += ink([(40, top, f"2012 - 201{4 + n}"), (40, top + 12, "Nouméa")])
        page += ink([(150, top, f"Employeur {n} des eaux et des ports"), (150, top + 12, "Chef")])
    assert not any("–" in text for text in read(page))


def test_names_of_fields_set_to_the_right_stand_before_their_values() -> None:
    page: list[Ink] = []
    for n in range(3):
        top = 100 + 80 * n
        for k, (name, value) in enumerate(
            [
                ("Dates", f"0{n + 1}/2012 - 11/2014"),
                ("Fonction ou poste occupé", f"Technicien numéro {n} de maintenance"),
                ("Nom de l'employeur", f"Fabrique numéro {n} de la ville"),
            ]
        ):
            page.append(flush_right(180, top + 20 * k, name))
            page += ink([(200, top + 20 * k, value)])
    found = read(page)
    assert found[:4] == [
        "Dates",
        "01/2012 - 11/2014",
        "Fonction ou poste occupé",
        "Technicien numéro 0 de maintenance",
    ]


def test_a_narrow_column_with_a_text_of_its_own_is_a_column() -> None:
    left = ink([(40, 100 + 14 * n, f"outil {n}") for n in range(6)])
    right = ink([(200, 100 + 14 * n, f"tâche {n} du poste occupé") for n in range(12)])
    found = " ".join(read([*left, *right]))
    assert found.index("outil 5") < found.index("tâche 0")


def test_columns_with_headings_of_their_own_are_read_one_after_the_other() -> None:
    page: list[Ink] = []
    for x, title in ((40, "Atouts"), (220, "Permis"), (400, "Loisirs")):
        page.append(Ink(title, x, x + 50, 100, 13, True))
        page += ink([(x, 116 + 14 * n, f"{title} {n}") for n in range(2)])
    page.append(Ink("Expérience", 40, 120, 180, 13, True))
    page += ink([(40, 196, "Maréchal-ferrant au haras"), (40, 210, "Une longue ligne " * 6)])
    found = read(page)
    assert found.index("Atouts 1") < found.index("Permis") < found.index("Loisirs 1")
    assert found.index("Loisirs 1") < found.index("Expérience")


def test_a_table_of_levels_is_read_row_by_row() -> None:
    rows = [("", "Comprendre", "Parler"), ("Français", "C2", "C1"), ("Italien", "B2", "B1")]
    rows.append(("Anglais", "B2", "A2"))
    page: list[Ink] = []
    for n, cells in enumerate(rows):
        page += ink([(40 + 120 * k, 100 + 14 * n, cell) for k, cell in enumerate(cells) if cell])
    assert "Français C2 C1" in read(page) and "Anglais B2 A2" in read(page)


def dated(title: str, base: float, when: str) -> list[Ink]:
    return [*ink([(40, base, title)]), flush_right(400, base, when)]


def test_diplomas_with_their_dates_at_the_right_edge_are_lines_of_their_own() -> None:
    page = [*dated("Licence de gestion", 100, "2012"), *dated("PMP (PMI)", 114, "2021")]
    page += ink([(40, 128, "Un paragraphe qui vient après, sans rien à sa droite du tout")])
    assert read(page) == [
        "Licence de gestion 2012",
        "PMP (PMI) 2021",
        "Un paragraphe qui vient après, sans rien à sa droite du tout",
    ]


def test_a_title_that_wraps_beside_its_date_is_one_line() -> None:
    page = dated("Cheffe de projet, refonte de l'espace des", 100, "mars 2023 – juin 2024")
    page += ink([(40, 112, "adhérents")])
    assert read(page) == [
        "Cheffe de projet, refonte de l'espace des adhérents mars 2023 – juin 2024"
    ]


def test_a_footer_with_the_number_of_its_page_is_left_out() -> None:
    def page(n: int) -> list[Ink]:
        body = ink([(40, 100 + 20 * k, f"Tâche {n}.{k} : relire le registre") for k in range(5)])
        return [*body, *ink([(40, 800, f"Page {n}/2 - Curriculum vitæ d'Ana Lemaire")])]

    assert not any("Page" in text for text in read(page(1), page(2)))
    assert any("Page" in text for text in read(page(1)))


def test_items_of_a_narrow_list_are_lines_of_their_own() -> None:
    page = ink([(40, 100, "Patience"), (40, 114, "Force"), (40, 128, "Précision")])
    assert read(page) == ["Patience", "Force", "Précision"]
    wrapped = ink([(40, 100, "Gestion de projets"), (40, 114, "en équipe")])
    assert read(wrapped) == ["Gestion de projets en équipe"]


def test_a_line_that_ends_with_its_date_heads_what_follows() -> None:
    head = "Caviste – Cave des Aubiers – Limoux – 2015 à 2022"
    assert read(
        ink([(40, 100, head), (40, 114, "Vente au comptoir, dégustations, livraisons")])
    ) == [
        head,
        "Vente au comptoir, dégustations, livraisons",
    ]
    sentence = "Reprise de la cave familiale au printemps de 2022"
    assert read(ink([(40, 100, sentence), (40, 114, "puis de deux autres")])) == [
        f"{sentence} puis de deux autres"
    ]


def column(*texts: str) -> list[str]:
    """Rows one below the other, as they are read."""
    return read(ink([(40, 100 + 14 * n, text) for n, text in enumerate(texts)]))


def test_the_longest_of_short_rows_is_a_line_of_its_own() -> None:
    rows = ["Conduite de ruches", "Extraction du miel", "Vente sur les marchés de la région"]
    rows += ["Encadrement d'un apprenti", "Permis B"]
    assert column(*rows) == rows
    assert column(*rows[:3], "et par correspondance", rows[4]) == [
        *rows[:2],
        f"{rows[2]} et par correspondance",
        rows[4],
    ]
    sentence = "Je cherche un poste de conseil en systèmes d'information à la"
    name = "Province Sud ou ailleurs"
    assert column(*rows[:2], sentence, name, rows[4])[2] == f"{sentence} {name}"


def test_a_heading_in_capitals_as_wide_as_its_column_is_a_line_of_its_own() -> None:
    heading = "EXPÉRIENCE PROFESSIONNELLE ET BÉNÉVOLAT"
    entry = "Apiculteur – Ruchers de Lavoûte – 2016"
    assert column(heading, entry, "Conduite de ruches")[:2] == [heading, entry]
    goes_on = "SUPERVISION, RÉSEAUX, CYBERSÉCURITÉ, VMWARE,"
    assert column(goes_on, "Windows Server", "Linux")[0] == f"{goes_on} Windows Server"


def test_a_line_that_ends_with_how_long_it_was_heads_what_follows() -> None:
    dated = "mars 2018 - mai 2020 (2 ans 3 mois)"
    assert column("Comptable", dated, "Brest, Bretagne, France")[1:] == [
        dated,
        "Brest, Bretagne, France",
    ]
    aside = "Remplacements au siège du cabinet (deux mois)"
    assert column("Comptable", aside, "Brest, Bretagne")[1] == f"{aside} Brest, Bretagne"
