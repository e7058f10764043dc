"""Lines that a chain left outside the head of a post: each rule with its near miss."""

from __future__ import annotations

import pytest

from pipeline.documents import Document, Entry, Field, Line, Look
from pipeline.files.reader import parse_document
from pipeline.structure.chains import Tag
from pipeline.structure.entries import structured
from pipeline.structure.heads import label_of, moved, moves
from pipeline.structure.seen import Seen

Row = tuple[str, str, tuple[tuple[str, str], ...]]
"""A line: its label ("+" begins an entry), its text, the fields in it."""


def read(rows: list[Row]) -> tuple[list[Seen], list[Tag], list[Entry]]:
    """Lines, tags and entries as chains would hand them on."""
    lines = [Seen(Line(text.lstrip("¶"), look=Look(gap=text[0] == "¶"))) for _, text, _ in rows]
    tags = [Tag(label.lstrip("+"), label.startswith("+"), 1.0) for label, _, _ in rows]
    entries: list[Entry] = []
    for n, (tag, (_, _, told)) in enumerate(zip(tags, rows, strict=True)):
        kind = tag.label.removesuffix(".body")
        if kind not in ("post", "mission", "vol"):
            continue
        fields = tuple(_field(name, piece, lines[n].line.text, n) for name, piece in told)
        if tag.begins:
            entries.append(Entry(kind, (n,), (), fields, 1.0))
            continue
        last = entries.pop()
        body = tag.label.endswith(".body")
        head = last.head if body else (*last.head, n)
        below = (*last.body, n) if body else last.body
        entries.append(Entry(last.kind, head, below, (*last.fields, *fields), 1.0))
    return lines, tags, entries


def _field(kind: str, piece: str, text: str, n: int) -> Field:
    at = text.index(piece)
    return Field(kind, piece, n, at, at + len(piece), 0.95)


def joined(rows: list[Row]) -> list[str]:
    """The labels of lines once all moves are made, "" where none is."""
    lines, tags, entries = read(rows)
    made = moved(tags, list(moves(lines, tags, entries)))
    return ["+" * tag.begins + tag.label for tag in made]


T, O, D = "title", "organisation", "date"
WHOLE: list[Row] = [
    ("+post", "Comptable, 2012 - 2014", ((T, "Comptable"), (D, "2012 - 2014"))),
    ("post", "Bois du Sud, Nantes", ((O, "Bois du Sud"),)),
]


def test_the_line_below_a_head_is_tried_where_other_posts_have_their_employer() -> None:
    lacking: list[Row] = [
        ("+post", "Caissier, 2010 - 2012", ((T, "Caissier"), (D, "2010 - 2012"))),
        ("post.body", "Halles Bleues, Nantes", ()),
        ("post.body", "Tenue de la caisse", ()),
    ]
    assert joined([*WHOLE, *lacking])[2:] == ["+post", "post", "post.body"]
    beside: Row = ("+post", "Comptable, Bois du Sud", ((T, "Comptable"), (O, "Bois du Sud")))
    assert joined([beside, *lacking])[1:] == ["+post", "post.body", "post.body"]
    bullet: Row = ("post.body", "- Halles Bleues, Nantes", ())
    assert joined([*WHOLE, lacking[0], bullet])[3] == "post.body"


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Société des Halles, Nantes", "+post"),
        ("Halles Bleues 2010 - 2014", "+post"),
        ("Avant cela", "h:experience"),
        ("Parcours professionnel", "h:experience"),
    ],
)
def test_what_a_heading_tells_may_be_an_employer(heading: str, label: str) -> None:
    post: Row = ("+post", "Caissier, 2010 - 2012", ((T, "Caissier"), (D, "2010 - 2012")))
    found = joined([("h:experience", heading, ()), post])
    assert found == [label, "post" if label == "+post" else "+post"]


@pytest.mark.parametrize(
    ("above", "joins"),
    [
        ("Halles Bleues (2008 - 2014)", True),
        ("Halles Bleues", True),
        ("Halles Bleues (2009)", False),
    ],
)
def test_an_employer_alone_holds_the_post_below_within_its_dates(above: str, joins: bool) -> None:
    rows: list[Row] = [
        ("+post", above, ((O, "Halles Bleues"),)),
        ("+post", "Caissier, 2010 - 2012", ((T, "Caissier"), (D, "2010 - 2012"))),
        ("+post", "Vendeur, 2008 - 2010", ((T, "Vendeur"), (D, "2008 - 2010"))),
    ]
    assert joined(rows)[1] == ("post" if joins else "+post")


def test_a_title_alone_belongs_to_the_employer_below() -> None:
    below: Row = ("+vol", "Club des Rives, 2019 - 2023", ((O, "Club des Rives"),))
    assert joined([("+vol", "Trésorière", ((T, "Trésorière"),)), below]) == ["+vol", "vol"]
    dated: Row = ("+vol", "Trésorière, 2012", ((T, "Trésorière"), (D, "2012")))
    assert joined([dated, below]) == ["+vol", "+vol"]


def test_employers_below_what_posts_tell_are_theirs_where_the_same_words_begin_them() -> None:
    def form(n: int, label: str) -> list[Row]:
        when = f"201{n} - 201{n + 1}"
        return [
            ("+post", f"Caissier, {when}", ((T, "Caissier"), (D, when))),
            ("post.body", "Tenue de la caisse", ()),
            ("+post", label, ()),
            ("post", f"Halles {n}", ((O, f"Halles {n}"),)),
        ]

    asked = "Nom et adresse de l'employeur"
    assert joined([*form(3, asked), *form(1, asked)]) == ["+post", "post.body", "post", "post"] * 2
    other = joined([*form(3, "Les Halles du port"), *form(1, "Au marché")])
    assert other.count("+post") >= 3


def test_a_label_by_which_other_missions_begin_begins_this_one() -> None:
    client = ((O, "Banque"),)
    rows: list[Row] = [
        ("+mission", "Client : Banque", client),
        ("mission", "Rôle : recetteur", ((T, "recetteur"),)),
        ("mission.body", "Campagnes de tests", ()),
        ("mission.body", "Client : Mutuelle", ()),
        ("+post", "Rôle : analyste", ((T, "analyste"),)),
        ("post.body", "Spécifications", ()),
    ]
    assert joined(rows)[3:] == ["+mission", "mission", "mission.body"]
    rows[3] = ("mission.body", "Outils : Squash", ())
    assert joined(rows)[3:] == ["mission.body", "+post", "post.body"]


def test_labels_begin_lines() -> None:
    assert label_of("Poste.........: Monteur") == "poste"
    assert label_of("de 2012 à 2014") == label_of("Client :") == ""


def document(text: str) -> Document:
    return structured(parse_document(text.encode(), "essai.txt"))


def test_the_form_of_europass_tells_employers_below_what_was_done() -> None:
    parts = []
    for when, title, firm in (
        ("12/2019 à ce jour", "Ingénieure qualité", "Huileries du Nord, Sousse"),
        ("03/2016 - 11/2019", "Responsable de laboratoire", "Laiterie Verte, Monastir"),
    ):
        parts.append(
            f"Dates\n{when}\nFonction ou poste occupé\n{title}\n"
            "Principales activités et responsabilités\nAnalyses, audits internes, métrologie\n"
            f"Nom et adresse de l'employeur\n{firm}\n"
        )
    cv = "Rim Trabelsi\nrim@exemple.tn\n\nExpérience professionnelle\n\n" + "".join(parts)
    posts = [e for e in document(cv).entries if e.kind == "post"]
    told = [(e.first("title"), e.first("organisation")) for e in posts]
    assert [(t and t.text, o and o.text) for t, o in told] == [
        ("Ingénieure qualité", "Huileries du Nord"),
        ("Responsable de laboratoire", "Laiterie Verte"),
    ]


@pytest.mark.parametrize("heading", ["Expériences en entreprise", "Avant le conseil"])
def test_a_heading_with_the_word_of_an_employer_stays_one(heading: str) -> None:
    cv = f"Ana Lemaire\nana@exemple.fr\n\n{heading}\n\nCaissière, 2010 - 2012\n- Tenue de la caisse\n"
    read = document(cv)
    (post,) = (e for e in read.entries if e.kind == "post")
    assert post.first("organisation") is None and read.labels[2] == "h:experience"
