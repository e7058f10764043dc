"""Words with their tags as the fields of a head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from pipeline.structure.arrangements import OUTSIDE
from pipeline.structure.chains import Tag
from pipeline.structure.seen import Seen


@dataclass(frozen=True, slots=True)
class Field:
    """A marked piece of a head: `kind` (t title, o organisation, p place, d date, dur duration, c
    contract, dip diploma, m honours or status, cert certification) on characters `start` to `end`
    of the text of head line `line` (its place among the head lines), with its probability.
    """

    kind: str
    line: int
    start: int
    end: int
    text: str
    probability: float


def joined(head: Sequence[Seen], tags: Sequence[Tag]) -> list[Field]:
    """Tags of the tokens of a head as fields."""
    found: list[Field] = []
    left = iter(tags)
    for place, seen in enumerate(head):
        run: list[tuple[int, Tag]] = []
        for number in range(len(seen.tokens)):
            tag = next(left)
            if run and (tag.begins or tag.label != run[-1][1].label):
                found += _field(seen, place, run)
                run = []
            if tag.label != OUTSIDE:
                run.append((number, tag))
        found += _field(seen, place, run)
    return found


def _field(seen: Seen, place: int, run: list[tuple[int, Tag]]) -> list[Field]:
    if not run:
        return []
    start, end = seen.tokens[run[0][0]].start, seen.tokens[run[-1][0]].end
    probability = prod(tag.probability for _, tag in run) ** (1 / len(run))
    return [Field(run[0][1].label, place, start, end, seen.text[start:end], probability)]
