"""Words of a picture through Tesseract (`fra`), a program of the system."""

from __future__ import annotations

import shutil
from functools import cache
from typing import Any

from pipeline.pages.lettering import Word

SIDE = 3508
"""Pixels of a page's longest side: A4 at 300 dots an inch."""
_TYPE_TO_WORD = 1.25
"""Type size over the height of a word without ascenders and descenders, roughly."""
_CONFIDENT = 30.0
"""Words that Tesseract believes less than this, in percent, are stains more often than words."""


@cache
def available() -> bool:
    """Whether Tesseract with its French model and its Python door are installed."""
    if shutil.which("tesseract") is None:
        return False
    try:
        import pytesseract

        return "fra" in pytesseract.get_languages()
    except Exception:
        return False


def load() -> None:
    """Nothing: Tesseract runs in a process of its own."""


def recognised(picture: Any) -> list[Word]:
    """The words of a grey picture, line by line."""
    import pytesseract

    found = pytesseract.image_to_data(
        picture, lang="fra", config="--psm 3", output_type=pytesseract.Output.DICT
    )
    lines: dict[tuple[int, int, int], int] = {}
    words: list[Word] = []
    for n, text in enumerate(found["text"]):
        confidence = float(found["conf"][n])
        if not text.strip() or confidence < _CONFIDENT:
            continue
        place = (found["block_num"][n], found["par_num"][n], found["line_num"][n])
        line = lines.setdefault(place, len(lines))
        left, height = float(found["left"][n]), float(found["height"][n])
        right, base = left + found["width"][n], found["top"][n] + height
        words.append(Word(text, left, right, base, _TYPE_TO_WORD * height, confidence, line))
    return words
