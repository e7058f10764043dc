"""Content streams: what is painted where, and what a person cannot see of it; each stream is
written in its test.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.pages.canvas import Canvas
from pipeline.pages.cmaps import character_map
from pipeline.pages.content import run_content
from pipeline.pages.geometry import IDENTITY
from pipeline.pages.ink import PageInk, collect
from pipeline.pages.named import Form, Tile
from pipeline.pages.operands import hexadecimal, numbers, string


class Face:
    bold, height, spaces = False, 1.0, True

    def show(self, codes: bytes) -> tuple[str, float, int]:
        return codes.decode("latin-1"), 0.5 * len(codes), len(codes)


class Resources:
    """One font, one picture, one form, one layer that is off."""

    def face(self, name: str) -> Face | None:
        return Face() if name == "F1" else None

    def drawn(self, name: str) -> Form | bool:
        if name == "Band":
            return Form(b"/plain gs 0 0 .2 rg 0 650 600 100 re f", IDENTITY, None, self, True)
        return (
            name == "Im1"
            if name != "Fm1"
            else Form(
                b"BT /F1 10 Tf 10 10 Td (forme) Tj ET /Fm1 Do", IDENTITY, (0, 0, 100, 20), self
            )
        )

    def pattern(self, name: str) -> Tile | None:
        cell = b"BT /F1 10 Tf 5 5 Td (motif) Tj ET"
        return Tile(Form(cell, IDENTITY, (0, 0, 50, 20), self), 50, 20) if name == "tile" else None

    def opacity(self, name: str) -> float | None:
        return {"clear": 0.0, "faint": 0.28}.get(name, 1.0)

    def masked(self, name: str) -> bool | None:
        return {"mask": True, "unmask": False}.get(name)

    def blend(self, name: str) -> str:
        return {"multiply": "Multiply", "plain": "Normal"}.get(name, "")

    def components(self, name: str) -> int:
        return {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}.get(name, 0)

    def shown(self, name: str) -> bool:
        return name != "off"


def page(content: bytes) -> PageInk:
    canvas = Canvas(run_content, IDENTITY, (0.0, 0.0, 600.0, 800.0))
    canvas.draw(Form(content, IDENTITY, None, Resources()))
    return collect(canvas, 600.0, 800.0)


def text(content: bytes) -> str:
    return " ".join(i.text for i in page(content).ink)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (b"BT /F1 10 Tf 50 700 Td (Bonjour) Tj ET", "Bonjour"),
        (b"BT /F1 10 Tf 50 700 Td[(Bon)-20(jour)]TJ ET", "Bonjour"),
        (b"BT /F1 10 Tf 50 700 Td[(Bon)-(jo)--3(ur)]TJ ET", "Bonjour"),
        (b"BT /F1 10 Tf 50 700 Td [(Chef)-600(de)-600(projet)] TJ ET", "Chef de projet"),
        (b"BT /F1 10 Tf 50 700 Td <426f6e> Tj 15 0 Td <6a> Tj 5 0 Td <6f7572> Tj ET", "Bonjour"),
        (b"BT /F1 10 Tf 14 TL 50 700 Td (a) Tj (b) ' T* (c) Tj ET", "a b c"),
        (b"BT /F1 10 Tf 50 700 Td (par\\(en\\)th\\350se) Tj ET", "par(en)thèse"),
        (b"q 1 0 0 1 50 0 cm /Fm1 Do Q", "forme"),
        (b"BI /W 1 /H 1 ID (x) Tj EI BT /F1 10 Tf 50 700 Td (ok) Tj ET", "ok"),
        (
            b"/OC /off BDC BT /F1 10 Tf 50 700 Td (non) Tj ET EMC BT /F1 10 Tf 50 700 Td (oui) Tj ET",
            "oui",
        ),
        (b"BT /F9 10 Tf 50 700 Td (police inconnue) Tj ET", ""),
    ],
)
def test_what_is_written(content: bytes, seen: str) -> None:
    assert text(content) == seen


@pytest.mark.parametrize(
    "hidden",
    [
        b"1 1 1 rg BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"0 0 0 0 k BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"BT 3 Tr /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"q BT 7 Tr /F1 10 Tf 50 700 Td (Java) Tj ET Q",
        b"q BT 7 Tr /F1 10 Tf 50 700 Td (Java) Tj ET Q 0 0 .5 rg 0 650 600 100 re f",
        b"q BT 7 Tr /F1 10 Tf 50 700 Td (Java) Tj ET 0 0 .5 rg 0 350 600 100 re f Q",
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET /Band Do",
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET /mask gs /unmask gs 1 g 0 650 600 100 re f",
        b"BT /F1 1 Tf 50 700 Td (Java) Tj ET",
        b"BT /F1 10 Tf 50 900 Td (Java) Tj ET",
        b"q 0 0 10 10 re W n BT /F1 10 Tf 50 700 Td (Java) Tj ET Q",
        b"/clear gs BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET 1 1 1 rg 0 650 600 100 re f",
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET q 200 0 0 60 40 680 cm /Im1 Do Q",
        b".2 .2 .2 rg 0 650 600 100 re f BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b".2 .2 .2 rg 0 600 m 600 600 l 600 780 l h f BT /F1 10 Tf 500 700 Td (Java) Tj ET",
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET 1 0 0 rg 0 600 600 180 re 9 610 580 160 re f",
        b"/multiply gs 1 1 1 rg 0 650 600 100 re f 1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"/faint gs 1 1 .99 rg 0 650 600 100 re f 1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b".2 .1 .1 RG 20 w 40 603 m 500 603 l S 1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET 0 g BT /F1 10 Tf 50 400 Td (visible) Tj ET"
        b" BT 3 Tr /F1 10 Tf 50 400 Td (visible) Tj ET",
    ],
)
def test_what_nobody_can_see(hidden: bytes) -> None:
    found = page(b"q BT /F1 10 Tf 50 300 Td (visible) Tj ET Q " + hidden)
    assert {i.text for i in found.ink} == {"visible"} and found.hidden == ["Java"]


@pytest.mark.parametrize(
    "shown",
    [
        b"0 0 .5 rg 0 650 600 100 re f 1 1 1 rg BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"q 200 0 0 60 40 680 cm /Im1 Do Q 1 1 1 rg BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"/Pattern cs /P1 scn BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET q 200 0 0 60 40 680 cm /Im2 Do Q",
        b"q 0 600 600 200 re W n /Sh1 sh 1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET Q",
        # a frame painted after the text, its inside turning the other way
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET 1 0 0 rg 0 600 m 600 600 l 600 780 l 0 780 l h "
        b"9 610 m 9 770 l 590 770 l 590 610 l h f",
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET 1 0 0 rg 0 600 600 180 re 9 610 580 160 re f*",
        # a bracket of bars, text of their colour in its corner
        b".2 .2 .2 rg 0 800 m 600 800 l 600 780 l 20 780 l 20 0 l 0 0 l h f "
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        # a tint laid over the text
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET /multiply gs 1 .9 .6 rg 0 650 600 100 re f",
        # layers nearly transparent that make a dark head
        b"/faint gs 0 0 .2 rg "
        + b"0 650 600 100 re f " * 8
        + b"1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        # a band drawn as a wide line
        b".2 .1 .1 RG 20 w 40 703 m 500 703 l S 1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        # white letters whose outline is drawn at their place
        b"1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET BT 1 Tr /F1 10 Tf 50 700 Td (Java) Tj ET",
        # letters through which a picture or a colour is painted
        b"q BT 7 Tr /F1 10 Tf 50 700 Td (Java) Tj ET 0 0 .5 rg 0 650 600 100 re f Q",
        # a band that is laid on the page as a group that dims, or through a mask
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET /multiply gs /Band Do",
        b"BT /F1 10 Tf 50 700 Td (Java) Tj ET /mask gs 0 0 .2 rg 0 650 600 100 re f",
        b"q /mask gs 0 0 .2 rg 0 650 600 100 re f Q 1 g BT /F1 10 Tf 50 700 Td (Java) Tj ET",
        # a dark bow, text of its colour in the corner that it leaves free
        b"q 0 600 m 0 800 600 800 600 600 c h W n .2 .2 .2 rg 0 600 600 200 re f Q "
        b".2 .2 .2 rg BT /F1 10 Tf 5 735 Td (Java) Tj ET",
    ],
)
def test_near_misses_of_hidden_text_are_seen(shown: bytes) -> None:
    found = page(b"q BT /F1 10 Tf 50 300 Td (visible) Tj ET Q " + shown)
    assert [i.text for i in found.ink] == ["visible", "Java"] and found.hidden == []


def test_the_text_layer_of_a_scan_is_read() -> None:
    unseen = b"BT 3 Tr /F1 10 Tf 50 700 Td (Java) Tj ET q 600 0 0 800 0 0 cm /Im1 Do Q"
    assert [i.text for i in page(unseen).ink] == ["Java"]
    under = b"BT /F1 10 Tf 50 700 Td (Java) Tj ET q 600 0 0 800 0 0 cm /Im1 Do Q"
    assert [i.text for i in page(under).ink] == ["Java"]


def test_turned_text_is_set_upright_and_a_page_on_its_side_is_a_page() -> None:
    found = page(b"BT /F1 10 Tf 50 700 Td (droit comme un i) Tj 0 1 -1 0 20 100 Tm (COTE) Tj ET")
    assert [i.text for i in found.ink] == ["droit comme un i"] and [
        i.text for ink in found.turned for i in ink
    ] == ["COTE"]
    side = page(b"BT /F1 10 Tf 0 1 -1 0 20 100 Tm (premier) Tj 0 1 -1 0 40 100 Tm (second) Tj ET")
    assert [i.text for i in sorted(side.ink, key=lambda i: i.base)] == ["premier", "second"]


def test_text_drawn_twice_counts_once() -> None:
    assert text(b"BT /F1 10 Tf 50 700 Td (Gras) Tj 0.3 0 Td (Gras) Tj ET") == "Gras"


def test_tokens() -> None:
    assert numbers(b"1 .5 -2. +3") == [1, 0.5, -2, 3] and numbers(b"--5 1.2.3")[0] == -5
    assert string(b"(a\\nb\\\\\\051)") == b"a\nb\\)" and hexadecimal(b"41 4") == b"A@"
    cmap = b"2 beginbfchar <01> <0041> <02> <00660066> endbfchar 2 beginbfrange <10> <12> <0061> <20> <21> [<0078> <0079>] endbfrange"
    assert character_map(cmap) == {1: "A", 2: "ff", 16: "a", 17: "b", 18: "c", 32: "x", 33: "y"}


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            b"BT|ET|q|Q|(a(b)|<41>|[(a)-9|]TJ|Tj|1|-|.|/F1|Tf|Td|re|f|W|n|Do|/Fm1|cm|<<|>>|BDC|EMC|%|\n| |BI|ID|EI".split(
                b"|"
            )
        )
    )
)
def test_no_stream_of_tokens_breaks_the_interpreter(tokens: list[bytes]) -> None:
    page(b" ".join(tokens))
    page(b"".join(tokens))


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        # a ligature that the font cannot name, and its letters
        (
            b"(Certi) Tj /Span <</ActualText <FEFF00660069>>> BDC <84> Tj EMC (cation) Tj",
            "Certification",
        ),
        # words that nobody sees are no ligature
        (b"/Span <</ActualText (Kubernetes)>> BDC (Java) Tj EMC", "Java"),
        # small capitals are seen as they are drawn
        (b"/Span <</ActualText (m)>> BDC (M) Tj EMC (es) Tj", "Mes"),
        # accents of old fonts: behind their letter, before it, on a letter without its dot
        (b"[(Ge)500(\264)(om)] TJ", "Ge\u0301om"),
        (b"[(Sa)-0(\264)500(o)(nois)] TJ", "Sao\u0301nois"),
        (b"[(na)28(\250)389(o)(f)] TJ", "nao\u0308f"),
        (b"[(l)-300(\264)-300(a)] TJ", "l \u00b4 a"),
    ],
)
def test_glyphs_that_stand_for_other_signs(content: bytes, seen: str) -> None:
    assert text(b"BT /F1 10 Tf 50 700 Td " + content + b" ET") == seen


def test_many_blanks_in_a_string_separate_columns() -> None:
    drawn = b"BT /F1 10 Tf 50 700 Td (CONTACT          FORMATION) Tj ET"
    assert [i.text for i in page(drawn).ink] == ["CONTACT", "FORMATION"]
    assert text(b"BT /F1 10 Tf 50 700 Td (deux  mots) Tj ET") == "deux  mots"


@pytest.mark.parametrize("shift", [b"1.2 0", b"0.7 -0.7"])
def test_a_shadow_counts_once_and_double_letters_are_two(shift: bytes) -> None:
    twice = b"BT /F1 13 Tf 50 700 Td (E) Tj " + shift + b" Td (E) Tj ET"
    assert text(twice) == "E"
    assert text(b"BT /F1 13 Tf 50 700 Td (l) Tj 2.8 0 Td (l) Tj ET") == "ll"
