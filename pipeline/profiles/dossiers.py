"""Which papers belong to whom: letters and diplomas go with the CV of the same person, and several
CVs of one person are told.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace
from functools import cache

from pipeline.documents import Document
from pipeline.lexicon.people import PAPERS, paper_kind
from pipeline.lexicon.spelling import plain
from pipeline.profiles.career import Career
from pipeline.profiles.genres import CAREER, NO_CV, tells_a_cv
from pipeline.profiles.identity import EMAIL, Identity
from pipeline.profiles.profile import Profile
from pipeline.store.disk import database
from pipeline.store.packing import pack, unpack

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a dossier: `kind` is "cv" or a kind of `data/lexicon/papers.csv`.

    `words` are the folded words and `emails` the addresses of a letter or diploma, by which its
    owner is found; a CV needs none. `other` is true of a "cv" that is none, nearly certainly.
    """

    file: str
    id: str
    kind: str
    name: str
    email: str
    words: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    other: bool = False


@cache
def paper_names() -> dict[str, str]:
    """How people call each kind of paper."""
    return {row.kind: row.name for row in PAPERS.rows}


def paper_of(document: Document, identity: Identity, profile: Profile) -> Paper:
    """What a document is, and by what its owner may be known."""
    text, career = plain(document.text), profile.career
    kind = "cv" if document.kind == "offer" else _kind(text, document, career)
    paper = Paper(document.file, document.id, kind, plain(identity.name), identity.email.casefold())
    if kind == "cv":
        dated = [post for post in career.posts if post.start]
        return replace(paper, other=NO_CV in profile.warnings and len(dated) < CAREER)
    return replace(
        paper,
        words=frozenset(_WORD.findall(text)),
        emails=frozenset(m.rstrip(".") for m in EMAIL.findall(text)),
    )


def filed(paper: Paper, file: str) -> Paper:
    """The paper as a file of this name, whose words count among its own."""
    if paper.kind == "cv":
        return replace(paper, file=file)
    return replace(paper, file=file, words=paper.words | frozenset(_WORD.findall(plain(file))))


def _kind(text: str, document: Document, career: Career) -> str:
    """The kind of a paper; a CV is what has dated posts, sections of a CV, or says nothing of being
    something else.
    """
    if tells_a_cv(document, career):
        return "cv"
    return paper_kind(text, "joined") or "cv"


_TABLES = """
CREATE TABLE cvs (n INTEGER PRIMARY KEY, file TEXT, id TEXT, name TEXT, email TEXT, first TEXT);
CREATE INDEX cv_emails ON cvs (email);
CREATE INDEX cv_names ON cvs (first);
CREATE TABLE others (file TEXT, paper BLOB);
CREATE TABLE strangers (file TEXT);
CREATE TABLE marks (mark TEXT, n INTEGER);
CREATE TABLE shared (file TEXT PRIMARY KEY, person INTEGER, number INTEGER);
CREATE INDEX shared_persons ON shared (person, file);
"""
_CV = "SELECT file, id, name, email FROM cvs WHERE"


class People:
    """Who sent which papers, of any number of them; what is told of them does not depend on the
    order in which they came.
    """

    def __init__(self) -> None:
        self._rows = database(_TABLES)
        self._number = 0

    def add(self, paper: Paper) -> None:
        """One more paper, before anything is asked."""
        if paper.kind != "cv":
            self._rows.execute("INSERT INTO others VALUES (?, ?)", (paper.file, pack(paper)))
            return
        if paper.other:
            self._rows.execute("INSERT INTO strangers VALUES (?)", (paper.file,))
            return
        words, n = _WORD.findall(paper.name), self._number
        self._number += 1
        first = words[0] if len(words) > 1 else ""
        self._rows.execute(
            "INSERT INTO cvs VALUES (?, ?, ?, ?, ?, ?)",
            (n, paper.file, paper.id, paper.name, paper.email, first),
        )
        marks = (
            f"id {paper.id}",
            f"mail {paper.email}" if paper.email else "",
            f"name {' '.join(sorted(words))}" if words else "",
        )
        self._rows.executemany(
            "INSERT INTO marks VALUES (?, ?)", ((mark, n) for mark in marks if mark)
        )

    def owners(self) -> dict[str, tuple[str, str]]:
        """Letters and diplomas by file, with their kind and the file of the one CV whose person
        they name; others are left out.
        """
        found = {}
        for (packed,) in self._rows.execute("SELECT paper FROM others ORDER BY file"):
            paper = unpack(packed, Paper)
            named = {
                cv
                for email in paper.emails
                for cv in self._rows.execute(f"{_CV} email = ?", (email,))
            }
            for word in paper.words:
                named |= {
                    cv
                    for cv in self._rows.execute(f"{_CV} first = ?", (word,))
                    if paper.words.issuperset(_WORD.findall(cv[2]))
                }
            if len({_person(*cv[1:]) for cv in named}) == 1:
                found[paper.file] = (
                    paper.kind,
                    min((_folder(file) != _folder(paper.file), file) for file, *_ in named)[1],
                )
        return found

    def strangers(self) -> list[str]:
        """The files that are no CV, nearly certainly, and no paper of a dossier."""
        return [file for (file,) in self._rows.execute("SELECT file FROM strangers ORDER BY file")]

    def join(self) -> None:
        """Find the CVs of one person: they share bytes, an e-mail or a name, perhaps by another."""
        parent = array("I", range(self._number))

        def root(n: int) -> int:
            while parent[n] != n:
                parent[n] = parent[parent[n]]
                n = parent[n]
            return n

        last, first = "", 0
        for mark, n in self._rows.execute("SELECT mark, n FROM marks ORDER BY mark, n"):
            if mark == last:
                parent[root(n)] = root(first)
            last, first = mark, n
        sizes = array("I", bytes(parent.itemsize * self._number))
        for n in range(self._number):
            sizes[root(n)] += 1
        cvs = self._rows.execute("SELECT n, file FROM cvs")
        shared = ((file, root(n), sizes[root(n)]) for n, file in cvs if sizes[root(n)] > 1)
        self._rows.executemany("INSERT OR REPLACE INTO shared VALUES (?, ?, ?)", shared)

    def others_of(self, file: str, most: int) -> tuple[list[str], int]:
        """Other CVs of the person who sent this one, the first `most` by name, and how many there
        are in all; after `join`.
        """
        found = self._rows.execute(
            "SELECT person, number FROM shared WHERE file = ?", (file,)
        ).fetchone()
        if not found:
            return [], 0
        person, number = found
        files = self._rows.execute(
            "SELECT file FROM shared WHERE person = ? ORDER BY file LIMIT ?", (person, most + 1)
        )
        return [other for (other,) in files if other != file][:most], number - 1


def _person(id: str, name: str, email: str) -> str:
    return " ".join(sorted(_WORD.findall(name))) or email or id


def _folder(file: str) -> str:
    return file.rpartition("/")[0]
