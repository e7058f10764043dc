"""Pages without a text layer: pictures through Tesseract (`fra`), rendered by pypdfium2 where they
come in a PDF.
"""

from __future__ import annotations

import io
import re
import shutil
from functools import cache
from typing import Any, NamedTuple

from pipeline.errors import UnreadableDocument
from pipeline.lexicon.spelling import is_word
from pipeline.pages.segments import Ink

DPI = 300
_CONFIDENT = 30.0
"""Words that Tesseract believes less than this, in percent, are stains more often than words."""

_WAY_UP = 0.35
"""A page of which a dictionary knows a smaller share of the words may lie on its side or on its
head.
"""
_NARROW = 0.2
"""A letter narrower than this share of its type size is no letter of an upright word."""
TYPE_TO_WORD = 1.25
"""Type size over the height of a word without ascenders and descenders, roughly."""
LARGER = 1.35
"""Lines that much taller than usual are titles; all others are set in one size, whatever their
letters.
"""
_MARKERS = frozenset("+*e°o·•-«¢¤>»®©") | {"--", "+.", "e."}
"""What a bullet looks like to Tesseract."""


class OcrPage(NamedTuple):
    """The words of a picture as ink, in points, and their mean confidence in percent."""

    ink: list[Ink]
    confidence: float


@cache
def available() -> bool:
    """Whether Tesseract with its French model and the `[ocr]` extra are installed."""
    if shutil.which("tesseract") is None:
        return False
    try:
        import pypdfium2  # noqa: F401
        import pytesseract

        return "fra" in pytesseract.get_languages()
    except Exception:
        return False


def read_scan(file: str, data: bytes, pages: list[int] | None = None) -> list[OcrPage]:
    """The pages (all of them, or those numbered from 0 in `pages`) of a scanned PDF or of a
    picture.

    Raises UnreadableDocument: `scan` where no OCR is installed, `broken` where no picture can be
    made.
    """
    if not available():
        raise UnreadableDocument(
            file,
            "scan",
            "c'est une image sans texte (document numérisé)",
            "installer Tesseract avec le français et vivier[ocr], ou demander un CV en texte",
        )
    try:
        pictures = _pictures(data, pages)
    except Exception:
        raise UnreadableDocument(
            file, "broken", "l'image ne s'ouvre pas", "numériser de nouveau le document"
        ) from None
    return [_best_way_up(picture) for picture in pictures]


def _best_way_up(picture: Any) -> OcrPage:
    """The words of a picture; where few of them are words, those of the way up in which most are."""
    page = _recognised(picture)
    known, found = _sense(page)
    if known >= _WAY_UP * found > 0:
        return page
    turned = [
        _recognised(picture.rotate(angle, expand=True, fillcolor=255)) for angle in (180, 90, 270)
    ]
    return max([page, *turned], key=lambda p: _sense(p)[0])


def _sense(page: OcrPage) -> tuple[int, int]:
    """How many of the longer words of a page a dictionary knows and stand upright, and how many
    there are.

    Tesseract also reads lines that run up the page, but then the boxes of their words are taller
    than wide.
    """
    words = [(ink, w) for ink in page.ink for w in re.findall(r"[^\W\d_]{4,}", ink.text)]
    return sum(
        is_word(w) and ink.x1 - ink.x0 > _NARROW * len(ink.text) * ink.size for ink, w in words
    ), len(words)


def _pictures(data: bytes, pages: list[int] | None) -> list[Any]:
    from PIL import Image, ImageOps

    if not data.lstrip()[:5].startswith(b"%PDF"):
        picture = Image.open(io.BytesIO(data))
        frames = []
        for n in range(getattr(picture, "n_frames", 1)):
            picture.seek(n)
            frames.append(ImageOps.exif_transpose(picture).convert("L"))
        return frames
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    wanted = range(len(document)) if pages is None else pages
    return [document[n].render(scale=DPI / 72).to_pil().convert("L") for n in wanted]


def _recognised(picture: Any) -> OcrPage:
    import pytesseract

    picture = _straightened(picture)
    scale = 72 / DPI
    words = pytesseract.image_to_data(
        picture, lang="fra", config="--psm 3", output_type=pytesseract.Output.DICT
    )
    ink: list[Ink] = []
    confidences: list[float] = []
    lines: dict[tuple[int, int, int], list[int]] = {}
    for n, text in enumerate(words["text"]):
        if text.strip() and float(words["conf"][n]) >= _CONFIDENT:
            lines.setdefault(
                (words["block_num"][n], words["par_num"][n], words["line_num"][n]), []
            ).append(n)
            confidences.append(float(words["conf"][n]))
    heights = sorted(
        words["height"][n]
        for members in lines.values()
        for n in members
        if len(words["text"][n]) > 2
    )
    usual = heights[len(heights) // 2] * scale * TYPE_TO_WORD if heights else 10.0
    for members in lines.values():
        bottoms = sorted(words["top"][n] + words["height"][n] for n in members)
        tallest = (
            sorted(words["height"][n] for n in members)[len(members) // 2] * scale * TYPE_TO_WORD
        )
        base, size = (
            bottoms[len(bottoms) // 2] * scale,
            usual if tallest < LARGER * usual else tallest,
        )
        for place, n in enumerate(members):
            x0, width = words["left"][n] * scale, words["width"][n] * scale
            marker = place == 0 and words["text"][n] in _MARKERS and width < 0.7 * usual
            if marker and len(members) == 1:
                base += 0.15 * size
            ink.append(Ink("•" if marker else words["text"][n], x0, x0 + width, base, size))
    mean = sum(confidences) / len(confidences) if confidences else 0.0
    return OcrPage(ink, mean)


def _straightened(picture: Any) -> Any:
    """The picture turned by the small angle at which its rows of ink are sharpest."""
    import numpy as np

    small = picture.copy()
    small.thumbnail((800, 800))

    def sharpness(angle: float) -> float:
        turned = np.asarray(small.rotate(angle, fillcolor=255), dtype=float)
        profile = (255 - turned).sum(axis=1)
        return float(((profile[1:] - profile[:-1]) ** 2).sum())

    coarse = max((a / 2 for a in range(-10, 11)), key=sharpness)
    best = max((coarse + a / 10 for a in range(-4, 5)), key=sharpness)
    return (
        picture
        if abs(best) < 0.15
        else picture.rotate(best, expand=True, fillcolor=255, resample=3)
    )
