"""The French spaCy pipeline: tokenizer, word keys, skills and missions; the only room that knows
spaCy.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span

from pipeline.errors import BadSetting
from pipeline.lexicon import skills as skill_tables
from pipeline.lexicon import tables
from pipeline.lexicon.actions import actions
from pipeline.lexicon.entries import Entry, Frame, Words
from pipeline.lexicon.matching import Found, Matcher, Token
from pipeline.lexicon.occupations import Occupation, occupation_entries, occupation_frames
from pipeline.lexicon.skills import Skill
from pipeline.lexicon.words import fold, without_double_gender
from pipeline.nlp.missions import MissionFound, find_missions
from pipeline.nlp.skills import by_frame

SHIPPED = "fr_vivier"
_COMPILED = "names.json"
SPACY = ">=3.8.13,<4.0"
"""The versions of spaCy that load the pipeline, as in pyproject.toml."""
_WHOLE = re.compile(
    r"^(?:[A-Za-z]{1,3}[+#]{1,2}|[A-Za-z]+#|\.NET|[A-Za-z]+\.(?:NET|js|JS|io|Net|net)|[A-Za-z]{1,3}/(?:SQL|CD|IP|CSS|400|3|HANA|4HANA)|CI/CD"
    r"|[A-Z]{1,2}-SQL|[A-Za-z]+\d+|\d+(?:[.,]\d+)*|S/4HANA|R&D|aujourd['’]hui)$"
)
_PREFIX = re.compile(r"^(?:[(\[{«»\"“”‘'’…,;:!?•*–—\-/|]|\.(?![A-Z]))")
_SUFFIX = re.compile(r"(?:[)\]}«»\"“”’'…,;:!?•*–—/|.%€$-])$")
_INFIX = re.compile(
    r"(?<=[A-Za-zÀ-ÿ])['’](?=\w)|(?<=\w)[/|·•–—()«»+&:;,\-](?=\w)|(?<=[a-zà-ÿ])\.(?=[A-ZÀ-Ÿ])"
)


def _tokenizer(nlp: Language) -> Tokenizer:
    return Tokenizer(
        nlp.vocab,
        prefix_search=_PREFIX.search,
        suffix_search=_SUFFIX.search,
        infix_finditer=_INFIX.finditer,
        token_match=_WHOLE.match,
    )


class _Names:
    """The compiled tables, shared by the components of a pipeline."""

    def __init__(
        self,
        skill_entries: list[Entry],
        occupation_entries: list[Entry],
        occupations: dict[str, Occupation],
        words: Words,
    ) -> None:
        self.skills: dict[str, Skill] = {s.concept: s for s in skill_tables.skills()}
        self.skill_entries = skill_entries
        self.occupation_entries = occupation_entries
        self.occupations = occupations
        self.skill_matcher = Matcher(skill_entries)
        self.occupation_matcher = Matcher(occupation_entries)
        self.frames: tuple[Frame, ...] = skill_tables.frames(words)
        self.occupation_frames: tuple[Frame, ...] = occupation_frames(words)

    @classmethod
    def compiled(cls, tokenizer: Tokenizer) -> _Names:
        words = _words(tokenizer)
        skill_entries = skill_tables.skill_entries(skill_tables.skills(), words)
        return cls(skill_entries, *occupation_entries(words), words)

    def to_json(self) -> str:
        return json.dumps(
            {
                "tables": tables_hash(),
                "skills": [[list(e.keys), e.concept, e.exact, e.whole] for e in self.skill_entries],
                "occupations": [
                    [list(e.keys), e.concept, e.exact, e.whole] for e in self.occupation_entries
                ],
                "trades": [
                    [o.title, o.rome, o.rival, o.rival_domain] for o in self.occupations.values()
                ],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str, tokenizer: Tokenizer) -> _Names:
        data = json.loads(text)
        skill_entries = [
            Entry(tuple(keys), concept, exact, whole)
            for keys, concept, exact, whole in data["skills"]
        ]
        titles = [
            Entry(tuple(keys), title, exact, whole)
            for keys, title, exact, whole in data["occupations"]
        ]
        return cls(
            skill_entries,
            titles,
            {row[0]: Occupation(*row) for row in data["trades"]},
            _words(tokenizer),
        )


def _words(tokenizer: Tokenizer) -> Words:
    return lambda name: [t.text for t in tokenizer(name) if any(c.isalnum() for c in t.text)]


def splitter() -> Words:
    """What splits a name into words as the pipeline does."""
    nlp = spacy.blank("fr")
    return _words(_tokenizer(nlp))


@Language.factory("vivier_keys")
def _make_keys(nlp: Language, name: str) -> Any:
    """Keys of words as `norm_`; our tokenizer, by which the tables are split, takes the place of
    that of the pipeline.
    """
    nlp.tokenizer = _tokenizer(nlp)

    def keys(doc: Doc) -> Doc:
        for token in doc:
            token.norm_ = fold(token.text)
        return doc

    return keys


class _SkillFinder:
    """spaCy component: `doc.spans["skills"]`, labelled by concept."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    @cached_property
    def names(self) -> _Names:
        return _Names.compiled(self._nlp.tokenizer)

    def __call__(self, doc: Doc) -> Doc:
        found = find_skills(self.names, plain_tokens(doc))
        doc.spans["skills"] = [Span(doc, f.first, f.last + 1, label=f.concept) for f in found]
        return doc

    def to_disk(self, path: Path, exclude: Any = ()) -> None:
        path.mkdir(parents=True, exist_ok=True)
        (path / _COMPILED).write_text(self.names.to_json() + "\n", encoding="utf-8")

    def from_disk(self, path: Path, exclude: Any = ()) -> _SkillFinder:
        self._nlp.tokenizer = _tokenizer(self._nlp)
        self.names = _Names.from_json(
            (path / _COMPILED).read_text(encoding="utf-8"), self._nlp.tokenizer
        )
        return self


def find_skills(names: _Names, tokens: Sequence[Token]) -> list[Found]:
    """Skills by name, then those told by a frame alone."""
    found = names.skill_matcher.find(tokens)
    covered = {f.concept for f in found}
    return found + [
        f
        for f in by_frame(tokens, names.frames)
        if f.concept not in covered and f.concept in names.skills
    ]


@Language.factory("vivier_skills")
def _make_skills(nlp: Language, name: str) -> _SkillFinder:
    return _SkillFinder(nlp)


@Language.factory("vivier_missions")
def _make_missions(nlp: Language, name: str) -> Any:
    known = actions()

    def missions(doc: Doc) -> Doc:
        found = find_missions(plain_tokens(doc), known)
        doc.spans["missions"] = [Span(doc, m.first, m.last + 1, label=m.action) for m in found]
        return doc

    return missions


def plain_tokens(doc: Doc) -> list[Token]:
    """The tokens of a spaCy Doc as plain data."""
    return [Token(t.text, t.norm_, t.idx, t.pos_) for t in doc if not t.is_space]


def build(base: str = "") -> Language:
    """The pipeline made from the tables, on a blank French tokenizer or on a trained model: ours
    ("fr_syntax") or one that is installed ("fr_core_news_sm").

    Raises BadSetting where the base is not installed.
    """
    if base:
        shipped = tables.MODELS / base
        try:
            nlp = spacy.load(
                shipped if (shipped / "config.cfg").is_file() else base, exclude=["ner"]
            )
        except OSError:
            raise BadSetting(
                base,
                "ce modèle spaCy n'est pas installé",
                f"l'installer (pip install {base}) ou ne pas nommer de base",
            ) from None
    else:
        nlp = spacy.blank("fr")
    for component in ("vivier_keys", "vivier_skills", "vivier_missions"):
        nlp.add_pipe(component)
    nlp.meta.update(
        name="vivier",
        version="0.1.0",
        description="Skills and missions of French CVs and offers",
        spacy_version=SPACY,
    )
    return nlp


def save(nlp: Language, path: Path) -> None:
    """Write a pipeline for `spacy.load` (with this package installed); the vocabulary of a blank
    one is not worth its bytes.
    """
    path.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(path, exclude=[] if len(nlp.pipeline) > 3 else ["vocab"])


def tables_hash() -> str:
    """SHA-256 over all tables of the lexicon."""
    digest = hashlib.sha256()
    for path in sorted(tables.LEXICON.rglob("*.*")):
        digest.update(
            path.relative_to(tables.LEXICON).as_posix().encode() + b"\0" + path.read_bytes()
        )
    return digest.hexdigest()


class Model:
    """Words, skills, missions and occupations of a line, as plain data."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        names = nlp.get_pipe("vivier_skills").names  # type: ignore[attr-defined]
        self._names: _Names = names
        self._steps = [
            p for name, p in nlp.pipeline if name not in ("vivier_skills", "vivier_missions")
        ]

    @property
    def skills(self) -> dict[str, Skill]:
        """The lexicon's skills by concept."""
        return self._names.skills

    @cached_property
    def tools(self) -> frozenset[str]:
        """The concepts that are tools."""
        return frozenset(s.concept for s in self.skills.values() if s.kind == "tool")

    @property
    def occupations(self) -> dict[str, Occupation]:
        """The lexicon's occupations by title."""
        return self._names.occupations

    def tokens(self, line: str) -> list[Token]:
        """The words and signs of a line."""
        doc = self._nlp.make_doc(without_double_gender(line))
        for step in self._steps:
            doc = step(doc)
        return plain_tokens(doc)

    def find_skills(self, tokens: Sequence[Token]) -> list[Found]:
        """Skills by name, then those told by a frame alone."""
        return find_skills(self._names, tokens)

    def find_missions(self, tokens: Sequence[Token], language: str = "") -> list[MissionFound]:
        """Actions and their objects; "fr" leaves English out."""
        return find_missions(tokens, actions(language))

    def find_occupations(self, tokens: Sequence[Token]) -> list[Found]:
        """Titles of occupations by name, else the trade told by a role in a field."""
        return (
            self._names.occupation_matcher.find(tokens)
            or by_frame(tokens, self._names.occupation_frames)[:1]
        )


@cache
def load(base: str = "") -> Model:
    """The shipped pipeline, or one on another base; tables that were edited since it was built
    count at once.

    Raises BadSetting as `build` does.
    """
    compiled = tables.MODELS / SHIPPED / "vivier_skills" / _COMPILED
    if not base and compiled.is_file():
        with compiled.open(encoding="utf-8") as stream:
            fresh = stream.read(100).startswith(f'{{"tables":"{tables_hash()}"')
        if fresh:
            return Model(spacy.load(tables.MODELS / SHIPPED))
    return Model(build(base))
