"""Pages without a text layer: pictures through an engine that recognises words, set the right way
up.
"""

from __future__ import annotations

import os
import re
from types import ModuleType
from typing import NamedTuple

from pipeline.errors import UnreadableDocument
from pipeline.lexicon.spelling import is_word
from pipeline.pages import rapid, tesseract
from pipeline.pages.lettering import inked
from pipeline.pages.segments import Ink
from pipeline.pages.sheets import Sheet, renders, sheets, straightened, turned

CHOICE = "VIVIER_OCR"
"""The variable of the environment that names the engine."""
ENGINES: dict[str, ModuleType] = {"rapidocr": rapid, "tesseract": tesseract}
"""The engines by name, the one that is used where none is named first."""
_WAY_UP = 0.35
"""A page of which a dictionary knows a smaller share of the words may lie on its side or on its
head.
"""
_WAYS = (0, 180, 90, 270)
_NARROW = 0.2
"""A letter narrower than this share of its type size is no letter of an upright word."""


class OcrPage(NamedTuple):
    """The words of a picture as ink, in points, and their mean confidence in percent."""

    ink: list[Ink]
    confidence: float


def available() -> bool:
    """Whether the `[ocr]` extra and an engine that may be used are installed."""
    return _engine() is not None


def load() -> None:
    """Make the engine ready, if there is one; it stays so for all documents of a process."""
    engine = _engine()
    if engine is not None:
        engine.load()


def read_scan(file: str, data: bytes, pages: list[int] | None = None) -> list[OcrPage]:
    """The pages (all of them, or those numbered from 0 in `pages`) of a scanned PDF or of a
    picture.

    Raises UnreadableDocument: `scan` where no OCR is installed, `broken` where no picture can be
    made.
    """
    engine = _engine()
    if engine is None:
        raise UnreadableDocument(
            file,
            "scan",
            "c'est une image sans texte (document numérisé)",
            f"{missing()}, ou demander un CV en texte",
        )
    try:
        found = sheets(data, pages, engine.SIDE)
    except Exception:
        raise UnreadableDocument(
            file, "broken", "l'image ne s'ouvre pas", "numériser de nouveau le document"
        ) from None
    read, way = [], 0
    for sheet in found:
        page, way = _upright(engine, sheet, way)
        read.append(page)
    return read


def missing() -> str:
    """What to do, in French, so that pictures can be read."""
    name = _named()
    if name and name not in ENGINES:
        return f"donner à {CHOICE} la valeur {' ou '.join(ENGINES)} (et non « {name} »)"
    program = "Tesseract avec le français et " if name == "tesseract" else ""
    return f"installer {program}vivier[ocr]"


def _named() -> str:
    return os.environ.get(CHOICE, "").strip().casefold()


def _engine() -> ModuleType | None:
    """The engine that the environment names, or the first one that is installed."""
    if not renders():
        return None
    name = _named()
    wanted = [engine for known, engine in ENGINES.items() if name in ("", known)]
    return next((engine for engine in wanted if engine.available()), None)


def _upright(engine: ModuleType, sheet: Sheet, way: int) -> tuple[OcrPage, int]:
    """The words of a sheet and the way up at which most of them are words, `way` (that of the page
    before it) tried first.
    """
    best = _recognised(engine, sheet, way)
    known, found = _sense(best)
    if known >= _WAY_UP * found > 0:
        return best, way
    for other in _WAYS:
        if other == way:
            continue
        page = _recognised(engine, sheet, other)
        if _sense(page)[0] > known:
            best, way, known = page, other, _sense(page)[0]
    return best, way


def _sense(page: OcrPage) -> tuple[int, int]:
    """How many of the longer words of a page a dictionary knows and stand upright, and how many
    there are.

    Engines also read lines that run up the page, but then the boxes of their words are taller than
    wide.
    """
    words = [(ink, w) for ink in page.ink for w in re.findall(r"[^\W\d_]{4,}", ink.text)]
    return sum(
        is_word(w) and ink.x1 - ink.x0 > _NARROW * len(ink.text) * ink.size for ink, w in words
    ), len(words)


def _recognised(engine: ModuleType, sheet: Sheet, way: int) -> OcrPage:
    straight = straightened(turned(sheet, way))
    words = engine.recognised(straight.picture)
    sure = [w.confidence for w in words]
    ink = inked(words, straight.scale)
    return OcrPage(ink, sum(sure) / len(sure) if sure else 0.0)
