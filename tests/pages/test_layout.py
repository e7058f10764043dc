"""The reading order of pages, each page drawn in its test."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.files.reader import parse_document
from pipeline.pages.paragraphs import paragraphs
from pipeline.pages.segments import Ink


def texts(data: bytes) -> list[str]:
    return [line.text for line in parse_document(data, "essai.pdf").lines]


def test_columns_are_read_one_after_the_other(make_pdf: Callable[..., bytes]) -> None:
    left = [(40, 100 + 14 * n, f"gauche {n} mot") for n in range(12)]
    right = [(320, 103 + 14 * n, f"droite {n} mot") for n in range(12)]
    shuffled = [line for pair in zip(left, right, strict=True) for line in pair]
    found = " ".join(texts(make_pdf(shuffled)))
    assert found.index("gauche 11") < found.index("droite 0")


def test_dates_beside_entries_stay_with_them(make_pdf: Callable[..., bytes]) -> None:
    page = []
    for n, (when, title) in enumerate(
        [
            ("2019 - 2023", "Chef de projet"),
            ("2015 - 2019", "Développeur"),
            ("2012 - 2015", "Technicien"),
        ]
    ):
        page += [(40, 100 + 60 * n, when), (150, 100 + 60 * n, title, "Helvetica-Bold", 10)]
        page += [
            (150, 114 + 60 * n, f"Première tâche {n} du poste occupé"),
            (150, 128 + 60 * n, f"Seconde tâche {n} du poste occupé"),
        ]
    found = " ".join(texts(make_pdf(page)))
    assert (
        found.index("2019 - 2023")
        < found.index("Chef de projet")
        < found.index("Seconde tâche 0")
        < found.index("2015 - 2019")
    )


def test_a_sidebar_goes_on_from_page_to_page(make_pdf: Callable[..., bytes]) -> None:
    def page(n: int) -> list[tuple]:
        main = [
            (40, 100 + 14 * k, f"Poste {n} tâche {k} assez longue pour être une ligne")
            for k in range(20)
        ]
        return main + [(420, 103 + 14 * k, f"outil {n} {k}") for k in range(8)]

    found = " ".join(texts(make_pdf(page(1), page(2))))
    assert (
        found.index("Poste 1 tâche 19")
        < found.index("Poste 2 tâche 0")
        < found.index("outil 1 0")
        < found.index("outil 2 0")
    )


def test_a_wrapped_paragraph_is_one_line_and_bullets_stay_apart() -> None:
    ink = [
        Ink("• Conception du nouveau portail des usagers de la", 40, 290, 100, 10),
        Ink("province et de ses services", 50, 190, 112, 10),
        Ink("• Recette", 40, 90, 124, 10),
    ]
    found, columns = paragraphs([ink])
    assert [p.text for p in found] == [
        "• Conception du nouveau portail des usagers de la province et de ses services",
        "• Recette",
    ]
    assert columns == 1


def test_letter_spaced_titles_are_joined() -> None:
    ink = [
        Ink(c, 40 + 14 * n + (14 if n > 8 else 0), 46 + 14 * n + (14 if n > 8 else 0), 100, 12)
        for n, c in enumerate("FORMATIONSUIVIE")
    ]
    assert paragraphs([ink])[0][0].text == "FORMATION SUIVIE"


def test_text_that_nobody_can_see_is_taken_out(make_pdf: Callable[..., bytes]) -> None:
    page = [
        (40, 100, "Développeur Java depuis dix ans à Nouméa"),
        (40, 120, "Python Kubernetes Scrum", "Helvetica", 1),
    ]
    document = parse_document(make_pdf(page), "essai.pdf")
    assert "Kubernetes" not in document.text
    assert document.reading.hidden_text == ("Python Kubernetes Scrum",)
    assert [w.kind for w in document.reading.warnings] == ["hidden_text"]


def test_white_ink_is_hidden_on_white_paper_and_seen_on_a_dark_one() -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(40, 700, "Une ligne que tout le monde voit bien")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(40, 680, "invisible")
    canvas.setFillColorRGB(0.1, 0.2, 0.3)
    canvas.rect(30, 500, 300, 100, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(40, 550, "visible sur fond sombre")
    canvas.save()
    document = parse_document(out.getvalue(), "essai.pdf")
    assert "visible sur fond sombre" in document.text
    assert document.reading.hidden_text == ("invisible",)


def test_running_headers_are_read_once_and_page_numbers_never(
    make_pdf: Callable[..., bytes],
) -> None:
    def page(n: int) -> list[tuple]:
        body = [
            (40, 100 + 20 * k, f"Tâche {n}.{k} : relire le registre des travaux") for k in range(6)
        ]
        return [(40, 30, "Ana Lemaire, comptable"), *body, (280, 820, f"Page {n} / 3")]

    found = texts(make_pdf(page(1), page(2), page(3)))
    assert found.count("Ana Lemaire, comptable") == 1 and found[0] == "Ana Lemaire, comptable"
    assert (
        not any("Page" in line for line in found) and sum("Tâche" in line for line in found) == 18
    )


def test_a_last_line_that_two_pages_share_by_chance_stays(make_pdf: Callable[..., bytes]) -> None:
    first = [(40, 100 + 20 * k, f"Poste {k} tenu à Nouméa pendant deux ans") for k in range(4)] + [
        (40, 400, "Rapport annuel de gestion")
    ]
    second = [(40, 100 + 20 * k, f"Autre poste {k} tenu à Koné") for k in range(4)] + [
        (40, 300, "Rapport annuel de gestion")
    ]
    assert texts(make_pdf(first, second)).count("Rapport annuel de gestion") == 2
