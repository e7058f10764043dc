"""HTML: white letters are judged by the paper behind them, near misses beside."""

from __future__ import annotations

import pytest

from pipeline.documents import Document
from pipeline.files.reader import parse_document


def read(body: str, css: str = "") -> Document:
    page = f"<html><head><style>{css}</style></head><body><p>visible</p>{body}</body></html>"
    return parse_document(page.encode(), "cv.html")


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('<div style="background:#123"><h1 style="color:#fff">Java</h1></div>', ""),
        ('<div style="color:white"><p style="background-color:#123">Java</p></div>', ""),
        ('<div style="color:white"><p style="color:#333">Java</p></div>', ""),
        (
            '<div class="head"><p class="pale">Java</p></div>',
            ".head{background:navy}.pale{color:#fff}",
        ),
        ('<p style="color:#fff">Java</p>', "body{background:#222}"),
        ('<div style="background:#fff url(x.png)"><p style="color:#fff">Java</p></div>', ""),
        ('<table><tr><td bgcolor="#123456"><p style="color:#fff">Java</p></td></tr></table>', ""),
        ('<p class="pale" style="color:#000">Java</p>', ".pale{color:#fff}"),
        ('<p style="background-color:#fff;border-color:#fff">Java</p>', ""),
    ],
)
def test_letters_that_can_be_seen(body: str, css: str) -> None:
    found = read(body, css)
    assert "Java" in found.text and found.reading.hidden_text == ()


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('<p style="color:#fff">Java</p>', ""),
        ('<div style="background:#123"><p style="color:#fff;background:white">Java</p></div>', ""),
        ('<p style="color:rgb(255, 255, 255)">Java</p>', ""),
        ('<p class="pale">Java</p>', ".pale{color:#ffffff}"),
        ('<p class="pale">Java</p>', ".pale{color:white}.pale{background:transparent}"),
        ('<p><span style="color:white">Java</span></p>', "body{background:#fff}"),
    ],
)
def test_white_on_white_is_hidden(body: str, css: str) -> None:
    found = read(body, css)
    assert found.text == "visible" and found.reading.hidden_text == ("Java",)
