"""Titles told by what stands around them: a role and what it is the role of, the words that qualify
a title, the piece before an employer that nothing marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.lexicon.compiled import names
from pipeline.lexicon.cues import hints
from pipeline.structure.arrangements import Piece, pieces_of
from pipeline.structure.marks import Field
from pipeline.structure.seen import Seen

Head = Sequence[Seen]
UNMARKED = 0.4
"""How sure a title is that only what stands around it tells."""
LONGEST = 6
"""Words of a piece that is a title because nothing else is, at most."""
TELLING = 5
"""Letters of the key of a word that qualifies a title, at least."""
_OF = r"(?:de la|de l['’]|des|de|du|d['’]|au|aux)"
_ROLE_OF = re.compile(rf"\s+{_OF}(?:\s+|(?<=['’]))[a-zà-ÿ][a-zà-ÿ'’ -]*")
_QUALITY = re.compile(r"(?:\s+[a-zà-ÿ-]{3,}){1,2}(?=\s*(?:$|[–—|,(:>\t])|\s(?:à|au|chez|de|du)\b)")


def unmarked(found: list[Field], head: Head) -> Iterator[Field]:
    """The pieces of a head that no field touches, as titles."""
    for piece in pieces_of(head):
        field = _as_field(piece, head)
        near = (f for f in found if f.line == field.line)
        if not piece.is_date and not any(f.start < field.end and field.start < f.end for f in near):
            yield field


def _as_field(piece: Piece, head: Head) -> Field:
    line, first, last = 0, piece.words[0], piece.words[-1]
    while first >= len(head[line].tokens):
        first, last = first - len(head[line].tokens), last - len(head[line].tokens)
        line += 1
    seen = head[line]
    start, end = seen.tokens[first].start, seen.tokens[last].end
    return Field("t", line, start, end, seen.text[start:end], UNMARKED)


def first_piece(found: list[Field], head: Head) -> list[Field]:
    """Where nothing else is the title or the contract, the first piece of the head is the title, if
    no field marks it: with an employer, or with a word of trades, and not alone on its line.
    """
    kinds = {f.kind for f in found}
    first = next((piece for piece in pieces_of(head) if not piece.is_date), None)
    if first is None or kinds & {"t", "dip", "c", "cert"}:
        return found
    field = _as_field(first, head)
    seen = head[field.line]
    is_label = seen.text[field.end :].lstrip().startswith(":")
    short = field.text[:1].isupper() and len(field.text.split()) <= LONGEST
    alone = not seen.periods and all(f.line != field.line for f in found)
    if is_label or alone or not short or field not in unmarked(found, head):
        return found
    if "o" not in kinds and not (" " in field.text and _has_trade_word(seen, field)):
        return found
    return sorted([*found, field], key=lambda f: (f.line, f.start))


def _has_trade_word(seen: Seen, field: Field) -> bool:
    inside = (t.key for t in seen.tokens if field.start <= t.start < field.end)
    return any(key in names().trade_words for key in inside)


def complete(found: list[Field], head: Head) -> list[Field]:
    """A title of one word of a role goes on with what it is the role of, and any title with the
    words that qualify it, up to the end of its piece: "Chef" of "Chef de la section, Brest".
    """
    return [_complete(f, found, head[f.line]) if f.kind == "t" else f for f in found]


def _complete(title: Field, found: list[Field], seen: Seen) -> Field:
    more = _qualified(title, seen) or _role_of(title, seen)
    near = (f for f in found if f.line == title.line and title.end <= f.start <= more)
    if not more or next(near, None) is not None:
        return title
    text = seen.text[title.start : more].rstrip()
    return replace(title, end=title.start + len(text), text=text)


def _qualified(title: Field, seen: Seen) -> int:
    """Where the one or two words that qualify a title end, 0 where none does."""
    more = _QUALITY.match(seen.text, title.end)
    if more is None:
        return 0
    keys = [t.key for t in seen.tokens if more.start() <= t.start < more.end()]
    return more.end() if all(len(key) >= TELLING for key in keys) else 0


def _role_of(title: Field, seen: Seen) -> int:
    """Where what a role is the role of ends, 0 where a title is no role of one word or a name
    follows.
    """
    keys = [t.key for t in seen.tokens if title.start <= t.start < title.end]
    more = _ROLE_OF.match(seen.text, title.end)
    if more is None or len(keys) != 1 or "title" not in hints().get(keys[0], ()):
        return 0
    return 0 if seen.text[more.end() : more.end() + 1].isalnum() else more.end()
