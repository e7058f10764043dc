"""Words of a picture through RapidOCR: PP-OCR models on ONNX Runtime, whose weights come with the
wheel. Nothing is downloaded.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.pages.lettering import Word

SIDE = 1600
"""Pixels of a page's longest side: beyond it, words are recognised no better."""
_SIZE_TO_HEIGHT = (0.55, 0.9)
"""Type size over the height of a line as it is detected: the least and the most."""
_BASE_IN_LINE = 0.725
"""Where its baseline lies, as a share of that height from the top; boxes grow alike on both sides,
so that their middle tells more than their bottom.
"""
_DETECTED_AT = 960
"""Pixels of the longest side at which lines are looked for; they are then read from the picture."""
_CONFIDENT = 0.4
"""Lines that the engine believes less than this are stains more often than words."""
_PARTED = 1.0
"""A gap of more than this share of the type size parts a line as it was detected."""
_SLIM = frozenset("iljtfrI.,;:'’!|()[]/-·•")
_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"


@cache
def available() -> bool:
    """Whether RapidOCR with its models and ONNX Runtime are installed."""
    return find_spec("onnxruntime") is not None and all(m.is_file() for m in _models())


def load() -> None:
    """Make the engine ready; once in a process."""
    _engine()


def recognised(picture: Any) -> list[Word]:
    """The words of a grey picture, line by line.

    Raises MemoryError where there is not enough, ValueError where the engine fails.
    """
    import numpy as np

    try:
        found = _engine()(np.asarray(picture.convert("RGB")), use_det=True, use_rec=True)
    except Exception as error:
        if re.search(r"alloc|memory", str(error), re.I):
            raise MemoryError from None
        raise ValueError(f"RapidOCR: {error}") from error
    if found.txts is None:
        return []
    lines = zip(found.txts, found.scores, found.word_results, strict=True)
    return [word for n, line in enumerate(lines) for word in _line(*line, n)]


def _line(text: str, score: float, parts: Any, line: int) -> list[Word]:
    """The words of a line, those that no gap parts as one.

    The engine is sure or not of a line; what it says of a part is that of another letter.
    """
    boxes = [_Box.of(part, corners) for part, _, corners in parts]
    size = _size(boxes)
    found: list[Word] = []
    rest = text
    for box in boxes:
        base = box.top + _BASE_IN_LINE * box.height
        word = Word(box.text, box.x0, box.x1, base, size, 100 * score, line)
        spaced = rest != (rest := rest.lstrip())
        rest = rest.removeprefix(box.text)
        if found and word.x0 - found[-1].x1 < _PARTED * size:
            gap = " " if spaced else ""
            last = found.pop()
            word = last._replace(text=f"{last.text}{gap}{word.text}", x1=word.x1)
        found.append(word)
    return found


class _Box(NamedTuple):
    """A part of a line and its edges in pixels."""

    text: str
    x0: float
    x1: float
    top: float
    height: float

    @classmethod
    def of(cls, text: str, corners: Any) -> _Box:
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        return cls(text, min(xs), max(xs), min(ys), max(ys) - min(ys))


def _size(boxes: list[_Box]) -> float:
    """The type size of a line in pixels: from the width of its letters, since lines of one size are
    detected in boxes of many heights, within what these allow.
    """
    letters = sum(_width(c) for box in boxes for c in box.text)
    height = max((box.height for box in boxes), default=0.0)
    told = sum(box.x1 - box.x0 for box in boxes) / max(letters, 0.1)
    least, most = _SIZE_TO_HEIGHT
    return min(max(told, least * height), most * height)


def _width(letter: str) -> float:
    """The width of a letter in a common face, as a share of its type size."""
    if letter in _SLIM:
        return 0.28
    if letter in "mwMW%@—":
        return 0.85
    return 0.68 if letter.isupper() else 0.53


def _models() -> list[Path]:
    """The weights that RapidOCR carries."""
    found = find_spec("rapidocr")
    places = found.submodule_search_locations if found else None
    folder = Path(places[0], "models") if places else Path("models")
    return [folder / _DETECTION, folder / _RECOGNITION]


@cache
def _engine() -> Any:
    """The engine, which works one line at a time."""
    import cv2
    import numpy as np
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    detection, recognition = _models()
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "Global.text_score": _CONFIDENT,
            "Global.max_side_len": 2 * SIDE,
            "Det.model_path": str(detection),
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED_AT,
            "Rec.model_path": str(recognition),
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        }
    )
    blank = np.full((64, 256, 3), 255, dtype=np.uint8)
    engine(blank, use_det=True, use_rec=False)
    engine(blank, use_det=False, use_rec=True)
    for part, model in ((engine.text_det, detection), (engine.text_rec, recognition)):
        part.session.session = _session(model)
    return engine


def _session(model: Path) -> Any:
    """A model on one thread, so that a picture gives the same words whatever runs beside it, which
    keeps no plan of memory for each width of line that it has met.
    """
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 4
    return InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
