"""Which papers belong to whom: letters and diplomas go with the CV of the same person, and several CVs of one person are told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline import tables
from pipeline.documents import Document
from pipeline.profiles.career import Career
from pipeline.profiles.identity import EMAIL, Identity

_LONGEST = 900
"""A paper of more words than this is no letter and no diploma."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a dossier: `kind` is "cv" or a kind of `data/lexicon/papers.csv`.

    `words` are the folded words and `emails` the addresses of a letter or diploma, by which its owner is found; a CV needs none.
    """

    file: str
    id: str
    kind: str
    name: str
    email: str
    words: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()


@cache
def _kinds() -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    return tuple((row["kind"], int(row["least"]), tables.items(row["phrases"])) for row in tables.rows("papers"))


@cache
def paper_names() -> dict[str, str]:
    """How people call each kind of paper."""
    return {row["kind"]: row["name"] for row in tables.rows("papers")}


def paper_of(document: Document, identity: Identity, career: Career) -> Paper:
    """What a document is, and by what its owner may be known."""
    text = tables.plain(document.text)
    kind = "cv" if document.kind == "offer" else _kind(text, document, career)
    paper = Paper(document.file, document.id, kind, tables.plain(identity.name), identity.email.casefold())
    if kind == "cv":
        return paper
    return replace(paper, words=frozenset(_WORD.findall(text)), emails=frozenset(m.rstrip(".") for m in EMAIL.findall(text)))


def filed(paper: Paper, file: str) -> Paper:
    """The paper as a file of this name, whose words count among its own."""
    if paper.kind == "cv":
        return replace(paper, file=file)
    return replace(paper, file=file, words=paper.words | frozenset(_WORD.findall(tables.plain(file))))


def _kind(text: str, document: Document, career: Career) -> str:
    """The kind of a paper; a CV is what has dated posts, sections of a CV, or says nothing of being something else."""
    sections = {s.kind for s in document.sections if s.title} & {"experience", "education", "skills"}
    if len(career.posts) > 1 or len(sections) >= 2 or len(text.split()) > _LONGEST:
        return "cv"
    counts = {kind: sum(p in text for p in phrases) / least for kind, least, phrases in _kinds()}
    best = max(counts, key=lambda k: counts[k])
    return best if counts[best] >= 1 else "cv"


def owners(papers: Sequence[Paper]) -> dict[int, int]:
    """For each letter or diploma, the place of the one CV whose person it names; papers that name none or several are left out."""
    by_email: dict[str, list[int]] = {}
    by_word: dict[str, list[int]] = {}
    for n, paper in enumerate(papers):
        if paper.kind == "cv":
            by_email.setdefault(paper.email, []).append(n)
            if len(name := _WORD.findall(paper.name)) >= 2:
                by_word.setdefault(name[0], []).append(n)
    found: dict[int, int] = {}
    for n, paper in enumerate(papers):
        if paper.kind == "cv":
            continue
        named = {c for email in paper.emails for c in by_email.get(email, ())}
        named |= {c for word in paper.words for c in by_word.get(word, ()) if paper.words.issuperset(_WORD.findall(papers[c].name))}
        if len({_person(papers[c]) for c in named}) == 1:
            found[n] = min(named, key=lambda c: (_folder(papers[c].file) != _folder(paper.file), papers[c].file))
    return found


def _person(cv: Paper) -> str:
    return " ".join(sorted(_WORD.findall(cv.name))) or cv.email or cv.id


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def duplicates(papers: Sequence[Paper]) -> dict[int, tuple[int, ...]]:
    """For each CV of a person who sent several, the places of all of them: they share bytes, an e-mail or a name, if need be by another."""
    parent = list(range(len(papers)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    first: dict[str, int] = {}
    for n, paper in enumerate(papers):
        if paper.kind == "cv":
            name = " ".join(sorted(_WORD.findall(paper.name)))
            for mark in (f"id {paper.id}", f"mail {paper.email}" if paper.email else "", f"name {name}" if name else ""):
                if mark:
                    parent[root(n)] = root(first.setdefault(mark, n))
    groups: dict[int, list[int]] = {}
    for n, paper in enumerate(papers):
        if paper.kind == "cv":
            groups.setdefault(root(n), []).append(n)
    return {n: shared for group in groups.values() if len(group) > 1 for shared in [tuple(group)] for n in group}
