"""The skills that a line tells: what the trained chain marks, by the names of the tables that mean
them; in an offer those names, and what stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.documents import SkillMention
from pipeline.lexicon.entries import LINKS
from pipeline.lexicon.matching import Found
from pipeline.lexicon.spelling import plain
from pipeline.lexicon.words import fold
from pipeline.nlp import tagging
from pipeline.nlp.mentions import SILENT, LineWords
from pipeline.nlp.neighbours import beside
from pipeline.nlp.senses import COMPUTING, is_beside_tool, is_common, meant
from pipeline.nlp.tagging import HARD, SURE, Around, Marked
from pipeline.structure.chains import HEADING

ASKED = ("missions", "activities", "profile", "skills")
"""The sections of an offer whose lines tell which tools will be used."""
COVERS = 0.5
"""A name of a table that covers this share of a skill's words is what the skill is called."""


def skills_of(line: LineWords, around: Around) -> Iterator[SkillMention]:
    """The skills of a line: in a CV those that it names and, apart, those of the tables that stand
    there in passing; in an offer those of the tables and what stands beside them.
    """
    telling = Telling(line, around)
    if line.document.kind != "cv":
        yield from telling.asked()
    elif line.label not in SILENT and not line.label.startswith(HEADING):
        yield from telling.told()


@dataclass(frozen=True)
class Telling:
    """A line of a document, and what stands around it."""

    line: LineWords
    around: Around

    def asked(self) -> Iterator[SkillMention]:
        """The skills of a line of an offer."""
        for found in self._meant:
            yield self.line.of_table(found, found)
        if self.line.section in ASKED:
            tools = self.line.model.tools
            for found in beside(self.line.text, self.line.tokens, self._meant, tools):
                yield self.line.of_text(Marked(HARD, found.first, found.last, 1.0))

    def told(self) -> Iterator[SkillMention]:
        """The skills of a line of a CV."""
        line = self.line
        told = tagging.mark_skills(line.tokens, self.around, line.model.names, line.matched)
        marks = [mark for mark in told if line.may_tell(mark)]
        marks += [*self._certified(marks), *(self._tools(marks) if self._at_home else ())]
        for mark in marks:
            yield from self._marked(mark)
        for found in self._in_passing(marks):
            yield replace(line.of_table(found, found), told=False)

    @property
    def _at_home(self) -> bool:
        return self.around.trade.startswith(COMPUTING)

    @cached_property
    def _meant(self) -> list[Found]:
        """The names of the tables that mean their skill here."""
        line, around = self.line, self.around
        return meant(line.tokens, line.named, line.model.names, around.trade, around.listed)

    @cached_property
    def _refused(self) -> list[Found]:
        """The names of the tables that mean something else here."""
        return [f for f in self.line.named if f not in self._meant]

    def _marked(self, mark: Marked) -> Iterator[SkillMention]:
        """A marked skill by the names of the tables that cover it, else by its own words."""
        own = [f for f in self._meant if mark.first <= f.first and f.last <= mark.last]
        if self._share(own, mark) < COVERS:
            if not self._is_refused(mark):
                yield self.line.of_text(mark)
            return
        for found in own:
            is_sure = mark.probability >= SURE or self._is_among_tools(found)
            if is_sure or not self._has_other_sense(found):
                yield self.line.of_table(found, mark if len(own) == 1 else found)
            elif found.concept not in self.line.model.tools:
                yield self.line.of_text(mark)

    def _is_among_tools(self, found: Found) -> bool:
        """Whether a name stands where names of tools mean tools."""
        if self._at_home or found.concept not in self.line.model.tools:
            return self._at_home
        tools = [f for f in self._meant if f.concept in self.line.model.tools]
        return is_beside_tool(self.line.tokens, found, tools)

    def _is_refused(self, mark: Marked) -> bool:
        """Whether a mark is no more than a name that means something else here: the name of a tool
        or of the skill itself, or one not marked surely.
        """
        whole = [f for f in self._refused if (f.first, f.last) == (mark.first, mark.last)]
        if not whole:
            return False
        concept = whole[0].concept
        words = self.line.of_text(mark).concept
        is_named_so = concept in self.line.model.tools or plain(concept) == plain(words)
        return is_named_so or mark.probability < SURE

    def _in_passing(self, marks: Sequence[Marked]) -> Iterator[Found]:
        """Names of the tables that stand in the line unmarked, and mean nothing else."""
        for found in self._meant:
            if not self._has_other_sense(found) and self._is_free(found, marks):
                yield found

    def _has_other_sense(self, found: Found) -> bool:
        """Whether a name of the tables is one word of the language: a tool, or another concept."""
        concept, word = found.concept, self.line.tokens[found.first]
        return is_common(self.line.tokens, found) and (
            concept in self.line.model.tools
            or fold(concept) != word.key
            or plain(concept) != plain(word.text)
        )

    def _tools(self, marks: Sequence[Marked]) -> Iterator[Marked]:
        """The tools of the tables in a line of someone who works with computers, marked or not."""
        for found in self.line.tabled:
            is_tool = found.concept in self.line.model.tools and found in self._meant
            if is_tool and self._is_free(found, marks):
                yield Marked(HARD, found.first, found.last, 1.0)

    def _certified(self, marks: Sequence[Marked]) -> Iterator[Marked]:
        """The certifications of the line without a marked skill: they are skills as a whole."""
        tokens = self.line.tokens
        for field in (f for f in self.line.fields if f.kind == "certification"):
            within = [n for n, t in enumerate(tokens) if field.start <= t.start < field.end]
            whole = Marked(HARD, within[0], within[-1], field.confidence) if within else None
            if whole and not _overlaps(whole, marks):
                yield whole

    def _is_free(self, found: Found, marks: Sequence[Marked]) -> bool:
        """Whether a name stands where no skill is marked, and one may be told."""
        return self.line.may_tell(found) and not _overlaps(found, marks)

    def _share(self, own: Sequence[Found], mark: Marked) -> float:
        """The share of a skill's words that names of the tables cover."""
        words = [n for n in range(mark.first, mark.last + 1) if self._counts(n)]
        covered = {n for f in own for n in range(f.first, f.last + 1)}
        return sum(n in covered for n in words) / max(len(words), 1)

    def _counts(self, n: int) -> bool:
        token = self.line.tokens[n]
        return token.is_word and token.key not in LINKS


def _overlaps(found: Found | Marked, marks: Sequence[Marked]) -> bool:
    return any(m.first <= found.last and found.first <= m.last for m in marks)
