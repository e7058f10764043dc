"""A run without names: candidates are numbered, their names, e-mails and phone numbers masked in all that is quoted."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.documents import Document, Line, Warning
from pipeline.profiles.identity import Identity
from pipeline.ranking.matches import Match
from pipeline.review.run import Candidate, Run, Unread

MASK = "▮▮▮"


def anonymous(run: Run) -> tuple[Run, list[tuple[str, str, str]]]:
    """The run with aliases for files and masked identities, and its key: alias, file, name. Unread files are aliased too."""
    order = sorted(run.candidates, key=lambda file: (run.candidates[file].profile.id, file))
    aliases = {file: f"candidat-{n:04d}" for n, file in enumerate(order, 1)}
    aliases |= {u.file: f"non-lu-{n:04d}" for n, u in enumerate(run.unread, 1)}
    key = [(aliases[f], f, run.candidates[f].identity.name) for f in order] + [(aliases[u.file], u.file, "") for u in run.unread]
    masks = {file: _pattern(c.identity) for file, c in run.candidates.items()}
    ranking = tuple(replace(r, match=_match(r.match, aliases, masks[r.match.file])) for r in run.ranking)
    candidates = {aliases[f]: _candidate(c, aliases, masks[f]) for f, c in run.candidates.items()}
    unread = tuple(Unread(aliases[u.file], u.reason, _aliased(u.detail, aliases)) for u in run.unread)
    hashes = {aliases.get(name, name): digest for name, digest in run.hashes.items()}
    return replace(run, ranking=ranking, candidates=candidates, unread=unread, hashes=hashes), key


def _pattern(identity: Identity) -> re.Pattern[str] | None:
    words = [w for w in re.split(r"[\s\-]+", identity.name) if len(w) > 1] + [identity.email, identity.phone]
    wanted = [re.escape(w) for w in words if w]
    return re.compile(r"(?<!\w)(?:" + "|".join(wanted) + r")(?!\w)", re.I) if wanted else None


def _masked(text: str, mask: re.Pattern[str] | None) -> str:
    return mask.sub(MASK, text) if mask else text


def _warnings(warnings: tuple[Warning, ...], aliases: dict[str, str], mask: re.Pattern[str] | None) -> tuple[Warning, ...]:
    return tuple(Warning(w.kind, _masked(_aliased(w.detail, aliases), mask)) for w in warnings)


def _aliased(detail: str, aliases: dict[str, str]) -> str:
    for file in sorted(aliases, key=len, reverse=True):
        detail = detail.replace(file, aliases[file])
    return detail


def _match(match: Match, aliases: dict[str, str], mask: re.Pattern[str] | None) -> Match:
    parts = tuple(
        replace(p, evidence=tuple(replace(e, quote=_masked(e.quote, mask), matched=_masked(e.matched, mask)) for e in p.evidence))
        for p in match.parts
    )
    needs = tuple(replace(r, quote=_masked(r.quote, mask)) for r in match.requirements)
    warnings = _warnings(match.warnings, aliases, mask)
    title = _masked(match.title, mask)
    return replace(match, file=aliases[match.file], parts=parts, requirements=needs, warnings=warnings, title=title)


def _candidate(candidate: Candidate, aliases: dict[str, str], mask: re.Pattern[str] | None) -> Candidate:
    alias = aliases[candidate.profile.file]
    lines = tuple(Line(_masked(line.text, mask), line.page, line.box, line.style) for line in candidate.document.lines)
    document: Document = replace(candidate.document, file=alias, lines=lines)
    profile = replace(candidate.profile, file=alias, warnings=_warnings(candidate.profile.warnings, aliases, mask))
    return Candidate(document, profile, Identity(name=alias), tuple(aliases[f] for f in candidate.attachments))
