"""Trains `models/trades.npz`: the words of a post told as a law over the professional domains of
ROME.

usage: python models/training/train_trades.py ROME [OFFERS_JSONL]

It learns from ROME 4.0 alone (France Travail, Licence Ouverte 2.0): titles, and samples of the
competences, knowledge and definition of each job sheet; those of informatics with tools of the
lexicon, which ROME does not name. One linear model a domain (logistic loss, stochastic gradient,
seed 0). With OFFERS_JSONL (public offers with a ROME code, not kept) it prints the share of the
offers whose domain it tells from the title, and from title and text.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.lexicon.matching import Token  # noqa: E402
from pipeline.lexicon.skills import Skill, skills  # noqa: E402
from pipeline.lexicon.words import fold, without_double_gender  # noqa: E402
from pipeline.nlp.model import build  # noqa: E402
from pipeline.nlp.terms import content_terms  # noqa: E402
from pipeline.ranking.similarity import identity  # noqa: E402

SAMPLES, TITLES = 26, 40
"""Samples of each job sheet, and titles of it that are learned from."""
INFORMATICS = "M18"
"""The domain that takes the tools of the lexicon's table of informatics."""
DEEPEST = 3
"""How far a tool may be from the table of informatics by what it implies."""
RAREST = 3
ALPHA, ROUNDS = 2e-6, 15
TESTED = 1500

Terms = tuple[str, ...]


@dataclass
class Sheet:
    """A job sheet of ROME: its titles, its competences and knowledge, which of them are its core,
    its definition.
    """

    titles: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    core: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@cache
def _pipeline() -> object:
    return build()


@cache
def terms(text: str) -> Terms:
    """The folded content words of a text, as the ranking compares them."""
    doc = _pipeline().make_doc(without_double_gender(text))  # type: ignore[attr-defined]
    tokens = [Token(t.text, fold(t.text), t.idx) for t in doc if not t.is_space]
    return content_terms(tokens)


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of ROME."""
    with (folder / f"unix_{name}_v460_utf8.csv").open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def read_sheets(folder: Path) -> dict[str, Sheet]:
    """The job sheets by their codes."""
    labels = {r["code_ogr"]: r["libelle"] for r in rows(folder, "item")}
    found: dict[str, Sheet] = defaultdict(Sheet)
    for r in rows(folder, "referentiel_appellation"):
        found[r["code_rome"]].titles.append(r["libelle_appellation_long"])
    for r in rows(folder, "coherence_item"):
        label = labels.get(r["code_ogr"], "")
        if label:
            found[r["code_rome"]].items.append(label)
            found[r["code_rome"]].core += [label] if r["coeur_metier"] else []
    for r in rows(folder, "texte"):
        found[r["code_rome"]].texts.append(r["libelle_texte"])
    return dict(sorted(found.items()))


def tools() -> list[Skill]:
    """The tools of the lexicon that belong to informatics."""
    known = {skill.concept: skill for skill in skills()}

    def belongs(skill: Skill, depth: int = 0) -> bool:
        if skill.domain == "informatique":
            return True
        parents = (known[name] for name in skill.implies if name in known)
        return depth < DEEPEST and any(belongs(p, depth + 1) for p in parents)

    return [skill for skill in known.values() if skill.kind == "tool" and belongs(skill)]


def samples(sheet: Sheet, named: Sequence[Skill], chance: random.Random) -> Iterator[Terms]:
    """Texts as a post might tell them, made of a job sheet; `named` are tools to add."""
    for title in sheet.titles[:TITLES]:
        yield terms(title)
    for _ in range(SAMPLES):
        text: list[str] = []
        if chance.random() < 0.7:
            text += terms(chance.choice(sheet.titles))
        pool = sheet.core if sheet.core and chance.random() < 0.5 else sheet.items
        for item in chance.sample(pool, min(chance.randint(2, 8), len(pool))):
            text += terms(item)
        if sheet.texts and chance.random() < 0.3:
            text += terms(chance.choice(sheet.texts))
        if named and chance.random() < 0.6:
            for tool in chance.sample(list(named), chance.randint(1, 5)):
                text += terms(tool.concept)
        yield tuple(text)


def main(folder: Path, offers: Path | None) -> None:
    """Train, write, and measure on offers where there are some."""
    domains = {r["code_rome"]: r["code_domaine_professionel"] for r in rows(folder, "cr_gd_dp")}
    chance, told, of = random.Random(0), list[Terms](), list[str]()
    for code, sheet in read_sheets(folder).items():
        named = tools() if domains[code] == INFORMATICS else []
        made = list(samples(sheet, named, chance))
        told += made
        of += [domains[code]] * len(made)
    vectorizer = TfidfVectorizer(analyzer=identity, binary=True, min_df=RAREST)
    table = vectorizer.fit_transform(told)
    model = SGDClassifier(loss="log_loss", alpha=ALPHA, max_iter=ROUNDS, random_state=0)
    model.fit(table, of)
    np.savez_compressed(
        ROOT / "models/trades.npz",
        terms=_written(vectorizer.get_feature_names_out()),
        idf=vectorizer.idf_.astype(np.float32),
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        domains=_written(model.classes_),
    )
    print(f"{table.shape[0]} samples, {table.shape[1]} words, {len(model.classes_)} domains")
    if offers is not None:
        _measure(offers, domains, vectorizer, model)


def _written(names: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _measure(
    offers: Path, domains: dict[str, str], vectorizer: TfidfVectorizer, model: SGDClassifier
) -> None:
    with offers.open(encoding="utf-8") as stream:
        read = (json.loads(line) for line in stream)
        known = [o for o in read if o.get("rome") in domains][:TESTED]
    right = np.array([domains[o["rome"]] for o in known])
    titles = [terms(o["title"]) for o in known]
    whole = [terms(o["title"]) + terms(o["text"][:2500]) for o in known]
    for name, told in (("title", titles), ("title and text", whole)):
        share = (model.predict(vectorizer.transform(told)) == right).mean()
        print(f"domain told from {name}: {share:.3f} of {len(known)} offers")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
