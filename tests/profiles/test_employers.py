"""An employer named once above several posts is theirs, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.documents import Document, Entry, Field, Line, Reading
from pipeline.profiles.career import Post, read_career
from pipeline.profiles.settled import settled


def entry(rows: list[tuple[int, str]], *fields: tuple[str, int]) -> Entry:
    """A post on some lines, with fields of some kinds on them."""
    head = tuple(n for n, _ in rows)
    texts = dict(rows)
    told = tuple(Field(kind, texts[n], n, 0, len(texts[n]), 0.9) for kind, n in fields)
    return Entry("post", head, (), told, 0.9)


def post(title: str, organisation: str) -> Post:
    return Post(title, organisation, "", None, None, 0, "post", "", (0,), (0,), None, 0.9)


FIRST = entry([(0, "Halles Bleues"), (1, "Caissier")], ("organisation", 0), ("title", 1))


def shared(second: Entry, between: str = "post.body") -> str:
    lines = tuple(Line(f"ligne {n}") for n in range(6))
    labels = ("post", "post", between, "post", "post", "post")
    document = Document("", "", "cv", lines, (), Reading("txt"), (FIRST, second), labels)
    posts = [post("Caissier", "Halles Bleues"), post("Vendeur", "")]
    return settled(document, posts, [FIRST, second])[1].organisation


VENDOR = entry([(3, "Vendeur")], ("title", 3))


def test_a_post_below_an_employer_has_it_too() -> None:
    assert shared(VENDOR) == "Halles Bleues"


@pytest.mark.parametrize(
    "second",
    [
        entry([(3, "Rive"), (4, "Vendeur")], ("place", 3), ("title", 4)),
        entry([(3, "Rive Sud"), (4, "Vendeur")], ("title", 4)),
        entry([(3, "2012")], ("date", 3)),
    ],
)
def test_a_post_that_may_tell_another_employer_has_none(second: Entry) -> None:
    assert shared(second) == ""


def test_a_heading_ends_what_an_employer_holds() -> None:
    assert shared(VENDOR, "h:experience") == ""


def test_what_tells_neither_title_nor_employer_is_no_post() -> None:
    lines = (Line("2013 - 2015"), Line("Caissier, 2010 - 2012"))
    dated = Field("date", "2013 - 2015", 0, 0, 11, 1.0)
    title = Field("title", "Caissier", 1, 0, 8, 1.0)
    entries = (Entry("post", (0,), (), (dated,), 1.0), Entry("post", (1,), (), (title,), 1.0))
    document = Document("", "", "cv", lines, (), Reading("txt"), entries, ("post", "post"))
    assert [p.title for p in read_career(document, date(2026, 11, 26)).posts] == ["Caissier"]
