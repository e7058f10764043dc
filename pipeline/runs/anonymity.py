"""A run without names: candidates are numbered; their names, contacts, ages and addresses are
masked in all that is quoted or shown, and
trades stand in the masculine for all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.batch.run import Dossier, Run
from pipeline.documents import Line, Warning
from pipeline.lexicon.genders import agreed, masculines
from pipeline.lexicon.people import personal_kind
from pipeline.profiles.identity import Identity
from pipeline.profiles.understanding import Candidate
from pipeline.ranking.matches import Match, Ranked
from pipeline.store.disk import Lookup

MASK = "▮▮▮"
_NAMING = ("duplicate", "attached")
"""Warnings and reasons whose details name other files."""


def anonymous(run: Run) -> tuple[Run, Iterator[tuple[str, str, str]]]:
    """The run with aliases for files and masked identities, and its key: alias, file, name. Unread
    files are aliased too.

    A run that is anonymous already keeps its aliases.
    """
    known, width = run.settings.anonymous, max(4, len(str(len(run.hashes))))
    order = (
        list(run.candidates)
        if known
        else sorted(run.candidates, key=lambda file: (run.hashes[file], file))
    )
    aliases = {
        file: file if known else f"candidat-{n:0{width}d}" for n, file in enumerate(order, 1)
    }
    aliases |= {
        u.file: u.file if known else f"non-lu-{n:0{width}d}" for n, u in enumerate(run.unread, 1)
    }
    aliases = dict(sorted(aliases.items(), key=lambda named: -len(named[0])))
    files = {alias: file for file, alias in aliases.items()}

    def mask(file: str) -> re.Pattern[str] | None:
        return _pattern(run.candidates[file].identity)

    def shown(ranked: Ranked) -> Ranked:
        return replace(ranked, match=_match(ranked.match, aliases, mask(ranked.match.file)))

    def read(alias: str) -> Candidate:
        return _candidate(run.read(files[alias]), alias, aliases, mask(files[alias]))

    def dossier(alias: str) -> Dossier:
        found = run.candidates[files[alias]]
        return _dossier(found, aliases, _pattern(found.identity))

    def key() -> Iterator[tuple[str, str, str]]:
        yield from ((aliases[f], f, run.candidates[f].identity.name) for f in order)
        yield from ((aliases[u.file], u.file, "") for u in run.unread)

    return replace(
        run,
        settings=replace(run.settings, anonymous=True, cvs=()),
        ranking=run.ranking.changed(shown),
        candidates=Lookup(lambda: (aliases[file] for file in order), len(order), dossier),
        unread=tuple(
            replace(u, file=aliases[u.file], fact=_aliased(u.reason, u.fact, aliases))
            for u in run.unread
        ),
        hashes=Lookup(
            lambda: sorted(aliases.get(file, file) for file in run.hashes),
            len(run.hashes),
            lambda a: run.hashes[files.get(a, a)],
        ),
        read=read,
        declared={aliases[file]: said for file, said in run.declared.items()},
    ), key()


def _pattern(identity: Identity) -> re.Pattern[str] | None:
    words = [w for w in re.split(r"[\s\-]+", identity.name) if len(w) > 1] + [
        identity.email,
        identity.phone,
    ]
    wanted = [re.escape(w) for w in words if w]
    return re.compile(r"(?<!\w)(?:" + "|".join(wanted) + r")(?!\w)", re.I) if wanted else None


def _masked(text: str, mask: re.Pattern[str] | None) -> str:
    """A text without its person: names and contacts masked, agreement in the masculine."""
    return agreed(mask.sub(MASK, text) if mask else text, masculines())


def _line(text: str, mask: re.Pattern[str] | None) -> str:
    """A line of a CV: one that tells the person (birth, age, address, family, contact) is masked
    whole.
    """
    return MASK if personal_kind(text) else _masked(text, mask)


def _warnings(
    warnings: tuple[Warning, ...], aliases: dict[str, str], mask: re.Pattern[str] | None
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


def _match(match: Match, aliases: dict[str, str], mask: re.Pattern[str] | None) -> Match:
    parts = tuple(
        replace(
            p,
            evidence=tuple(
                replace(e, quote=_masked(e.quote, mask), matched=_masked(e.matched, mask))
                for e in p.evidence
            ),
        )
        for p in match.parts
    )
    needs = tuple(replace(r, quote=_masked(r.quote, mask)) for r in match.requirements)
    warnings = _warnings(match.warnings, aliases, mask)
    title = _masked(match.title, mask)
    return replace(
        match,
        file=aliases[match.file],
        parts=parts,
        requirements=needs,
        warnings=warnings,
        title=title,
    )


def _dossier(dossier: Dossier, aliases: dict[str, str], mask: re.Pattern[str] | None) -> Dossier:
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


def _candidate(
    candidate: Candidate, alias: str, aliases: dict[str, str], mask: re.Pattern[str] | None
) -> Candidate:
    lines = tuple(
        Line(_line(line.text, mask), line.page, line.box, line.look)
        for line in candidate.document.lines
    )
    passages = tuple(replace(p, text=_masked(p.text, mask)) for p in candidate.profile.passages)
    document = replace(candidate.document, file=alias, lines=lines)
    warnings = _warnings(candidate.profile.warnings, aliases, mask)
    profile = replace(candidate.profile, file=alias, passages=passages, warnings=warnings)
    return Candidate(document, profile, Identity(name=alias))
