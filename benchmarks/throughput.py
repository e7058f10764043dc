"""How fast a batch is and what memory it takes, beside pdfminer.six, bm25s and scikit-learn in the
same run.

usage: python benchmarks/throughput.py [--files N ...] [--known N ...] [--profiles N ...] [--plot
PNG]

Files: copies of the sample PDFs that have a text layer, each with other bytes. Cold: nothing known;
warm: the same run again, outputs
written both times; peak: memory of the process that leads. Known: files whose rows a store already
has (those of the samples, under other
keys), so that a run looks at each, ranks it and writes it, at sizes that nobody could wait to read
here. Profiles: sample profiles with a
random third of their lines left out, so that no two are equal.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from pdfminer.high_level import extract_text
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.batch.reading import Reader, read_files, read_single
from pipeline.batch.run import Candidate
from pipeline.documents import content_id
from pipeline.files.folder import find_files
from pipeline.files.isolation import Limits
from pipeline.files.reader import load, parse_document
from pipeline.nlp.annotator import annotate
from pipeline.nlp.model import load as load_model
from pipeline.profiles.profile import Profile, profile_of, without_lines
from pipeline.profiles.understanding import Understanding
from pipeline.ranking.asked import Asked
from pipeline.ranking.ranker import Weights, measured, question_of, score_match
from pipeline.ranking.retrieval import REACH, Part, features_of, query_of, within_reach
from pipeline.store.reserve import Store
from pipeline.store.table import Table

ROOT = Path(__file__).resolve().parents[1]
OFFER = ROOT / "data/offers/chef_projet_moe.txt"
TODAY = date(2026, 11, 24)
RUN = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from pipeline.batch.batch import run_batch
from pipeline.batch.means import Means
from pipeline.review.papers import publish
if __name__ == "__main__":
    offer, folder, out, jobs = sys.argv[1:]
    clock = time.perf_counter()
    run = run_batch(Path(offer), [Path(folder)], store=Path(out, "reserve"), means=Means(date(2026, 11, 24), jobs=int(jobs)))
    publish(run, Path(out))
    wall = time.perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"candidates": len(run.ranking), "wall": wall, "memory": memory}))
"""


def written_pdfs() -> list[Path]:
    """The sample PDFs that have a text layer."""
    return [
        p for p in sorted((ROOT / "data/cvs").glob("*.pdf")) if len(extract_text(p).strip()) > 200
    ]


def copies(sources: list[Path], number: int, folder: Path) -> None:
    for n in range(number):
        source = sources[n % len(sources)]
        (folder / f"{n:06d}.pdf").write_bytes(source.read_bytes() + f"\n% {n}\n".encode())


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    clock = time.process_time()
    found = work()
    return found, time.process_time() - clock


def stages(sources: list[Path], rounds: int = 3) -> None:
    """CPU of each stage in one process, pdfminer.six's plain extraction of the same files
    interleaved; the fastest round counts.
    """
    model, offer = (
        load_model(),
        question_of(read_single(OFFER, "offer", Understanding(TODAY)).profile),
    )
    best: dict[str, float] = {}
    for _ in range(rounds):
        total = dict.fromkeys(("pdfminer.six extract_text", "read", "understand", "match"), 0.0)
        for path in sources:
            total["pdfminer.six extract_text"] += cpu(lambda p=path: extract_text(p))[1]
            document, seconds = cpu(lambda p=path: parse_document(load(p, p.name), p.name, "cv"))
            total["read"] += seconds
            (profile, _), seconds = cpu(lambda d=document: profile_of(d, annotate(d, model), TODAY))
            total["understand"] += seconds
            total["match"] += cpu(lambda p=profile: measured(offer, p))[1]
        best = {name: min(best.get(name, seconds), seconds) for name, seconds in total.items()}
    whole = sum(best.values()) - best["pdfminer.six extract_text"]
    print(f"\nCPU of one process over {len(sources)} PDFs, milliseconds a CV")
    for name, seconds in {**best, "Vivier, all stages": whole}.items():
        print(
            f"{name:28} {1000 * seconds / len(sources):8.1f}  {seconds / best['pdfminer.six extract_text']:6.2f} times pdfminer.six"
        )


def batch(sources: list[Path], number: int, jobs: int) -> dict[str, Any]:
    """A cold run and a warm one over so many files, each in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place, "cvs"), Path(place, "out")
        folder.mkdir()
        copies(sources, number, folder)
        cold, warm = (timed(folder, out, jobs) for _ in range(2))
        kept = (
            sum(p.stat().st_size for p in (out / "reserve").rglob("*") if p.is_file())
            / number
            / 1024
        )
    print(
        f"{number:8} files  cold {cold['wall']:7.1f} s = {number / cold['wall']:5.1f} CV/s",
        end="  ",
    )
    print(
        f"warm {warm['wall']:6.1f} s = {100 * warm['wall'] / cold['wall']:5.2f} % of cold", end="  "
    )
    print(f"peak {cold['memory']:5.0f} / {warm['memory']:5.0f} MiB  store {kept:4.1f} KiB a CV")
    return {
        "files": number,
        **{f"cold_{k}": v for k, v in cold.items()},
        **{f"warm_{k}": v for k, v in warm.items()},
    }


def timed(folder: Path, out: Path, jobs: int) -> dict[str, Any]:
    """A run in a process of its own: candidates, seconds, and the peak of its memory in MiB."""
    words = [sys.executable, "-c", RUN, str(OFFER), str(folder), str(out), str(jobs)]
    found: dict[str, Any] = json.loads(
        subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    )
    return found


def known(sources: list[Path], number: int) -> None:
    """A run over so many files that the store knows, and the same again."""
    with tempfile.TemporaryDirectory() as place:
        few, folder, out = Path(place, "few"), Path(place, "cvs"), Path(place, "out")
        few.mkdir()
        folder.mkdir()
        copies(sources, len(sources), few)
        timed(few, out, 1)
        store = Store(out / "reserve")
        contents = [f"{n}".encode() for n in range(number)]
        for n, data in enumerate(contents):
            (folder / f"{n:07d}.pdf").write_bytes(data)
        for table, kind in ((store.profiles, "cv"), (store.matches, "")):
            rows = [
                {**row, "document": b"", "profile": b"", "text": ""}
                for row in _rows_of(table, kind)
            ]
            for n, data in enumerate(contents):
                table.put({**rows[n % len(rows)], "key": f"{content_id(data)}.pdf"})
        store.close()
        first, again = (timed(folder, out, 1) for _ in range(2))
    assert first["candidates"] == number
    print(
        f"{number:8} known files  ranked and written {first['wall']:6.0f} s, again {again['wall']:5.0f} s",
        end="  ",
    )
    print(f"peak {first['memory']:5.0f} / {again['memory']:5.0f} MiB")


def _rows_of(table: Table, kind: str) -> list[dict[str, Any]]:
    keys = [(key, of) for key, of in table.listed() if kind in ("", of)]
    return list(table.get(keys, table.schema.names))


def samples() -> list[Profile]:
    files, _ = find_files([ROOT / "data/cvs"])
    return [
        o.profile
        for o in read_files(files, Reader("cv", Understanding(TODAY)), 2, Limits())
        if isinstance(o, Candidate)
    ]


def retrieval(sizes: list[int]) -> list[dict[str, float]]:
    """Latency of the first stage beside bm25s and an exhaustive TF-IDF over the same words, and its
    recall of the exhaustive top 50.
    """
    chance, known = random.Random(1), samples()
    offers = [
        read_single(p, "offer", Understanding(TODAY)).profile
        for p in sorted((ROOT / "data/offers").iterdir())
        if p.name != "chef_projet_moe.pdf"
    ]
    kinds = []
    for n in range(3000):
        profile = known[n % len(known)]
        kinds.append(
            without_lines(
                profile,
                frozenset(p.number for p in profile.passages if chance.random() < 1 / 3),
                (),
            )
        )
    features = [features_of(p) for p in kinds]
    words = [[t for p in profile.passages for t in p.terms] for profile in kinds]
    recall(offers, kinds, features)
    return [
        latency(size, [chance.randrange(len(kinds)) for _ in range(size)], offers, features, words)
        for size in sizes
    ]


def latency(
    size: int, order: list[int], offers: list[Profile], features: list[Any], words: list[list[str]]
) -> dict[str, float]:
    part, corpus = Part.of([features[n] for n in order]), [words[n] for n in order]
    counts, index, vectorizer, number = (
        part.counts(),
        bm25s.BM25(),
        TfidfVectorizer(analyzer=lambda terms: terms),
        min(500, size - 1),
    )
    index.index(corpus, show_progress=False)
    rows = vectorizer.fit_transform(corpus)

    def ours(offer: Profile, asked: list[str]) -> Any:
        return part.best(
            within_reach(query_of(Asked.of(offer), Weights.shipped()), counts, size), number, size
        )

    def best_match(offer: Profile, asked: list[str]) -> Any:
        return index.retrieve([asked], k=number, show_progress=False)

    def exhaustive(offer: Profile, asked: list[str]) -> Any:
        return np.argpartition(-(rows @ vectorizer.transform([asked]).T).toarray().ravel(), number)

    row = {"profiles": float(size)}
    for name, work in {"Vivier": ours, "bm25s": best_match, "TF-IDF": exhaustive}.items():
        seconds = []
        for offer in offers:
            asked = [t for p in offer.passages for t in p.terms]
            rounds = []
            for _ in range(3):
                clock = time.perf_counter()
                work(offer, asked)
                rounds.append(time.perf_counter() - clock)
            seconds.append(min(rounds))
        row[name] = 1000 * sum(seconds) / len(seconds)
    print(
        f"{size:9} profiles, mean of {len(offers)} offers, ms: "
        + "  ".join(f"{k} {v:8.1f}" for k, v in row.items() if k != "profiles")
    )
    return row


def recall(offers: list[Profile], profiles: list[Profile], features: list[Any]) -> None:
    part, size = Part.of(features), len(profiles)
    counts, shares = part.counts(), []
    for offer in offers:
        question, weights = question_of(offer), Weights.shipped()
        scores = [score_match(question, cv, weights).score for cv in profiles]
        best = set(np.argsort(-np.array(scores), kind="stable")[:50].tolist())
        first = {
            n
            for _, n in part.best(
                within_reach(query_of(question.asked, weights), counts, size), 500, size
            )
        }
        shares.append(len(best & first) / 50)
    told = f"{np.mean(shares):.3f}, least {min(shares):.2f}"
    print(
        f"\nfirst stage, 500 of {size} (about {REACH} entries a CV): recall of the exhaustive top 50 {told}"
    )


def plot(batches: list[dict[str, Any]], latencies: list[dict[str, float]], place: Path) -> None:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 3, figsize=(13, 3.8))
    sizes = [b["files"] for b in batches]
    for kind in ("cold", "warm"):
        axes[0].plot(sizes, [b[f"{kind}_wall"] for b in batches], marker="o", label=kind)
        axes[1].plot(sizes, [b[f"{kind}_memory"] for b in batches], marker="o", label=kind)
    for name in ("Vivier", "bm25s", "TF-IDF"):
        axes[2].plot(
            [r["profiles"] for r in latencies], [r[name] for r in latencies], marker="o", label=name
        )
    for axis, title, unit in zip(
        axes,
        ("A batch", "Peak memory of a process", "First stage"),
        ("s", "MiB", "ms"),
        strict=True,
    ):
        axis.set(
            title=title,
            xscale="log",
            xlabel="CVs",
            ylabel=unit,
            **({} if unit == "MiB" else {"yscale": "log"}),
        )
        axis.grid(alpha=0.3)
        if axis.get_legend_handles_labels()[0]:
            axis.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(place, dpi=110)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, nargs="*", default=[200, 1000])
    parser.add_argument("--known", type=int, nargs="*", default=[10_000])
    parser.add_argument("--profiles", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    pdfs = written_pdfs()
    stages(pdfs)
    print(f"\nbatches in {given.jobs} processes, outputs written")
    batches = [batch(pdfs, n, given.jobs) for n in given.files]
    print("\nfiles that the store knows, one process")
    for n in given.known:
        known(pdfs, n)
    latencies = retrieval(given.profiles) if given.profiles else []
    print(
        f"\npeak memory of this benchmark {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )
    if given.plot:
        plot(batches, latencies, given.plot)
