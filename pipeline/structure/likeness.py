"""Heads of one CV that are written alike: where all others name the employer, a head names it too.

The words of an employer may be those of a place ("Infoval", "Sports Craponne"); what stands where
the other heads have their employer, in a head without one, is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.structure.marks import Field

POSTS = ("post", "mission")
_SHAPE = ("t", "o", "p", "d")
"""Fields by which heads are compared."""
Shape = tuple[tuple[int, str], ...]


def alike(kinds: Sequence[str], heads: Sequence[list[Field]]) -> list[list[Field]]:
    """The fields of all heads of a CV; in those of posts, places that are employers as such."""
    shapes = {_shape(fields) for kind, fields in zip(kinds, heads, strict=True) if kind in POSTS}
    both = zip(kinds, heads, strict=True)
    return [_employed(fields, shapes) if kind in POSTS else fields for kind, fields in both]


def _shape(fields: Sequence[Field]) -> Shape:
    return tuple((f.line, f.kind) for f in fields if f.kind in _SHAPE)


def _employed(fields: list[Field], shapes: set[Shape]) -> list[Field]:
    """The fields of a head; its only place is the employer where another head has one there."""
    kinds = [f.kind for f in fields]
    if "o" in kinds or "t" not in kinds or kinds.count("p") != 1:
        return fields
    renamed = [replace(f, kind="o") if f.kind == "p" else f for f in fields]
    return renamed if _shape(renamed) in shapes else fields
