"""Scans: RapidOCR and Tesseract on the same pages, clean, noisy, tilted and photographed.

    python benchmarks/scans.py [--every 4] [--dpi 200]

Pages are the one-page PDFs of `data/cvs` that have a text layer, made into pictures; the truth is
that text layer as Vivier reads it. Recall and precision count words (multisets); trigrams are those
of the lines of truth that stand in the text in that order. CPU includes what each engine runs.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.reading import _cpu, recall, trigrams, words
from pipeline.files.reader import parse_document
from pipeline.pages import ocr

CVS = Path(__file__).parents[1] / "data/cvs"


def noisy(page: Image.Image, seed: int = 7) -> Image.Image:
    """A grey copy of a copy: blurred, pale, with grain."""
    soft = page.filter(ImageFilter.GaussianBlur(page.height / 2400))
    grain = np.random.default_rng(seed).normal(0, 22, (page.height, page.width))
    level = 235 - (255 - np.asarray(soft, dtype=float)) * 0.75 + grain
    return Image.fromarray(level.clip(0, 255).astype("uint8"))


def tilted(page: Image.Image) -> Image.Image:
    """A page laid askew on the glass."""
    return page.rotate(2.5, fillcolor=255, resample=Image.Resampling.BICUBIC, expand=True)


def photographed(page: Image.Image) -> Image.Image:
    """A page seen from a little below, in a light that falls off to one side, on its side."""
    w, h = page.size
    seen = (-0.02 * w, -0.02 * h, -0.05 * w, 1.02 * h, 1.05 * w, 1.02 * h, 1.02 * w, -0.02 * h)
    bent = page.transform((w, h), Image.Transform.QUAD, seen, Image.Resampling.BICUBIC, 1, 255)
    light = np.linspace(1.0, 0.65, w)[None, :]
    level = np.asarray(bent, dtype=float) * light
    return Image.fromarray(level.astype("uint8")).rotate(90, expand=True)


STATES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "clean": lambda page: page,
    "noisy": noisy,
    "tilted": tilted,
    "photographed": photographed,
}


def pages(every: int, dpi: int) -> list[tuple[str, Image.Image]]:
    """The truth and the picture of every so many of the sample pages."""
    found = []
    for path in sorted(CVS.glob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        if len(document) == 1 and len(document[0].get_textpage().get_text_range()) > 200:
            text = parse_document(path.read_bytes(), path.name).text
            found.append((text, document[0].render(scale=dpi / 72).to_pil().convert("L")))
    return found[::every]


def precision(truth: str, text: str) -> float:
    """The share of the words of a text that truth has."""
    wanted, found = Counter(words(truth)), Counter(words(text))
    return sum((wanted & found).values()) / max(sum(found.values()), 1)


def measured(picture: Image.Image) -> tuple[str, float]:
    """What the engine reads on a picture, and the CPU seconds that it takes."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    start = _cpu()
    text = parse_document(out.getvalue(), "page.png").text
    return text, _cpu() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--dpi", type=int, default=200)
    asked = parser.parse_args()
    found = pages(asked.every, asked.dpi)
    print(f"{len(found)} pages at {asked.dpi} dots an inch; CPU seconds a page")
    print("state         engine      recall  precision  trigrams   CPU s")
    for state, change in STATES.items():
        for name, engine in ocr.ENGINES.items():
            if not engine.available():
                print(f"{state:13} {name:10}  not installed")
                continue
            os.environ[ocr.CHOICE] = name
            engine.load()
            read = [(truth, *measured(change(page))) for truth, page in found]
            print(f"{state:13} {name:10} {_row(read)}", flush=True)


def _row(read: list[tuple[str, str, float]]) -> str:
    def mean(values: list[Any]) -> float:
        return sum(values) / len(values)

    shares = [mean([f(t, s) for t, s, _ in read]) for f in (recall, precision, trigrams)]
    return " ".join(f"{share:9.4f}" for share in shares) + f" {mean([c for *_, c in read]):7.1f}"


if __name__ == "__main__":
    main()
