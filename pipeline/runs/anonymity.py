"""A run without names: candidates are numbered; their names, contacts, ages and addresses are
masked in all that is quoted or shown, and
trades stand in the masculine for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.batch.run import Dossier, Run, Unread
from pipeline.documents import Line, Warning
from pipeline.lexicon.genders import agreed, masculines
from pipeline.lexicon.people import personal_kind
from pipeline.profiles.identity import Identity
from pipeline.profiles.understanding import Candidate
from pipeline.ranking.answers import Evidence
from pipeline.ranking.matches import Match, Ranked
from pipeline.runs.masks import MASK, Mask
from pipeline.store.disk import Lookup

_NAMING = ("duplicate", "attachment")
"""Warnings and reasons whose details name other files."""


def anonymous(run: Run) -> tuple[Run, Iterator[tuple[str, str, str]]]:
    """The run with aliases for files and masked identities, and its key: alias, file, name. Unread
    files are aliased too.

    A run that is anonymous already keeps its aliases.
    """
    veil = _Veil(run)
    hidden = replace(
        run,
        settings=replace(run.settings, anonymous=True, cvs=(), include=veil.included),
        ranking=run.ranking.changed(veil.ranked),
        candidates=Lookup(veil.named, len(veil.order), veil.dossier),
        aside=tuple(veil.aside(u) for u in run.aside),
        hashes=Lookup(veil.hashed, len(run.hashes), veil.digest),
        read=veil.read,
        declared={veil.aliases[file]: said for file, said in run.declared.items()},
    )
    return hidden, veil.key()


class _Veil:
    """A run under aliases: each thing of it with its names hidden, made when it is asked for.

    `order` has the candidates as they are numbered, `aliases` the longest file names first.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self.order = _order(run)
        self.aliases = _aliases(run, self.order)
        self._files = {alias: file for file, alias in self.aliases.items()}

    def named(self) -> Iterator[str]:
        """The candidates by alias."""
        return (self.aliases[file] for file in self.order)

    @property
    def included(self) -> tuple[str, ...]:
        """The files that people had ranked although they look like no CV."""
        return tuple(
            self.aliases[file] for file in self._run.settings.include if file in self.aliases
        )

    def ranked(self, ranked: Ranked) -> Ranked:
        """A candidate in its place."""
        mask = self._mask(ranked.match.file)
        return replace(ranked, match=_match(ranked.match, self.aliases, mask))

    def dossier(self, alias: str) -> Dossier:
        """What is shown of a candidate."""
        found = self._run.candidates[self._files[alias]]
        return _dossier(found, self.aliases, Mask.of(found.identity))

    def read(self, alias: str) -> Candidate:
        """The document and the profile of a candidate."""
        file = self._files[alias]
        return _candidate(self._run.read(file), alias, self.aliases, self._mask(file))

    def aside(self, unread: Unread) -> Unread:
        """A file that is not ranked."""
        fact = _aliased(unread.reason, unread.fact, self.aliases)
        return replace(unread, file=self.aliases[unread.file], fact=fact)

    def hashed(self) -> list[str]:
        """All files of the run, in order."""
        return sorted(self.aliases.get(file, file) for file in self._run.hashes)

    def digest(self, alias: str) -> str:
        """The content id of a file."""
        return self._run.hashes[self._files.get(alias, alias)]

    def key(self) -> Iterator[tuple[str, str, str]]:
        """Who is who: alias, file, name."""
        for file in self.order:
            yield self.aliases[file], file, self._run.candidates[file].identity.name
        for unread in self._run.aside:
            yield self.aliases[unread.file], unread.file, ""

    def _mask(self, file: str) -> Mask:
        return Mask.of(self._run.candidates[file].identity)


def _order(run: Run) -> list[str]:
    """The candidates in the order of their contents, which tells nothing of their names."""
    if run.settings.anonymous:
        return list(run.candidates)
    return sorted(run.candidates, key=lambda file: (run.hashes[file], file))


def _aliases(run: Run, order: Sequence[str]) -> dict[str, str]:
    """The alias of each file, the longest names first; those of an anonymous run are kept."""
    width = max(4, len(str(len(run.hashes))))
    found = {file: f"candidat-{n:0{width}d}" for n, file in enumerate(order, 1)}
    found |= {u.file: f"non-lu-{n:0{width}d}" for n, u in enumerate(run.aside, 1)}
    longest_first = sorted(found, key=lambda file: -len(file))
    return {file: file if run.settings.anonymous else found[file] for file in longest_first}


def _masked(text: str, mask: Mask) -> str:
    """A text without its person: names and contacts masked, agreement in the masculine."""
    return agreed(mask.hide(text), masculines())


def _line(text: str, mask: Mask) -> str:
    """A line of a CV: one that tells the person (birth, age, address, family, contact) is masked
    whole.
    """
    return MASK if personal_kind(text) else _masked(text, mask)


def _warnings(
    warnings: tuple[Warning, ...], aliases: dict[str, str], mask: Mask
) -> tuple[Warning, ...]:
    return tuple(
        Warning(w.kind, _masked(_aliased(w.kind, w.detail, aliases), mask)) for w in warnings
    )


def _aliased(kind: str, detail: str, aliases: dict[str, str]) -> str:
    """What is told of a file, where it names others, by their aliases; `aliases` has the longest
    names first.
    """
    if kind in _NAMING:
        for file, alias in aliases.items():
            detail = detail.replace(file, alias)
    return detail


def _match(match: Match, aliases: dict[str, str], mask: Mask) -> Match:
    answers = tuple(replace(a, evidence=_evidence(a.evidence, mask)) for a in match.answers)
    needs = tuple(replace(r, quote=_masked(r.quote, mask)) for r in match.requirements)
    warnings = _warnings(match.warnings, aliases, mask)
    title = _masked(match.title, mask)
    return replace(
        match,
        file=aliases[match.file],
        answers=answers,
        requirements=needs,
        warnings=warnings,
        title=title,
    )


def _evidence(found: Sequence[Evidence], mask: Mask) -> tuple[Evidence, ...]:
    return tuple(
        replace(e, quote=_masked(e.quote, mask), matched=_masked(e.matched, mask)) for e in found
    )


def _dossier(dossier: Dossier, aliases: dict[str, str], mask: Mask) -> Dossier:
    alias = aliases[dossier.file]
    attachments = tuple(aliases[f] for f in dossier.attachments)
    warnings = _warnings(dossier.warnings, aliases, mask)
    title = _masked(dossier.title, mask)
    return replace(
        dossier,
        file=alias,
        identity=Identity(name=alias),
        title=title,
        warnings=warnings,
        attachments=attachments,
    )


def _candidate(candidate: Candidate, alias: str, aliases: dict[str, str], mask: Mask) -> Candidate:
    lines = tuple(
        Line(_line(line.text, mask), line.page, line.box, line.look)
        for line in candidate.document.lines
    )
    passages = tuple(replace(p, text=_masked(p.text, mask)) for p in candidate.profile.passages)
    document = replace(candidate.document, file=alias, lines=lines)
    warnings = _warnings(candidate.profile.warnings, aliases, mask)
    profile = replace(candidate.profile, file=alias, passages=passages, warnings=warnings)
    return Candidate(document, profile, Identity(name=alias))
