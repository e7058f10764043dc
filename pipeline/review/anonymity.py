"""A run without names: candidates are numbered; their names, contacts, ages and addresses are masked in all that is quoted or shown, and
trades stand in the masculine for all."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.documents import Line, Warning
from pipeline.nlp.genders import agreed, masculines
from pipeline.profiles.identity import Identity, personal_kind
from pipeline.ranking.matches import Match, Ranked
from pipeline.review.run import Candidate, Dossier, Run, Unread

MASK = "▮▮▮"


def anonymous(run: Run) -> tuple[Run, list[tuple[str, str, str]]]:
    """The run with aliases for files and masked identities, and its key: alias, file, name. Unread files are aliased too.

    A run that is anonymous already keeps its aliases.
    """
    order = sorted(run.candidates, key=lambda file: (run.candidates[file].id, file))
    known = run.settings.anonymous
    aliases = {file: file if known else f"candidat-{n:04d}" for n, file in enumerate(order, 1)}
    aliases |= {u.file: u.file if known else f"non-lu-{n:04d}" for n, u in enumerate(run.unread, 1)}
    key = [(aliases[f], f, run.candidates[f].identity.name) for f in order] + [(aliases[u.file], u.file, "") for u in run.unread]
    masks = {file: _pattern(c.identity) for file, c in run.candidates.items()}
    files = {alias: file for file, alias in aliases.items()}

    def shown(ranked: Ranked) -> Ranked:
        return replace(ranked, match=_match(ranked.match, aliases, masks[ranked.match.file]))

    def read(alias: str) -> Candidate:
        return _candidate(run.read(files[alias]), alias, aliases, masks[files[alias]])

    candidates = {aliases[f]: _dossier(d, aliases, masks[f]) for f, d in run.candidates.items()}
    unread = tuple(Unread(aliases[u.file], u.reason, _aliased(u.detail, aliases)) for u in run.unread)
    hashes = {aliases.get(name, name): digest for name, digest in run.hashes.items()}
    settings = replace(run.settings, anonymous=True, cvs=())
    return replace(
        run,
        settings=settings,
        ranking=run.ranking.changed(shown),
        candidates=candidates,
        unread=unread,
        hashes=hashes,
        read=read,
        declared={aliases[file]: said for file, said in run.declared.items()},
    ), key


def _pattern(identity: Identity) -> re.Pattern[str] | None:
    words = [w for w in re.split(r"[\s\-]+", identity.name) if len(w) > 1] + [identity.email, identity.phone]
    wanted = [re.escape(w) for w in words if w]
    return re.compile(r"(?<!\w)(?:" + "|".join(wanted) + r")(?!\w)", re.I) if wanted else None


def _masked(text: str, mask: re.Pattern[str] | None) -> str:
    """A text without its person: names and contacts masked, agreement in the masculine."""
    return agreed(mask.sub(MASK, text) if mask else text, masculines())


def _line(text: str, mask: re.Pattern[str] | None) -> str:
    """A line of a CV: one that tells the person (birth, age, address, family, contact) is masked whole."""
    return MASK if personal_kind(text) else _masked(text, mask)


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


def _dossier(dossier: Dossier, aliases: dict[str, str], mask: re.Pattern[str] | None) -> Dossier:
    alias = aliases[dossier.file]
    attachments = tuple(aliases[f] for f in dossier.attachments)
    warnings = _warnings(dossier.warnings, aliases, mask)
    title = _masked(dossier.title, mask)
    return replace(dossier, file=alias, identity=Identity(name=alias), title=title, warnings=warnings, attachments=attachments)


def _candidate(candidate: Candidate, alias: str, aliases: dict[str, str], mask: re.Pattern[str] | None) -> Candidate:
    lines = tuple(Line(_line(line.text, mask), line.page, line.box, line.style) for line in candidate.document.lines)
    passages = tuple(replace(p, text=_masked(p.text, mask)) for p in candidate.profile.passages)
    document = replace(candidate.document, file=alias, lines=lines)
    warnings = _warnings(candidate.profile.warnings, aliases, mask)
    profile = replace(candidate.profile, file=alias, passages=passages, warnings=warnings)
    return Candidate(document, profile, Identity(name=alias))
