"""Reading: speed and quality of Vivier beside its peers, on the same files, interleaved in one run.

    python benchmarks/reading.py [--bench ../shared/bench] [--rounds 3] [--forms ../shared/forms]
        [--cases ../shared/cases]

Truth is the bench's `truth/*.txt` (what each CV says, in order); files are its `documents/`.
Recall: share of the truth's words
found (multiset). Trigrams: share of the trigrams of words of a line of truth that stand in the text
in that order; also inside
fields, since truth puts the date of an entry before its title, two spaces apart, wherever the page
puts it.

Harder documents separate readers: CVs as people make them (`forms`: recall, and trigrams in the
order of a person who reads column by column), and small PDFs, each with one difficulty (`cases`:
how many have every text that is seen, in its order, and none that is hidden).
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pdfminer.high_level import extract_text

sys.path.insert(0, str(Path(__file__).parents[1]))
from pipeline.errors import UnreadableDocument
from pipeline.files.reader import parse_document, read_document
from pipeline.pages.paragraphs import paragraphs
from pipeline.pages.pdf import read_pdf

_WORD = re.compile(r"\w+")
_DASHES = str.maketrans({"’": "'", "–": "-", "—": "-", "\u00ad": None})


def words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().translate(_DASHES))


def recall(truth: str, text: str) -> float:
    wanted, found = Counter(words(truth)), Counter(words(text))
    return sum((wanted & found).values()) / max(sum(wanted.values()), 1)


def trigrams(truth: str, text: str, unit: str = r"\n") -> float:
    """The share of the trigrams of the lines (or other units) of truth that the text has."""
    wanted = Counter(t for line in re.split(unit, truth) for t in _trigrams(words(line)))
    found = Counter(_trigrams(words(text)))
    return sum((wanted & found).values()) / max(sum(wanted.values()), 1)


def _trigrams(found: list[str]) -> list[tuple[str, ...]]:
    return list(zip(found, found[1:], found[2:], strict=False))


def fields(truth: str, text: str) -> float:
    """Trigrams inside the fields of a line."""
    return trigrams(truth, text, r"\n|  ")


def _vivier(data: bytes) -> str:
    return "\n".join(p.text for p in paragraphs([page.ink for page in read_pdf("", data).pages])[0])


def _cleaned(data: bytes) -> str:
    return parse_document(data, "cv.pdf").text


def _pypdfium2(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _pdfplumber(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def _pdftotext(data: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode("utf-8", "replace")


def _cpu() -> float:
    import resource

    own, children = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peers() -> dict[str, Callable[[bytes], str]]:
    """The engines that this machine has."""
    found: dict[str, Callable[[bytes], str]] = {
        "Vivier": _vivier,
        "pdfminer.six default": lambda data: extract_text(io.BytesIO(data)),
    }
    for name, module, engine in (
        ("pypdfium2", "pypdfium2", _pypdfium2),
        ("pdfplumber", "pdfplumber", _pdfplumber),
    ):
        try:
            __import__(module)
            found[name] = engine
        except ImportError:
            print(f"{name}: not installed")
    if shutil.which("pdftotext"):
        found["pdftotext (poppler)"] = _pdftotext
    else:
        print("pdftotext: not installed")
    return found


def speed(files: list[bytes], rounds: int) -> dict[str, float]:
    """Pages per CPU second of each engine: every file by every engine in turn, the fastest of the
    rounds of each file.
    """
    engines = peers()
    pages = sum(len(read_pdf("", data).pages) for data in files)
    total: Counter[str] = Counter()
    for data in files:
        best: dict[str, float] = {}
        for _ in range(rounds):
            for name, engine in engines.items():
                gc.collect()
                start = _cpu()
                engine(data)
                best[name] = min(best.get(name, 1e9), _cpu() - start)
        total.update(best)
    return {name: pages / seconds for name, seconds in total.items()}


def _plain(text: str) -> str:
    return " ".join(text.translate(_DASHES).split())


def holds(expect: dict[str, Any], text: str) -> bool:
    """Whether a text has what it must, in its order, and nothing of what it must not have."""
    said = _plain(text)
    if any(_plain(part) not in said for part in expect.get("text_contains", ())):
        return False
    at = 0
    for part in map(_plain, expect.get("text_order", ())):
        found = said.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not any(_plain(part) in said for part in expect.get("not", ()))


def _cases(folder: Path) -> list[tuple[bytes, dict[str, Any]]]:
    """Small PDFs, and what is expected of their text."""
    found = []
    for place in sorted(folder.glob("*/*.json")):
        case = json.loads(place.read_text(encoding="utf-8"))
        pdf = place.with_suffix(".pdf")
        if case.get("command") == "read" and pdf.exists():
            found.append((pdf.read_bytes(), case["expect"]))
    return found


def _forms(folder: Path) -> list[tuple[bytes, str]]:
    """CVs as people make them, and what they say."""
    truths = {p.stem: p.read_text(encoding="utf-8") for p in (folder / "truth").glob("*.txt")}
    files = sorted((folder / "documents").glob("*.pdf"))
    return [(path.read_bytes(), truths[path.stem]) for path in files if path.stem in truths]


def harder(forms: Path, cases: Path) -> None:
    """Print what each engine makes of harder documents, where they are."""
    made, small = _forms(forms), _cases(cases)
    if not made or not small:
        print("forms or cases: not there")
        return
    print(f"\n{len(made)} CVs as people make them, {len(small)} small PDFs")
    print(f"{'':34} {'recall':>9} {'lines':>7} {'fields':>7} {'cases':>7}")
    for name, engine in (peers() | {"Vivier": _cleaned}).items():
        read = [(truth, engine(data)) for data, truth in made]
        quality = [sum(f(t, r) for t, r in read) / len(read) for f in (recall, trigrams, fields)]
        held = sum(holds(expect, engine(data)) for data, expect in small)
        told = "".join(f" {value:7.4f}" for value in quality)
        print(f"{name:34}  {told} {held:4}/{len(small)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bench", type=Path, default=Path(__file__).parents[2] / "shared/bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--forms", type=Path, default=Path(__file__).parents[2] / "shared/forms")
    parser.add_argument("--cases", type=Path, default=Path(__file__).parents[2] / "shared/cases")
    where = parser.parse_args()
    harder(where.forms, where.cases)
    documents = sorted((where.bench / "documents").iterdir())
    truths = {p.stem: p.read_text(encoding="utf-8") for p in (where.bench / "truth").glob("*.txt")}
    scans, texts = [], []
    for path in documents:
        try:
            document = read_document(path)
        except UnreadableDocument as error:
            print(f"{path.name}: {error.reason}")
            continue
        (scans if document.reading.ocr else texts).append((path, document.text))
    for title, group in (("text documents", texts), ("scans", scans)):
        mean = [
            sum(f(truths[p.stem], t) for p, t in group) / max(len(group), 1)
            for f in (recall, trigrams, fields)
        ]
        print(
            f"Vivier, {len(group)} {title}: word recall {mean[0]:.4f}, trigrams in lines {mean[1]:.4f}, in fields {mean[2]:.4f}"
        )
    pdfs = [p for p, _ in texts if p.suffix == ".pdf"]
    rates = speed([p.read_bytes() for p in pdfs], where.rounds)
    print(f"\n{len(pdfs)} PDFs with a text layer       pages/CPU s  ratio  recall   lines  fields")
    for name, engine in peers().items():
        read = [(truths[p.stem], engine(p.read_bytes())) for p in pdfs]
        quality = [sum(f(t, r) for t, r in read) / len(read) for f in (recall, trigrams, fields)]
        ratio = rates[name] / rates["pdfminer.six default"]
        print(
            f"{name:34} {rates[name]:9.1f} {ratio:6.2f}  {quality[0]:.4f}  {quality[1]:.4f}  {quality[2]:.4f}"
        )


if __name__ == "__main__":
    main()
