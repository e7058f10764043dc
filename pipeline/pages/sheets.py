"""The pages of a scan as pictures: no larger than an engine reads well, and set straight."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import Any, NamedTuple

LONG_SIDE = 842.0
"""Points of the longest side of a picture that does not come on a page: A4."""
_COARSE, _FINE = [a / 2 for a in range(-10, 11)], [a / 10 for a in range(-4, 5)]
"""Degrees by which a page may lie askew, then around the best of them."""
_STRAIGHT = 0.15
"""Degrees below which a page is straight."""


class Sheet(NamedTuple):
    """A grey picture of a page, and the points that one of its pixels measures."""

    picture: Any
    scale: float


def renders() -> bool:
    """Whether what makes pictures of pages is installed."""
    return all(find_spec(name) is not None for name in ("PIL", "pypdfium2"))


def sheets(data: bytes, pages: list[int] | None, side: int) -> list[Sheet]:
    """The pages (all, or those numbered from 0 in `pages`) of a PDF, or the pictures of a file, of
    at most `side` pixels.

    Raises whatever the libraries do where the file is damaged.
    """
    if data.lstrip()[:5].startswith(b"%PDF"):
        return _rendered(data, pages, side)
    return _framed(data, side)


def turned(sheet: Sheet, angle: int) -> Sheet:
    """A sheet turned by so many degrees, against the clock."""
    if not angle:
        return sheet
    return sheet._replace(picture=sheet.picture.rotate(angle, expand=True, fillcolor=255))


def straightened(sheet: Sheet) -> Sheet:
    """A sheet turned by the small angle at which its rows of ink are sharpest."""
    small = sheet.picture.copy()
    small.thumbnail((800, 800))
    coarse = max(_COARSE, key=lambda angle: _sharpness(small, angle))
    best = max((coarse + a for a in _FINE), key=lambda angle: _sharpness(small, angle))
    if abs(best) < _STRAIGHT:
        return sheet
    return sheet._replace(
        picture=sheet.picture.rotate(best, expand=True, fillcolor=255, resample=3)
    )


def _sharpness(picture: Any, angle: float) -> float:
    import numpy as np

    level = np.asarray(picture.rotate(angle, fillcolor=255), dtype=float)
    profile = (255 - level).sum(axis=1)
    return float(((profile[1:] - profile[:-1]) ** 2).sum())


def _framed(data: bytes, side: int) -> list[Sheet]:
    from PIL import Image, ImageOps

    picture = Image.open(io.BytesIO(data))
    found = []
    for n in range(getattr(picture, "n_frames", 1)):
        picture.seek(n)
        frame = ImageOps.exif_transpose(picture).convert("L")
        frame.thumbnail((side, side), Image.Resampling.LANCZOS)
        found.append(Sheet(frame, LONG_SIDE / max(frame.size)))
    return found


def _rendered(data: bytes, pages: list[int] | None, side: int) -> list[Sheet]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    wanted = range(len(document)) if pages is None else pages
    found = []
    for n in wanted:
        scale = side / max(document[n].get_size())
        found.append(Sheet(document[n].render(scale=scale).to_pil().convert("L"), 1 / scale))
    return found
