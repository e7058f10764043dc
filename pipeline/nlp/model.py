"""The French spaCy pipeline: our tokenizer, word keys, skills and missions. The door to spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import spacy
from confection import Config
from spacy import util
from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.errors import BadSetting
from pipeline.lexicon import compiled, tables
from pipeline.lexicon.actions import actions
from pipeline.lexicon.compiled import SHIPPED, Names, names
from pipeline.lexicon.matching import Found, Token
from pipeline.lexicon.occupations import Occupation
from pipeline.lexicon.skills import Skill
from pipeline.lexicon.tokens import located
from pipeline.lexicon.words import STOP_WORDS, fold, without_double_gender
from pipeline.nlp.frames import by_frame
from pipeline.nlp.missions import MissionFound, find_missions

SPACY = ">=3.8.13,<4.0"
"""The versions of spaCy that load the pipeline, as in pyproject.toml."""
COMPONENTS = ("vivier_keys", "vivier_skills", "vivier_missions")


class Tokenizer:
    """Our words and signs (`pipeline.lexicon.tokens`) as a tokenizer of spaCy."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        end = 0
        for word, start in located(text):
            if words:
                spaces.append(start > end)
            words.append(word)
            end = start + len(word)
        return Doc(self.vocab, words=words, spaces=[*spaces, False][: len(words)])

    def to_bytes(self, **options: Any) -> bytes:
        """Nothing is learnt: nothing is kept."""
        return b""

    def from_bytes(self, data: bytes, **options: Any) -> Tokenizer:
        return self

    def to_disk(self, path: Path, **options: Any) -> None:
        """Nothing is learnt: nothing is kept."""

    def from_disk(self, path: Path, **options: Any) -> Tokenizer:
        return self


@util.registry.tokenizers("vivier.Tokenizer.v1")  # type: ignore[untyped-decorator]
def _make_tokenizer() -> Any:
    return lambda nlp: Tokenizer(nlp.vocab)


class _Defaults(BaseDefaults):
    config = Config({"nlp": {"tokenizer": {"@tokenizers": "vivier.Tokenizer.v1"}}})
    stop_words = set(STOP_WORDS.words)


@util.registry.languages("fr_vivier")
class French(Language):  # type: ignore[no-untyped-call]
    """French with our tokenizer and stop words; spaCy's own takes seconds to load."""

    lang = "fr_vivier"
    Defaults = _Defaults


@Language.factory("vivier_keys")
def _make_keys(nlp: Language, name: str) -> Any:
    """Keys of words as `norm_`; our tokenizer, by which the tables are split, takes the place of
    that of the pipeline.
    """
    nlp.tokenizer = Tokenizer(nlp.vocab)

    def keys(doc: Doc) -> Doc:
        for token in doc:
            token.norm_ = fold(token.text)
        return doc

    return keys


class _SkillFinder:
    """spaCy component: `doc.spans["skills"]`, labelled by concept."""

    @cached_property
    def names(self) -> Names:
        return names()

    def __call__(self, doc: Doc) -> Doc:
        found = find_skills(self.names, plain_tokens(doc))
        doc.spans["skills"] = [Span(doc, f.first, f.last + 1, label=f.concept) for f in found]
        return doc

    def to_disk(self, path: Path, exclude: Any = ()) -> None:
        path.mkdir(parents=True, exist_ok=True)
        (path / compiled.FILE).write_text(self.names.to_json() + "\n", encoding="utf-8")

    def from_disk(self, path: Path, exclude: Any = ()) -> _SkillFinder:
        return self


@Language.factory("vivier_skills")
def _make_skills(nlp: Language, name: str) -> _SkillFinder:
    return _SkillFinder()


@Language.factory("vivier_missions")
def _make_missions(nlp: Language, name: str) -> Any:
    known = actions()

    def missions(doc: Doc) -> Doc:
        found = find_missions(plain_tokens(doc), known)
        doc.spans["missions"] = [Span(doc, m.first, m.last + 1, label=m.action) for m in found]
        return doc

    return missions


def find_skills(known: Names, tokens: Sequence[Token]) -> list[Found]:
    """Skills by name, then those told by a frame alone."""
    return with_framed(known, tokens, known.skill_matcher.find(tokens))


def with_framed(known: Names, tokens: Sequence[Token], named: list[Found]) -> list[Found]:
    """Skills found by name, then those told by a frame alone."""
    covered = {f.concept for f in named}
    framed = by_frame(tokens, known.frames)
    return named + [f for f in framed if f.concept not in covered and f.concept in known.skills]


def plain_tokens(doc: Doc) -> list[Token]:
    """The tokens of a spaCy Doc as plain data."""
    return [Token(t.text, t.norm_, t.idx, t.pos_) for t in doc if not t.is_space]


def build(base: str = "") -> Language:
    """The pipeline made from the tables, on our blank French or on a trained model: "fr_syntax" or
    an installed one.

    Raises BadSetting where the base is not installed.
    """
    nlp = _based(base) if base else French()
    for component in COMPONENTS:
        nlp.add_pipe(component)
    nlp.meta.update(
        name="vivier",
        version="0.1.0",
        description="Skills and missions of French CVs and offers",
        spacy_version=SPACY,
    )
    return nlp


def _based(base: str) -> Language:
    shipped = tables.MODELS / base
    place = shipped if (shipped / "config.cfg").is_file() else base
    try:
        return spacy.load(place, exclude=["ner"])
    except OSError:
        fact = "ce modèle spaCy n'est pas installé"
        remedy = f"l'installer (pip install {base}) ou ne pas nommer de base"
        raise BadSetting(base, fact, remedy) from None


def save(nlp: Language, path: Path) -> None:
    """Write a pipeline for `spacy.load`; a blank vocabulary is not worth its bytes."""
    path.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(path, exclude=[] if len(nlp.pipeline) > len(COMPONENTS) else ["vocab"])


class Model:
    """Words, skills, missions and occupations of a line, as plain data."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._names: Names = nlp.get_pipe("vivier_skills").names  # type: ignore[attr-defined]
        finders = COMPONENTS[1:]
        self._steps = [component for name, component in nlp.pipeline if name not in finders]

    @property
    def names(self) -> Names:
        """The compiled names of the tables."""
        return self._names

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
        """The words and signs of a line, where they stand in it: spaCy knows single blanks only."""
        text = without_double_gender(line)
        doc = self._nlp.make_doc(text)
        for step in self._steps:
            doc = step(doc)
        placed = zip(plain_tokens(doc), located(text), strict=True)
        return [replace(token, start=start) for token, (_, start) in placed]

    def find_skills(self, tokens: Sequence[Token]) -> list[Found]:
        """Skills by name, then those told by a frame alone."""
        return find_skills(self._names, tokens)

    def find_missions(self, tokens: Sequence[Token], language: str = "") -> list[MissionFound]:
        """Actions and their objects; "fr" leaves English out."""
        return find_missions(tokens, actions(language))

    def find_occupations(self, tokens: Sequence[Token]) -> list[Found]:
        """Titles of occupations by name, else the trade told by a role in a field."""
        by_name = self._names.occupation_matcher.find(tokens)
        return by_name or by_frame(tokens, self._names.occupation_frames)[:1]


@cache
def load(base: str = "") -> Model:
    """The shipped pipeline, or one on another base; tables that were edited since it was built
    count at once.

    Raises BadSetting as `build` does.
    """
    shipped = tables.MODELS / SHIPPED
    if not base and (shipped / "config.cfg").is_file():
        return Model(spacy.load(shipped))
    return Model(build(base))
