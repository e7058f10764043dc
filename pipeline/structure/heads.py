"""Heads made whole: lines that tell the employer of a post and that the chain of lines left outside.

People write the heads of their posts in one manner. What stands where the other posts have their
employer, the line that no table knows as a heading, an employer alone above its posts or below
them, the label with which the other missions begin: each is tried as a part of the head, and kept
where the chain of fields then finds title and employer there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.documents import Entry, Field
from pipeline.lexicon.spelling import plain
from pipeline.structure.chains import HEADING, Tag
from pipeline.structure.lines import BODY
from pipeline.structure.nesting import holds
from pipeline.structure.seen import BULLET, Seen

KINDS = ("post", "mission", "vol")
SURE = 0.7
"""How sure an employer is in a line that joins a head, at least."""
NAMED = 0.5
"""How sure the title of an entry is, at least, that has one of its own."""
LONGEST, SHORT = 12, 6
"""Words of a line that joins a head, and of one that only the word of an employer tells, at most."""
_EXPERIENCE = HEADING + "experience"
_LABEL = re.compile(r"^([^:]{2,30}?)[\s.]*:\s*\S")


@dataclass(frozen=True, slots=True)
class Move:
    """A line that may belong to the head of an entry; if it does, the tags of lines that head it, and
    those below, with the kind of the entry.
    """

    line: int
    tags: dict[int, Tag]
    body: Sequence[int] = ()
    kind: str = ""

    def holds(self, entries: Sequence[Entry]) -> bool:
        """Whether the head that holds the line has title and employer, one of them there."""
        whole = [
            (e.first("title"), e.first("organisation")) for e in entries if self.line in e.head
        ]
        return any(
            told is not None and told.line == self.line and told.confidence >= SURE
            for both in whole
            if all(both)
            for told in both
        )


def moves(lines: Sequence[Seen], tags: Sequence[Tag], entries: Sequence[Entry]) -> Iterator[Move]:
    """The lines that may belong to the heads of posts which name no employer."""
    own = [e for e in entries if e.kind in KINDS]
    taken: set[int] = set()
    for rule in (_told_below, _alone, _labelled, _below, _above):
        for move in rule(lines, tags, own):
            if taken.isdisjoint(move.tags):
                taken |= set(move.tags)
                yield move


def moved(tags: Sequence[Tag], made: Sequence[Move]) -> list[Tag]:
    """The tags of lines once moves are made; a line that heads an entry is no body of another."""
    found = list(tags)
    for move in made:
        for number in move.body:
            found[number] = replace(found[number], label=move.kind + BODY)
    for move in made:
        for number, tag in move.tags.items():
            found[number] = tag
    return found


def _usual(entries: Sequence[Entry]) -> Counter[int]:
    """How many lines below their title the posts of a CV have their employer."""
    return Counter(
        firm.line - title.line
        for e in entries
        if e.kind != "vol" and (title := _title(e))
        if (firm := e.first("organisation")) and firm.confidence >= SURE
    )


def _is_usual(offset: int, usual: Counter[int]) -> bool:
    return 2 * usual[offset] >= usual.total() > 0


def _title(entry: Entry) -> Field | None:
    title = entry.first("title")
    return title if title is not None and title.confidence >= NAMED else None


def _lacks(entry: Entry) -> bool:
    """Whether an entry has a title and no employer."""
    return _title(entry) is not None and entry.first("organisation") is None


def _names(entry: Entry) -> bool:
    """Whether an entry has an employer and neither title nor contract."""
    alone = _title(entry) is None and entry.first("contract") is None
    return alone and entry.first("organisation") is not None


def _short(seen: Seen) -> bool:
    return len(seen.words) <= LONGEST and not seen.line.text.startswith(BULLET)


def _below(lines: Sequence[Seen], tags: Sequence[Tag], entries: Sequence[Entry]) -> Iterator[Move]:
    """The line below a head, where most posts of the CV have their employer."""
    usual = _usual(entries)
    for entry in entries:
        n, title = entry.head[-1] + 1, _title(entry)
        if title is None or not _lacks(entry) or n not in entry.body or not _short(lines[n]):
            continue
        if _is_usual(n - title.line, usual):
            yield Move(n, {n: replace(tags[n], label=entry.kind)})


def _above(lines: Sequence[Seen], tags: Sequence[Tag], entries: Sequence[Entry]) -> Iterator[Move]:
    """The line above a post: below another post, where most have their employer, with the word of
    an employer; or labelled as a heading that the table doesn't know.
    """
    usual = _usual(entries)
    for entry in entries:
        n, first, title = entry.head[0] - 1, entry.head[0], _title(entry)
        if title is None or not _lacks(entry) or n < 0 or not _short(lines[n]):
            continue
        may = _may_tell(lines[n], tags[n]) and _is_usual(n - title.line, usual)
        if may or _is_no_heading(lines[n], tags[n]):
            begins = Tag(entry.kind, True, tags[n].probability)
            yield Move(n, {n: begins, first: replace(tags[first], begins=False)})


def _may_tell(seen: Seen, tag: Tag) -> bool:
    """Whether a line may tell the employer of the post below: labelled as a heading that the table
    doesn't know; below another post, set apart or short with the word of an employer.
    """
    if tag.label == _EXPERIENCE:
        return not seen.is_heading
    named = "organisation" in seen.hinted and len(seen.words) <= SHORT
    return tag.label.endswith(BODY) and (seen.line.look.gap or named)


def _is_no_heading(seen: Seen, tag: Tag) -> bool:
    """Whether a line labelled as a heading has a date or the word of an employer."""
    told = bool(seen.periods) or "organisation" in seen.hinted
    return tag.label == _EXPERIENCE and told and not seen.is_heading


def _alone(lines: Sequence[Seen], tags: Sequence[Tag], entries: Sequence[Entry]) -> Iterator[Move]:
    """An employer alone right above a post that names none, and within whose dates it lies; a title
    alone right above an employer that has none.
    """
    for above, entry in zip(entries, entries[1:], strict=False):
        near = entry.head[0] - above.head[-1] <= 2 and len(above.body) <= 1
        firm = next((e.first("organisation") for e in (above, entry) if _names(e)), None)
        if not near or firm is None or not (_lacks(entry) or _lacks(above)):
            continue
        bare = not above.body and _is_undated(lines, above)
        if _lies_in(lines, entry, above) if _lacks(entry) else bare:
            heads = {n: replace(tags[n], label=entry.kind) for n in above.head}
            heads[entry.head[0]] = replace(tags[entry.head[0]], begins=False)
            yield Move(firm.line, heads, above.body, entry.kind)


def _is_undated(lines: Sequence[Seen], entry: Entry) -> bool:
    return not any(lines[n].periods for n in entry.head)


def _told_below(
    lines: Sequence[Seen], tags: Sequence[Tag], entries: Sequence[Entry]
) -> Iterator[Move]:
    """An employer alone and without a date below what a post tells, where the same words stand
    before those of others ("Nom de l'employeur").
    """
    begun = Counter(_opening(lines[n]) for e in entries for n in e.head)
    for entry, below in zip(entries, entries[1:], strict=False):
        firm = below.first("organisation")
        if firm is None or not _lacks(entry) or not _names(below) or not _is_undated(lines, below):
            continue
        if begun[_opening(lines[below.head[0]])] > 1:
            heads = {n: Tag(entry.kind, False, tags[n].probability) for n in below.head}
            yield Move(firm.line, heads, below.body, entry.kind)


def _opening(seen: Seen) -> tuple[str, ...]:
    return tuple(seen.words[:2])


def _lies_in(lines: Sequence[Seen], entry: Entry, above: Entry) -> bool:
    """Whether the dates of an entry lie in those of the one above, or that one has none."""
    whole = [period for n in above.head for period in lines[n].periods]
    own = [period for n in entry.head for period in lines[n].periods]
    if not whole:
        return True
    return whole[0].is_range and bool(own) and all(holds(whole[0], period) for period in own)


def _labelled(
    lines: Sequence[Seen], tags: Sequence[Tag], entries: Sequence[Entry]
) -> Iterator[Move]:
    """A line above an entry, below another one, with the label ("Client :") by which others begin
    and which this one has not.
    """
    begun = {label_of(lines[e.head[0]].text): e.kind for e in entries}
    for entry in entries:
        n = entry.head[0] - 1
        label = label_of(lines[n].text) if n >= 0 and tags[n].label.endswith(BODY) else ""
        if label and label in begun and label not in {label_of(lines[k].text) for k in entry.head}:
            kind = begun[label]
            heads = {k: Tag(kind, False, tags[k].probability) for k in entry.head}
            heads[n] = Tag(kind, True, tags[n].probability)
            yield Move(n, heads, entry.body, kind)


def label_of(text: str) -> str:
    """The label that begins a line, "" where none does.

    >>> label_of("Client : Banque des Rives"), label_of("Banque des Rives")
    ('client', '')
    """
    found = _LABEL.match(text)
    return plain(found[1]).strip(" .-") if found else ""
